"""Who could still take part: neighbours, the same Landkreis, and whom to call."""

from datetime import date

import pytest

from db.tables import Application, Contact, Organisation, PhoneNumber
from ozg_tui.codes.register import NumberKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.kept import forget
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.ikz.partner_finder import partners_for, partners_of
from tests.kit.applications import participants
from tests.kit.desks import TODAY


def number(raw: str, kind: NumberKind, **owner: int) -> PhoneNumber:
    return PhoneNumber(raw=raw, e164="+4956100000", kind=kind, **owner)


@pytest.fixture
def ahnatal(desk: Desk) -> int:
    """Its neighbours have sizes, people and numbers."""
    found = {name: find_municipality(desk, name) for name in ("Ahnatal", "Helsa", "Kaufungen")}
    with desk.store.writing("probe") as session:
        for name, people in (("Helsa", 5_600), ("Kaufungen", 12_500)):
            session.get_one(Organisation, found[name]).population = people
        helsa, kaufungen = found["Helsa"], found["Kaufungen"]
        session.add_all(
            [
                number("05605 90000", NumberKind.SWITCHBOARD, organisation_id=helsa),
                number("05602 90000", NumberKind.SWITCHBOARD, organisation_id=kaufungen),
                Contact(organisation_id=kaufungen, family_name="Abel", call_first=True),
                Contact(
                    organisation_id=kaufungen,
                    family_name="Beispiel",
                    given_name="Erika",
                    numbers=[
                        number("0170 90000", NumberKind.MOBILE),
                        number("05602 90000-17", NumberKind.DIRECT),
                    ],
                ),
                Contact(
                    organisation_id=kaufungen,
                    family_name="Alt",
                    historic_on=date(2020, 1, 1),
                    numbers=[number("05602 90000-99", NumberKind.DIRECT)],
                ),
            ]
        )
    forget(desk)
    return found["Ahnatal"]


def names(desk: Desk, *organisations: int, on: date = TODAY) -> list[str]:
    return [each.name for each in partners_for(desk, organisations, on)]


def test_neighbours_come_first_then_the_district_with_whom_to_call(
    desk: Desk, ahnatal: int
) -> None:
    # In this small Hessen Helsa lies where it borders on Ahnatal.
    helsa, kassel, kaufungen, niestetal = partners_for(desk, [ahnatal], TODAY)
    assert kaufungen[1:] == (
        "Kaufungen", "Gemeinde", 12_500, "Erika Beispiel", "05602 90000-17", False
    )  # fmt: skip
    assert helsa[1:] == ("Helsa", "Gemeinde", 5_600, "Zentrale", "05605 90000", True)
    assert (kassel.kind, kassel.borders) == ("Kreisfreie Stadt", True)
    assert niestetal[1:] == ("Niestetal", "Gemeinde", None, "", "", False)
    both = names(desk, ahnatal, helsa.organisation_id)
    assert both == ["Kassel", "Kaufungen", "Niestetal"]
    assert names(desk) == []


def test_who_is_in_a_running_application_is_not_asked(desk: Desk, ahnatal: int) -> None:
    taking_part = participants(desk, "Helsa", "Kaufungen")
    value = ApplicationInput.model_validate({"title": "Archiv", "participants": taking_part})
    stored = APPLICATIONS.save(desk, value)
    assert names(desk, ahnatal) == ["Kassel", "Niestetal"]
    assert [each.name for each in partners_of(desk, stored.id, TODAY)] == [
        "Ahnatal", "Kassel", "Niestetal"
    ]  # fmt: skip
    assert partners_of(desk, 99, TODAY) == ()
    with desk.store.writing("probe") as session:
        row = session.get_one(Application, stored.id)
        row.participants[0].left_on = TODAY
    assert names(desk, ahnatal) == ["Kassel", "Niestetal"]
    assert names(desk, ahnatal, on=date(2021, 6, 2)) == ["Helsa", "Kassel", "Niestetal"]
    with desk.store.writing("probe") as session:
        session.get_one(Application, stored.id).station = "closed"
    assert names(desk, ahnatal) == ["Helsa", "Kassel", "Kaufungen", "Niestetal"]


def test_borders_of_districts_are_no_borders_for_partners(desk: Desk, ahnatal: int) -> None:
    by_district = names(desk, find_municipality(desk, "06633"))
    assert by_district == ["Kassel", "Kaufungen", "Helsa", "Ahnatal", "Niestetal"]
    # A kreisfreie Stadt lies in no Landkreis, and borders on those around it all the same.
    of_the_city = ["Kaufungen", "Helsa", "Ahnatal", "Niestetal"]
    assert names(desk, find_municipality(desk, "06611000")) == of_the_city
    both = find_municipality(desk, "06635001")
    gone = find_municipality(desk, "Bromskirchen")
    assert names(desk, both) == ["Bromskirchen"]
    assert names(desk, both, on=date(2023, 1, 1)) == []
    assert names(desk, gone) == ["Allendorf (Eder)"]


def test_a_merged_kommune_takes_part_through_its_successor(desk: Desk, ahnatal: int) -> None:
    with desk.store.writing("probe") as session:
        helsa = session.get_one(Organisation, find_municipality(desk, "Helsa"))
        helsa.successor_id = find_municipality(desk, "Kaufungen")
        helsa.periods[0].valid_to = date(2021, 12, 31)
    forget(desk)
    taking_part = participants(desk, "Helsa")
    APPLICATIONS.save(
        desk, ApplicationInput.model_validate({"title": "Archiv", "participants": taking_part})
    )
    assert names(desk, ahnatal) == ["Kassel", "Kaufungen", "Niestetal"]
    assert names(desk, ahnatal, on=date(2022, 1, 1)) == ["Kassel", "Niestetal"]
