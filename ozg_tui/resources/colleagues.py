"""Those who work at the desk, as they are seen."""

from ozg_tui.desk.colleagues.subject import COLLEAGUE
from ozg_tui.resources.resource import not_listed, step_of

COLLEAGUES = not_listed(COLLEAGUE)
HANDOVER = step_of(COLLEAGUE, "handover", "Übergabe")

RESOURCES = (COLLEAGUES, HANDOVER)
