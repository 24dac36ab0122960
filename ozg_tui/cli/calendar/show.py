"""`ozg-tui kalender`: what lies on which day, as a list, as JSON or as a calendar file."""

import sys
from argparse import Namespace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.inputs import day
from ozg_tui.cli.kit.output import say, table, write_json
from ozg_tui.german.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ozg_tui.desk.calendar.entries import Entry
    from ozg_tui.desk.core.desk import Desk

_DAYS = 30


def run(options: Namespace) -> int:
    """Print or write the entries between two days, or one consultation."""
    is_file = options.format == "ics"
    if options.nach and not is_file:
        raise UsageError("--nach schreibt eine Kalenderdatei: bitte mit --format ics.")
    if is_file and options.json:
        raise UsageError("--json und --format ics gehen nicht zusammen.")
    with desk_of(options) as desk:
        found = _found(desk, options)
        if is_file:
            return _write(desk, found, options.nach)
    if options.json:
        write_json({"entries": [_content(each) for each in found], "total": len(found)})
        return Exit.OK
    if found:
        heads = ("Tag", "Zeit", "Was", "Kommune", "Wer", "Stand")
        table([_row(each) for each in found], heads)
        say("")
    say(counted(len(found), "Eintrag", "Einträge"))
    return Exit.OK


def _found(desk: "Desk", options: Namespace) -> "Sequence[Entry]":
    from db.errors import NotFoundError
    from ozg_tui.desk.calendar.entries import consultation, entries
    from ozg_tui.desk.consulting.bookings import find_booking

    if options.beratung:
        one = consultation(desk, find_booking(desk, options.beratung))
        if one is None:
            raise NotFoundError("Diese Beratung hat noch keinen Termin.")
        return (one,)
    first = day(options.von, desk.today())
    last = day(options.bis, desk.today()) if options.bis else _later(first)
    if last < first:
        raise UsageError("Der letzte Tag liegt vor dem ersten.")
    return entries(
        desk,
        first,
        last,
        text=" ".join(options.text),
        adviser=options.durch or "",
        # Who has an appointment in a calendar has to learn that it is cancelled.
        cancelled=options.format == "ics" or options.abgesagte,
    )


def _later(first: date) -> date:
    return min(date.max - timedelta(days=_DAYS), first) + timedelta(days=_DAYS)


def _content(entry: "Entry") -> dict[str, object]:
    hours = {
        name: at and at.isoformat("minutes")
        for name, at in (("starts_at", entry.starts_at), ("ends_at", entry.ends_at))
    }
    return {
        "day": entry.day,
        **hours,
        "kind": entry.kind,
        "title": entry.title,
        "place": entry.place,
        "where": entry.where,
        "who": entry.who,
        "state": entry.state,
        "cancelled": entry.cancelled,
        "record": f"{entry.code}/{entry.record_id}",
    }


def _row(entry: "Entry") -> tuple[str, ...]:
    hours = f"{entry.starts_at:%H:%M}" if entry.starts_at else ""
    end = f"-{entry.ends_at:%H:%M}" if entry.starts_at and entry.ends_at else ""
    shown = f"{entry.day:%d.%m.%Y}", hours + end, entry.title, entry.place, entry.who, entry.state
    return shown


def _write(desk: "Desk", found: "Sequence[Entry]", target: str | None) -> int:
    from ozg_tui.desk.calendar.ics import calendar_file
    from ozg_tui.desk.exchange.writing.file import new_file

    made = calendar_file(found, desk.clock.now())
    if target is None:
        sys.stdout.write(made.decode())
        return Exit.OK
    with new_file(Path(target)) as file:
        file.write(made)
    say(f"{counted(len(found), 'Eintrag', 'Einträge')} geschrieben: {target}")
    return Exit.OK
