"""The reports as they are seen: a list to choose from."""

from ozg_tui.resources import words
from ozg_tui.resources.resource import NOT_LISTED, Resource
from ozg_tui.widgets.window_list import Column

REPORTS = Resource(
    code="report",
    title="Berichte",
    singular="Bericht",
    letter="r",
    kinds=NOT_LISTED,
    columns=(
        Column("Nr.", 1, lambda line: line.state),
        Column("Bericht", 8, words.title),
        Column("Angaben", 6, lambda line: line.detail),
    ),
    empty="",
    section="ozg_tui.screens.reports.catalogue:ReportsScreen",
)

RESOURCES = (REPORTS,)
