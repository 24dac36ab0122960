"""Slots that nobody has used and that soon expire: a list to call through."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from db.fold import sort_key
from db.tables import Booking
from ozg_tui.codes.funding import RuleTopic
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.register.whom_to_call import Called, whom_to_call
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.rules.consulting.slots import is_over, is_taken, uses_slot
from ozg_tui.rules.rule_set import ConsultingParameters, applicable, parameters_of
from ozg_tui.rules.territory import is_municipality

_BOOKED = select(Booking.organisation_id, Booking.funding_source, Booking.state, Booking.funded)


class Expiring(NamedTuple):
    """A free slot of a Kommune; `days` are left until the last day of its window, `until`."""

    organisation_id: int
    key: str
    name: str
    source: str
    until: date
    days: int
    call: Called | None


def expiring(desk: Desk, within: int | None = None) -> tuple[Expiring, ...]:
    """The free slots that end within so many days, those that end first before the others.

    Without a number the days of notice of the rule set in force count. A slot is free as
    `ozg_tui.rules.consulting.slots` says; what is merged has none any more.
    """
    today = desk.today()
    rules = applicable(rule_sets(desk), RuleTopic.CONSULTING, today)
    if rules is None or rules.reservation:
        return ()
    parameters = parameters_of(rules.rule_set, ConsultingParameters)
    within = parameters.notice_days if within is None else within
    used: dict[tuple[int, str], int] = {}
    for row in desk.read(lambda reader: reader.execute(_BOOKED).all()):
        if uses_slot(row.state, funded=row.funded):
            slot = row.organisation_id, row.funding_source
            used[slot] = used.get(slot, 0) + 1
    land = territory(desk)
    there = {
        number: place.latest
        for number, place in land.by_id.items()
        if place.existed_on(today) and is_municipality(place.latest.kind)
    }
    ends = {each.funding_source: each for each in parameters.modules}
    found = [
        (number, module)
        for source, module in ends.items()
        if not is_over(module.window_to, today) and (module.window_to - today).days <= within
        for number in there
        if not is_taken(used.get((number, source), 0), parameters.bookings_per_source)
    ]
    call = whom_to_call(desk, {number for number, _ in found})
    return tuple(
        sorted(
            (
                Expiring(
                    number,
                    there[number].key,
                    there[number].name,
                    module.funding_source_name,
                    module.window_to,
                    (module.window_to - today).days,
                    call.get(number),
                )
                for number, module in found
            ),
            key=lambda each: (each.days, sort_key(each.name), each.key),
        )
    )
