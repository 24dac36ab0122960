"""The same person twice: told while typing, made one only where somebody says so.

Names of people are invented.
"""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from db.errors import RefusedError
from db.tables import (
    Address,
    Booking,
    Call,
    Contact,
    ContactRole,
    FollowUp,
    PhoneNumber,
    Subscription,
)
from ozg_tui.codes.register import Side
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.desk.register.merging import MERGING, MergeInput
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS
from tests.kit.oracle import assert_whole, contents
from tests.kit.undoing import redo, undo

TODAY = date(2021, 6, 1)
OLD = date(2021, 1, 4)


def person(desk: Desk, place: str = "Ahnatal", **values: Any) -> int:
    with desk.store.writing("Muster") as session:
        row = Contact(organisation_id=find_municipality(desk, place), **values)
        session.add(row)
        session.flush()
        return int(row.id)


@pytest.fixture
def erika(desk: Desk) -> int:
    return person(
        desk,
        family_name="Müller",
        given_name="Erika",
        numbers=[PhoneNumber(kind="direct", raw="05609 90009-12", e164="+4956099000912")],
        addresses=[Address(kind="email", text="erika@ahnatal.example.org", confirmed_on=OLD)],
        roles=[ContactRole(role="it", valid_from=OLD)],
        note="am Markt",
    )


def said(desk: Desk, record_id: int | None = None, **values: Any) -> dict[tuple[str, ...], str]:
    typed = dict.fromkeys(ContactInput.model_fields) | values
    found = CONTACTS.examine(desk, ContactInput.model_construct(**typed), record_id)
    return dict(found.remarks) if found is not None else {}


@pytest.mark.parametrize(
    ("place", "typed", "field", "reason"),
    [
        ("Ahnatal", {"family_name": "Mueller", "given_name": "erika"}, "family_name", "steht hier"),
        ("Helsa", {"family_name": "Neu", "direct": "05609/9000912"}, "direct", "diese Nummer"),
        ("Helsa", {"family_name": "Neu", "email": "erika@ahnatal.example.org"}, "email", "Adresse"),
    ],
)
def test_name_and_place_number_and_address_are_hints(desk, erika, place, typed, field, reason):
    here = find_municipality(desk, place)
    (sentence,) = said(desk, organisation_id=here, **typed).values()
    assert list(said(desk, organisation_id=here, **typed)) == [(field,)]
    assert "Erika Müller (Ahnatal)" in sentence
    assert reason in sentence


def test_the_same_name_elsewhere_another_name_and_the_entry_itself_are_none(desk, erika):
    helsa, here = (find_municipality(desk, each) for each in ("Helsa", "Ahnatal"))
    assert not said(desk, organisation_id=helsa, family_name="Müller", given_name="Erika")
    assert not said(desk, organisation_id=here, family_name="Müller", given_name="Karl")
    same = {"organisation_id": here, "family_name": "Müller", "given_name": "Erika"}
    assert not said(desk, record_id=erika, **same)
    assert not said(desk, organisation_id=here, family_name="kreis:x", given_name=None)


def test_a_hint_keeps_nobody_from_saving(desk, erika):
    here = find_municipality(desk, "Ahnatal")
    value = ContactInput(organisation_id=here, family_name="Müller", given_name="Erika")
    assert CONTACTS.save(desk, value).id != erika


@pytest.fixture
def twice(desk: Desk, erika: int) -> int:
    """The same woman once more, with all that hangs on her."""
    other = person(
        desk,
        "Helsa",
        family_name="Muller",
        given_name="E.",
        salutation="ms",
        call_first=True,
        numbers=[
            PhoneNumber(
                kind="direct", raw="05609 9000912", e164="+4956099000912", confirmed_on=OLD
            ),
            PhoneNumber(kind="mobile", raw="0171 2345601", e164="+491712345601"),
        ],
        addresses=[Address(kind="email", text="Erika@ahnatal.example.org")],
        roles=[ContactRole(role="head")],
        note="vormittags",
    )
    about: dict[str, Any] = {
        "contact_id": other, "organisation_id": find_municipality(desk, "Helsa")
    }  # fmt: skip
    with desk.store.writing("Muster") as session:
        session.add_all([
            Call(started_at=datetime(2021, 5, 1, tzinfo=UTC), taken_by="Muster", **about),
            FollowUp(due_on=TODAY, owner="Muster", text="fragen", **about),
            Booking(module=3, funding_source="starke_heimat", funded=False, **about),
            Subscription(email="erika@ahnatal.example.org", consent="requested", **about),
            Contact(organisation_id=about["organisation_id"], family_name="Alt",
                    historic_on=OLD, left_reason="election", successor_id=other),
        ])  # fmt: skip
    return other


def merged(desk: Desk, stays: int, other: int, **sides: Side) -> Contact:
    MERGING.save(desk, MergeInput(other=other, **sides), MERGING.read(desk, stays))
    with desk.store.reading() as session:
        row = session.get_one(Contact, stays)
        _ = row.numbers, row.addresses, row.roles
        return row


def test_all_that_hangs_on_the_other_goes_along_and_nothing_is_there_twice(desk, erika, twice):
    row = merged(desk, erika, twice)
    assert (row.family_name, row.given_name, row.salutation, row.call_first) == (
        "Müller", "Erika", None, True,
    )  # fmt: skip
    assert [(each.kind, each.confirmed_on) for each in row.numbers] == [
        ("direct", OLD), ("mobile", None),
    ]  # fmt: skip
    assert [each.text for each in row.addresses] == ["erika@ahnatal.example.org"]
    assert [each.role for each in row.roles] == ["it"]
    assert row.note == "am Markt\nvormittags"
    stored = FOLLOW_UPS.read(desk, 1)
    FOLLOW_UPS.save(desk, stored.value.model_copy(update={"text": "neu"}), stored)
    with desk.store.reading() as session:
        for table in (Call, FollowUp, Booking, Subscription):
            assert session.query(table).one().contact_id == erika
        assert session.query(Contact).filter_by(family_name="Alt").one().successor_id == erika
        assert session.get(Contact, twice) is None
    assert_whole(desk.store)


def test_what_is_right_is_chosen_field_by_field(desk, erika, twice):
    sides = dict.fromkeys(("name", "salutation", "place", "role"), Side.OTHER)
    value = MergeInput(other=twice, **sides)
    told = MERGING.examine(desk, value, erika)
    assert told is not None
    assert told.lines == (
        "Name: E. Muller (statt Erika Müller)",
        "Anrede: Frau (statt –)",
        "Kommune: Helsa (statt Ahnatal)",
        "Funktion: Leitung der Verwaltung (statt IT)",
        "Im Amt: ja",
        "Dazu kommen: 3 Nummern und Adressen, 5 Bezüge (Anrufe, Wiedervorlagen …)",
    )
    row = merged(desk, erika, twice, **sides)
    assert (row.family_name, row.salutation) == ("Muller", "ms")
    assert row.organisation_id == find_municipality(desk, "Helsa")
    assert [each.role for each in row.roles] == ["head"]


def test_it_is_one_unit_that_is_taken_back_and_given_again(desk, erika, twice):
    before = contents(desk.store)
    merged(desk, erika, twice)
    after = contents(desk.store)
    undo(desk)
    assert contents(desk.store) == before
    redo(desk)
    assert contents(desk.store) == after
    assert_whole(desk.store)


def test_an_entry_is_not_merged_with_itself(desk, erika):
    with pytest.raises(RefusedError, match="derselbe Eintrag"):
        merged(desk, erika, erika)
