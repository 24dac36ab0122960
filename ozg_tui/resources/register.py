"""Kommunen, other organisations and people, as they are seen."""

from ozg_tui.desk.register.subject import CONTACT, ORGANISATION
from ozg_tui.resources import words
from ozg_tui.resources.resource import Mixed, listed, step_of
from ozg_tui.widgets.window_list import Column

_PLACE = "ozg_tui.screens.places.opening:open_record"
_COLUMNS = (
    Column("Name", 4, words.title),
    Column("Landkreis", 3, words.place),
    Column("Art", 2, words.municipality_state),
    Column("Schlüssel", 1, words.detail),
)

MUNICIPALITIES = listed(
    ORGANISATION,
    _COLUMNS,
    "Keine Kommune gefunden. Esc leert das Feld.",
    letter="k",
    mixed=Mixed(state=words.municipality_state),
    screen=_PLACE,
)
ORGANISATIONS = listed(
    ORGANISATION,
    _COLUMNS,
    "Keine Stelle gefunden. Esc leert das Feld.",
    place=1,
    mixed=Mixed(state=words.municipality_state),
    screen=_PLACE,
)
CONTACTS = listed(
    CONTACT,
    (
        Column("Name", 3, words.title),
        Column("Kommune/Stelle", 3, words.place),
        Column("Funktion", 2, words.contact_state),
        Column("Erreichbar", 2, words.detail),
    ),
    "Kein Kontakt gefunden. F6 legt einen neuen an.",
    letter="p",
    mixed=Mixed(state=words.contact_state),
    can_add=True,
)

DEPARTURE = step_of(CONTACT, "departure", "Amt endet")

MERGE = step_of(CONTACT, "merge", "Dieselbe Person")

RESOURCES = (MUNICIPALITIES, ORGANISATIONS, CONTACTS, DEPARTURE, MERGE)
