"""What may be recorded about a service at a Kommune, and what is worth a remark.

The way of a civento process into a Kommune decides which step follows which; `rollout.SOURCE` says
where that is described. Whoever tells the desk something for the first time may begin anywhere.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ozg_tui.codes.register import OrganisationKind
from ozg_tui.codes.services import RolloutState as State
from ozg_tui.german.labels import KINDS, ROLLOUT_STATES
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.territory import Period
from ozg_tui.rules.values import Value

FOLLOWING: Mapping[State, frozenset[State]] = {
    State.NOT_STARTED: frozenset(
        {State.PLANNED, State.CONNECTING, State.TEST, State.LIVE, State.NOT_COMPETENT}
    ),
    State.PLANNED: frozenset({State.CONNECTING, State.TEST, State.LIVE, State.NOT_COMPETENT}),
    State.CONNECTING: frozenset({State.TEST, State.LIVE, State.NOT_COMPETENT}),
    State.TEST: frozenset({State.CONNECTING, State.LIVE, State.NOT_COMPETENT}),
    State.LIVE: frozenset({State.DISTURBED, State.SWITCHED_OFF}),
    State.DISTURBED: frozenset({State.LIVE, State.SWITCHED_OFF}),
    State.SWITCHED_OFF: frozenset(
        {State.PLANNED, State.CONNECTING, State.TEST, State.LIVE, State.NOT_COMPETENT}
    ),
    State.NOT_COMPETENT: frozenset(
        {State.NOT_STARTED, State.PLANNED, State.CONNECTING, State.TEST, State.LIVE}
    ),
}
"""The states that usually follow each; any other step is a correction and needs a remark."""

AHEAD = frozenset({State.PLANNED})
"""The states that may begin on a day to come."""

REACHABLE = frozenset({State.LIVE, State.DISTURBED})
"""The states in which citizens can be sent to a service, so that the Hessen-Finder may name it."""


class Held(Value):
    """What is recorded about a service at a Kommune."""

    state: State
    since: date | None = None
    in_finder: bool = False


class Wish(Value):
    """What is to be recorded. Without a `state`, or `in_finder`, that stays as it is.

    `since` is None where nobody knows the day. It counts for a state that is not there yet, and
    where it `corrects_since` also for one that is.
    """

    state: State | None
    since: date | None
    in_finder: bool | None = None
    remark: str | None = None
    corrects_since: bool = False


class Where(NamedTuple):
    """The Kommune as it is on the day of the record; None when there is none any more.

    `successor` is the Kommune that took over. `kinds` are those that are competent for the service,
    none where no source says so; `months` (`YYYY-MM`) when its bundle became available.
    """

    period: Period | None
    successor: str
    kinds: Sequence[str]
    months: Sequence[str]


class Judged(NamedTuple):
    """What becomes of a wish: what is kept, and why something is refused or looks odd.

    `held` is None where nothing changes or nothing may. `is_competent` tells whether the Kommune
    has anything to do with the service at all.
    """

    held: Held | None
    is_competent: bool
    refused: str = ""
    hints: tuple[str, ...] = ()


def is_competent(kind: OrganisationKind, kinds: Sequence[str]) -> bool:
    """Tell whether Kommunen of a kind are competent; all are where no source restricts it."""
    return not kinds or kind in kinds


def judge(before: Held | None, wish: Wish, where: Where, today: date) -> Judged:
    """Tell what a wish comes to at one Kommune."""
    if where.period is None:
        into = f" Heute ist das {where.successor}." if where.successor else ""
        return Judged(None, True, f"Diese Kommune gibt es nicht mehr.{into}")
    competent = is_competent(where.period.kind, where.kinds)
    if not competent and wish.state is not State.NOT_COMPETENT:
        kind = KINDS[where.period.kind]
        return Judged(None, False, f"{kind}: für diese Leistung nicht zuständig.")
    state = wish.state or (before.state if before is not None else None)
    if state is None:
        return Judged(None, True, "Zu dieser Leistung ist noch kein Stand eingetragen.")
    after = _after(before, state, wish)
    if after == before:
        return Judged(None, True)
    if refused := _refused(before, state, wish, today):
        return Judged(None, True, refused)
    return Judged(after, True, "", _hints(after, where.months))


def _after(before: Held | None, state: State, wish: Wish) -> Held:
    in_finder = before.in_finder if before and wish.in_finder is None else bool(wish.in_finder)
    # A state that stays has been there since it began.
    stays = before is not None and before.state is state and before.since is not None
    since = before.since if before and stays and not wish.corrects_since else wish.since
    return Held(state=state, since=since, in_finder=in_finder)


def _refused(before: Held | None, state: State, wish: Wish, today: date) -> str:
    if wish.since and wish.since > today and state not in AHEAD:
        day = format_date(wish.since)
        return f"Der {day} liegt in der Zukunft; nur »geplant« kann später beginnen."
    if before is None or before.state is state or wish.remark:
        return ""
    if state not in FOLLOWING[before.state]:
        was, will = ROLLOUT_STATES[before.state], ROLLOUT_STATES[state]
        return f"Von »{was}« zu »{will}« ist eine Berichtigung; dafür bitte eine Bemerkung angeben."
    return ""


def _hints(after: Held, months: Sequence[str]) -> tuple[str, ...]:
    found = []
    if after.state is State.LIVE and not after.in_finder:
        found.append("live ohne Eintrag im Hessen-Finder: das OZG gilt noch nicht als erfüllt")
    if after.in_finder and after.state not in REACHABLE:
        found.append("im Hessen-Finder eingetragen, aber nicht live")
    first = min(months, default="")
    if first and after.since and after.state in REACHABLE and f"{after.since:%Y-%m}" < first:
        found.append(f"vor der Bereitstellung des Bündels ({first[5:]}/{first[:4]})")
    return tuple(found)
