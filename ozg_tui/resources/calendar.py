"""The calendar as it is seen."""

from ozg_tui.resources.resource import NOT_LISTED, Resource

CALENDAR = Resource(
    code="calendar",
    title="Termine",
    singular="Termin",
    letter="t",
    kinds=NOT_LISTED,
    columns=(),
    empty="",
    section="ozg_tui.screens.calendar.screen:CalendarScreen",
)

RESOURCES = (CALENDAR,)
