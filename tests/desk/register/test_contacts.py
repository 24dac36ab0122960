"""The form of a person: what it does not show stays, what is another Kommune's is not confirmed.

Names of people are invented.
"""

from datetime import date

import pytest

from db.tables import Address, Contact, ContactRole, Organisation, PhoneNumber
from ozg_tui.codes.register import Role, Salutation
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.register.contacts import CONTACTS, FunctionInput

TODAY = date(2021, 6, 1)
OLD = date(2021, 1, 4)
MAILS = [f"{name}@ahnatal.example.org" for name in ("eins", "zwei", "drei")]


@pytest.fixture
def erika(desk: Desk) -> int:
    confirmed = {"confirmed_on": OLD, "confirmed_by": "Muster"}
    with desk.store.writing("Muster") as session:
        person = Contact(
            organisation_id=find_municipality(desk, "Ahnatal"),
            family_name="Beispiel",
            given_name="Erika",
            roles=[ContactRole(role="it", **confirmed)],
            numbers=[
                PhoneNumber(kind="direct", raw="05609 90009-12", e164="+4956099000912", **confirmed)
            ],
            addresses=[Address(kind="email", text=text, **confirmed) for text in MAILS],
        )
        session.add(person)
        session.flush()
        return int(person.id)


def save(desk, number, **changes):
    stored = CONTACTS.read(desk, number)
    CONTACTS.save(desk, stored.value.model_copy(update=changes), stored)


def parts(desk, number, name):
    with desk.store.reading() as session:
        return list(getattr(session.get_one(Contact, number), name))


def test_a_third_address_stays_and_clearing_the_first_leaves_the_second_confirmed(desk, erika):
    save(desk, erika, email=None)
    left = parts(desk, erika, "addresses")
    assert [(each.text, each.confirmed_on) for each in left] == [(MAILS[1], OLD), (MAILS[2], OLD)]
    save(desk, erika, note="neu")
    assert len(parts(desk, erika, "addresses")) == 2


def test_an_address_that_replaces_another_is_not_confirmed(desk, erika):
    save(desk, erika, email="vier@ahnatal.example.org")
    kept = {each.text: each.confirmed_on for each in parts(desk, erika, "addresses")}
    assert kept == {"vier@ahnatal.example.org": None, MAILS[1]: OLD, MAILS[2]: OLD}


def test_in_another_kommune_nothing_counts_as_confirmed(desk, erika):
    there = find_municipality(desk, "Helsa")
    stored = CONTACTS.read(desk, erika)
    moved = stored.value.model_copy(update={"organisation_id": there})
    said = CONTACTS.examine(desk, moved, erika)
    assert said is not None
    assert "gelten dort als nicht bestätigt" in said.remarks["organisation_id",]
    assert CONTACTS.examine(desk, stored.value, erika) is None
    CONTACTS.save(desk, moved, stored)
    for name in ("roles", "numbers", "addresses"):
        assert {each.confirmed_on for each in parts(desk, erika, name)} == {None}


def test_what_was_asked_again_after_the_move_is_confirmed(desk, erika):
    save(desk, erika, organisation_id=find_municipality(desk, "Helsa"), confirmed_on=TODAY)
    assert {each.confirmed_on for each in parts(desk, erika, "numbers")} == {TODAY}


def test_functions_are_several_and_dated(desk, erika):
    past = FunctionInput(
        role=Role.COOPERATION, title="IKZ-Lotsin", valid_from=date(2018, 1, 1), valid_to=OLD
    )
    save(desk, erika, functions=(past,), role_title="CIO", role_since=OLD)
    assert CONTACTS.read(desk, erika).value.functions == (past,)
    shown = [text for label, text in CONTACTS.view(desk, erika)[1][0].rows if label == "Funktion"]
    assert shown == [
        "IT (CIO) ab 04.01.2021  (bestätigt 04.01.2021, Muster)",
        "IKZ (IKZ-Lotsin) ab 01.01.2018 bis 04.01.2021",
    ]
    before = [each.id for each in parts(desk, erika, "roles")]
    save(desk, erika, functions=(past.model_copy(update={"title": None}),))
    assert [each.id for each in parts(desk, erika, "roles")] == before
    save(desk, erika, functions=())
    assert [each.role for each in parts(desk, erika, "roles")] == ["it"]


def test_the_lines_of_a_letter(desk, erika):
    with desk.store.writing("Muster") as session:
        house = session.get_one(Contact, erika).organisation_id
        row = session.get_one(Organisation, house)
        row.office, row.street, row.postcode, row.town = (
            "Gemeindevorstand der Gemeinde Ahnatal", "Rathausweg 1", "34292", "Ahnatal",
        )  # fmt: skip
    save(desk, erika, salutation=Salutation.MS, role_title="Amtsleiterin")
    letter = dict(CONTACTS.view(desk, erika)[1][2].rows)
    assert letter["Anschrift"] == (
        "Gemeindevorstand der Gemeinde Ahnatal, Frau Amtsleiterin Erika Beispiel, Rathausweg 1, "
        "34292 Ahnatal"
    )
    assert letter["Anrede"] == "Sehr geehrte Frau Amtsleiterin Beispiel,"
