"""A row of the history as a sentence for the telephone: what became better, worse or just other.

Each subject words its own rows; what came with a new record is told with that record.
"""

from collections import defaultdict
from collections.abc import Iterable

from ozg_tui.desk.core.subjects import PARTS
from ozg_tui.desk.core.telling import Around, Recorded, Said
from ozg_tui.desk.core.territory import Territory
from ozg_tui.desk.since.tellings import TELLINGS

_PARENTS = {table: of.table for table, (of, part) in PARTS.items() if part.comes_along}


class Teller:
    """Tells the steps of one look back."""

    def __init__(self, steps: Iterable[Recorded], land: Territory) -> None:
        self._around = Around(land, self._came_along)
        self._made: set[tuple[str, str, int]] = set()
        self._along: dict[tuple[str, str, int], list[Recorded]] = defaultdict(list)
        for step in steps:
            if step.action != "insert":
                continue
            if step.table in _PARENTS:
                self._along[step.unit, _PARENTS[step.table], step.about.record].append(step)
            else:
                self._made.add((step.unit, step.table, step.row_id))

    def tell(self, step: Recorded) -> Said | None:
        """The sentence; None for what is bookkeeping or told elsewhere."""
        parent = _PARENTS.get(step.table)
        if parent and (step.unit, parent, step.about.record) in self._made:
            return None
        return TELLINGS[step.table].tell(step, self._around)

    def _came_along(self, step: Recorded) -> list[Recorded]:
        return self._along[step.unit, step.table, step.row_id]
