"""What the rules say about a booking: one judgement for the form, the save and the command line."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from typing import Any, NamedTuple

from sqlalchemy import Executable, Result, bindparam, select

from db.fold import fold
from db.tables import Booking as BookingTable
from ozg_tui.codes.checks import State
from ozg_tui.codes.consulting import LIVE_STATES, BookingState
from ozg_tui.codes.funding import RuleTopic
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.core.times import format_time
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.rules.consulting.judge import AccountLine, ConsultingVerdict, funding_account, judge
from ozg_tui.rules.consulting.values import Booking, Request
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.rule_set import ConsultingModule, ConsultingParameters, applicable, parameters_of
from ozg_tui.rules.verdict import Check

_BOOKINGS = select(
    BookingTable.id,
    BookingTable.organisation_id,
    BookingTable.module,
    BookingTable.funding_source,
    BookingTable.funded,
    BookingTable.state,
    BookingTable.booked_on,
    BookingTable.consultation_on,
    BookingTable.adviser,
    BookingTable.changed_by,
).where(BookingTable.organisation_id.in_(bindparam("organisations", expanding=True)))

_ON_THE_DAY = select(
    BookingTable.id,
    BookingTable.organisation_id,
    BookingTable.adviser,
    BookingTable.starts_at,
    BookingTable.ends_at,
    BookingTable.state,
).where(BookingTable.consultation_on == bindparam("day"), BookingTable.adviser.is_not(None))

Ask = Callable[[Executable, dict[str, Any]], Result[Any]]


class Booked(NamedTuple):
    """A stored booking: as the rules see it, and what people want to know besides."""

    id: int
    organisation_id: int
    booking: Booking
    funding_source: str
    adviser: str
    changed_by: str


def reference(record_id: int) -> str:
    """How a booking is named, and found by the search: `B12`."""
    return f"B{record_id}"


def modules(desk: Desk) -> dict[int, ConsultingModule]:
    """The modules of the rule set in force, by their number."""
    rules = applicable(rule_sets(desk), RuleTopic.CONSULTING, desk.today())
    if rules is None:
        return {}
    parameters = parameters_of(rules.rule_set, ConsultingParameters)
    return {module.number: module for module in parameters.modules}


def stored_bookings(ask: Ask, organisations: Iterable[int]) -> list[Booked]:
    """The bookings of these organisations, oldest first, with the cancelled ones."""
    rows = sorted(
        ask(_BOOKINGS, {"organisations": list(organisations)}),
        key=lambda row: (row.consultation_on or row.booked_on or date.max, row.id),
    )
    return [
        Booked(
            row.id,
            row.organisation_id,
            Booking(
                reference=reference(row.id),
                module=row.module,
                funded=row.funded,
                state=BookingState(row.state),
                booked_on=row.booked_on,
                consultation_on=row.consultation_on,
            ),
            row.funding_source,
            row.adviser or "",
            row.changed_by or "",
        )
        for row in rows
    ]


def clashes(ask: Ask, land: Territory, value: Any, record_id: int | None) -> tuple[str, ...]:
    """Hints at consultations that the same adviser has at the same time; they forbid nothing."""
    if value.adviser is None or value.consultation_on is None:
        return ()
    day = format_date(value.consultation_on)
    return tuple(
        f"Hinweis: {value.adviser} ist am {day}{_from(row.starts_at)} schon für "
        f"{land.name(row.organisation_id)} eingetragen ({reference(row.id)})."
        for row in ask(_ON_THE_DAY, {"day": value.consultation_on})
        if row.id != record_id
        and is_live(row.state)
        and fold(row.adviser) == fold(value.adviser)
        and _overlap(row, value)
    )


def is_live(state: object) -> bool:
    """Whether a booking of this state uses its slot."""
    return state in LIVE_STATES


def request_for(land: Territory, value: Any, record_id: int | None) -> Request:
    """What a form or a save asks for; the booking being changed does not count against itself."""
    place = land.by_id.get(value.organisation_id)
    return Request(
        key=place.latest.key if place else "",
        module=value.module,
        booked_on=value.booked_on,
        consultation_on=value.consultation_on,
        funded=value.funded is not False,
        reference=reference(record_id) if record_id else "",
    )


def judged(
    desk: Desk, organisation_id: int | None, request: Request, existing: Sequence[Booking]
) -> ConsultingVerdict:
    """The judgement that form, save and command line share."""
    place = territory(desk).by_id.get(organisation_id or 0)
    return judge(request, existing, place, rule_sets(desk), desk.today())


def accounted(
    desk: Desk, organisation_id: int, bookings: Sequence[Booking], on: date
) -> tuple[AccountLine, ...]:
    """The funding account that follows from these bookings on a day."""
    place = territory(desk).by_id.get(organisation_id)
    return funding_account(bookings, place, rule_sets(desk), on)


def objections(verdict: ConsultingVerdict) -> str:
    """Why a request is not eligible, in sentences; empty when it is."""
    if verdict.eligible:
        return ""
    failed = [check for check in verdict.checks if check.state is State.failed]
    return " ".join([_objection(check) for check in failed] or verdict.hints)


def _objection(check: Check) -> str:
    text = check.distance if check.distance[:1].isupper() else f"{check.title}: {check.distance}"
    return text if text.endswith(".") else f"{text}."


def _overlap(one: Any, other: Any) -> bool:
    """Whether two bookings of a day may meet; an unknown time may be any."""
    return all(
        end is None or start is None or start < end
        for start, end in ((one.starts_at, other.ends_at), (other.starts_at, one.ends_at))
    )


def _from(start: time | None) -> str:
    return f" ab {format_time(start)}" if start else ""
