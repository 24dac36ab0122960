"""The IKZ applications of a store as scripts and people get them."""

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ozg_tui.cli.ikz.options import IKZ_CHECKS
from ozg_tui.german.labels import STATIONS
from ozg_tui.rules.ikz.case import CHECK_TITLES
from tests.kit import stored_applications
from tests.kit.cases import CASE, SEVEN
from tests.kit.commands import refused
from tests.kit.schemas import IKZ_EXPLAIN, IKZ_LIST, IKZ_SHOW, IKZ_SIMULATE, fits

FILE = {
    "participants": [
        {"key": key, "resolution": {"status": "passed", "date": "2021-10-01"}} for key in SEVEN[:3]
    ]
}


def fits_80_columns(text):
    return all(len(line) <= 80 for line in text.splitlines())


def test_list_names_station_obstacle_and_missing_resolutions(ikz):
    answer = ikz("list", "--json")
    assert answer.code == 0
    found = fits(answer.json, IKZ_LIST)
    growing, waiting, granted = found["applications"]
    assert found["total"] == 3
    assert (growing["number"], growing["lead"]) == ("IKZ-0001", "Niestetal")
    assert growing["station"] == "consulting"
    assert (growing["station_since"], growing["station_days"]) == ("2026-12-01", 0)
    assert (growing["result"], growing["obstacle"]) == ("not_eligible", "Einsparung unter 15 %")
    assert (growing["missing"], growing["missing_resolutions"]) == (["Habichtswald"], 1)
    assert (waiting["result"], waiting["obstacle"]) == ("eligible", "Prüfung vollständig")
    assert (granted["station_label"], granted["missing"]) == ("in Laufzeit", [])


def test_list_as_a_table(ikz):
    shown = ikz("list").out
    for part in ("Beratung,", "seit heute", "Einsparung", "1 von 3", "alle gefasst", "3 Anträge"):
        assert part in shown
    assert fits_80_columns(shown)


def test_a_day_passes_at_midnight_in_hessen(ikz, clock):
    clock.set(datetime(2026, 12, 1, 22, 59, tzinfo=UTC))
    assert "seit heute" in ikz("list").out
    clock.go_on(minutes=1)
    assert "seit heute" not in ikz("list").out
    assert "seit 1 Tag" in ikz("list").out


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (["--offen"], [1, 2]),
        (["--station", "running"], [3]),
        (["--station", "In Laufzeit"], [3]),
        (["--station", "beim landkreis", "--station", "running"], [2, 3]),
        (["--station", "running", "--offen"], []),
        (["--station", "beschlüsse"], []),
    ],
)
def test_list_of_some_stations(ikz, filters, numbers):
    answer = ikz("list", *filters, "--json")
    found = [each["number"] for each in answer.json["applications"]]
    assert (answer.code, found) == (0, [f"IKZ-{number:04}" for number in numbers])


def test_list_of_one_and_of_none_counts_in_german(ikz):
    assert ikz("list", "--station", "running").out.endswith("\n1 Antrag\n")
    assert ikz("list", "--station", "idea").out == "0 Anträge\n"


def test_stichtag_judges_the_list_again(ikz):
    # On that day no council had resolved yet, and the rule set was in force.
    answer = ikz("list", "--stichtag", "01.06.2021", "--json")
    assert answer.json["as_of"] == "2021-06-01"
    assert [each["missing_resolutions"] for each in answer.json["applications"]] == [3, 3, 3]
    assert "eligible" not in {each["result"] for each in answer.json["applications"]}
    shown = ikz("list", "--stichtag", "1.6.2021").out
    assert shown.endswith("3 Anträge, geprüft für den 01.06.2021\n")


def test_list_refuses_an_unknown_station(ikz):
    refused(
        ikz("list", "--station", "unterwegs"), 2, "»unterwegs« ist kein Stand", "Idee, Beratung"
    )


def test_show_gives_the_whole_application(ikz):
    answer = ikz("show", "ikz-0003", "--json")
    assert answer.code == 0
    found = fits(answer.json, IKZ_SHOW)
    assert [each["name"] for each in found["participants"]] == list(stored_applications.THREE)
    assert found["participants"][0]["resolution"]["on"] == "2021-10-01"
    assert found["term"] == {"start": "2022-01-01", "end": "2026-12-31", "open_ended": False}
    assert found["granted_cents"] == found["payments"][0]["amount_cents"] == 7_500_000
    assert [each["code"] for each in found["obligations"]] == ["report", "proof"]
    assert found["obligations"][1]["due_on"] == "2027-01-01"
    assert found["judgement"]["result"] == "eligible"


def test_show_names_the_stations_it_passed(ikz):
    found = ikz("zeigen", "IKZ-0001", "--json").json
    assert [(each["from"], each["to"]) for each in found["steps"]] == [("idea", "consulting")]
    assert date.fromisoformat(found["steps"][0]["on"])
    assert "Idee → Beratung, probe" in ikz("zeigen", "IKZ-0001").out


def test_show_on_a_page(ikz):
    shown = ikz("show", "IKZ-0003").out
    for part in (
        "in Laufzeit, seit",
        "Gemeindevertretung, gefasst am 01.10.2021",
        "ab 01.01.2022, bis 31.12.2026",
        "75.000,00 EUR, Rate",
        "FÖRDERFÄHIG",
        "01.01.2027 (angenommen)",
        "Erste Zeile\nZweite Zeile\n",
    ):
        assert part in shown
    assert shown.lower().count("nach der bewilligung") == 1
    assert fits_80_columns(shown)


