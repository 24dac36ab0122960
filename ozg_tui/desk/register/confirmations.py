"""Confirmed by telephone: what has to be asked again, and that it was said to be right."""

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    bindparam,
    case,
    func,
    literal,
    nulls_first,
    or_,
    select,
    union_all,
)

from db.errors import NotFoundError, RefusedError
from db.tables import Address, Contact, ContactRole, Organisation, PhoneNumber
from ozg_tui.codes.register import AddressKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession, writing
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.register.people import ID as _ID
from ozg_tui.desk.register.people import current_ids
from ozg_tui.german.labels import NUMBER_KINDS, ROLES
from ozg_tui.german.people import person as person_of
from ozg_tui.rules.confirmation import fresh_since, is_stale, months_since, question


class DetailKind(StrEnum):
    """What can be confirmed, in the order of its use at the telephone."""

    PHONE = "phone"
    EMAIL = "email"
    ROLE = "role"


class Detail(NamedTuple):
    """A number, e-mail address or function with its last confirmation and the question for it.

    `person` is empty and `contact_id` None for what belongs to the organisation itself; `months`
    is None for what was never confirmed.
    """

    kind: DetailKind
    record_id: int
    contact_id: int | None
    label: str
    value: str
    person: str
    confirmed_on: date | None
    confirmed_by: str
    months: int | None
    is_stale: bool
    question: str


class Freshness(NamedTuple):
    """How many of all details were confirmed in the last twelve months."""

    confirmed: int
    total: int


_Row = PhoneNumber | Address | ContactRole
_TABLES: dict[DetailKind, type[_Row]] = {
    DetailKind.PHONE: PhoneNumber,
    DetailKind.EMAIL: Address,
    DetailKind.ROLE: ContactRole,
}
_RANKS = {kind.value: rank for rank, kind in enumerate(DetailKind)}
_NOBODY = (
    literal(0).label("contact_id"),
    literal("").label("title"),
    literal("").label("given_name"),
    literal("").label("family_name"),
    literal(False).label("call_first"),
)
_PERSON = (
    Contact.id.label("contact_id"),
    Contact.title,
    Contact.given_name,
    Contact.family_name,
    Contact.call_first,
)


def _columns(kind: DetailKind) -> tuple[Any, ...]:
    table = _TABLES[kind]
    code, text = {
        DetailKind.PHONE: (PhoneNumber.kind, PhoneNumber.raw),
        DetailKind.EMAIL: (Address.kind, Address.text),
        DetailKind.ROLE: (literal(""), ContactRole.role),
    }[kind]
    return (
        literal(kind.value).label("what"),
        table.id,
        code.label("code"),
        text.label("text"),
        table.confirmed_on,
        table.confirmed_by,
    )


def _of_people(kind: DetailKind) -> Any:
    """The details of the people whom a card could show, and of no others."""
    table = _TABLES[kind]
    return (
        select(*_columns(kind), *_PERSON)
        .join(Contact, Contact.id == table.contact_id)
        .where(table.contact_id.in_(current_ids()))
    )


_IS_EMAIL = Address.kind == AddressKind.EMAIL
_ON = bindparam("on", type_=ContactRole.valid_to.type)
_DETAILS: CompoundSelect[*tuple[Any, ...]] = union_all(
    _of_people(DetailKind.PHONE),
    _of_people(DetailKind.EMAIL).where(_IS_EMAIL),
    _of_people(DetailKind.ROLE).where(
        or_(ContactRole.valid_from.is_(None), ContactRole.valid_from <= _ON),
        or_(ContactRole.valid_to.is_(None), ContactRole.valid_to >= _ON),
    ),
    # Most numbers have no organisation, so the missing contact leads to the few that have.
    select(*_columns(DetailKind.PHONE), *_NOBODY).where(
        PhoneNumber.contact_id.is_(None), PhoneNumber.organisation_id == _ID
    ),
    select(*_columns(DetailKind.EMAIL), *_NOBODY).where(
        Address.contact_id.is_(None), Address.organisation_id == _ID, _IS_EMAIL
    ),
)

