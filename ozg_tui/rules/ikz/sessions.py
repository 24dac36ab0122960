"""The councils of an IKZ application: who has resolved, who sits next, and when to ask."""

from collections.abc import Sequence
from datetime import date, timedelta

from ozg_tui.codes.ikz import ResolutionStatus
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz.case import Day
from ozg_tui.rules.values import Value

NOTICE_DAYS = 10
"""So many days before a session the desk asks how things stand; a custom, no rule."""

_BROKEN = {
    ResolutionStatus.REJECTED: "abgelehnt",
    ResolutionStatus.REVOKED: "Beschluss aufgehoben",
}


class Council(Value):
    """The council of one municipality; `session_on` is the day it resolved or will sit."""

    municipality: str
    body: str
    status: ResolutionStatus = ResolutionStatus.OPEN
    session_on: Day | None = None

    def has_resolved(self, on: date) -> bool:
        """Whether a resolution with its day is there, as the checks count it."""
        passed = self.status is ResolutionStatus.PASSED
        return passed and self.session_on is not None and self.session_on <= on


class Tracker(Value):
    """How far the councils are: `resolved` of `councils`, and the whole in one German sentence."""

    resolved: int
    councils: int
    last_session_on: date | None
    text: str


class FollowUp(Value):
    """What to ask of whom by which day."""

    municipality: str
    due_on: date
    text: str


def track(councils: Sequence[Council], on: date) -> Tracker:
    """Say how far the councils are on a day: `5 von 6 haben beschlossen, letzte Sitzung 14.12.`.

    The last session is the latest one that is still to come.
    """
    resolved = sum(each.has_resolved(on) for each in councils)
    waiting = [each for each in _waiting(councils, on) if each.status not in _BROKEN]
    ahead = [each.session_on for each in waiting if each.session_on and each.session_on >= on]
    last = max(ahead, default=None)
    still = [each for each in waiting if not _sits(each, on)]
    parts = [f"{resolved} von {len(councils)} haben beschlossen"]
    if last is not None:
        known = "letzte bekannte Sitzung" if still else "letzte Sitzung"
        parts.append(f"{known} {format_date(last)}")
    passed = ResolutionStatus.PASSED
    groups = {
        "ohne kommende Sitzung": [each for each in still if each.status is not passed],
        "ohne Tag des Beschlusses": [each for each in still if each.status is passed],
        **{
            words: [each for each in councils if each.status is status]
            for status, words in _BROKEN.items()
        },
    }
    parts += [
        f"{words}: {', '.join(each.municipality for each in group)}"
        for words, group in groups.items()
        if group
    ]
    return Tracker(
        resolved=resolved, councils=len(councils), last_session_on=last, text=", ".join(parts)
    )


def follow_ups(
    councils: Sequence[Council], on: date, notice_days: int = NOTICE_DAYS
) -> tuple[FollowUp, ...]:
    """Give what to ask before and after the sessions of councils that have not resolved.

    So many days before a session, on `on` when that is past already; on the day after a session of
    which no result is known. Councils without a session, and those that refused, give none: the
    first has no day to follow up, the second nothing to wait for. The earliest comes first.
    """
    found = [
        _follow_up(each, each.session_on, on, notice_days)
        for each in _waiting(councils, on)
        if each.session_on is not None and each.status not in _BROKEN
    ]
    return tuple(sorted(found, key=lambda each: each.due_on))


def _waiting(councils: Sequence[Council], on: date) -> list[Council]:
    return [each for each in councils if not each.has_resolved(on)]


def _sits(council: Council, on: date) -> bool:
    return council.session_on is not None and council.session_on >= on


def _follow_up(council: Council, session_on: date, on: date, notice_days: int) -> FollowUp:
    day, named = format_date(session_on), f"{council.body} ({council.municipality})"
    if session_on < on:
        return FollowUp(
            municipality=council.municipality,
            due_on=session_on + timedelta(days=1),
            text=f"{named}: Wie ist die Sitzung am {day} ausgegangen?",
        )
    return FollowUp(
        municipality=council.municipality,
        due_on=max(on, session_on - timedelta(days=notice_days)),
        text=f"{named}: Steht der Beschluss am {day} auf der Tagesordnung?",
    )
