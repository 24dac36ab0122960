"""Calls, notes, follow-ups and snippets, as they are seen."""

from ozg_tui.desk.telephone.subject import CALL, FOLLOW_UP, NOTE, SNIPPET
from ozg_tui.resources import words
from ozg_tui.resources.resource import Mixed, listed, not_listed
from ozg_tui.widgets.window_list import Column

NOTES = listed(
    NOTE,
    (
        Column("Notiz", 5, words.title),
        Column("Kommune", 3, words.place),
        Column("vom", 1, words.day_of),
    ),
    "Keine Notiz gefunden.",
    mixed=Mixed(detail=words.day_of),
)
FOLLOW_UPS = listed(
    FOLLOW_UP,
    (
        Column("Fällig", 2, words.due),
        Column("Was ist zu tun?", 5, words.title),
        Column("Kommune", 3, words.place),
        Column("Wer", 2, words.follow_up_state),
    ),
    "Keine Wiedervorlage. F6 legt eine an, w an jedem Eintrag auch.",
    letter="w",
    mixed=Mixed(state=words.follow_up_state, detail=words.due),
    can_add=True,
)
CALLS = listed(
    CALL,
    (
        Column("Zeit", 2, words.moment),
        Column("Anruf", 4, words.title),
        Column("Kommune", 3, words.place),
        Column("Ergebnis", 2, words.call_state),
    ),
    "Kein Anruf gefunden. a notiert ein Gespräch.",
    letter="a",
    mixed=Mixed(state=words.call_state, detail=words.moment),
    can_add=True,
    form_screen="ozg_tui.screens.telephone.form:open_form",
)
SNIPPETS = not_listed(SNIPPET)

RESOURCES = (NOTES, FOLLOW_UPS, CALLS, SNIPPETS)
