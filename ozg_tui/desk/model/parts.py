"""How undo words the states of a Modellkommune."""

from ozg_tui.desk.core.undoing import PartWords
from ozg_tui.german.labels import MODEL_STATUSES

STATUS = PartWords(
    lambda _session, row: f"Stand »{MODEL_STATUSES[row.status]}«: ",
    lambda _session, values: f"Stand »{MODEL_STATUSES[values['status']]}«",
)
