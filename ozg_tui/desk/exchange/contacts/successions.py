"""Rows that say whom somebody comes after: thirty elections in one list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from db.tables import Contact
from ozg_tui.codes.register import LeavingReason
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.entry.fields import fields_of
from ozg_tui.desk.exchange.contacts.known import Name, folded_name
from ozg_tui.desk.exchange.memory import chunks
from ozg_tui.desk.exchange.understood import Difference, Fault, Outcome, Understood
from ozg_tui.desk.register.departures import DepartureInput
from ozg_tui.desk.register.succession import Departure
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.office import wrong_day
from ozg_tui.rules.person_name import split_name

_THERE = select(
    Contact.id,
    Contact.organisation_id,
    Contact.family_name,
    Contact.given_name,
    Contact.historic_on,
    Contact.left_reason,
    Contact.successor_id,
).where(Contact.organisation_id.in_(bindparam("ids", expanding=True)))
_REASON = next(field for field in fields_of(DepartureInput) if field.name == "reason")
_UNDERSTOOD = frozenset({Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED})


class Said(NamedTuple):
    """What a row says of who was there before, and in which column."""

    predecessor: str
    reason: str
    column: str


class Follows(NamedTuple):
    """Whose office somebody takes, and how it ended."""

    contact_id: int
    departure: Departure


def with_successions(
    desk: Desk, rows: Iterable[Understood], said: Mapping[int, Said]
) -> Iterator[Understood]:
    """The rows, with the office that each takes over; `said` by the line of a row."""
    rows = list(rows)
    wanted = [row for row in rows if row.line in said and row.outcome in _UNDERSTOOD]
    there = _there(desk, {row.content.value.organisation_id for row in wanted})
    for row in rows:
        if row.line in said and row.outcome in _UNDERSTOOD:
            yield _following(row, said[row.line], there, desk.today())
        else:
            yield row


def _there(desk: Desk, organisations: set[int]) -> Mapping[Name, list[Any]]:
    found: dict[Name, list[Any]] = defaultdict(list)
    for ids in chunks(sorted(organisations)):
        wanted = {"ids": list(ids)}
        for row in desk.read(lambda reader, wanted=wanted: reader.execute(_THERE, wanted).all()):  # type: ignore[misc]
            found[row.organisation_id, folded_name(row.family_name, row.given_name)].append(row)
    return found


def _following(
    row: Understood, said: Said, there: Mapping[Name, list[Any]], today: date
) -> Understood:
    value = row.content.value
    name = split_name(said.predecessor)
    found = there.get((value.organisation_id, folded_name(name.family, name.given)), [])
    present = [each for each in found if each.historic_on is None] or found
    if len(present) != 1:
        return _refused(row, said, "steht dort nicht" if not present else "steht dort mehrmals")
    before = present[0]
    if before.successor_id is not None:
        if before.successor_id == row.record_id:
            return row
        return _refused(row, said, "hat schon eine andere Nachfolge")
    reason = _REASON.chosen(said.reason) if said.reason else LeavingReason.OTHER
    if not isinstance(reason, LeavingReason):
        possible = ", ".join(label for _, label in _REASON.choices)
        return _refused(row, said, f"ging mit dem Grund »{said.reason}«; möglich sind {possible}")
    since = before.historic_on if before.left_reason else value.role_since or today
    if sentence := wrong_day(since, today, None):
        return _failed(row, Fault(row.line, said.column, format_date(since), sentence))
    took = Difference("Nachfolge von", "", said.predecessor)
    return row._replace(
        outcome=Outcome.CHANGED if row.outcome is Outcome.UNCHANGED else row.outcome,
        content=row.content._replace(follows=Follows(before.id, Departure(since, reason))),
        differences=(*row.differences, took),
    )


def _refused(row: Understood, said: Said, why: str) -> Understood:
    sentence = f"»{said.predecessor}« {why}."
    return _failed(row, Fault(row.line, said.column, said.predecessor, sentence))


def _failed(row: Understood, fault: Fault) -> Understood:
    return Understood(row.line, Outcome.FAILED, row.title, faults=(fault,))
