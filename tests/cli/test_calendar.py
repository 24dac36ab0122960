"""ozg-tui kalender: what lies on which day, for people, scripts and other calendars."""

import pytest

from tests.kit.clock import DAY
from tests.kit.commands import refused


@pytest.fixture
def fresh(run, own, clock, monkeypatch):
    clock.set(DAY)
    monkeypatch.setenv("OZG_DB", own)
    run("beratung", "buchen", "Ahnatal", "1", "--termin", "17.06.2021", "--von", "9:30",
        "--durch", "Frau Ott")  # fmt: skip
    run("beratung", "buchen", "Vellmar", "1", "--termin", "30.07.2021")
    return run


def test_the_next_thirty_days_or_those_that_are_asked_for(fresh):
    assert "17.06.2021  09:30  Beratung Modul 1  Ahnatal" in fresh("kalender").out
    found = fresh("kalender", "--bis", "31.07.2021", "--json").json
    assert [each["place"] for each in found["entries"]] == ["Ahnatal", "Vellmar"]
    assert found["entries"][0]["starts_at"] == "09:30"
    assert fresh("calendar", "vellmar", "--bis", "31.07.2021", "--json").json["total"] == 1
    assert fresh("kalender", "--durch", "frau ott", "--json").json["total"] == 1


def test_a_file_tells_what_was_cancelled(fresh, tmp_path):
    fresh("beratung", "schritt", "B1", "storniert", "--grund", "krank")
    assert fresh("kalender", "--json").json["total"] == 0
    assert "STATUS:CANCELLED" in fresh("kalender", "--format", "ics").out
    target = tmp_path / "t.ics"
    wanted = ("--beratung", "B2", "--format", "ics", "--nach", str(target))
    assert fresh("kalender", *wanted).code == 0
    assert "Vellmar" in target.read_text()
    refused(fresh("kalender", *wanted), 2, "gibt es schon")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--von", "2.6.2021", "--bis", "1.6.2021"), 2, "liegt vor dem ersten"),
        (("--nach", "x.ics"), 2, "--format ics"),
        (("--json", "--format", "ics"), 2, "nicht zusammen"),
        (("--beratung", "B99"), 3, "B99"),
        (("--von", "unsinn"), 2, ""),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(fresh, arguments, code, said):
    refused(fresh("kalender", *arguments), code, said)
