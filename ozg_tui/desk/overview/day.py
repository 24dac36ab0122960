"""The desk's day in figures. Each has a name, and `rows_behind` gives what was counted."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection

from db.backup.places import newest_verified
from db.backup.retention import is_due
from db.connection import aside, open_snapshot, spoken_errors
from db.search.pages import Line
from db.search.refs import Refs
from ozg_tui.clock import BERLIN
from ozg_tui.codes.funding import RuleTopic
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.overview import applications
from ozg_tui.desk.overview.applications import Obstacle
from ozg_tui.desk.overview.beginning import first_steps
from ozg_tui.desk.overview.consulting import Consulting, consulting, land
from ozg_tui.desk.overview.house import DraftLine, Promise, efa_costs, unfinished
from ozg_tui.desk.overview.rows import Rows
from ozg_tui.desk.overview.rule_notes import RuleNote, rule_notes, running_out, sources
from ozg_tui.desk.overview.services import Services, services
from ozg_tui.desk.overview.telephone import Telephone, telephone
from ozg_tui.desk.overview.unchanged import unchanged
from ozg_tui.rules.in_force import covers, to_go_by

if TYPE_CHECKING:
    from ozg_tui.desk.overview.quality import Quality


class Facts(NamedTuple):
    """What changes only when somebody saves."""

    consulting: Consulting
    services: Services
    efa: tuple[Promise, ...]
    running_out: tuple[RuleNote, ...]
    open_applications: Refs
    granted_applications: Refs
    municipalities: int
    first_steps: tuple[str, ...]
    """What a new desk does first: see `beginning`."""


class Overview(NamedTuple):
    """What START shows at first; obstacles and contact details follow."""

    day: date
    telephone: Telephone
    facts: Facts
    drafts: tuple[DraftLine, ...]
    backup: datetime | None
    """The newest that was restored and compared."""

    backup_is_due: bool
    is_embedded: bool


def overview(desk: Desk) -> Overview:
    """The day as far as it is read without the ORM and the rules, on a connection of its own."""
    day, moment = desk.today(), newest_verified(desk.engine.url)
    with _reader(desk) as reader:
        return Overview(
            day,
            telephone(reader, day),
            unchanged(desk, reader, "facts", day, lambda: _facts(reader, day)),
            unfinished(reader, desk.actor),
            moment.astimezone(BERLIN) if moment else None,
            is_due(moment, day),
            desk.is_embedded,
        )


def obstacles(desk: Desk) -> tuple[Obstacle, ...]:
    """What stands in the way of the open applications; loads the ORM and the rules."""
    from ozg_tui.desk.overview import judging

    day = desk.today()
    with _reader(desk) as reader:
        return unchanged(desk, reader, "obstacles", day, lambda: judging.obstacles(desk))


def overdue(desk: Desk) -> tuple[Line, ...]:
    """What is overdue after a grant; loads the ORM and the rules."""
    from ozg_tui.desk.overview import owed

    day = desk.today()
    with _reader(desk) as reader:
        return unchanged(desk, reader, "owed", day, lambda: owed.overdue(desk, day))


def quality(desk: Desk) -> "Quality":
    """The contact details; among a million contacts this takes some seconds."""
    from ozg_tui.desk.overview import quality as contact_details

    day = desk.today()
    with _reader(desk) as reader:
        return unchanged(desk, reader, "quality", day, lambda: contact_details.quality(reader, day))


def rows_behind(desk: Desk, name: str) -> Rows:
    """What a figure has counted, as it stands now; nothing for a name that has none any more.

    A name is a word of `_BEHIND`, for some with the code of an obstacle, a funding source or a
    reach behind it.
    """
    group, _, which = name.partition(" ")
    return _BEHIND[group](desk, which)


def _open_applications(desk: Desk, which: str) -> Rows:
    if not which:
        return overview(desk).facts.open_applications
    return next((each.rows for each in obstacles(desk) if each.code == which), ())


def _free(desk: Desk, which: str) -> Rows:
    windows = overview(desk).facts.consulting.windows
    return next((each.free for each in windows if each.source.code == which and each.free), ())


def _reached(desk: Desk, which: str) -> Rows:
    by_reach = overview(desk).facts.services.by_reach
    return next((found for reach, found in by_reach.items() if reach == which), ())


def _contacts_without(desk: Desk, which: str) -> Rows:
    from ozg_tui.desk.overview.quality import contacts_without

    with _reader(desk) as reader:
        return contacts_without(reader, which)


_BEHIND: Mapping[str, Callable[[Desk, str], Rows]] = {
    "calls": lambda desk, _: overview(desk).telephone.of_today,
    "unnoted": lambda desk, _: overview(desk).telephone.unnoted,
    "overdue": lambda desk, _: overview(desk).telephone.overdue,
    "today": lambda desk, _: overview(desk).telephone.due_today,
    "ikz": _open_applications,
    "owed": lambda desk, _: overdue(desk),
    "free": _free,
    "registered": lambda desk, _: overview(desk).facts.consulting.registered,
    "bookings": lambda desk, _: overview(desk).facts.consulting.bookings,
    "soon": lambda desk, _: overview(desk).facts.consulting.soon,
    "never": lambda desk, _: overview(desk).facts.consulting.never,
    "doubled": lambda desk, _: overview(desk).facts.consulting.doubled,
    "services": lambda desk, _: overview(desk).facts.services.services,
    "bundles": lambda desk, _: overview(desk).facts.services.bundles,
    "reach": _reached,
    "confirmed": lambda desk, _: quality(desk).confirmed,
    "without_person": lambda desk, _: quality(desk).without_person,
    "without": _contacts_without,
}
FIGURES = tuple(_BEHIND)
"""The names of all figures; the subjects say which are theirs."""


def _facts(reader: Connection, day: date) -> Facts:
    kommunen, rules = land(reader), rule_notes(reader)
    rule = to_go_by(rules, RuleTopic.CONSULTING, day)
    return Facts(
        consulting(
            reader,
            kommunen,
            sources(rule),
            in_force=rule is not None and covers(rule, day),
            day=day,
        ),
        services(reader, kommunen),
        efa_costs(reader),
        running_out(rules, day),
        applications.open_applications(reader),
        applications.granted_applications(reader),
        len(kommunen.kinds),
        first_steps(reader),
    )


@contextmanager
def _reader(desk: Desk) -> Iterator[Connection]:
    """A connection that no key waits for, whose reads all see one state of the store."""
    opened = aside(desk.engine) if desk.is_embedded else open_snapshot(desk.engine)
    with spoken_errors(), opened as reader:
        yield reader
        reader.rollback()
