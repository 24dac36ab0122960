"""The rows behind a figure of START."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ozg_tui.resources.catalogue import BY_KIND
from ozg_tui.resources.services import BUNDLES
from ozg_tui.screens.kit.counted import CountedScreen
from ozg_tui.widgets.window_list import Column

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.overview.rows import Rows

_SERVICES = (
    Column("Leistung", 6, lambda line: line.title),
    Column("EfA", 1, lambda line: "EfA" if line.state == "efa" else ""),
    Column("live in", 2, lambda line: line.place or "keine Angabe"),
)
_OWED = (
    Column("Pflicht", 3, lambda line: line.title),
    Column("Antrag", 4, lambda line: line.place),
    Column("Stand", 3, lambda line: line.detail),
)


class Figure(NamedTuple):
    """A number on the screen: its name at the desk, the kind of its rows, and what it counts."""

    name: str
    kind: int
    sentence: str


class RowsScreen(CountedScreen):
    """What a figure has counted, read anew whenever one comes back to it."""

    def __init__(self, figure: Figure) -> None:
        resource = BY_KIND[figure.kind]
        is_of_services = resource is BUNDLES and figure.name != "bundles"
        columns = _SERVICES if is_of_services else resource.columns
        columns = _OWED if figure.name == "owed" else columns
        super().__init__(resource, figure.sentence, columns)
        self.figure = figure

    def ask(self, desk: Desk) -> Rows:
        """Count anew."""
        from ozg_tui.desk.overview.day import rows_behind

        return rows_behind(desk, self.figure.name)
