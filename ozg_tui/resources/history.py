"""The history as it is seen: who changed what when, newest first."""

from ozg_tui.resources import words
from ozg_tui.resources.resource import NOT_LISTED, Resource
from ozg_tui.widgets.window_list import Column

HISTORY = Resource(
    code="history",
    title="Verlauf",
    singular="Änderung",
    letter="v",
    kinds=NOT_LISTED,
    columns=(
        Column("Wann", 5, lambda line: line.state),
        Column("Wer", 3, words.place),
        Column("Was", 6, words.title),
        Column("Änderung", 10, lambda line: line.detail),
    ),
    empty="Dazu steht nichts im Verlauf.",
    section="ozg_tui.screens.history.screen:HistoryScreen",
)
"""The section; a record's own history is a screen over what is in front."""

RESOURCES = (HISTORY,)
