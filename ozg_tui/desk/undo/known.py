"""Which records and parts undo knows, and how each wants to be treated."""

from collections.abc import Mapping

from ozg_tui.desk.core import subjects
from ozg_tui.desk.core.subject import Not, PartUndone, Undone, load
from ozg_tui.desk.core.undoing import PartWords

SUBJECTS: Mapping[str, Undone] = {
    each.table: each.undone for each in subjects.SUBJECTS if isinstance(each.undone, Undone)
}
PARTS: Mapping[str, PartUndone] = {
    table: part.undone
    for table, (_, part) in subjects.PARTS.items()
    if isinstance(part.undone, PartUndone)
}

FINAL: Mapping[str, str] = {
    "erasure": "Eine Löschung lässt sich nicht zurücknehmen: Es steht nirgends mehr, was da war."
}
"""What is written of deeds that nobody takes back, and what staff are told."""


def is_known(table: str) -> bool:
    """Whether rows of a table can be taken back."""
    return table in SUBJECTS or table in PARTS


def refusal(table: str) -> str:
    """What staff are told of a table that undo does not know; empty where there is nothing more."""
    subject = subjects.BY_TABLE.get(table)
    if table in FINAL:
        return FINAL[table]
    return subject.undone.said if subject and isinstance(subject.undone, Not) else ""


def words_of(table: str) -> PartWords | None:
    """How a part is told; None for what goes unsaid."""
    if table not in PARTS or not PARTS[table].words:
        return None
    words: PartWords = load(PARTS[table].words)
    return words


def together(table: str) -> tuple[frozenset[str], ...]:
    """The columns of a table that mean nothing without one another."""
    known = SUBJECTS.get(table) or PARTS.get(table)
    return known.together if known else ()
