"""A free supposition on the command line, as text and as JSON."""

import json

import pytest

from tests.kit.cases import CASE, SEVEN
from tests.kit.commands import refused
from tests.kit.schemas import IKZ_SIMULATE, fits


def file(partners=3, **changes):
    participants = [
        {"key": key, "resolution": {"status": "passed", "date": "2021-10-01"}}
        for key in SEVEN[:partners]
    ]
    return json.dumps(CASE | {"participants": participants} | changes).encode()


@pytest.fixture
def own(ikz):
    """The supposition of some options about IKZ-0001, three Kommunen."""

    def ask(*options):
        answer = ikz("simulieren", "IKZ-0001", *options, "--json")
        assert (answer.code, answer.err) == (0, "")
        found = fits(answer.json, IKZ_SIMULATE)
        first, *others = found["suppositions"]
        assert first["label"] == "eigene Annahme"
        assert [each["partners"] for each in found["numbers"]] == list(range(1, 9))
        assert any(each["label"] == "unbefristet" for each in others)
        return first | {"assumed": found["assumed"]}

    return ask


def test_a_fourth_kommune_by_name_key_or_former_name(own):
    for name in ("Helsa", "06633012", "gemeinde  HELSA"):
        found = own("--mit", name)
        assert (found["partners"], found["standard_cents"]) == (4, 10_000_000)
        assert (found["difference_cents"], found["more_resolutions"]) == (2_500_000, 1)
        assert found["assumed"] == ["mit Helsa"]
        assert found["councils"][-1] == "die Gemeindevertretung von Helsa"
    assert own("--mit", "Oberweser")["assumed"] == ["mit Oberweser"]


def test_several_kommunen_at_once_or_one_after_the_other(own):
    names = ("Helsa", "Ahnatal", "Baunatal", "Vellmar")
    found = own("--mit", *names)
    assert (found["partners"], min(found["shares_cents"])) == (7, 1_428_571)
    assert found["leftover_cents"] == 3
    one_by_one = own(*(part for name in names for part in ("--mit", name)))
    assert found == one_by_one == own("--mit", "Helsa, Ahnatal;Baunatal", "Vellmar")


def test_one_leaves_and_all_leave(own):
    assert own("--ohne", "Habichtswald")["resolutions_missing"] == 0
    found = own("--ohne", "Niestetal", "Kaufungen", "Habichtswald")
    assert (found["partners"], found["standard_cents"], found["shares_cents"]) == (0, 0, [])


def test_a_cent_less_flips_the_saving(own):
    found = own("--personal-nachher", "170t")
    assert [each["text"] for each in found["flips"]] == ["Einsparung: nicht erfüllt → erfüllt"]
    assert own("--personal-nachher", "170.000,01")["flips"] == []
    assert own("--personal-vorher", "0")["flips"][0]["then"] == "open"
    basis = own("--sach-vorher", "100t", "--sach-nachher", "50t")["flips"]
    assert [each["then"] for each in basis] == ["clarify"]


def test_dates_as_in_the_form_and_moved(own):
    assert own("--ende", "301226")["flips"][0]["text"] == "Laufzeit: erfüllt → nicht erfüllt"
    assert own("--beginn", "+1 Monat", "--ende", "+1 Monat")["assumed"] == [
        "ab 01.02.2022",
        "bis 31.01.2027",
    ]
    assert own("--beginn", "-1 Jahr")["assumed"] == ["ab 01.01.2021"]


def test_on_a_page(ikz):
    shown = ikz("simulieren", "IKZ-0001", "--mit", "Helsa", "--personal-nachher", "170t").out
    for part in (
        "Eigene Annahme\n",
        "Angenommen  mit Helsa; Personalkosten nachher 170.000,00 EUR\n",
        "Kommunen    3 → 4\n",
        "Zuwendung   75.000,00 EUR → 100.000,00 EUR (+25.000,00 EUR)\n",
        "Ergebnis    nicht förderfähig → offen\n",
        "            Einsparung: nicht erfüllt → erfüllt\n",
        "Beschlüsse  2 fehlen noch: die Gemeindevertretung von Habichtswald",
        "3 (jetzt)",
    ):
        assert part in shown, part
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert "Die Kosten sind als Summe" not in shown
    assert "Die Kosten sind als Summe" in ikz("simulieren", "IKZ-0001", "--mit", "Helsa").out
    left = ikz("simulieren", "IKZ-0001", "--mit", "Helsa, Ahnatal, Baunatal, Vellmar").out
    assert "je Kommune  25.000,00 EUR → 14.285,71 EUR, 3 Cent bleiben übrig\n" in left
    assert "Eigene Annahme" not in ikz("simulieren", "IKZ-0001").out


