"""What START needs to know of the rule sets: windows of the consulting, and what runs out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import JSON, Connection, Date, text

from ozg_tui.rules.notice import EXPIRY_NOTICE_DAYS

_RULE_SETS = text(
    "SELECT topic, code, name, valid_from, valid_to, is_default, parameters FROM rule_set"
    " WHERE state = 'active' ORDER BY valid_from, code"
).columns(valid_from=Date(), valid_to=Date(), parameters=JSON())


class RuleNote(NamedTuple):
    """A rule set as it is stored; `valid_to` is its last day, None until further notice."""

    topic: str
    code: str
    name: str
    valid_from: date
    valid_to: date | None
    is_default: bool
    parameters: Mapping[str, Any]

    def covers(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


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
    """All rule sets that judge, the oldest first; a draft judges nothing."""
    return tuple(RuleNote._make(row) for row in reader.execute(_RULE_SETS))


def applied(notes: Sequence[RuleNote], topic: str, day: date) -> RuleNote | None:
    """The default rule set to go by on a day, as `ozg_tui.rules.rule_set.applicable` chooses it."""
    defaults = [note for note in notes if note.is_default and note.topic == topic]
    begun = [note for note in defaults if note.valid_from <= day]
    in_force = [note for note in begun if note.covers(day)]
    return next(iter(in_force[-1:] or begun[-1:] or defaults[:1]), None)


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
    ending = [
        note
        for note in notes
        if note.covers(day)
        and note.valid_to is not None
        and (note.valid_to - day).days <= EXPIRY_NOTICE_DAYS
    ]
    topics = dict.fromkeys(note.topic for note in notes)
    gone = [applied(notes, topic, day) for topic in topics]
    return (*(note for note in gone if note is not None and not note.covers(day)), *ending)
