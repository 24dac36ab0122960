"""ozg-tui beratung: booked, moved on, shown, and the slots that soon expire."""

import pytest

from tests.kit.clock import DAY
from tests.kit.commands import refused


@pytest.fixture
def fresh(run, own, clock, monkeypatch):
    clock.set(DAY)
    monkeypatch.setenv("OZG_DB", own)
    return run


def test_a_booking_from_the_telephone_to_the_storno(fresh):
    booked = fresh("beratung", "buchen", "Ahnatal", "1", "--termin", "17.06.2021", "--json").json
    assert (booked["number"], booked["verdict"]) == ("B1", "förderfähig, belegt den Platz")
    refused(fresh("beratung", "buchen", "Ahnatal", "2"), 4, "belegt durch B1")
    own_money = fresh("beratung", "buchen", "Ahnatal", "2", "--selbst")
    assert own_money.code == 0
    assert "nicht gefördert, belegt keinen Platz" in own_money.out
    refused(fresh("beratung", "schritt", "B1", "storniert"), 4, "warum")
    moved = fresh("beratung", "schritt", "B1", "terminiert", "--termin", "24.06.2021", "--json")
    assert moved.json["message"] == "B1 ist jetzt terminiert auf den 24.06.2021."
    stopped = fresh("consulting", "step", "b1", "cancelled", "--grund", "Haushalt")
    assert stopped.out == "B1 ist jetzt storniert. Der Platz ist wieder frei.\n"
    shown = fresh("beratung", "zeigen", "B1", "--json").json
    assert (shown["state"], shown["following"]) == (
        "cancelled",
        ["registered", "scheduled", "no_show"],
    )
    assert "terminiert → storniert" in fresh("beratung", "zeigen", "B1").out
    assert fresh("beratung", "buchen", "Ahnatal", "2").code == 0


def test_the_list_to_call_through(fresh):
    assert "0 freie Plätze verfallen bald" in fresh("beratung", "verfallend").out
    far = fresh("beratung", "verfallend", "--tage", "10000", "--json").json["slots"]
    assert len(far) == 2 * 443  # so many Kommunen in 2021
    assert far[0]["funding_source"] == "Umsetzungsvereinbarung OZG"
    assert far[0]["days"] < far[-1]["days"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("buchen", "Ahnatal", "7"), 2, "modul: Es gibt die Module 1, 2, 3 und 4."),
        (("buchen", "Ahnatal", "1", "--termin", "32.13."), 2, "termin: "),
        (("buchen", "Nirgendwo", "1"), 3, "Nirgendwo"),
        (("schritt", "B9", "storniert"), 3, "B9"),
        (("zeigen", "Bx"), 3, "B12"),
        (("verfallend", "--tage", "-1"), 2, "nicht kleiner"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(fresh, arguments, code, said):
    refused(fresh("beratung", *arguments), code, said)


def test_an_unknown_state_names_those_there_are(fresh):
    fresh("beratung", "buchen", "Ahnatal", "1")
    refused(fresh("beratung", "schritt", "B1", "fertig"), 2, "Möglich sind: angemeldet, terminiert")


def test_published_and_own_figures_stand_apart(fresh):
    fresh("beratung", "buchen", "Ahnatal", "1")
    fresh("beratung", "buchen", "Landkreis Kassel", "1")
    fresh("beratung", "schritt", "B2", "storniert", "--grund", "krank")
    found = fresh("beratung", "zahlen", "--json").json
    assert [each["value"] for each in found["published"]] == [18, 180, 298]
    assert {each["as_of"] for each in found["published"]} == {"19.05.2021"}
    assert [each["value"] for each in found["own"]] == [0, 1, 1, 0, 0, 1]
    assert "298" in fresh("beratung", "zahlen").out
