"""Who has registered for the Digitalisierungsberatung, and what is left of its funds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from db.outline import booking, organisation
from db.search.refs import Refs
from db.search.table import search_entry
from ozg_tui.codes.consulting import AWAITED_STATES, LIVE_STATES
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.codes.search import Kind
from ozg_tui.desk.overview.rule_notes import Source
from ozg_tui.rules.consulting.slots import is_over, is_taken, uses_slot

_entry = search_entry.c
# In the order of lists.
_MUNICIPALITIES = (
    select(_entry.record_id, _entry.state)
    .where(_entry.kind == Kind.MUNICIPALITY)
    .order_by(_entry.position)
)
_SUCCESSORS = select(organisation).where(organisation.c.successor_id.is_not(None))
_SOON = timedelta(days=6)
_BOOKINGS = select(booking).order_by(booking.c.id)


class Land(NamedTuple):
    """The Kommunen of today with their kind, in list order, and what was merged into what."""

    kinds: Mapping[int, str]
    successors: Mapping[int, int]

    def today(self, organisation_id: int) -> int:
        """The organisation that this one has become."""
        while (successor := self.successors.get(organisation_id)) is not None:
            organisation_id = successor
        return organisation_id

    def refs(self, wanted: set[int]) -> Refs:
        """Those of the Kommunen that are wanted."""
        return Refs(Kind.MUNICIPALITY, tuple(each for each in self.kinds if each in wanted))


class Window(NamedTuple):
    """One funding source; `free` are the Kommunen that can still use it, None after its end."""

    source: Source
    free: Refs | None


class Consulting(NamedTuple):
    """Report R1: Kommunen with a booking that is not cancelled, by kind, and their bookings.

    A merged Kommune's bookings count for its successor, and that one counts once.
    """

    windows: tuple[Window, ...]
    registered: Refs
    districts: int
    bookings: Refs
    never: Refs
    """Kommunen without any booking, even a cancelled one."""
    soon: Refs
    """Consultations from today until `soon_until` that are still awaited, by their day."""
    soon_until: date
    doubled: Refs
    """Funded bookings beyond those that a slot is for; the database keeps it at none."""


def land(reader: Connection) -> Land:
    """The Kommunen as lists show them."""
    return Land(
        {row.record_id: row.state for row in reader.execute(_MUNICIPALITIES)},
        {row.id: row.successor_id for row in reader.execute(_SUCCESSORS)},
    )


def consulting(
    reader: Connection, kommunen: Land, sources: Sequence[Source], *, in_force: bool, day: date
) -> Consulting:
    """The consulting as it stands on a day; without rules in force nothing is free."""
    booked = reader.execute(_BOOKINGS).all()
    live = [row for row in booked if row.state in LIVE_STATES]
    registered = {kommunen.today(row.organisation_id) for row in live} & kommunen.kinds.keys()
    ever = {kommunen.today(row.organisation_id) for row in booked}
    allowed = {source.code: source.bookings for source in sources}
    slots: dict[tuple[int, str], list[int]] = defaultdict(list)
    for row in live:
        if uses_slot(row.state, funded=row.funded):
            slots[row.organisation_id, row.funding_source].append(row.id)
    order = {number: place for place, number in enumerate(kommunen.kinds)}

    def place(row: Any) -> tuple[int, int, int]:
        of = kommunen.today(row.organisation_id)
        return order.get(of, len(order)), row.module, row.id

    def free(source: Source) -> Refs | None:
        if is_over(source.window_to, day) or not in_force:
            return None
        used = {
            of
            for (of, code), booked in slots.items()
            if code == source.code and is_taken(len(booked), source.bookings)
        }
        return kommunen.refs(kommunen.kinds.keys() - used)

    soon_until = day + _SOON
    return Consulting(
        windows=tuple(Window(source, free(source)) for source in sources),
        registered=kommunen.refs(registered),
        districts=sum(kommunen.kinds[each] == OrganisationKind.LANDKREIS for each in registered),
        bookings=Refs(Kind.BOOKING, tuple(row.id for row in sorted(live, key=place))),
        never=kommunen.refs(kommunen.kinds.keys() - ever),
        soon=Refs(
            Kind.BOOKING,
            tuple(
                row.id
                for row in sorted(live, key=lambda row: (row.consultation_on or day, row.id))
                if row.state in AWAITED_STATES
                and row.consultation_on is not None
                and day <= row.consultation_on <= soon_until
            ),
        ),
        soon_until=soon_until,
        doubled=Refs(
            Kind.BOOKING,
            tuple(
                number
                for (_, code), booked in slots.items()
                for number in booked[allowed.get(code, 1) :]
            ),
        ),
    )
