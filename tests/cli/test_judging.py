"""The two judgements a script can ask for, at their boundaries."""

import copy
import json

import pytest

from tests.kit.cases import CASE, SEVEN
from tests.kit.schemas import CONSULTING, IKZ, fits


@pytest.fixture
def judge(run):
    def ask(partners=3, keys=None, **changes):
        case = copy.deepcopy(CASE)
        case["participants"] = [
            {
                "key": key,
                "role": "partner" if number else "lead",
                "resolution": {"status": "passed", "date": "2021-10-01"},
            }
            for number, key in enumerate(keys or SEVEN[:partners])
        ]
        for name, value in changes.items():
            outer, _, inner = name.partition("__")
            if inner.isdecimal():
                case[outer][int(inner)]["resolution"] = value
            elif inner:
                case[outer][inner] = value
            else:
                case[outer] = value
        answer = run("ikz", "check", "--datei", "-", "--json", stdin=json.dumps(case).encode())
        assert answer.err == ""
        found = fits(answer.json, IKZ)
        assert answer.code == (0 if found["result"] == "eligible" else 4)
        found["by"] = {each["code"]: each for each in found["checks"]}
        return found

    return ask


def test_a_saving_of_exactly_15_percent_passes(judge):
    assert judge()["result"] == "eligible"


def test_a_saving_one_cent_short_fails_by_one_cent(judge):
    found = judge(costs__personnel_after="170000.01")
    assert found["result"] == "not_eligible"
    assert found["by"]["saving"]["state"] == "failed"
    assert "0,01 EUR" in found["by"]["saving"]["distance"]


@pytest.mark.parametrize(("end", "state"), [("2025-12-30", "failed"), ("2025-12-31", "fulfilled")])
def test_the_term_counts_its_last_day(judge, end, state):
    check = judge(term__end=end)["by"]["term"]
    assert check["state"] == state
    assert ("1 Tag" in check["distance"]) == (state == "failed")


def test_an_open_ended_term_passes(judge):
    assert judge(term__end=None)["by"]["term"]["state"] == "fulfilled"


@pytest.mark.parametrize(("partners", "cents"), [(3, 7_500_000), (4, 10_000_000), (7, 10_000_000)])
def test_the_grant_and_its_shares(judge, partners, cents):
    grant = judge(partners)["grant"]
    assert grant["standard_cents"] == sum(grant["shares_cents"].values()) == cents
    assert len(grant["shares_cents"]) == partners


def test_thirteen_partners_get_no_more_than_four(judge):
    keys = [f"06431{number:03}" for number in range(1, 14)]
    assert judge(keys=keys)["grant"]["standard_cents"] == 10_000_000


def test_two_partners_need_a_written_reason(judge):
    assert judge(2)["by"]["partners"]["state"] == "failed"
    found = judge(2, two_partner_reason="Sonst grenzt keine Kommune an.")
    assert found["by"]["partners"]["state"] == "fulfilled"
    assert found["grant"]["standard_cents"] == 5_000_000


def test_a_missing_resolution_is_open_and_names_the_council(judge):
    found = judge(participants__1={"status": "open", "date": None})
    assert found["result"] == "open"
    assert "Gemeindevertretung von Kaufungen" in found["by"]["resolutions"]["question"]


def test_a_resolution_after_the_signature_is_flagged(judge):
    check = judge(participants__1={"status": "passed", "date": "2021-12-02"})["by"]["resolutions"]
    assert check["state"] == "fulfilled"
    assert any("02.12.2021" in hint for hint in check["hints"])


def test_an_unknown_key_fails_a_check_and_is_no_error(judge):
    found = judge(keys=["06633020", "06633015", "06999999"])
    assert found["by"]["partners"]["state"] == "failed"


def test_stichtag_replaces_the_day_of_the_file(run, tmp_path):
    file = tmp_path / "antrag.json"
    file.write_text(json.dumps(CASE))
    answer = run("ikz", "pruefen", "--datei", str(file), "--stichtag", "01.06.2030", "--json")
    assert (answer.code, answer.json["result"]) == (4, "open")


