"""Whatever is typed or handed over: one German sentence, the right exit code, no traceback."""

import json
import sqlite3

import pytest

from tests.kit import hostile
from tests.kit.cases import CASE
from tests.kit.commands import assert_quiet, refused

CHECK = ("beratung", "pruefen", "--kommune", "06633020", "--modul")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["unsinn"], "»unsinn« gibt es hier nicht"),
        (["suche"], "Es fehlt: TEXT"),
        (["ikz"], "Es fehlt: BEFEHL"),
        (["dienste", "--jason"], "Das ist überzählig: --jason"),
        (["dienste", "--js"], "Das ist überzählig: --js"),
        (["modell", "--stichtag"], "Hier fehlt eine Angabe"),
        (["modell", "--stichtag", "31.02.2022"], "Den 31.02.2022 gibt es nicht."),
        (["modell", "--stichtag", "31.02."], "gibt es nicht"),
        (["modell", "--stichtag", "übermorgen"], "ist kein Datum"),
        (["modell", "--stichtag", "0001-01-01"], "Ist das Jahr richtig geschrieben?"),
        (["dienste", "--stichtag", "h"], "kein Stichtag"),
        (["--json"], "Hier fehlt ein Befehl"),
        ([*CHECK, "zwei", "--termin", "h"], "»zwei« ist hier nicht möglich"),
        ([*CHECK, "2", "--termin", "31.02.2022"], "Den 31.02.2022 gibt es nicht."),
        ([*CHECK, "2"], "--termin"),
        (["suche", "\x1b]0;x\x07", "--nein"], "--nein"),
        (["suche", "a\udcff"], "nicht lesen"),
        (["suche", "a\0b"], "nicht lesen"),
    ],
)
def test_usage(run, arguments, part):
    refused(run(*arguments), 2, part)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "kein g\u00fcltiges JSON (Zeile 1, Spalte 1)"),
        (b"{", "kein g\u00fcltiges JSON"),
        (b"\x80\x81", "nicht in UTF-8"),
        ('{"a": 1}'.encode("utf-16"), "nicht in UTF-8"),
        (b"[" * 100_000, "zu tief verschachtelt"),
        (b" " * 2_000_001, "größer als 2 MB"),
        (b'{"requested": NaN}', "»NaN« ist keine Zahl"),
        (b'{"requested": "1", "requested": "2"}', "»requested« doppelt"),
        (b'{"requested": ' + b"9" * 5_000 + b"}", "zu groß"),
        (b"[]", "geschweiften Klammern"),
        (b"null", "geschweiften Klammern"),
    ],
)
def test_files_that_are_no_case(run, content, part):
    refused(run("ikz", "check", "--datei", "-", stdin=content), 2, part)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"unbekannt": 1}, "unbekannt: Dieses Feld gibt es nicht."),
        ({"reference_date": "31.02.2022"}, "reference_date: »31.02.2022« geht hier nicht."),
        ({"reference_date": "2022-02-31"}, "Den Tag »2022-02-31« gibt es nicht."),
        ({"reference_date": "1066-10-14"}, "darf nicht unter 1900-01-01 liegen"),
        ({"requested": "1,2,3"}, "Bitte einen Betrag wie 200000.00 angeben."),
        ({"requested": "-1"}, "requested: Der Wert darf nicht unter 0 liegen."),
        ({"requested": "0.001"}, "höchstens zwei Stellen"),
        ({"requested": "1e400"}, "Der Betrag ist zu groß."),
        ({"participants": {}}, "participants: Bitte eine Liste angeben."),
        ({"participants": [{"role": "lead"}]}, "participants[1].key: Bitte ausfüllen."),
        ({"participants": [{"key": "0663302"}]}, "participants[1].key: »0663302« geht hier nicht."),
        ({"participants": [{"key": 6633020}]}, "Bitte einen Text angeben."),
        (
            {"participants": [{"key": "06633020", "role": "chef"}]},
            "participants[1].role: Möglich sind lead oder partner.",
        ),
        (
            {"participants": [{"key": "06633020", "resolution": {"status": "ja"}}]},
            "participants[1].resolution.status: Möglich sind open, scheduled",
        ),
        ({"agreement": {"signed_by_all": "vielleicht"}}, "Bitte ja oder nein"),
        ({"term": []}, "term: Hier gehören Felder in geschweiften Klammern hin."),
        ({"\x1b[31m": 1}, "·[31m: Dieses Feld gibt es nicht."),
    ],
)
def test_fields_that_are_wrong_are_named(run, change, part):
    content = json.dumps(CASE | change).encode()
    refused(run("ikz", "pruefen", "--datei", "-", stdin=content), 2, part)


