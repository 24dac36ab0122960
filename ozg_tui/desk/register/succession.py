"""Who comes after somebody in an office, and what goes over: functions, numbers, open matters."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from db.fold import fold
from db.tables import Address, Booking, Contact, ContactRole, FollowUp, PhoneNumber, Subscription
from ozg_tui.codes.consulting import AWAITED_STATES
from ozg_tui.codes.newsletter import Consent
from ozg_tui.codes.register import AddressKind, LeavingReason, NumberKind, Role
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.register.belonging import named_there
from ozg_tui.desk.register.contact_parts import present_role
from ozg_tui.german.counting import counted
from ozg_tui.rules.office import is_of_the_office
from ozg_tui.rules.person_name import PersonName

_OF_THE_OFFICE = (NumberKind.DIRECT, NumberKind.SECRETARIAT, NumberKind.SWITCHBOARD)


class Departure(NamedTuple):
    """Since when somebody has left and why; with a `role` only that function ends."""

    since: date
    reason: LeavingReason
    role: Role | None = None


class Handed(NamedTuple):
    """What goes to who comes after; `new_consent` are addresses that nobody may write to yet."""

    follow_ups: int
    bookings: int
    subscriptions: int
    new_consent: int

    def __str__(self) -> str:
        """`2 Wiedervorlagen, 1 Bezug des OZG-Reports`; empty for nothing."""
        parts = (
            (self.follow_ups, "Wiedervorlage", "Wiedervorlagen"),
            (self.bookings, "Beratung", "Beratungen"),
            (self.subscriptions, "Bezug des OZG-Reports", "Bezüge des OZG-Reports"),
        )
        return ", ".join(counted(number, one, many) for number, one, many in parts if number)


def _with_contact(table: Any, *conditions: ColumnElement[bool]) -> Select[Any]:
    return select(table).where(table.contact_id == bindparam("id"), *conditions).order_by(table.id)


_FOLLOW_UPS = _with_contact(FollowUp, FollowUp.done_at.is_(None))
_BOOKINGS = _with_contact(Booking, Booking.state.in_(sorted(AWAITED_STATES)))
_SUBSCRIPTIONS = _with_contact(Subscription, Subscription.ended_at.is_(None))


def leave(
    session: DeskSession, row: Contact, departure: Departure, successor: PersonName | None
) -> Contact | None:
    """End the functions of a person; answers who comes after.

    Whoever holds no function any more has left: the open follow-ups, the consultations that are to
    come and the OZG-Report go to who comes after. The consent to the OZG-Report belongs to its
    address: it goes along where the address is the office's; another one ends, and the address of
    who comes after waits for a consent of its own (Art. 7 DSGVO).
    """
    ending = ending_functions(row, departure.role)
    after = _successor(session, row, successor)
    last_day = departure.since - timedelta(days=1)
    for role in ending:
        role.valid_to = last_day
    if after is not None:
        _take_office(session, row, after, ending, departure.since)
        row.successor_id = after.id
    if present_role(row) is not None:
        return after
    if after is not None:
        after.call_first = after.call_first or row.call_first
        _hand_on(session, row, after)
    row.historic_on, row.left_reason = departure.since, departure.reason.value
    row.call_first = False
    return after


def ending_functions(row: Contact, role: Role | None) -> list[ContactRole]:
    """The functions that end: those without an end, or those that ended when somebody left."""
    last_day = row.historic_on - timedelta(days=1) if row.left_reason and row.historic_on else None
    return [
        each
        for each in row.roles
        if each.valid_to == last_day and (role is None or each.role == role)
    ]


def _successor(session: DeskSession, row: Contact, name: PersonName | None) -> Contact | None:
    """Who comes after: somebody who works there under this name, else somebody new."""
    if row.successor_id is not None:
        return session.get_one(Contact, row.successor_id)
    if name is None:
        return None
    known = named_there(session, row.organisation_id, name.family, name.given or None)
    if known is not None and known.id != row.id:
        return known
    after = Contact(
        organisation_id=row.organisation_id,
        family_name=name.family,
        given_name=name.given or None,
        title=name.title or None,
    )
    session.add(after)
    session.flush()
    return after


def _take_office(
    session: DeskSession, row: Contact, after: Contact, ending: list[ContactRole], since: date
) -> None:
    """The functions from the day on, and the numbers of the office, which nobody confirmed yet."""
    for role in ending:
        held = (each for each in after.roles if each.role == role.role and each.valid_to is None)
        if (known := next(held, None)) is None:
            known = ContactRole(role=role.role, title=role.title)
            after.roles.append(known)
        known.valid_from = known.valid_from or since
    present = {each.kind for each in after.numbers}
    after.numbers += [
        PhoneNumber(kind=each.kind, raw=each.raw, e164=each.e164)
        for each in row.numbers
        if each.kind in _OF_THE_OFFICE and each.kind not in present
    ]
    known_texts = {each.text.lower() for each in after.addresses}
    after.addresses += [
        Address(kind=each.kind, text=each.text)
        for each in row.addresses
        if each.kind == AddressKind.EMAIL
        and _stays(each.text, row)
        and each.text.lower() not in known_texts
    ]


def _hand_on(session: DeskSession, row: Contact, after: Contact) -> None:
    wanted = {"id": row.id}
    for statement in (_FOLLOW_UPS, _BOOKINGS):
        for each in session.scalars(statement.with_for_update(), wanted):
            each.contact_id = after.id
    email = next((each.text.lower() for each in after.addresses if "@" in each.text), None)
    for subscription in session.scalars(_SUBSCRIPTIONS.with_for_update(), wanted):
        if _stays(subscription.email, row):
            subscription.contact_id = after.id
            continue
        subscription.consent, subscription.ended_at = Consent.ENDED.value, session.now
        if email is None or session.scalar(_KNOWN_EMAIL, {"email": email}):
            continue
        session.add(
            Subscription(
                email=email,
                contact_id=after.id,
                organisation_id=row.organisation_id,
                function=subscription.function,
                consent=Consent.REQUESTED.value,
            )
        )


_KNOWN_EMAIL = select(Subscription.id).where(Subscription.email == bindparam("email"))


def _stays(email: str, row: Contact) -> bool:
    return is_of_the_office(fold(email.partition("@")[0]), fold(row.family_name))


def handed_on(session: DeskSession, row: Contact) -> Handed:
    """What would go to who comes after."""
    wanted = {"id": row.id}

    def number(statement: Select[Any]) -> int:
        counting = select(func.count()).select_from(statement.order_by(None).subquery())
        return session.scalar(counting, wanted) or 0

    emails = [each.email for each in session.scalars(_SUBSCRIPTIONS, wanted)]
    return Handed(
        number(_FOLLOW_UPS),
        number(_BOOKINGS),
        len(emails),
        sum(not _stays(email, row) for email in emails),
    )
