"""Whom a request is about: the name, numbers and addresses by which rows are found, now and ever.

What others share, the number of the switchboard say, points to nobody alone: it counts in the
person's own rows and nowhere else.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, String, cast, func, or_, select

from db.errors import NotFoundError
from db.fold import fold, words
from db.tables import Address, Change, Contact, PhoneNumber, Subscription
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.search.lists import Scope, lines
from ozg_tui.german.people import person
from ozg_tui.rules.mentions import (
    Hints,
    Mentions,
    Name,
    address,
    addressed,
    alone,
    full_name,
    number,
)

_SHOWN = 5
_NUMBER = re.compile(r"(?:gelöscht \()?(\d+)\)?")


class Person(NamedTuple):
    """A person of the register, also one that only the history still knows.

    `sure` finds what means this person wherever it stands, `beside` what does in a row that names
    them surely, `within` in the person's own rows. `possible` finds the names, which may also mean
    somebody else.
    """

    id: int
    title: str
    names: frozenset[Name]
    numbers: frozenset[str]
    addresses: frozenset[str]
    sure: Mentions
    beside: Mentions
    within: Mentions
    possible: Mentions
    hints: Hints

    @property
    def likely(self) -> Mentions:
        """What means this person, or may do so."""
        return self.sure.joined(self.possible)

    @property
    def mark(self) -> str:
        """What stands in place of an erased person."""
        return f"gelöscht ({self.id})"


class State(NamedTuple):
    """What a row held at some time: its table, its number, its columns."""

    table: str
    row_id: str
    values: Mapping[str, Any]


def meant(desk: Desk, text: str) -> int:
    """The number of the person who is asked for by number, name, telephone number or address.

    Raises `NotFoundError` that names who comes close.
    """
    if found := _NUMBER.fullmatch(text.strip()):
        return int(found[1])
    scope = Scope(Kind.CONTACT, Kind.CONTACT, text.replace(":", " "))
    close = lines(desk, scope, _SHOWN + 1) if text.strip() else []
    wanted = sorted(words(text))
    same = [line for line in close if sorted(words(line.title)) == wanted] or close
    if len(same) == 1:
        return same[0].record_id
    if not close:
        raise NotFoundError(f"»{text}« ist keine Person des Bestands.")
    several = "; ".join(f"{line.title}, {line.place} ({line.record_id})" for line in same[:_SHOWN])
    more = " und weitere" if len(same) > _SHOWN else ""
    raise NotFoundError(
        f"»{text}« kann mehrere meinen: {several}{more}. Bitte die Nummer in Klammern angeben."
    )


def person_of(reader: Connection, contact_id: int) -> Person:
    """The person with all names, numbers and addresses there ever were. Raises `NotFoundError`."""
    states = [*_present(reader, contact_id), *_past(reader, contact_id)]
    of_contact = [each.values for each in states if each.table == Contact.__tablename__]
    names = frozenset(
        Name(each.get("given_name"), family)
        for each in of_contact
        if (family := each.get("family_name")) and family != f"gelöscht ({contact_id})"
    )
    if not of_contact:
        raise NotFoundError(f"Eine Person mit der Nummer {contact_id} gibt es nicht.")
    latest = of_contact[0]
    title = person(latest.get("title"), latest.get("given_name"), latest.get("family_name"))
    names |= _completed(of_contact, names)
    numbers = _values(states, PhoneNumber, "e164")
    addresses = _values(states, Address, "text") | _values(states, Subscription, "email")
    shared = _shared(reader, contact_id, numbers, addresses)
    namesakes = _namesakes(reader, contact_id, names)
    return Person(
        contact_id,
        title,
        names,
        numbers,
        addresses,
        *_mentions(names, numbers, addresses, shared, namesakes),
        Hints({*(each.family for each in names), *addresses}, numbers),
    )


def _mentions(
    names: Iterable[Name],
    numbers: frozenset[str],
    addresses: frozenset[str],
    shared: frozenset[str],
    namesakes: frozenset[Name],
) -> tuple[Mentions, Mentions, Mentions, Mentions]:
    families = {fold(each.family) for each in namesakes}
    same = {(fold(each.given or ""), fold(each.family)) for each in namesakes}
    full: list[str] = []
    half: list[str] = []
    doubtful: list[str] = []
    for name in names:
        is_taken = (fold(name.given or ""), fold(name.family)) in same
        (doubtful if is_taken else full).extend(full_name(name))
        (doubtful if fold(name.family) in families else full).append(addressed(name))
        doubtful.append(alone(name.family))
        half += [alone(each) for each in (name.family, *(name.given or "").split())]
    reach = {each: number(each) for each in numbers} | {each: address(each) for each in addresses}
    alone_theirs = [pattern for value, pattern in reach.items() if value not in shared]
    sure = [*full, *alone_theirs]
    beside = sure if namesakes else [*sure, *doubtful]
    within = [*sure, *doubtful, *half, *reach.values()]
    return Mentions(sure), Mentions(beside), Mentions(within), Mentions(doubtful)


def _present(reader: Connection, contact_id: int) -> Iterator[State]:
    for table, column in (
        (Contact, Contact.id),
        (PhoneNumber, PhoneNumber.contact_id),
        (Address, Address.contact_id),
        (Subscription, Subscription.contact_id),
    ):
        for row in reader.execute(select(table.__table__).where(column == contact_id)):
            yield State(table.__tablename__, str(row.id), dict(row._mapping))


def _past(reader: Connection, contact_id: int) -> Iterator[State]:
    """What the history holds of the person, its parts and subscriptions; the newest first."""
    own = or_(
        Change.record == f"contact/{contact_id}",
        (Change.table_name == Subscription.__tablename__) & names_person(Change, contact_id),
    )
    statement = (
        select(Change.table_name, Change.row_id, Change.before, Change.after)
        .where(own)
        .order_by(Change.id.desc())
    )
    for row in reader.execute(statement):
        for values in (row.after, row.before):
            if values:
                yield State(row.table_name, row.row_id, values)


def names_person(of: type[Change], contact_id: int) -> Any:
    """A condition that a payload of the history may name the person; the payload itself decides."""
    told = f'%"contact_id": {contact_id}%'
    return or_(*(cast(payload, String).like(told) for payload in (of.before, of.after)))


def _completed(states: list[Mapping[str, Any]], names: frozenset[Name]) -> set[Name]:
    """Each given name there ever was with each family name: a change may hold one of them alone."""
    given = {each["given_name"] for each in states if each.get("given_name")}
    return {Name(first, name.family) for first in given for name in names}


def _values(states: Iterable[State], table: type[Any], column: str) -> frozenset[str]:
    return frozenset(
        value
        for each in states
        if each.table == table.__tablename__
        if (value := each.values.get(column)) and not value.startswith("gelöscht (")
    )


def _shared(
    reader: Connection, contact_id: int, numbers: frozenset[str], addresses: frozenset[str]
) -> frozenset[str]:
    """Numbers and addresses that others have, or had before."""
    found: set[str] = set()
    for table, column, wanted in (
        (PhoneNumber, PhoneNumber.e164, numbers),
        (Address, Address.text, addresses),
    ):
        of_others = or_(table.contact_id.is_(None), table.contact_id != contact_id)
        found.update(reader.scalars(select(column).where(column.in_(wanted), of_others)))
        past = select(Change.before, Change.after).where(
            Change.table_name == table.__tablename__,
            or_(Change.record.is_(None), Change.record != f"contact/{contact_id}"),
            or_(*(_holds(each) for each in wanted)) if wanted else Change.id < 0,
        )
        for row in reader.execute(past):
            found |= wanted & {(payload or {}).get(column.key) for payload in row}
    return frozenset(found)


def _holds(value: str) -> Any:
    written = json.dumps(value)
    return or_(
        *(
            cast(payload, String).contains(written, autoescape=True)
            for payload in (Change.before, Change.after)
        )
    )


def _namesakes(reader: Connection, contact_id: int, names: Iterable[Name]) -> frozenset[Name]:
    """Others with the same family name."""
    families = {each.family.lower() for each in names}
    rows = reader.execute(
        select(Contact.given_name, Contact.family_name).where(
            func.lower(Contact.family_name).in_(families), Contact.id != contact_id
        )
    )
    return frozenset(Name(row.given_name, row.family_name) for row in rows)
