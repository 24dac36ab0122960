"""A file that is being understood: its rows under their headings, and what is answered so far."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.mapping import Mapped
from ozg_tui.desk.exchange.reading.table import Row, Table
from ozg_tui.desk.exchange.understood import Fault

Watch = Callable[[int], None]
"""Is told how many rows are read; what it raises ends the reading."""


class Line(NamedTuple):
    """A row with its texts by field; without any, it holds nothing that is mapped."""

    row: Row
    values: Mapping[str, str]
    mapped: Mapped

    @property
    def number(self) -> int:
        """Where in the file it stands."""
        return self.row.line

    def heading(self, field: str) -> str:
        """The heading under which it holds something of a field."""
        return self.mapped.heading_of(field, self.row)

    def fault(self, field: str, sentence: str, label: str = "") -> Fault:
        """Something that is not right, where it stands; without a heading under the `label`."""
        column = self.heading(field) or label
        return Fault(self.number, column, self.values.get(field, ""), sentence)


class File(NamedTuple):
    """What a kind of content is asked about; `answers` are by the keys of earlier questions."""

    desk: Desk
    table: Table
    mapped: Mapped
    answers: Mapping[str, str]
    watch: Watch | None = None

    def lines(self) -> Iterator[Line]:
        """All rows in their order; who watches hears of each."""
        for count, row in enumerate(self.table.rows, 1):
            yield Line(row, self.mapped.values(row), self.mapped)
            if self.watch is not None:
                self.watch(count)
