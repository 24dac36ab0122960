"""What START needs to know of the rule sets: windows of the consulting, and what runs out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from db.outline import rule_set
from ozg_tui.rules.in_force import covers, expiring, to_go_by

_RULE_SETS = select(
    rule_set.c.topic,
    rule_set.c.code,
    rule_set.c.name,
    rule_set.c.valid_from,
    rule_set.c.valid_to,
    rule_set.c.is_default,
    rule_set.c.state,
    rule_set.c.parameters,
).order_by(rule_set.c.valid_from, rule_set.c.code)


class RuleNote(NamedTuple):
    """A rule set as it is stored; `valid_to` is its last day, None until further notice."""

    topic: str
    code: str
    name: str
    valid_from: date
    valid_to: date | None
    default: bool
    state: str
    parameters: Mapping[str, Any]


class Source(NamedTuple):
    """Who pays some modules from one day to another, both inclusive, and how many bookings."""

    code: str
    name: str
    modules: tuple[int, ...]
    window_from: date
    window_to: date
    bookings: int
    notice_days: int


def rule_notes(reader: Connection) -> tuple[RuleNote, ...]:
    """All rule sets, drafts too, the oldest first."""
    return tuple(RuleNote._make(row) for row in reader.execute(_RULE_SETS))


def sources(note: RuleNote | None) -> tuple[Source, ...]:
    """The funding sources of a rule set for the consulting, in the order of its modules."""
    if note is None:
        return ()
    modules: dict[str, list[Mapping[str, Any]]] = {}
    for module in note.parameters["modules"]:
        modules.setdefault(module["funding_source"], []).append(module)
    return tuple(
        Source(
            code,
            paid[0]["funding_source_name"],
            tuple(each["number"] for each in paid),
            min(date.fromisoformat(each["window_from"]) for each in paid),
            max(date.fromisoformat(each["window_to"]) for each in paid),
            note.parameters["bookings_per_source"],
            note.parameters["notice_days"],
        )
        for code, paid in modules.items()
    )


def running_out(notes: Sequence[RuleNote], day: date) -> tuple[RuleNote, ...]:
    """The rule sets that end within the notice, and those by which nobody can judge any more."""
    topics = dict.fromkeys(note.topic for note in notes)
    gone = [to_go_by(notes, topic, day) for topic in topics]
    ended = (note for note in gone if note is not None and not covers(note, day))
    return (*ended, *expiring(notes, day))
