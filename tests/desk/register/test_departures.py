"""People change office: the past stays true, and what was theirs goes to who comes after.

Names of people are invented.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from db.errors import RefusedError
from db.tables import (
    Address,
    Base,
    Booking,
    Call,
    Contact,
    ContactRole,
    FollowUp,
    PhoneNumber,
    Subscription,
)
from ozg_tui.codes.register import LeavingReason, Role
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.place.card import card
from ozg_tui.desk.register.belonging import people
from ozg_tui.desk.register.contacts import CONTACTS, FunctionInput
from ozg_tui.desk.register.departures import DEPARTURES, DepartureInput
from ozg_tui.desk.search.lists import Scope, lines
from ozg_tui.desk.search.lookups import choices
from ozg_tui.desk.telephone.callers import identify
from ozg_tui.desk.telephone.calls import CALLS
from tests.kit.oracle import assert_whole, contents
from tests.kit.undoing import redo, undo

TODAY = date(2021, 6, 1)
SINCE = date(2021, 5, 1)


@pytest.fixture
def mayor(desk: Desk) -> int:
    """Anna Alt, mayor of Ahnatal, with all that hangs on her."""
    here = find_municipality(desk, "Ahnatal")
    with desk.store.writing("Muster") as session:
        anna = Contact(
            organisation_id=here,
            family_name="Alt",
            given_name="Anna",
            call_first=True,
            roles=[ContactRole(role="head", title="Bürgermeisterin", valid_from=date(2015, 5, 1))],
            numbers=[
                PhoneNumber(kind="direct", raw="05609 90009-11", e164="+4956099000911",
                            confirmed_on=TODAY),
                PhoneNumber(kind="mobile", raw="0171 2345601", e164="+491712345601"),
            ],
            addresses=[
                Address(kind="email", text="anna.alt@ahnatal.example.org"),
                Address(kind="email", text="buergermeister@ahnatal.example.org"),
            ],
        )  # fmt: skip
        session.add(anna)
        session.flush()
        about: dict[str, Any] = {"organisation_id": here, "contact_id": anna.id}
        paid_by_others = {"funding_source": "starke_heimat", "funded": False}
        done = datetime(2021, 4, 1, tzinfo=UTC)
        session.add_all([
            Call(started_at=done, taken_by="Muster", text="alt", result="done", **about),
            FollowUp(due_on=TODAY, owner="Muster", text="Beschluss", **about),
            FollowUp(due_on=SINCE, owner="Muster", text="erledigt", done_at=done, **about),
            Booking(module=3, state="registered", **paid_by_others, **about),
            Booking(module=4, state="held", **paid_by_others, **about),
            Subscription(email="buergermeister@ahnatal.example.org", consent="confirmed",
                         consent_source="Formular", **about),
        ])  # fmt: skip
        return int(anna.id)


def leaves(desk: Desk, person: int, successor: str | None = None, **more: Any) -> Contact:
    value = DepartureInput(
        **{"since": SINCE, "reason": LeavingReason.ELECTION, "successor": successor} | more
    )
    DEPARTURES.save(desk, value, DEPARTURES.read(desk, person))
    return row(desk, Contact, person)


def row(desk: Desk, table: Any, number: int | None) -> Any:
    with desk.store.reading() as session:
        found = session.get_one(table, number)
        if isinstance(found, Contact):
            _ = found.roles, found.numbers, found.addresses
        return found


def all_of(desk: Desk, table: type[Base]) -> list[Any]:
    with desk.store.reading() as session:
        return session.query(table).order_by(table.__table__.c.id).all()


def test_who_leaves_stays_with_the_mark_and_the_successor_holds_the_office(desk, mayor):
    anna = leaves(desk, mayor, "Dr. Erika von Beispiel")
    erika = row(desk, Contact, anna.successor_id)
    assert (erika.title, erika.given_name, erika.family_name) == ("Dr.", "Erika", "von Beispiel")
    assert (anna.historic_on, anna.left_reason, anna.call_first) == (SINCE, "election", False)
    assert [(each.role, each.valid_to) for each in anna.roles] == [("head", date(2021, 4, 30))]
    (office,) = erika.roles
    assert (office.role, office.title, office.valid_from) == ("head", "Bürgermeisterin", SINCE)
    assert erika.call_first
    assert [(each.raw, each.confirmed_on) for each in erika.numbers] == [("05609 90009-11", None)]
    assert [each.text for each in erika.addresses] == ["buergermeister@ahnatal.example.org"]
    _, sections = CONTACTS.view(desk, mayor)
    shown = dict(sections[0].rows)
    assert shown["Achtung"] == "Nicht mehr im Amt seit 01.05.2021 (Wahl)"
    assert shown["Nachfolge"] == "Dr. Erika von Beispiel"
    assert "ab 01.05.2015 bis 30.04.2021" in shown["Funktion"]
    _, after = CONTACTS.view(desk, erika.id)
    assert ("Vorher", "Anna Alt") in after[0].rows


def test_open_matters_go_to_the_successor_and_the_past_keeps_its_person(desk, mayor):
    erika = leaves(desk, mayor, "Beispiel, Erika").successor_id
    assert [each.contact_id for each in all_of(desk, FollowUp)] == [erika, mayor]
    assert [each.contact_id for each in all_of(desk, Booking)] == [erika, mayor]
    (call,) = all_of(desk, Call)
    assert call.contact_id == mayor
    _, sections = CALLS.view(desk, call.id)
    assert ("Ansprechperson", "Anna Alt (nicht mehr im Amt seit 01.05.2021 (Wahl))") in (
        sections[0].rows
    )


def test_the_report_goes_on_to_the_address_of_the_office(desk, mayor):
    erika = leaves(desk, mayor, "Erika Beispiel").successor_id
    (subscription,) = all_of(desk, Subscription)
    assert (subscription.contact_id, subscription.consent) == (erika, "confirmed")


def test_a_consent_to_a_personal_address_is_not_handed_on(desk, mayor):
    with desk.store.writing("Muster") as session:
        (subscription,) = session.query(Subscription)
        subscription.email = "anna.alt@ahnatal.example.org"
    erika = leaves(desk, mayor, "Erika Beispiel").successor_id
    old, new = all_of(desk, Subscription)
    assert (old.contact_id, old.consent, old.ended_at is not None) == (mayor, "ended", True)
    assert (new.email, new.contact_id, new.consent) == (
        "buergermeister@ahnatal.example.org", erika, "requested",
    )  # fmt: skip


def test_who_has_left_is_found_but_neither_proposed_nor_taken_for_the_caller(desk, mayor):
    erika = leaves(desk, mayor, "Erika Beispiel").successor_id
    here = find_municipality(desk, "Ahnatal")
    assert [each.id for each in people(desk, here, "alt")] == []
    assert choices(desk, "contact", "alt") == []
    assert [each.id for each in choices(desk, "contact", "Beispiel")] == [erika]
    (found,) = lines(desk, Scope(Kind.CONTACT, Kind.CONTACT, "anna alt"), 5)
    assert (found.record_id, found.state) == (mayor, "historic")
    assert [hit.contact_id for hit in identify(desk, "05609 90009-11").hits] == [erika]
    (own,) = identify(desk, "0171 2345601").hits
    assert "nicht mehr im Amt seit 01.05.2021 (Wahl)" in own.reason
    shown = card(desk, here, TODAY).people
    assert (shown[0].name, shown[0].roles) == ("Erika Beispiel", ("Leitung der Verwaltung",))
    assert (shown[-1].name, shown[-1].roles) == ("Anna Alt", ())
    assert shown[-1].no_longer == "nicht mehr im Amt seit 01.05.2021 (Wahl)"


def test_somebody_who_works_there_already_takes_the_office(desk, mayor):
    here = find_municipality(desk, "Ahnatal")
    anna = leaves(desk, mayor, "Probe")
    assert anna.successor_id == next(each.id for each in people(desk, here, "probe"))


def test_one_undo_takes_all_of_it_back_and_another_gives_it_again(desk, mayor):
    before = contents(desk.store)
    leaves(desk, mayor, "Erika Beispiel")
    after = contents(desk.store)
    undo(desk)
    assert contents(desk.store) == before
    redo(desk)
    assert contents(desk.store) == after
    assert_whole(desk.store)


def test_an_open_succession_is_entered_later_with_what_still_waits(desk, mayor):
    anna = leaves(desk, mayor)
    assert anna.successor_id is None
    assert [each.contact_id for each in all_of(desk, FollowUp)] == [mayor, mayor]
    stored = DEPARTURES.read(desk, mayor)
    assert (stored.value.since, stored.value.reason) == (SINCE, LeavingReason.ELECTION)
    erika = leaves(desk, mayor, "Erika Beispiel").successor_id
    assert [each.contact_id for each in all_of(desk, FollowUp)] == [erika, mayor]
    assert [each.role for each in row(desk, Contact, erika).roles] == ["head"]
    with pytest.raises(RefusedError, match="schon eingetragen: Erika Beispiel"):
        leaves(desk, mayor, "Otto Anders")


def test_one_of_two_functions_ends_and_the_person_stays(desk, mayor):
    stored = CONTACTS.read(desk, mayor)
    further = (FunctionInput(role=Role.COOPERATION),)
    CONTACTS.save(desk, stored.value.model_copy(update={"functions": further}), stored)
    anna = leaves(desk, mayor, "Erika Beispiel", role=Role.COOPERATION)
    assert anna.historic_on is None
    assert [each.role for each in row(desk, Contact, anna.successor_id).roles] == ["cooperation"]
    assert all(each.contact_id == mayor for each in all_of(desk, FollowUp))


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (TODAY + timedelta(days=1), "liegt in der Zukunft"),
        (date(2015, 5, 1), "hat erst am 01.05.2015 begonnen"),
    ],
)
def test_a_day_that_cannot_be_is_refused(desk, mayor, since, said):
    with pytest.raises(RefusedError, match=said):
        leaves(desk, mayor, since=since)
    assert row(desk, Contact, mayor).historic_on is None


def test_a_function_that_is_not_held_does_not_end(desk, mayor):
    with pytest.raises(RefusedError, match="hat die Funktion »Finanzen« nicht"):
        leaves(desk, mayor, role=Role.FINANCE)


def test_the_form_says_what_goes_over_before_it_is_saved(desk, mayor):
    value = DepartureInput.model_construct(
        since=SINCE, reason=None, successor="Erika Beispiel", role=None
    )
    said = DEPARTURES.examine(desk, value, mayor)
    assert said is not None
    assert said.verdict == "verlässt das Amt"
    assert said.lines == (
        "Endet am 30.04.2021: Leitung der Verwaltung",
        "Nachfolge: Erika Beispiel (neu)",
        "Geht über: 1 Wiedervorlage, 1 Beratung, 1 Bezug des OZG-Reports",
    )
