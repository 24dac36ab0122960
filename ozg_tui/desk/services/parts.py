"""How undo words the parts of a bundle."""

from ozg_tui.desk.core.undoing import PartWords, shortened
from ozg_tui.german.months import month

SERVICE = PartWords(
    lambda _session, row: f"Leistung {row.number}: ",
    lambda _session, values: f"Leistung {values['number']}",
)
MONTH = PartWords(
    lambda _session, _row: "Verfügbar ",
    lambda _session, values: f"verfügbar seit {shortened(month(values['month']))}",
)
