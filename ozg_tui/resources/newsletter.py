"""The OZG-Report, as it is seen."""

from ozg_tui.desk.newsletter.subject import ISSUE, SUBSCRIPTION
from ozg_tui.german.labels import CONSENTS
from ozg_tui.resources import words
from ozg_tui.resources.resource import Mixed, listed
from ozg_tui.widgets.window_list import Column

RECIPIENTS = listed(
    SUBSCRIPTION,
    (
        Column("E-Mail", 4, words.title),
        Column("Kommune/Person", 3, words.place),
        Column("Einwilligung", 2, lambda line: CONSENTS[line.state]),
        Column("seit", 1, words.day_of),
    ),
    "Kein Bezug gefunden. F6 trägt einen ein.",
    letter="n",
    title="Bezug des OZG-Reports",
    mixed=Mixed(state=lambda line: CONSENTS[line.state], detail=words.day_of),
    can_add=True,
)
ISSUES = listed(
    ISSUE,
    (
        Column("Ausgabe", 3, words.title),
        Column("erschienen", 1, words.day_of),
    ),
    "Keine Ausgabe gefunden. F6 trägt eine ein.",
    letter="z",
    mixed=Mixed(detail=words.day_of),
    can_add=True,
)

RESOURCES = (RECIPIENTS, ISSUES)
