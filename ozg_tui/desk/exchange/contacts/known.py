"""What the desk knows already of the people whom a file may mean."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import selectinload

from db.fold import fold
from db.tables import Address, Contact, PhoneNumber
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession, reading
from ozg_tui.desk.exchange.memory import chunks
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput

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


class Person(NamedTuple):
    """A person of the store as the form shows it."""

    id: int
    version: int
    value: ContactInput
    historic: bool


def folded_name(family: str, given: str | None) -> str:
    """The name by which two entries may be one person."""
    return fold(" ".join(f"{family}, {given or ''}".split()))


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
