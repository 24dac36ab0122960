"""Bookings, as they are seen."""

from ozg_tui.desk.consulting.subject import BOOKING
from ozg_tui.resources import words
from ozg_tui.resources.resource import Mixed, listed
from ozg_tui.widgets.window_list import Column

BOOKINGS = listed(
    BOOKING,
    (
        Column("Kommune", 4, words.title),
        Column("Modul", 1, words.place),
        Column("Stand", 2, words.booking_state),
        Column("Termin", 1, words.day_of),
    ),
    "Keine Beratung gefunden. F6 bucht eine neue.",
    letter="b",
    mixed=Mixed(state=words.booking_state, detail=words.day_of),
    can_add=True,
    screen="ozg_tui.screens.consulting.booking:open_booking",
)

RESOURCES = (BOOKINGS,)
