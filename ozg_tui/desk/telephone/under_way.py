"""The calls under way, and what the record in front of somebody has to do with them.

A note about one Kommune never goes into a call about another: it goes into the newest call under
way about that Kommune, else into the newest about none yet, else into one that begins now.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from db.tables import Call
from ozg_tui.codes.telephone import Direction
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.links import links_of
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.register.belonging import first_number
from ozg_tui.desk.telephone import calls
from ozg_tui.desk.telephone.assignment import number_to_assign
from ozg_tui.desk.telephone.callers import Caller

_PLACES = select(Call.id, Call.organisation_id).where(Call.id.in_(bindparam("ids", expanding=True)))


class About(NamedTuple):
    """A record that somebody has in front: the code of its `Records`, and its number."""

    code: str
    record_id: int


class Noted(NamedTuple):
    """The call that a note goes into; `is_new` when it began just now."""

    call_id: int
    is_new: bool


class Place(NamedTuple):
    """An organisation by number and name."""

    id: int
    name: str


class ToAssign(NamedTuple):
    """A call whose number is to be given to somebody, and where it may belong.

    `is_certain` tells that the call is known to come from the place.
    """

    call_id: int
    place: Place | None
    is_certain: bool


def begin_ringing(desk: Desk, caller: Caller, rang_at: datetime) -> int:
    """Keep a call from its ring on, at the only one who can be calling; answers its number."""
    hit = caller.hits[0] if len(caller.hits) == 1 else None
    return calls.begin(
        desk,
        direction=Direction.INCOMING,
        number=caller.number,
        organisation_id=hit.organisation_id if hit else None,
        contact_id=hit.contact_id if hit else None,
        started_at=rang_at,
    ).id


def note_about(desk: Desk, under_way: Sequence[int], about: About | None) -> Noted:
    """The call that a note about the record goes into; it begins now where none is under way.

    `under_way` has the newest call at the end. A call about no Kommune yet gets that of the record.
    Raises what `begin` and `attach` raise.
    """
    organisation_id, contact_id = _links(desk, about)
    call_id = _call_about(desk, under_way, organisation_id)
    if call_id is None:
        number = first_number(desk, contact_id) if contact_id is not None else ""
        begun = calls.begin(
            desk,
            direction=Direction.INCOMING,
            number=number or "",
            organisation_id=organisation_id,
            contact_id=contact_id,
        )
        return Noted(begun.id, is_new=True)
    if organisation_id is not None or contact_id is not None:
        calls.attach(desk, call_id, organisation_id, contact_id)
    return Noted(call_id, is_new=False)


def assign_about(
    desk: Desk, under_way: Sequence[int], about: About | None, *, is_call: bool = False
) -> ToAssign:
    """The call whose number is given away, and the Kommune to propose for it.

    That of the record, if it is a call (`is_call`); else the one under way about the record's
    Kommune, and the newest if all are about others: the assignment says so then. Raises
    `NotFoundError`, and `RefusedError` for a call without a number.
    """
    proposed: int | None = None
    if is_call and about is not None:
        call_id = about.record_id
    else:
        proposed, _ = _links(desk, about)
        call_id = _call_about(desk, under_way, proposed) or under_way[-1]
    number_to_assign(desk, call_id)
    known = _places(desk, [call_id]).get(call_id)
    wanted = proposed or known
    place = Place(wanted, territory(desk).name(wanted)) if wanted is not None else None
    return ToAssign(call_id, place, is_certain=known is not None)


def _links(desk: Desk, about: About | None) -> tuple[int | None, int | None]:
    """The organisation and the person that the record is about."""
    found = links_of(desk, about.code, about.record_id) if about is not None else {}
    organisation_id, contact_id = (found.get(name) for name in ("organisation_id", "contact_id"))
    return (
        int(organisation_id) if organisation_id else None,
        int(contact_id) if contact_id else None,
    )


def _call_about(desk: Desk, under_way: Sequence[int], organisation_id: int | None) -> int | None:
    """The newest call under way about this organisation, else about none yet."""
    newest_first = under_way[::-1]
    if organisation_id is None or not newest_first:
        return next(iter(newest_first), None)
    places = _places(desk, newest_first)
    for wanted in (organisation_id, None):
        for call_id in newest_first:
            if call_id in places and places[call_id] == wanted:
                return call_id
    return None


def _places(desk: Desk, call_ids: Sequence[int]) -> dict[int, int | None]:
    """Where the calls that there are came from."""
    rows = desk.read(lambda reader: reader.execute(_PLACES, {"ids": list(call_ids)}).all())
    return {row.id: row.organisation_id for row in rows}
