"""What the desk knows already of the people whom a file may mean."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import selectinload

from db.fold import fold
from db.tables import Address, Change, Contact, Exchange, PhoneNumber
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession, reading
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput

T = TypeVar("T")
CHUNK = 500
Name = tuple[int, str]
"""An organisation and a folded name there."""

_AT = select(Contact.id, Contact.organisation_id, Contact.family_name, Contact.given_name).where(
    Contact.organisation_id.in_(bindparam("ids", expanding=True))
)
_BY_ADDRESS = (
    select(Address.text, Contact.id, Contact.family_name, Contact.given_name)
    .join_from(Address, Contact)
    .where(func.lower(Address.text).in_(bindparam("texts", expanding=True)))
)
_BY_NUMBER = (
    select(PhoneNumber.e164, Contact.id, Contact.family_name, Contact.given_name)
    .join_from(PhoneNumber, Contact)
    .where(PhoneNumber.kind == "mobile", PhoneNumber.e164.in_(bindparam("texts", expanding=True)))
)
_IMPORTS = select(Exchange.unit).where(Exchange.unit.is_not(None))
_CHANGES = (
    select(Change.record, Change.unit)
    .where(Change.record.in_(bindparam("records", expanding=True)))
    .order_by(Change.id)
)
_LAST = select(func.max(Change.id))


class Person(NamedTuple):
    """A person of the store as the form shows it."""

    id: int
    version: int
    value: ContactInput
    historic: bool


def folded_name(family: str, given: str | None) -> str:
    """The name by which two entries may be one person."""
    return fold(" ".join(f"{family}, {given or ''}".split()))


def last_change(desk: Desk) -> int:
    """The number of the newest change in the store; 0 in an empty one."""
    return desk.read(lambda reader: reader.scalar(_LAST)) or 0


def numbers_by_name(desk: Desk, organisations: Iterable[int]) -> dict[Name, tuple[int, ...]]:
    """The numbers of all people at these organisations, by organisation and folded name."""
    found: dict[Name, tuple[int, ...]] = defaultdict(tuple)
    for ids in chunks(sorted(set(organisations))):
        rows = desk.read(lambda reader, ids=ids: reader.execute(_AT, {"ids": ids}).all())  # type: ignore[misc]
        for row in rows:
            name = (row.organisation_id, folded_name(row.family_name, row.given_name))
            found[name] += (row.id,)
    return dict(found)


def people(desk: Desk, ids: Iterable[int]) -> dict[int, Person]:
    """These people with all that the form shows."""
    found = {}
    with reading(desk) as session:
        for part in chunks(sorted(set(ids))):
            for row in _rows(session, part):
                found[row.id] = Person(
                    row.id, row.version, CONTACTS.value(row), row.historic_on is not None
                )
            session.expunge_all()
    return found


def _rows(session: DeskSession, ids: Sequence[int]) -> Iterator[Contact]:
    yield from session.scalars(
        select(Contact)
        .where(Contact.id.in_(ids))
        .options(
            selectinload(Contact.numbers),
            selectinload(Contact.addresses),
            selectinload(Contact.roles),
        )
    )


def of_staff(desk: Desk, ids: Iterable[int]) -> set[int]:
    """The people whom staff have entered, or changed since they last came from a file."""
    imports = set(desk.read(lambda reader: reader.scalars(_IMPORTS).all()))
    found = set()
    for part in chunks(sorted(set(ids))):
        last: dict[str, str] = {}
        records = {"records": [f"contact/{number}" for number in part]}
        rows = desk.read(
            lambda reader, records=records: reader.execute(_CHANGES, records).all()  # type: ignore[misc]
        )
        for row in rows:
            last[row.record] = row.unit
        found |= {number for number in part if last.get(f"contact/{number}") not in imports}
    return found


def elsewhere(
    desk: Desk, emails: Iterable[str], mobiles: Iterable[str]
) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """Who is reached by these addresses and mobile numbers: numbers and folded names by each."""
    found: dict[str, tuple[tuple[int, str], ...]] = defaultdict(tuple)
    for statement, texts in ((_BY_ADDRESS, emails), (_BY_NUMBER, mobiles)):
        for part in chunks(sorted(set(texts))):
            rows = desk.read(
                lambda reader, statement=statement, part=part: reader.execute(  # type: ignore[misc]
                    statement, {"texts": part}
                ).all()
            )
            for text, number, family, given in rows:
                found[text.lower()] += ((number, folded_name(family, given)),)
    return dict(found)


def chunks(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """The things in pieces that a statement takes at once."""
    return (things[start : start + CHUNK] for start in range(0, len(things), CHUNK))
