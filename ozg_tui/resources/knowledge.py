"""Short answers, as they are seen."""

from ozg_tui.desk.knowledge.subject import KNOWLEDGE
from ozg_tui.german.labels import CHECKED
from ozg_tui.resources import words
from ozg_tui.resources.resource import Mixed, listed
from ozg_tui.widgets.window_list import Column

ANSWERS = listed(
    KNOWLEDGE,
    (
        Column("Frage", 6, words.title),
        Column("Stand", 1, lambda line: CHECKED[line.state]),
        Column("am", 1, words.day_of),
    ),
    "Keine Kurzauskunft gefunden. F6 schreibt eine.",
    letter="f",
    mixed=Mixed(state=lambda line: CHECKED[line.state], detail=words.day_of),
    can_add=True,
    screen="ozg_tui.screens.knowledge.answer:open_answer",
)

RESOURCES = (ANSWERS,)
