"""What others have saved while a form of the same record is open."""

from typing import NamedTuple

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.joining import differences
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.entry.disputes import named, row_name
from ozg_tui.desk.entry.prepare import Prepared
from ozg_tui.german.counting import counted
from ozg_tui.text import clean

_NAMED = 3


class Overtaken(NamedTuple):
    """Fields that hold something else by now, rows by what they are called, and a sentence."""

    fields: frozenset[str] = frozenset()
    rows: frozenset[tuple[str, str]] = frozenset()
    sentence: str = ""


def overtaken(desk: Desk, prepared: Prepared) -> Overtaken:
    """What is another than when the form was opened. Raises `db.errors.NotFoundError`."""
    assert prepared.stored is not None
    now = prepared.records.read(desk, prepared.stored.id)
    by_name = {field.name: field for field in prepared.fields}
    found = [
        each for each in differences(now.value, prepared.stored.value) if each.field in by_name
    ]
    if not found:
        return Overtaken()
    names = list(dict.fromkeys(named(desk, prepared.fields, each) for each in found))
    more = len(names) - _NAMED
    told = ", ".join(names[:_NAMED])
    told += f" und {counted(more, 'weitere Angabe', 'weitere Angaben')}" if more > 0 else ""
    at = f" ({moment_text(now.changed_at)})" if now.changed_at else ""
    return Overtaken(
        frozenset(each.field for each in found if each.row is None),
        frozenset(
            (each.field, row_name(desk, by_name[each.field], each.row))
            for each in found
            if each.row is not None
        ),
        clean(f"~ {now.changed_by} hat inzwischen geändert{at}: {told}. Getipptes bleibt."),
    )