_SINCE = bindparam("since", type_=PhoneNumber.confirmed_on.type)
_each = _DETAILS.subquery()
_IS_STALE = or_(_each.c.confirmed_on.is_(None), _each.c.confirmed_on < _SINCE)
_COUNTED = select(
    func.count().label("total"), func.sum(case((_IS_STALE, 0), else_=1)).label("fresh")
).select_from(_each)
_RANKED = select(_each).order_by(
    _each.c.call_first.desc(),
    case(_RANKS, value=_each.c.what),
    nulls_first(_each.c.confirmed_on),
    _each.c.id,
)
_FIRST_STALE = _RANKED.where(_IS_STALE).limit(1)


def details(desk: Desk, organisation_id: int, on: date) -> tuple[Detail, ...]:
    """All that can be confirmed of an organisation and its current people, most valuable first.

    That is: the person to call first, then numbers before e-mail addresses before functions, the
    oldest first; what was never confirmed counts as oldest.
    """
    wanted = {"id": organisation_id, "on": on}
    rows = desk.read(lambda reader: reader.execute(_RANKED, wanted).all())
    place = territory(desk).name(organisation_id)
    return tuple(_detail(row, place, on) for row in rows)


def to_ask(desk: Desk, organisation_id: int, on: date) -> tuple[Detail | None, Freshness]:
    """The detail to ask about next, if one is stale, and how much was confirmed.

    The database chooses and counts: some organisations have hundreds of details.
    """
    wanted = {"id": organisation_id, "on": on, "since": fresh_since(on)}
    count, first = desk.read(
        lambda reader: (
            reader.execute(_COUNTED, wanted).one(),
            reader.execute(_FIRST_STALE, wanted).first(),
        )
    )
    asked = _detail(first, territory(desk).name(organisation_id), on) if first else None
    return asked, Freshness(count.fresh or 0, count.total)


def confirm(desk: Desk, asked: Detail) -> None:
    """Note that a detail was said to be right, today and by whom.

    Raises `NotFoundError` when it is gone, `RefusedError` when somebody changed it meanwhile: what
    was asked is not what is stored any more.
    """
    with writing(desk) as session:
        # The record first, as every save does: two people never hold half of it each.
        owner = _lock_owner(session, _row(session, asked))
        row = _row(session, asked, lock=True)
        now = _value(row)
        if now != asked.value:
            raise RefusedError(
                f"{owner.changed_by} hat {asked.label} inzwischen geändert: jetzt {now}. "
                "Bitte noch einmal fragen."
            )
        if row.confirmed_on != desk.today():
            row.confirmed_on, row.confirmed_by = desk.today(), desk.actor


def _detail(row: Any, place: str, on: date) -> Detail:
    kind = DetailKind(row.what)
    person = person_of(row.title, row.given_name, row.family_name)
    label = {
        DetailKind.PHONE: NUMBER_KINDS.get(row.code, ""),
        DetailKind.EMAIL: "E-Mail",
        DetailKind.ROLE: "Funktion",
    }[kind]
    value = ROLES[row.text] if kind is DetailKind.ROLE else row.text
    return Detail(
        kind=kind,
        record_id=row.id,
        contact_id=row.contact_id or None,
        label=label,
        value=value,
        person=person,
        confirmed_on=row.confirmed_on,
        confirmed_by=row.confirmed_by or "",
        months=None if row.confirmed_on is None else months_since(row.confirmed_on, on),
        is_stale=is_stale(row.confirmed_on, on),
        question=question(label, person or place, value, row.confirmed_on, on),
    )


def _row(session: DeskSession, asked: Detail, *, lock: bool = False) -> _Row:
    table: Any = _TABLES[asked.kind]
    row: _Row | None = session.get(
        table, asked.record_id, with_for_update=lock, populate_existing=lock
    )
    if row is None:
        raise NotFoundError("Diese Angabe gibt es nicht mehr.")
    return row


def _lock_owner(session: DeskSession, owned: _Row) -> Contact | Organisation:
    if owned.contact_id is not None:
        return session.get_one(Contact, owned.contact_id, with_for_update=True)
    return session.get_one(Organisation, owned.organisation_id, with_for_update=True)


def _value(row: _Row) -> str:
    match row:
        case PhoneNumber():
            return row.raw
        case Address():
            return row.text
        case ContactRole():
            return ROLES[row.role]
