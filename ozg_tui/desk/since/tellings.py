"""How each subject tells its rows, by table; loads what the subjects name."""

from collections.abc import Iterator, Mapping

from ozg_tui.desk.core.subject import Not, load
from ozg_tui.desk.core.subjects import SUBJECTS
from ozg_tui.desk.core.telling import Telling


def _named() -> Iterator[tuple[str, str]]:
    for subject in SUBJECTS:
        if not isinstance(subject.told, Not):
            yield subject.table, subject.told
        for part in subject.parts:
            if not isinstance(part.told, Not):
                yield part.table, part.told


TELLINGS: Mapping[str, Telling] = {table: load(name) for table, name in _named()}
"""Where a change is about an organisation; its calls are not: they are what is looked back to."""
