"""A wide sheet, Kommunen down and services across, taken apart into one record a cell."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.mapping import Synonyms
from ozg_tui.desk.exchange.reading.table import Row, Table
from ozg_tui.desk.exchange.rollouts.cell import read_cell
from ozg_tui.desk.exchange.rollouts.which_service import exactly
from ozg_tui.desk.services.bundles import bundles
from ozg_tui.desk.services.targets import Catalogue

SERVICE, STATE = "Leistung", "Stand"
"""The headings of what a cell is taken apart into."""

_OF_A_CELL = frozenset({"service", "leika_key", "number", "bundle"})
_PLACE = frozenset({"organisation", "key"})
_KEPT = _PLACE | {"source"}
_MOST_SUBHEADINGS = 3
_Line = tuple[str, ...]


def spread(desk: Desk, table: Table, known: Synonyms) -> Table:
    """A table with a record for each cell under a service; a long table stays as it is.

    Services may be named in several lines, the upper of them merged over several columns.
    """
    fields = [_field(known, heading) for heading in table.headings]
    if _OF_A_CELL.intersection(fields) or not _PLACE.intersection(fields):
        return table
    places = [at for at, field in enumerate(fields) if field in _PLACE]
    below, rows = _without_subheadings(table.rows, places)
    lines = (*table.above, table.headings, *(row.cells for row in below))
    width = max(len(table.headings), *(len(row.cells) for row in table.rows), 0)
    catalogue, is_state = Catalogue(bundles(desk)), _state_reader(desk)
    services: dict[int, str] = {}
    for at in range(width):
        heading = table.headings[at] if at < len(table.headings) else ""
        if known.knows(heading) and not _is_numbered(known, heading):
            continue
        names = list(_names(lines, at))
        meant = next((name for name in names if exactly(catalogue, name)), None)
        if meant is None and names and _holds_states(rows, at, is_state):
            meant = next((name for name in reversed(names) if not name.isdecimal()), None)
        if meant is not None:
            services[at] = meant
    if not services:
        return table
    return _taken_apart(table, rows, fields, services)


def _field(known: Synonyms, heading: str) -> str | None:
    return None if _is_numbered(known, heading) else known.field_of(heading)


def _is_numbered(known: Synonyms, heading: str) -> bool:
    """Whether a heading names one service of several: `Leistung 3`."""
    return known.field_of(heading) in _OF_A_CELL and any(map(str.isdecimal, heading))


def _taken_apart(
    table: Table, rows: Sequence[Row], fields: Sequence[str | None], services: dict[int, str]
) -> Table:
    kept = [at for at, field in enumerate(fields) if field in _KEPT]
    records = []
    passed: Counter[str] = Counter()
    for row in rows:
        shared = tuple(_cell(row.cells, at) for at in kept)
        for part, (at, service) in enumerate(services.items()):
            if text := _cell(row.cells, at):
                records.append(Row(row.line, (*shared, service, text), part))
        for at, text in enumerate(row.cells):
            if text and at not in services and at not in kept:
                passed[_cell(table.headings, at)] += 1
    left_out = {f"Zellen der Spalte »{name}«": count for name, count in passed.items()}
    return table._replace(
        format=table.format._replace(spread=len(services)),
        headings=(*(table.headings[at] for at in kept), SERVICE, STATE),
        rows=tuple(records),
        left_out={**table.left_out, **left_out},
    )


def _without_subheadings(
    rows: Sequence[Row], places: Sequence[int]
) -> tuple[Sequence[Row], Sequence[Row]]:
    """Lines directly under the headings that name no place belong to the headings."""
    count = 0
    for row in rows[:_MOST_SUBHEADINGS]:
        if any(_cell(row.cells, at) for at in places):
            break
        count += 1
    return rows[:count], rows[count:]


def _names(lines: Sequence[_Line], at: int) -> Iterator[str]:
    """What the headings over a column call it: two lines together first, then the lowest alone."""
    own = [_cell(line, at) for line in lines]
    over = [_filled(line, at) for line in lines]
    filled = [index for index, text in enumerate(own) if text]
    for upper, lower in reversed(list(pairwise(range(len(lines))))):
        if own[lower] and over[upper] and lower == filled[-1]:
            yield f"{over[upper]} {own[lower]}"
    yield from (own[index] for index in filled)


def _filled(line: _Line, at: int) -> str:
    """A merged cell holds its text in its first column alone."""
    return next((line[index] for index in range(min(at, len(line) - 1), -1, -1) if line[index]), "")


def _holds_states(rows: Sequence[Row], at: int, is_state: Callable[[str], bool]) -> bool:
    texts = {text for row in rows if (text := _cell(row.cells, at))}
    return bool(texts) and all(map(is_state, texts))


def _state_reader(desk: Desk) -> Callable[[str], bool]:
    today = desk.today()

    def is_state(text: str) -> bool:
        said = read_cell(text, today)
        return said.says_nothing or said.state is not None

    return is_state


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""
