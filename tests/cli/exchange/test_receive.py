"""`ozg-tui import`: what a file would bring, what it brought, and how a script learns of it."""

import csv
import io

import pytest

from tests.desk.exchange.files import PHONE_CARD, csv_of, outlook, xlsx
from tests.kit.commands import refused

HEAD = ("Nachname", "Vorname", "Firma", "Telefon", "E-Mail", "Telex")
MUSTER = ("Muster", "Erika", "Ahnatal", "05609 90009-12", "e.muster@example.org", "1")
WRONG = ("Beispiel", "Eva", "Ahnatal", "", "eva@", "")
UNCLEAR = ("Probe", "Karl", "Lautertal", "", "p@example.org", "")


@pytest.fixture
def receive(run, own, tmp_path, monkeypatch):
    """Run `ozg-tui import kontakte` on a store of one's own with the bytes of a file."""
    monkeypatch.chdir(tmp_path)

    def command(raw: bytes, *arguments: str, name: str = "liste.csv"):
        (tmp_path / name).write_bytes(raw)
        return run("--db", own, "import", "kontakte", "--datei", name, *arguments)

    return command


def raw(*rows):
    return csv_of([HEAD, *rows]).encode("cp1252")


def test_the_answer_for_a_script_names_everything(receive):
    answer = receive(raw(MUSTER, WRONG, UNCLEAR), "--json")
    assert answer.code == 4
    told = answer.json
    assert told["schema_version"] == 1
    assert told["kind"] == "contacts"
    assert told["format"] == {
        "type": "csv", "encoding": "utf-8", "separator": ";", "header_line": 1,
    }  # fmt: skip
    assert told["mapped"]["Nachname"] == "family_name"
    assert told["unmapped"] == ["Telex"]
    counts = ("rows", "new", "changed", "unchanged", "questions", "failed")
    assert [told[name] for name in counts] == [3, 1, 0, 0, 1, 1]
    assert told["errors"] == [
        {
            "line": 3,
            "column": "E-Mail",
            "text": "eva@",
            "sentence": "»eva@« ist keine E-Mail-Adresse.",
        }
    ]
    assert (told["written"], told["unit"]) == (False, None)


def test_a_trial_writes_nothing_and_taking_over_writes_once(receive, run, own):
    assert receive(raw(MUSTER)).code == 0
    assert run("--db", own, "kontakt", "list", "muster", "--json").json["total"] == 0
    taken = receive(raw(MUSTER), "--uebernehmen", "--json").json
    assert taken["written"] and taken["unit"]
    assert run("--db", own, "kontakt", "list", "muster", "--json").json["total"] == 1
    again = receive(raw(MUSTER), "--uebernehmen", "--json")
    assert (again.code, again.json["unchanged"], again.json["written"]) == (0, 1, False)


def test_all_or_nothing_writes_nothing_while_something_is_open(receive, run, own):
    answer = receive(raw(MUSTER, WRONG), "--alles-oder-nichts")
    assert answer.code == 4
    assert "Nichts übernommen, weil noch etwas offen ist." in answer.out
    assert run("--db", own, "kontakt", "list", "muster", "--json").json["total"] == 0
    assert receive(raw(MUSTER), "--alles-oder-nichts", "--json").json["written"]


def test_what_is_open_comes_into_a_file_that_can_be_corrected_and_read_again(receive, tmp_path):
    receive(raw(MUSTER, WRONG, UNCLEAR), "--uebernehmen", "--fehler", "offen.csv")
    left = (tmp_path / "offen.csv").read_text(encoding="utf-8-sig")
    head, *rows = csv.reader(io.StringIO(left), delimiter=";")
    assert head == [*HEAD, "Grund"]
    assert [row[0] for row in rows] == ["Beispiel", "Probe"]
    assert "keine E-Mail-Adresse" in rows[0][-1]
    assert (tmp_path / "offen.csv").stat().st_mode & 0o777 == 0o600
    corrected = left.replace("eva@;", "eva@example.org;").replace("Lautertal;", "Ahnatal;")
    answer = receive(corrected.encode("utf-8-sig"), "--uebernehmen", "--json", name="neu.csv")
    assert (answer.code, answer.json["new"]) == (0, 2)


def test_a_file_of_open_rows_never_takes_the_place_of_another(receive, tmp_path):
    (tmp_path / "offen.csv").write_text("mein")
    answer = receive(raw(WRONG), "--fehler", "offen.csv")
    refused(answer, 2, "gibt es schon")
    assert (tmp_path / "offen.csv").read_text() == "mein"