def test_show_finds_also_what_is_not_eligible(ikz):
    answer = ikz("show", "IKZ-0001")
    assert answer.code == 0
    assert "NEIN (3 erfüllt, 1 offen, 1 nicht erfüllt)" in answer.out


def test_simulate_compares_one_to_eight(ikz):
    answer = ikz("simulate", "IKZ-0001", "--json")
    assert answer.code == 0
    found = fits(answer.json, IKZ_SIMULATE)
    rows = found["numbers"]
    assert [each["partners"] for each in rows] == list(range(1, 9))
    assert [each["gain_cents"] for each in rows[2:5]] == [2_500_000, 2_500_000, 0]
    assert [each["resolutions_missing"] for each in rows[2:5]] == [1, 2, 3]
    assert all(sum(each["shares_cents"]) == each["standard_cents"] for each in rows)
    cheaper = next(each for each in found["suppositions"] if "5 % niedriger" in each["label"])
    assert [flip["text"] for flip in cheaper["flips"]] == ["Einsparung: nicht erfüllt → erfüllt"]


def test_simulate_stores_nothing(ikz, applications):
    before = hashlib.sha256(Path(applications).read_bytes()).digest()
    shown = ikz("simulieren", "IKZ-0001").out
    assert "3 (jetzt)" in shown
    assert "gespeichert wird nichts" in " ".join(shown.split())
    assert fits_80_columns(shown)
    assert hashlib.sha256(Path(applications).read_bytes()).digest() == before


def test_simulate_and_explain_take_a_file(ikz):
    stdin = json.dumps(CASE | FILE).encode()
    found = fits(ikz("simulate", "--datei", "-", "--json", stdin=stdin).json, IKZ_SIMULATE)
    assert (found["number"], found["numbers"][2]["result"]) == (None, "eligible")
    answer = ikz("explain", "--datei", "-", "--json", stdin=stdin)
    assert (answer.code, fits(answer.json, IKZ_EXPLAIN)["result"]) == (0, "eligible")


def test_simulate_of_an_empty_file(ikz):
    answer = ikz("simulate", "--datei", "-", stdin=b"{}")
    assert answer.code == 0
    assert "lässt sich nichts annehmen" in answer.out


def test_explain_says_of_each_check_what_decided_it(ikz):
    answer = ikz("explain", "IKZ-0001", "--json")
    assert answer.code == 4
    found = fits(answer.json, IKZ_EXPLAIN)
    assert found["number"] == "IKZ-0001"
    saving = next(each for each in found["checks"] if each["code"] == "saving")
    assert (saving["missing"], saving["unit"]) == (1, "cents")
    assert "Konzept IKZ-OZG" in saving["source"]
    assert saving["supplier"] == "der Gemeindevorstand von Niestetal"
    judged = ikz("pruefen", "--antrag", "IKZ-0001", "--json").json
    assert found["determination"] == judged["determination"]
    assert found["checks"] == [*judged["checks"], *judged["further"]]


def test_explain_one_check_ends_as_that_check_stands(ikz):
    fulfilled = ikz("erklaeren", "IKZ-0001", "--pruefung", "term", "--json")
    assert fulfilled.code == 0
    assert [each["code"] for each in fulfilled.json["checks"]] == ["term"]
    failed = ikz("explain", "IKZ-0001", "--pruefung", "saving")
    assert failed.code == 4
    for part in ("Stichtag: 15.01.2022", "Kennung: ", "Abstand: es fehlt 0,01 EUR", "Prüfzeichen"):
        assert part in failed.out
    assert "Beteiligte:" not in failed.out
    assert fits_80_columns(failed.out)


def test_explain_for_another_day_is_another_answer(ikz):
    own, later = (
        ikz("explain", "IKZ-0002", *day, "--json") for day in ((), ("--stichtag", "1.6.2030"))
    )
    assert (own.code, later.code) == (0, 4)
    assert later.json["reference_date"] == "2030-06-01"
    assert own.json["determination"] != later.json["determination"]


def test_explain_of_a_check_with_nothing_to_check(ikz):
    refused(ikz("explain", "IKZ-0001", "--pruefung", "changes"), 3, "Beitritt und Austritt")


def test_the_parser_knows_all_checks():
    assert IKZ_CHECKS[:5] == tuple(CHECK_TITLES)


@pytest.mark.parametrize("command", ["show", "simulate", "explain", "vermerk"])
@pytest.mark.parametrize("number", ["IKZ-9999", "", "%", "\x1b[2J"])
def test_an_unknown_number_is_not_found(ikz, command, number):
    answer = ikz(command, number)
    refused(answer, 3, "gibt es nicht. Eine Nummer sieht aus wie IKZ-0014.")
    assert "\x1b" not in answer.err


@pytest.mark.parametrize("command", ["simulate", "explain"])
def test_a_number_or_a_file_but_not_both(ikz, command):
    refused(ikz(command), 2, "Es fehlt eines von: NUMMER --datei")
    refused(ikz(command, "IKZ-0001", "--datei", "-"), 2, "Das geht nicht zusammen mit")
    refused(ikz(command, "--datei", "-", stdin=b"[]"), 2, "geschweiften Klammern")


def test_only_what_is_judged_anew_takes_a_day(ikz):
    for command in ("show", "vermerk"):
        refused(ikz(command, "IKZ-0001", "--stichtag", "h"), 2, "kein Stichtag")
    refused(ikz("list", "--stichtag", "31.02.2022"), 2, "Den 31.02.2022 gibt es nicht.")


def test_every_station_can_be_asked_for_by_its_word(ikz):
    answer = ikz("list", *(part for label in STATIONS.values() for part in ("--station", label)))
    assert answer.out.endswith("3 Anträge\n")
