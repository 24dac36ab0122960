"""Values and rows in the words of undo: short, clean, and by the names of what they refer to."""

from typing import Any

from db.tables import Base
from ozg_tui.desk.core import subjects
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.core.shown import worded
from ozg_tui.desk.core.subject import Links
from ozg_tui.desk.core.undoing import shortened
from ozg_tui.desk.undo.known import words_of

_REFERRED = {
    each.links.as_column: each
    for each in subjects.SUBJECTS
    if isinstance(each.links, Links) and each.links.as_column
}


def prefix_of(session: DeskSession, row: Base | None) -> str:
    """Which of several parts of its kind a row is."""
    words = words_of(row.__tablename__) if row is not None else None
    return words.prefix(session, row) if words is not None else ""


def value_text(session: DeskSession, table: str, name: str, value: Any) -> str:
    """A stored value between quotation marks, a reference by the name of what it refers to."""
    if value is None or value == "":
        return "leer"
    return f"»{shortened(_referred(session, name, value) or worded(table, name, value))}«"


def _referred(session: DeskSession, name: str, value: Any) -> str:
    """The name of what a field refers to; empty for other fields, and for what is gone."""
    if name not in _REFERRED:
        return ""
    records = subjects.records_of(_REFERRED[name])
    row = session.get(records.table, value)
    return records.reference(session, row) if row is not None else ""
