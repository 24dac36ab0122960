"""How undo words the parts of a person or an organisation."""

from ozg_tui.desk.core.undoing import PartWords, shortened
from ozg_tui.german.labels import ADDRESS_KINDS, NUMBER_KINDS, ROLES

NUMBER = PartWords(
    lambda _session, row: f"{NUMBER_KINDS[row.kind]} ",
    lambda _session, values: f"{NUMBER_KINDS[values['kind']]} »{shortened(values['raw'])}«",
)
ADDRESS = PartWords(
    lambda _session, row: f"{ADDRESS_KINDS[row.kind]} ",
    lambda _session, values: f"{ADDRESS_KINDS[values['kind']]} »{shortened(values['text'])}«",
)
PERIOD = PartWords(
    lambda _session, row: f"{row.key} ",
    lambda _session, values: f"Name »{shortened(values['name'])}«",
)
ROLE = PartWords(
    lambda _session, _row: "Funktion ",
    lambda _session, values: f"Funktion »{ROLES[values['role']]}«",
)
