"""Which rule set counts on a day; for whatever has the days of one, whoever has read it."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from ozg_tui.codes.funding import RuleSetState
from ozg_tui.rules.notice import EXPIRY_NOTICE_DAYS


class Dated(Protocol):
    """What decides when a rule set counts; `valid_to` is its last day, None until further notice.

    A draft judges nothing until it is active.
    """

    @property
    def topic(self) -> str: ...  # noqa: D102
    @property
    def default(self) -> bool: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102
    @property
    def valid_from(self) -> date: ...  # noqa: D102
    @property
    def valid_to(self) -> date | None: ...  # noqa: D102


D = TypeVar("D", bound=Dated)


def covers(rule_set: Dated, day: date) -> bool:
    """Tell whether a rule set is in force on a day."""
    return rule_set.valid_from <= day and (rule_set.valid_to is None or day <= rule_set.valid_to)


def choose(rule_sets: Iterable[D], topic: str, on: date) -> D | None:
    """Give the default rule set of a topic in force on a day; None when there is none."""
    return max(
        (each for each in _defaults(rule_sets, topic) if covers(each, on)),
        key=lambda each: each.valid_from,
        default=None,
    )


def nearest(rule_sets: Iterable[D], topic: str, on: date) -> D | None:
    """Give the latest default rule set that began by a day, or else the first one after it.

    It shows what the rules would say; it does not make them valid.
    """
    defaults = sorted(_defaults(rule_sets, topic), key=lambda each: each.valid_from)
    begun = [each for each in defaults if each.valid_from <= on]
    return begun[-1] if begun else next(iter(defaults), None)


def to_go_by(rule_sets: Iterable[D], topic: str, on: date) -> D | None:
    """Give the rule set in force on a day, else the nearest; None when the topic has none."""
    known = tuple(rule_sets)
    return choose(known, topic, on) or nearest(known, topic, on)


def expiring(rule_sets: Iterable[D], on: date, days: int = EXPIRY_NOTICE_DAYS) -> tuple[D, ...]:
    """Give the rule sets in force on a day that end within so many days."""
    return tuple(
        each
        for each in rule_sets
        if each.state == RuleSetState.ACTIVE
        and covers(each, on)
        and each.valid_to is not None
        and (each.valid_to - on).days <= days
    )


def _defaults(rule_sets: Iterable[D], topic: str) -> list[D]:
    return [
        each
        for each in rule_sets
        if each.default and each.state == RuleSetState.ACTIVE and each.topic == topic
    ]
