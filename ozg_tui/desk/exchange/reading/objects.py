"""JSON: the rows of a list as this program writes it, or a list of flat objects.

Fields bear the codes of the columns; amounts are whole cents, days and moments texts.
"""

import json
from typing import Any

from ozg_tui.desk.exchange.reading.table import (
    Format,
    Row,
    Table,
    UnreadableError,
    refuse_too_long,
    refuse_too_many,
)
from ozg_tui.rules.money import format_cents

_ROWS = "rows"
_CENTS = "_cents"


def read_objects(text: str) -> Table:
    """Read the text of a JSON file; the line of a row is its number. Raises `UnreadableError`."""
    try:
        content = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise UnreadableError(f"In Zeile {line} ist die JSON-Datei nicht richtig.") from None
    except RecursionError:
        raise UnreadableError("Die JSON-Datei ist zu tief verschachtelt.") from None
    entries = content.get(_ROWS) if isinstance(content, dict) else content
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise UnreadableError("In der JSON-Datei steht keine Liste von Einträgen.")
    headings = tuple(dict.fromkeys(name for each in entries for name in each))
    refuse_too_many(len(entries), len(headings))
    rows = []
    for line, each in enumerate(entries, 1):
        cells = tuple(_text(name, each.get(name), line) for name in headings)
        if any(cells):
            rows.append(Row(line, cells))
    return Table(Format("json"), headings, tuple(rows))


def _text(name: str, value: Any, line: int) -> str:
    """A value as it would be typed."""
    if isinstance(value, list | dict):
        raise UnreadableError(f"In Eintrag {line} steht unter »{name}« mehr als ein Wert.")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, int) and name.endswith(_CENTS):
        return format_cents(value)
    text = str(value).strip()
    refuse_too_long(text, line)
    return text
