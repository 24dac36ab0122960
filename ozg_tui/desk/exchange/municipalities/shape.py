"""What of a register is about Kommunen in Hessen, under headings in one line."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.mapping import Synonyms, map_columns
from ozg_tui.desk.exchange.reading.table import Row, Table
from ozg_tui.desk.exchange.which_place import with_zero

LAND = "06"
"""Hessen in all official keys."""

MUNICIPALITY, DISTRICT = "60", "40"
"""Record types of the registers (Satzart): a Gemeinde, a Kreis."""

_TOWNS_BESIDE_THE_DISTRICTS = frozenset({"41", "42"})
_WITHOUT_A_MUNICIPALITY = frozenset({"65", "66"})
_LENGTHS = frozenset({5, 8, 12})
"""Of the key of a Landkreis, of a Gemeindeschlüssel, of a Regionalschlüssel."""

_MOST_SUBHEADINGS = 5


def shaped(_desk: Desk, table: Table, known: Synonyms) -> Table:
    """The rows about Kommunen in Hessen; all others are counted.

    Registers have their headings over several lines: a column bears the lowest that is known.
    """
    below, rows = _subheadings(table.rows)
    lines = (*table.above, table.headings, *(row.cells for row in below))
    width = max((len(line) for line in lines), default=0)
    headings = tuple(_heading(lines, at, known) for at in range(width))
    mapped = map_columns(table._replace(headings=headings), known, {})
    passed: Counter[str] = Counter()
    kept = []
    for row in rows:
        if why := _not_ours(mapped.values(row)):
            passed[why] += 1
        else:
            kept.append(row)
    left_out = {**table.left_out, **passed}
    return table._replace(headings=headings, rows=tuple(kept), left_out=left_out)


def key_of(values: Mapping[str, str]) -> str:
    """The official key of a row, in one column or put together part by part; empty without one."""
    land = values.get("land", "")
    if land.isdecimal():
        parts = (values.get(name, "") for name in ("region_part", "district_part", "place_part"))
        region, district, place = parts
        key = f"{land:0>2}{region}" + (f"{district:0>2}" if district else "")
        return key + (f"{place:0>3}" if place and values.get("record_type") != DISTRICT else "")
    for name in ("key", "ars"):
        digits = "".join(values.get(name, "").split())
        if digits.isdecimal():
            return with_zero(digits)
    return ""


def _not_ours(values: Mapping[str, str]) -> str:
    """Why a row is about no Kommune in Hessen, as it is counted; empty for one."""
    key = key_of(values)
    if not key:
        return "Zeilen ohne Schlüssel"
    if not key.startswith(LAND):
        return "Zeilen anderer Länder"
    record, text = values.get("record_type", ""), values.get("text_code", "")
    if text in _WITHOUT_A_MUNICIPALITY:
        return "gemeindefreie Gebiete"
    if record and (record not in {MUNICIPALITY, DISTRICT} or text in _TOWNS_BESIDE_THE_DISTRICTS):
        return "Zeilen für Land, Bezirke, Kreise und Verbände neben denen der Kommunen"
    if len(key) not in _LENGTHS:
        return "Zeilen für Land und Regierungsbezirke"
    return ""


def _subheadings(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """Lines under the headings without a number in a cell belong to them."""
    count = 0
    for row in rows[:_MOST_SUBHEADINGS]:
        if any(map(str.isdecimal, row.cells)):
            break
        count += 1
    return rows[:count], rows[count:]


def _heading(lines: Sequence[tuple[str, ...]], at: int, known: Synonyms) -> str:
    own = [line[at] for line in reversed(lines) if at < len(line) and line[at]]
    return next((text for text in own if known.knows(text)), own[0] if own else "")
