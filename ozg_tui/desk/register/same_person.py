"""Who may be the same person: alike in name and place, in a number or in an address.

It is a hint and no more; two entries become one only where somebody says so.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from db.errors import FilterError
from db.fold import fold
from db.tables import Address, Contact, PhoneNumber
from ozg_tui.codes.register import OF_ONE_PERSON, AddressKind
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.search.lists import Scope, lines
from ozg_tui.german.people import no_longer, person
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.phone import normalise

_MOST = 5
_SHORTEST = 2
"""Of fewer letters nobody knows yet which name it becomes."""

_PEOPLE = select(
    Contact.id,
    Contact.organisation_id,
    Contact.title,
    Contact.given_name,
    Contact.family_name,
    Contact.historic_on,
    Contact.left_reason,
)
_BY_ID = _PEOPLE.where(Contact.id.in_(bindparam("ids", expanding=True))).order_by(Contact.id)
_BY_NUMBER = (
    _PEOPLE.join(PhoneNumber, PhoneNumber.contact_id == Contact.id)
    .where(
        PhoneNumber.e164.in_(bindparam("texts", expanding=True)),
        PhoneNumber.kind.in_(sorted(OF_ONE_PERSON)),
    )
    .order_by(Contact.id)
    .limit(_MOST)
)
_BY_ADDRESS = (
    _PEOPLE.join(Address, Address.contact_id == Contact.id)
    .where(Address.text.in_(bindparam("texts", expanding=True)), Address.kind == AddressKind.EMAIL)
    .order_by(Contact.id)
    .limit(_MOST)
)


class Alike(NamedTuple):
    """Somebody who may be the person that is typed; `field` is what they have in common."""

    contact_id: int
    field: str
    sentence: str


def alike(desk: Desk, value: Any, record_id: int | None) -> Alike | None:
    """The first of those who may be the same person as a form says; `value` as in `examine`.

    Asks indexes alone: the form is checked with every key.
    """
    numbers = {name: raw for name in ("direct", "mobile") if (raw := getattr(value, name))}
    emails = {name: text for name in ("email", "email_2") if (text := getattr(value, name))}
    e164 = {name: _e164(raw) for name, raw in numbers.items()}

    def asked(reader: Connection) -> list[tuple[Any, str, str]]:
        found = [(row, "email", "hat diese Adresse") for row in _rows(
            reader, _BY_ADDRESS, [each for text in emails.values() for each in (text, text.lower())]
        )]  # fmt: skip
        found += [
            (row, next(iter(numbers)), "hat diese Nummer")
            for row in _rows(reader, _BY_NUMBER, filter(None, e164.values()))
        ]
        return found

    found = [(row, "family_name", "steht hier schon") for row in _same_name(desk, value)]
    if numbers or emails:
        found += desk.read(asked)
    for row, field, reason in found:
        if row.id != record_id:
            return Alike(row.id, field, _sentence(desk, row, reason))
    return None


def _same_name(desk: Desk, value: Any) -> list[Any]:
    family, given, place = value.family_name, value.given_name, value.organisation_id
    if place is None or len(family or "") < _SHORTEST:
        return []
    name = _name(family, given)
    try:
        hits = lines(desk, Scope(Kind.CONTACT, Kind.CONTACT, name.replace(",", " ")), 4 * _MOST)
    except FilterError:
        return []
    wanted = {"ids": [line.record_id for line in hits]}
    rows = desk.read(lambda reader: reader.execute(_BY_ID, wanted).all()) if hits else ()
    return [
        row
        for row in rows
        if row.organisation_id == place and _name(row.family_name, row.given_name) == name
    ]


def _rows(reader: Connection, statement: Any, texts: Iterable[str | None]) -> Iterable[Any]:
    wanted = list(texts)
    return reader.execute(statement, {"texts": wanted}).all() if wanted else ()


def _name(family: str, given: str | None) -> str:
    return fold(" ".join(f"{family}, {given or ''}".split()))


def _e164(raw: str) -> str | None:
    try:
        return normalise(raw).e164
    except InputError:
        return None


def _sentence(desk: Desk, row: Any, reason: str) -> str:
    name = person(row.title, row.given_name, row.family_name)
    place = territory(desk).name(row.organisation_id)
    left = f", {no_longer(row.historic_on, row.left_reason)}" if row.historic_on else ""
    return f"{name} ({place}{left}) {reason}. Strg+G zeigt den Eintrag."