def test_columns_encoding_and_heading_can_be_said_by_hand(receive):
    file = csv_of([("Wer", "Wo"), ("Müller", "Großalmerode")], "#").encode("cp850")
    answer = receive(
        file, "--trennzeichen", "#", "--kodierung", "cp850", "--kopfzeile", "1",
        "--spalte", "Wer=family_name", "--spalte", "Wo=organisation", "--json",
    )  # fmt: skip
    assert (answer.code, answer.json["new"]) == (0, 1)
    assert answer.json["mapped"] == {"Wer": "family_name", "Wo": "organisation"}


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (outlook([{"Nachname": "Muster", "Firma": "Ahnatal"}]), "csv"),
        (xlsx({"Kontakte": [HEAD, MUSTER]}), "xlsx"),
        (PHONE_CARD.encode(), "vcard 3.0/4.0"),
    ],
)
def test_the_kind_of_file_is_known_by_what_stands_in_it(receive, file, kind):
    assert receive(file, "--json", name="datei.bin").json["format"]["type"] == kind


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("import", "kontakte", "--datei", "keine.csv"), ["»keine.csv«", "gibt es nicht"]),
        (("import", "kontakte", "--datei", "."), ["Ordner"]),
        (("import", "faxe", "--datei", "a.csv"), ["faxe"]),
        (("import", "kontakte"), ["--datei"]),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(run, arguments, parts):
    refused(run(*arguments), 2, *parts)


@pytest.mark.parametrize(
    ("file", "part"),
    [(b"", "leer"), (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Nullzeichen"), (b"a;b\n1;2", "»a«, »b«")],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(receive, file, part):
    refused(receive(file), 2, part)


def test_a_file_with_commands_for_the_terminal_cannot_steer_it(receive):
    answer = receive(raw(("\x1b]52;c;aGk=\x07", "\x1b[2J", "Ahnatal", "", "x\x1b[31m@", "")))
    assert "\x1b" not in answer.out + answer.err


def test_a_wide_sheet_of_the_roll_out_comes_in_and_goes_out(run, own, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [("Kommune", "Mängelmelder 1", "Mängelmelder 2"), ("Ahnatal", "seit 3/2021", "offen")]
    (tmp_path / "a.csv").write_text(csv_of(rows), encoding="utf-8")
    arguments = ("--db", own, "import", "anbindung", "--datei", "a.csv", "--uebernehmen", "--json")
    told = run(*arguments).json
    assert (told["kind"], told["new"], told["questions"]) == ("rollouts", 1, 1)
    assert told["format"]["spread"] == 2
    assert run("--db", own, "export", "anbindung", "ahnatal", "--nach", "b.csv").code == 0
    assert "Mängelmelder;1;;;live;01.03.2021;nein" in (tmp_path / "b.csv").read_text("utf-8-sig")


def test_a_question_is_answered_on_the_command_line_for_all_rows_alike(receive):
    second = ("Zweite", "Zoe", "Lautertal", "", "z@example.org", "")
    told = receive(raw(UNCLEAR, second), "--json").json
    keys = {each["key"] for each in told["asked"]}
    assert (told["questions"], keys) == (2, {"place  | Lautertal | "})
    answer = "place  | Lautertal | =Lautertal (Odenwald)"
    assert receive(raw(UNCLEAR, second), "--antwort", answer, "--json").json["new"] == 2
    for wrong, part in (
        ("nichts", "beantwortet keine Frage"),
        (f"{answer}x", "keine der Antworten"),
    ):
        refused(receive(raw(UNCLEAR), "--antwort", wrong), 2, part)


def test_bookings_come_in_and_the_slot_is_judged(run, own, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    head = ("Kommune", "Modul", "Status", "Termin")
    rows = [("Ahnatal", str(module), "durchgeführt", "15.03.2021") for module in (1, 2, 3)]
    (tmp_path / "b.csv").write_text(csv_of([head, *rows]), encoding="utf-8")
    arguments = ("--db", own, "import", "beratungen", "--datei", "b.csv", "--uebernehmen", "--json")
    told = run(*arguments).json
    assert (told["kind"], told["new"], told["failed"]) == ("bookings", 2, 1)
    assert "Zeile 2" in told["errors"][0]["sentence"]
