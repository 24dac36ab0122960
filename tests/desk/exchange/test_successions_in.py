"""Thirty elections in one list: each row ends an office and begins one; names are invented."""

from datetime import date

import pytest

from db.tables import Contact, FollowUp
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.imports import Chosen, Plan, take_over, understand
from ozg_tui.desk.exchange.kinds import KINDS
from ozg_tui.desk.exchange.understood import Outcome
from tests.desk.exchange.files import csv_of
from tests.kit.lists_in import everything
from tests.kit.undoing import undo

HEAD = ("Nachname", "Vorname", "Kommune", "Funktion", "Nachfolge von", "Im Amt seit", "Grund")
PLACES = [f"Ort {number}" for number in range(1, 26)]
PLACES += ["Ahnatal", "Kaufungen", "Niestetal", "Helsa", "Großalmerode"]
ROWS = [
    (f"Neu{number}", "Erika", place, "Leitung der Verwaltung", f"Anna Alt{number}", "01.05.2021",
     "Wahl")
    for number, place in enumerate(PLACES)
]  # fmt: skip


@pytest.fixture
def mayors(desk: Desk) -> None:
    before = [("Nachname", "Vorname", "Kommune", "Funktion")]
    before += [
        (f"Alt{number}", "Anna", place, "Leitung der Verwaltung")
        for number, place in enumerate(PLACES)
    ]
    taken(desk, before)
    with desk.store.writing("Muster") as session:
        for person in session.query(Contact).filter(Contact.family_name.startswith("Alt")):
            session.add(
                FollowUp(
                    due_on=date(2021, 6, 1),
                    owner="Muster",
                    text="fragen",
                    organisation_id=person.organisation_id,
                    contact_id=person.id,
                )
            )


def plan(desk: Desk, rows) -> Plan:
    file = csv_of(rows).encode("cp1252")
    return understand(desk, KINDS["kontakte"], "wahlen.csv", file, Chosen())


def taken(desk: Desk, rows) -> Plan:
    found = plan(desk, rows)
    take_over(desk, found, lambda: plan(desk, rows))
    return found


def test_thirty_elections_are_one_list_and_one_undo(desk, mayors):
    before = everything(desk)
    found = taken(desk, [HEAD, *ROWS])
    assert [each.outcome for each in found.rows] == [Outcome.NEW] * 30
    with desk.store.reading() as session:
        people = session.query(Contact).filter(Contact.family_name.startswith("Alt")).all()
        assert {(each.historic_on, each.left_reason) for each in people} == {
            (date(2021, 5, 1), "election")
        }
        after = {each.id: each for each in session.query(Contact)}
        for each in people:
            successor = after[each.successor_id]
            assert successor.family_name == each.family_name.replace("Alt", "Neu")
            (role,) = successor.roles
            assert (role.role, role.valid_from) == ("head", date(2021, 5, 1))
        assert {each.contact_id for each in session.query(FollowUp)} == {
            each.successor_id for each in people
        }
    undo(desk)
    assert everything(desk) == before


def test_the_same_list_again_changes_nothing(desk, mayors):
    taken(desk, [HEAD, *ROWS])
    again = plan(desk, [HEAD, *ROWS])
    assert [each.outcome for each in again.rows] == [Outcome.UNCHANGED] * 30


def test_somebody_who_is_there_already_takes_the_office(desk, mayors):
    taken(desk, [HEAD[:3], ("Neu25", "Erika", "Ahnatal")])
    (row,) = plan(desk, [HEAD, ROWS[25]]).rows
    assert row.outcome is Outcome.CHANGED
    assert ("Nachfolge von", "", "Anna Alt25") in row.differences


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"Nachfolge von": "Anna Niemand"}, "»Anna Niemand« steht dort nicht."),
        ({"Grund": "Laune"}, "mit dem Grund »Laune«"),
        ({"Im Amt seit": "01.01.2022"}, "liegt in der Zukunft"),
    ],
)
def test_what_cannot_be_is_said_with_its_column_and_nothing_of_the_row_comes_in(
    desk, mayors, changed, said
):
    row = dict(zip(HEAD, ROWS[25], strict=True)) | changed
    (found,) = plan(desk, [HEAD, tuple(row.values())]).rows
    assert found.outcome is Outcome.FAILED
    (fault,) = found.faults
    assert (fault.line, fault.column) == (2, "Nachfolge von")
    assert said in fault.sentence


def test_another_successor_is_refused(desk, mayors):
    taken(desk, [HEAD, ROWS[25]])
    other = ("Anders", "Otto", *ROWS[25][2:])
    (found,) = plan(desk, [HEAD, other]).rows
    assert "hat schon eine andere Nachfolge" in found.faults[0].sentence
