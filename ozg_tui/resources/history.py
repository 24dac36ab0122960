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
        Column("Wann", 3, lambda line: line.state),
        Column("Wer", 2, words.place),
        Column("Was", 5, words.title),
        Column("Änderung", 9, lambda line: line.detail),
    ),
    empty="Dazu steht nichts im Verlauf.",
    section="ozg_tui.screens.history.screen:HistoryScreen",
)
"""The section; a record's own history is a screen over what is in front."""

RESOURCES = (HISTORY,)