def test_ikz_as_text(run):
    case = CASE | {"participants": [{"key": SEVEN[0]}, {"key": SEVEN[1]}]}
    answer = run("ikz", "pruefen", "--datei", "-", stdin=json.dumps(case).encode())
    assert answer.out.startswith("Ergebnis: nicht förderfähig\n")
    assert "Regelzuwendung: 50.000,00 EUR" in answer.out
    assert all(len(line) <= 80 for line in answer.out.splitlines())


def test_a_granted_sum_is_shared_equally_beside_the_standard_one(run):
    case = CASE | {"participants": [{"key": each} for each in SEVEN], "granted": "150000.00"}
    answer = run("ikz", "pruefen", "--datei", "-", stdin=json.dumps(case).encode())
    said = " ".join(answer.out.split())
    assert "Regelzuwendung: 100.000,00 EUR" in said
    assert (
        "Bewilligt: 150.000,00 EUR, zu gleichen Anteilen 1 × 21.428,58 EUR und 6 × 21.428,57 EUR"
    ) in said


def test_ikz_schema_needs_no_store(run, monkeypatch):
    monkeypatch.setenv("OZG_DB", "/nirgends/bestand.db")
    answer = run("ikz", "schema")
    assert answer.code == 0
    assert set(CASE) < set(answer.json["properties"])


@pytest.fixture
def consult(run):
    def ask(module, day, *existing, key="06633020"):
        answer = run(
            "beratung",
            "pruefen",
            *("--kommune", key, "--modul", str(module), "--termin", day, "--json"),
            *("--vorhandene", "-"),
            stdin=json.dumps(existing).encode(),
        )
        assert answer.err == ""
        found = fits(answer.json, CONSULTING)
        assert answer.code == (0 if found["eligible"] else 4)
        return found

    return ask


@pytest.mark.parametrize(
    ("module", "day", "eligible"),
    [
        (1, "31.12.2022", True),
        (1, "01.01.2023", False),
        (2, "2022-12-31", True),
        (2, "2023-01-01", False),
        (3, "31.12.2024", True),
        (4, "01.01.2025", False),
        (1, "31.12.2019", False),
        (5, "31.12.2021", False),
    ],
)
def test_the_day_of_the_consultation_decides(consult, module, day, eligible):
    assert consult(module, day)["eligible"] is eligible


def test_module_2_after_module_1_is_refused_with_the_booking_that_used_the_slot(consult):
    booked = {"module": 1, "consultation_on": "2021-04-12", "state": "held", "reference": "B12"}
    found = consult(2, "01.06.2022", booked)
    (slot,) = [each for each in found["checks"] if each["state"] == "failed"]
    assert slot["code"] == "slot"
    assert "B12 (Modul 1, Beratung am 12.04.2021)" in slot["text"]


def test_a_cancelled_booking_and_another_source_leave_the_slot_free(consult):
    cancelled = {"module": 1, "consultation_on": "2021-04-12", "state": "cancelled"}
    other = {"module": 3, "consultation_on": "2021-04-12", "state": "held"}
    assert consult(2, "01.06.2022", cancelled, other)["eligible"]


def test_the_funding_source_follows_from_the_module(consult):
    sources = [consult(module, "01.06.2022")["funding_source"] for module in (1, 2, 3, 4, 9)]
    assert sources == ["umsetzungsvereinbarung"] * 2 + ["starke_heimat"] * 2 + [None]


def test_without_a_file_the_store_is_asked(run):
    arguments = ("--kommune", "Niestetal", "--modul", "2", "--termin", "01.06.2022")
    answer = run("consulting", "check", *arguments)
    assert answer.code == 0
    assert answer.out.startswith("Niestetal, Modul 2, Beratung am 01.06.2022\n")


def test_a_merged_kommune_keeps_its_own_key(consult):
    assert not consult(1, "01.06.2022", key="06633021")["eligible"]
