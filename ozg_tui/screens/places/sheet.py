"""The 360° view of a Kommune as panels: what the person at the telephone needs at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ozg_tui.clock import day_of
from ozg_tui.german.counting import counted, noun
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.territory import council_article
from ozg_tui.screens.places import lines
from ozg_tui.screens.places.behind import Behind
from ozg_tui.screens.places.head import head_lines
from ozg_tui.screens.places.lines import short_day
from ozg_tui.widgets.boxes import spread
from ozg_tui.widgets.ink import Ink, Line, runs
from ozg_tui.widgets.panel_layout import Panel, PanelLine, inner_width

if TYPE_CHECKING:
    from ozg_tui.desk.place.parts import Card, Services
    from ozg_tui.desk.place.view import View

_AROUND = 3
"""Title, message and footer."""
_RULES = 3
_LEAST = (4, 3, 3)
_FAIR = (7, 5, 5)
_MOST_URGENT = 2
_NOTHING_OPEN = (PanelLine("Nichts offen. w legt eine Wiedervorlage an."),)


class Sheet(NamedTuple):
    """The lines above the panels, and the panels."""

    head: tuple[Line, ...]
    panels: tuple[Panel, ...]


def sheet(view: View, width: int, height: int, callers: Collection[int] = ()) -> Sheet:
    """All of the view for a screen of this size; `callers` are the people who may be calling.

    The panels get as many rows as there are, so that on 100×30 nothing has to be scrolled; what a
    panel cannot show at once the cursor brings.
    """
    card = view.card
    left, right = inner_width(width)
    named = ((card.head.name.upper(), Ink.TITLE),)
    head = tuple(runs(line, named) for line in head_lines(card.head, width))
    warnings = tuple(_warnings(view, width - len("> ")))
    people = tuple(lines.people(card, callers, left))
    account = tuple(lines.account(card, view.provider))
    new = _Beginning(tuple(lines.since(view, left)), _changes(view), Behind("all changes"))
    services = tuple(lines.services(card, right))
    talks = _Beginning(tuple(lines.talks(card)), card.talks_total, Behind("all talks"))
    still_open = tuple(lines.still_open(card, right))
    upper, middle, lower = divided(
        (
            max(len(people), len(account)),
            max(new.wanted, len(services)),
            max(talks.wanted, len(still_open), 1),
        ),
        height - _AROUND - len(head) - len(warnings) - _RULES,
    )
    return Sheet(
        head,
        (
            Panel("", warnings),
            Panel(_people_title(view), people, upper),
            Panel("FÖRDERKONTO: was geht jetzt?", account, upper),
            Panel(_since_title(view), new.folded(middle), middle),
            Panel(_services_title(card.services), services, middle),
            Panel(_talks_title(card, talks.shown(lower)), talks.folded(lower), lower),
            Panel(f"OFFEN ({len(still_open)})", still_open or _NOTHING_OPEN, lower),
        ),
    )


class _Beginning(NamedTuple):
    """The first lines of many: what does not fit is counted in a line that opens it."""

    lines: tuple[PanelLine, ...]
    total: int
    behind: Behind

    @property
    def wanted(self) -> int:
        """How many rows it would fill."""
        return len(self.lines) + (self.total > len(self.lines))

    def shown(self, rows: int) -> int:
        """How many of its lines are shown in so many rows."""
        return len(self.lines) if self.wanted <= rows else max(1, rows - 1)

    def folded(self, rows: int) -> tuple[PanelLine, ...]:
        """What stands in so many rows."""
        kept = self.lines[: self.shown(rows)]
        hidden = self.total - len(kept)
        return (*kept, PanelLine(f"{hidden} weitere", self.behind)) if hidden > 0 else kept


def divided(wanted: Sequence[int], room: int) -> tuple[int, ...]:
    """So many rows for each pair of panels: at least a few, then a fair share, then what is left.

    The least may be more than the room; then the panels scroll as a whole.
    """
    rows = [min(pair) for pair in zip(wanted, _LEAST, strict=True)]
    for limits in (_FAIR, wanted):
        most = [min(pair) for pair in zip(wanted, limits, strict=True)]
        while room > sum(rows) and rows != most:
            number = min(
                (each for each in range(len(rows)) if rows[each] < most[each]),
                key=lambda each: rows[each] / most[each],
                default=None,
            )
            if number is None:
                break
            rows[number] += 1
    return tuple(rows)


def _warnings(view: View, width: int) -> Iterator[PanelLine]:
    """What is most urgent, then the detail to ask for."""
    head = view.card.head
    if head.ended_on is not None:
        into = f"; Nachfolgerin: {head.successor}" if head.successor else ""
        behind = Behind("organisation", head.successor_id) if head.successor_id else None
        text = f"!! Seit dem {_next(head.ended_on)} nicht mehr da{into}"
        yield PanelLine(text, behind, inked=lines.urgency(text))
    yield from [*_late_tasks(view.card), *_missing_resolutions(view.card)][:_MOST_URGENT]
    if view.asked is not None:
        text = f"?  {view.asked.question}"
        shown = spread(text, "c ja, b ändern", width)
        yield PanelLine(shown, Behind("question"), text, lines.urgency(text))


def _next(last_day: date) -> str:
    return format_date(last_day + timedelta(days=1))


def _late_tasks(card: Card) -> Iterator[PanelLine]:
    late = [task for task in card.tasks if task.due_on < card.on]
    if late:
        first = late[0]
        more = f", {len(late) - 1} weitere überfällig" if len(late) > 1 else ""
        day = short_day(first.due_on, card.on)
        text = f"!! Wiedervorlage überfällig seit {day} ({first.owner}{more}): {first.text}"
        yield PanelLine(text, Behind("follow_up", first.id), inked=lines.urgency(text))


def _missing_resolutions(card: Card) -> Iterator[PanelLine]:
    running = [each for each in card.applications if each.is_running and each.missing]
    for each in sorted(running, key=lambda each: not each.own_missing):
        number = each.missing_resolutions
        lacking = f"{number} von {each.partners} Beschlüssen {noun(number, 'fehlt', 'fehlen')}"
        if each.own_missing:
            body = f"{council_article(card.head.kind).capitalize()} {card.head.council}"
            text = f"!  {each.number}: {body} hat noch nicht beschlossen; {lacking}"
        else:
            text = f"!  {each.number}: {lacking}: {', '.join(each.missing)}"
        yield PanelLine(text, Behind("application", each.id), inked=lines.urgency(text))


def _people_title(view: View) -> str:
    count = _count(len(view.card.people), view.card.people_total)
    fresh, known = view.freshness
    confirmed = f", {fresh} von {known} bestätigt" if known else ""
    return f"ANSPRECHPARTNER ({count}){confirmed}"


def _since_title(view: View) -> str:
    if view.talked_at is None:
        return "SEIT DEM LETZTEN ANRUF"
    day = short_day(day_of(view.talked_at), view.card.on)
    days = view.days_since_talk
    if not days:
        return "SEIT DEM LETZTEN ANRUF (heute)"
    return f"SEIT DEM LETZTEN ANRUF ({day}, {counted(days, 'Tag', 'Tage')})"


def _services_title(services: Services) -> str:
    if not services.services:
        return "DIENSTE"
    if not services.known:
        return f"DIENSTE: zu {services.services} keine Angabe"
    return (
        f"DIENSTE: {services.live} von {services.services} live, {services.in_finder} im "
        "Hessen-Finder"
    )


def _talks_title(card: Card, shown: int) -> str:
    total = card.talks_total
    return f"NOTIZEN ({_count(min(shown, total), total)})"


def _changes(view: View) -> int:
    return len(view.changes.lines) + view.changes.more


def _count(shown: int, total: int) -> str:
    return str(total) if shown == total else f"{shown} von {total}"
