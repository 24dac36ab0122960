"""IKZ applications, as they are seen."""

from ozg_tui.desk.ikz.subject import APPLICATION
from ozg_tui.resources import words
from ozg_tui.resources.resource import Mixed, listed
from ozg_tui.widgets.window_list import Column

APPLICATIONS = listed(
    APPLICATION,
    (
        Column("Antrag", 8, words.title),
        Column("Federführend", 4, words.place),
        Column("Station", 4, words.application_state),
        Column("seit", 3, words.day_of),
    ),
    "Kein Antrag gefunden. F6 legt einen neuen an.",
    letter="i",
    mixed=Mixed(state=words.application_state, detail=words.day_of),
    can_add=True,
    screen="ozg_tui.screens.ikz.application:open_application",
    form_screen="ozg_tui.screens.ikz.form:open_form",
)

RESOURCES = (APPLICATIONS,)
