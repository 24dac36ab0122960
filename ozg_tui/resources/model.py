"""The Modellkommunen, as they are seen."""

from ozg_tui.desk.model.subject import MODEL_PROJECT
from ozg_tui.german.labels import MODEL_STATUSES
from ozg_tui.resources import words
from ozg_tui.resources.resource import Mixed, listed
from ozg_tui.widgets.window_list import Column

MODEL_PROJECTS = listed(
    MODEL_PROJECT,
    (
        Column("Kommune", 4, words.title),
        Column("Vorhaben", 4, words.place),
        Column("Stand", 3, lambda line: MODEL_STATUSES.get(line.state, "")),
        Column("seit", 2, words.day_of),
    ),
    "Keine Modellkommune gefunden. F6 trägt eine ein.",
    letter="o",
    mixed=Mixed(
        state=lambda line: f"Modellkommune, {MODEL_STATUSES.get(line.state, '')}",
        detail=words.day_of,
    ),
    can_add=True,
)

RESOURCES = (MODEL_PROJECTS,)
