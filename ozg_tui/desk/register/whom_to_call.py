"""Whom to call at an organisation: a person with a number, else the switchboard."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, select

from db.tables import Contact, PhoneNumber
from ozg_tui.codes.register import NumberKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.german.people import person

_NUMBER_ORDER = case(
    {NumberKind.DIRECT: 0, NumberKind.MOBILE: 1, NumberKind.SECRETARIAT: 2},
    value=PhoneNumber.kind,
    else_=3,
)
_PEOPLE = (
    select(
        Contact.organisation_id,
        Contact.title,
        Contact.given_name,
        Contact.family_name,
        PhoneNumber.raw,
    )
    .join(PhoneNumber, PhoneNumber.contact_id == Contact.id)
    .where(
        Contact.organisation_id.in_(bindparam("organisations", expanding=True)),
        Contact.historic_on.is_(None),
    )
    .order_by(
        Contact.call_first.desc(), Contact.family_name, Contact.id, _NUMBER_ORDER, PhoneNumber.id
    )
)
_SWITCHBOARDS = (
    select(PhoneNumber.organisation_id, PhoneNumber.raw)
    .where(
        PhoneNumber.organisation_id.in_(bindparam("organisations", expanding=True)),
        PhoneNumber.kind == NumberKind.SWITCHBOARD,
    )
    .order_by(PhoneNumber.id)
)


class Called(NamedTuple):
    """A person, or `Zentrale`, and the number as it was written."""

    who: str
    number: str


def whom_to_call(desk: Desk, organisations: Iterable[int]) -> dict[int, Called]:
    """The first person with a number at each organisation, else the switchboard; or nobody."""
    asked = {"organisations": list(organisations)}
    people = desk.read(lambda reader: reader.execute(_PEOPLE, asked).all())
    switchboards: Sequence[Any] = desk.read(
        lambda reader: reader.execute(_SWITCHBOARDS, asked).all()
    )
    found: dict[int, Called] = {}
    for number, *names, raw in people:
        found.setdefault(number, Called(person(*names), raw))
    for organisation_id, raw in switchboards:
        found.setdefault(organisation_id, Called("Zentrale", raw))
    return found
