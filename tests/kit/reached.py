"""Which Kommunen can be reached by something confirmed, counted another way than START does."""

from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, select, union

from db.tables import Address, Contact, ContactRole, PhoneNumber
from ozg_tui.codes.register import AddressKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.rules.confirmation import fresh_since
from ozg_tui.rules.territory import is_municipality

_SINCE = bindparam("since", type_=PhoneNumber.confirmed_on.type)
_ON = bindparam("on", type_=ContactRole.valid_to.type)
_IS_EMAIL = Address.kind == AddressKind.EMAIL


def _confirmed(table: Any) -> tuple[Any, Any]:
    """The organisations of what was confirmed: by itself, and by people who are still there."""
    when = table.confirmed_on.between(_SINCE, _ON)
    return (
        select(table.organisation_id).where(table.organisation_id.is_not(None), when),
        select(Contact.organisation_id)
        .join(table, table.contact_id == Contact.id)
        .where(Contact.historic_on.is_(None), when),
    )


_own_number, _numbers = _confirmed(PhoneNumber)
_own_address, _addresses = _confirmed(Address)
_REACHED: CompoundSelect[int] = union(
    _own_number, _numbers, _own_address.where(_IS_EMAIL), _addresses.where(_IS_EMAIL)
)


def confirmed_municipalities(desk: Desk, on: date) -> tuple[int, int]:
    """How many Kommunen can be reached by something that was confirmed, and how many there are.

    A number or e-mail address of the Kommune or of a current contact counts when it was confirmed
    in the last twelve months.
    """
    wanted = {"since": fresh_since(on), "on": on}
    reached = desk.read(lambda reader: set(reader.scalars(_REACHED, wanted)))
    existing = {
        number
        for number, place in territory(desk).by_id.items()
        if (period := place.on(on)) is not None and is_municipality(period.kind)
    }
    return len(reached & existing), len(existing)