def test_many_wrong_fields_are_counted(run):
    content = json.dumps({f"feld{number}": 1 for number in range(9)}).encode()
    refused(run("ikz", "check", "--datei", "-", stdin=content), 2, "Dazu kommen 4 weitere Stellen")


def test_files_that_cannot_be_read(run, tmp_path):
    refused(run("ikz", "check", "--datei", str(tmp_path)), 2, "Das ist ein Ordner.")
    refused(run("ikz", "check", "--datei", str(tmp_path / "nein")), 2, "Es gibt sie nicht.")
    refused(run("ikz", "check", "--datei", "n" * 5_000), 2, "lässt sich nicht lesen")
    named = tmp_path / "\x1b]0;x\x07.json"
    refused(run("ikz", "check", "--datei", str(named)), 2, "·]0;x·.json")


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ({"module": 1}, "Bitte eine Liste angeben."),
        ([{}], "[1].module: Bitte ausfüllen."),
        ([{"module": "eins"}], "[1].module: »eins« geht hier nicht. Bitte eine ganze Zahl"),
        ([{"module": 1, "state": "weg"}], "[1].state: Möglich sind registered"),
        ([{"module": 1, "modul": 1}], "[1].modul: Dieses Feld gibt es nicht."),
    ],
)
def test_existing_bookings_that_are_wrong(run, content, part):
    arguments = (*CHECK, "1", "--termin", "01.06.2022", "--vorhandene", "-")
    refused(run(*arguments, stdin=json.dumps(content).encode()), 2, part)


@pytest.mark.parametrize("key", ["06999999", "6633020", "Entenhausen", "06433200"])
def test_consulting_for_an_unknown_kommune(run, key):
    answer = run("beratung", "pruefen", "--kommune", key, "--modul", "1", "--termin", "1.6.2022")
    refused(answer, 3)


def test_stores_that_are_none(run, tmp_path):
    text = tmp_path / "brief.txt"
    text.write_text("Sehr geehrte Damen und Herren,")
    text.chmod(0o600)
    foreign = tmp_path / "fremd.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE konto (id INTEGER)")
    connection.close()
    foreign.chmod(0o600)
    before = foreign.read_bytes()
    for path in (text, foreign, tmp_path):
        refused(run("--db", str(path), "dienste"), 6)
    assert foreign.read_bytes() == before
    refused(run("dienste", "--db", "mysql://host/db"), 6, "mysql")
    refused(run("dienste", "--db", "postgresql://u:geheim@host/db"), 6, "Passwort")
    assert "geheim" not in run("dienste", "--db", "postgresql://u:geheim@host/db").err


def test_a_store_of_a_newer_program(run, own):
    with sqlite3.connect(own) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    refused(run("--db", own, "suche", "hanau"), 6, "neueren Programmversion")


def test_an_interruption_is_a_sentence(run, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("ozg_tui.cli.search.find.find", interrupt)
    refused(run("suche", "hanau"), 130, "Abgebrochen.")


def test_a_defect_shows_its_place_and_no_value(run, monkeypatch):
    def fail(*_):
        raise RuntimeError("Durchwahl von Frau Beispiel")

    monkeypatch.setattr("ozg_tui.cli.search.find.find", fail)
    answer = run("suche", "hanau")
    refused(answer, 1, "RuntimeError in test_bad_input.py")
    assert "Beispiel" not in answer.err


@pytest.mark.parametrize("text", hostile.ALL)
def test_hostile_arguments(run, text):
    for command in (["suche", "--", text], ["kommune", "--", text]):
        answer = run(*command)
        assert answer.code in {0, 2, 3}, answer
        assert "Traceback" not in answer.err
        assert_quiet(answer.out + answer.err)
    as_json = run("--json", *command)
    assert as_json.code == answer.code
    assert as_json.out.isascii()