def test_a_file_can_be_supposed_about(ikz):
    answer = ikz("simulate", "--datei", "-", "--mit", "Helsa", "--json", stdin=file())
    found = fits(answer.json, IKZ_SIMULATE)
    assert (found["number"], found["suppositions"][0]["partners"]) == (None, 4)
    open_ended = {"term": {"start": "2021-01-01", "end": None}}
    arguments = ("simulate", "--datei", "-", "--ende", "31.12.2024", "--json")
    (flip,) = ikz(*arguments, stdin=file(**open_ended)).json["suppositions"][0]["flips"]
    assert flip["code"] == "term"
    # Whoever stands there under a key that nobody has can be left out by it.
    strange = file(participants=[{"key": key} for key in (*SEVEN[:3], "06999999")])
    answer = ikz("simulate", "--datei", "-", "--ohne", "06999999", "--json", stdin=strange)
    assert answer.json["suppositions"][0]["flips"][0]["text"].startswith("Beteiligte: nicht")


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (["--mit", "Entenhausen"], "--mit: »Entenhausen« ist keine hessische Kommune"),
        (["--mit", "Homberg"], "--mit: »Homberg« ist nicht eindeutig. Gemeint sein können: Homb"),
        (["--mit", "06999999"], "--mit: Unter dem Schlüssel 06999999 ist keine"),
        (["--mit", "Helsa", "helsa"], "--mit: Helsa ist mehr als einmal genannt."),
        (["--mit", "Helsa", "--mit", "06633012"], "--mit: Helsa ist mehr als einmal genannt."),
        (["--mit", "Kaufungen"], "--mit: Kaufungen ist schon beteiligt."),
        (["--mit", "Kaufungen", "--ohne", "Kaufungen"], "--mit: Kaufungen ist schon beteiligt."),
        (["--mit", "x [/] y"], "--mit: »x [/] y« ist keine hessische Kommune"),
        (["--mit", "\x1b[2J"], "--mit: »·[2J« ist keine hessische Kommune"),
        (["--mit", "[/]"], "--mit: »[/]« ist keine hessische Kommune"),
        (["--mit", "modul:3"], "--mit: »modul:3« ist keine hessische Kommune"),
        (["--mit", "ü" * 5_000], "ist kein Name einer Kommune."),
        (["--mit", ",".join(["Helsa"] * 51)], "--mit: Bitte höchstens 50 Kommunen nennen."),
        (["--mit", " "], "--mit: Hier fehlt eine Angabe."),
        (["--mit"], "--mit: Hier fehlt mindestens eine Angabe"),
        (["--ohne", "Helsa"], "--ohne: »Helsa« ist nicht beteiligt. Beteiligt: Niestetal, Kauf"),
        (["--ohne", "kauf", "Kaufungen"], "--ohne: Kaufungen ist mehr als einmal genannt."),
        (["--ohne", "[/]"], "--ohne: »[/]« ist nicht beteiligt."),
        (["--beginn", "31.02.2022"], "--beginn: Den 31.02.2022 gibt es nicht."),
        (["--beginn", ""], "--beginn: Hier fehlt eine Angabe."),
        (["--ende", "bald"], "--ende: »bald« ist kein Datum."),
        (["--ende", "+999 Jahre"], "--ende: Der "),
        (["--personal-vorher", "-5"], "--personal-vorher: »-5«: Ein negativer Betrag"),
        (["--personal-nachher", "1.5"], "--personal-nachher: Ist »1.5« 1,5"),
        (["--sach-vorher", "x [/] y"], "--sach-vorher: »x [/] y« ist kein Betrag."),
        (["--sach-nachher", "9" * 15], "--sach-nachher: Der Betrag ist zu groß."),
        (["--ende", "bald", "--sach-vorher", "viel"], "--sach-vorher: »viel« ist kein Betrag."),
    ],
)
def test_what_is_not_understood_names_its_option(ikz, options, part):
    answer = ikz("simulieren", "IKZ-0001", *options)
    refused(answer, 2, part)
    assert "\x1b" not in answer.err


def test_a_beginning_without_an_end_is_asked_for(ikz):
    stdin = file(term=None)
    refused(
        ikz("simulate", "--datei", "-", "--beginn", "1.1.2022", stdin=stdin),
        2,
        "--beginn: Das Ende der Laufzeit ist nicht eingetragen",
    )
    refused(
        ikz("simulate", "--datei", "-", "--beginn", "+1 Jahr", stdin=stdin),
        2,
        "--beginn: Es ist noch kein Tag eingetragen",
    )
    arguments = ("--beginn", "1.1.2022", "--ende", "31.12.2026", "--json")
    answer = ikz("simulate", "--datei", "-", *arguments, stdin=stdin)
    assert answer.json["suppositions"][0]["flips"][0]["text"] == "Laufzeit: offen → erfüllt"
