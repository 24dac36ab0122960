"""`ozg-tui ikz list`: all IKZ applications with what stands in their way."""

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.inputs import day
from ozg_tui.cli.kit.output import say, table, write_json
from ozg_tui.german.counting import counted, noun
from ozg_tui.german.labels import STATIONS

if TYPE_CHECKING:
    from datetime import date

    from ozg_tui.desk.ikz.list import ListedApplication


def run(options: Namespace) -> int:
    """Print the applications by their number; `--stichtag` judges them for another day."""
    from ozg_tui.codes.ikz import OPEN_STATIONS
    from ozg_tui.desk.ikz.list import listed_applications

    stations = _stations(options.station)
    if options.offen:
        stations = [each for each in stations if each in OPEN_STATIONS]
    with desk_of(options) as desk:
        today = desk.today()
        on = None if options.stichtag is None else day(options.stichtag, today)
        found = listed_applications(desk, stations, on)
    if options.json:
        shown = [_content(each, today) for each in found]
        write_json({"as_of": on or today, "applications": shown, "total": len(found)})
        return Exit.OK
    if found:
        heads = ("Nummer", "Bezeichnung", "Federführend", "Stand", "Prüfung", "Beschlüsse")
        table([_row(each, today) for each in found], heads)
        say("")
    said = counted(len(found), "Antrag", "Anträge")
    say(f"{said}, geprüft für den {on:%d.%m.%Y}" if on else said)
    return Exit.OK


def _stations(typed: Sequence[str] | None) -> list[str]:
    """The codes of what is typed as code or in German; all where nothing is."""
    if not typed:
        return list(STATIONS)
    from db.fold import fold

    codes = {fold(name): code for code, label in STATIONS.items() for name in (code, label)}
    unknown = [each for each in typed if fold(each) not in codes]
    if unknown:
        raise UsageError(
            f"»{unknown[0][:40]}« ist kein Stand eines Antrags. Möglich sind: "
            f"{', '.join(STATIONS.values())}."
        )
    return [codes[fold(each)] for each in typed]


def _content(each: "ListedApplication", today: "date") -> dict[str, object]:
    since = each.station_since
    return {
        "id": each.id,
        "number": each.number,
        "title": each.title,
        "lead": each.lead,
        "station": each.station,
        "station_label": STATIONS[each.station],
        "station_since": since,
        "station_days": None if since is None else max(0, (today - since).days),
        "reference_date": each.reference_date,
        "result": each.result,
        "obstacle": each.obstacle,
        "detail": each.said,
        "determination": each.determination,
        "partners": each.partners,
        "missing": list(each.missing),
        "missing_resolutions": len(each.missing),
    }


def _row(each: "ListedApplication", today: "date") -> tuple[str, ...]:
    from ozg_tui.rules.ikz.station import days_since

    standing = days_since(each.station_since, today)
    return (
        each.number,
        each.title,
        each.lead or "niemand",
        ", ".join(part for part in (STATIONS[each.station], standing) if part),
        # What the figure is made of would take the whole line; it stands in the detail.
        ": ".join(part for part in (each.obstacle, each.said.partition(" (")[0]) if part),
        _resolutions(each),
    )


def _resolutions(each: "ListedApplication") -> str:
    if not each.partners:
        return "keine Kommune"
    lacking = len(each.missing)
    if not lacking:
        return "alle gefasst"
    return f"{lacking} von {each.partners} {noun(lacking, 'fehlt', 'fehlen')}"
