"""What people do with a form, in one line of a test."""

from datetime import date

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Stored
from ozg_tui.desk.telephone.calls import CALLS, ended
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS
from ozg_tui.desk.telephone.input import CallInput
from ozg_tui.desk.telephone.notes import NOTES, NoteInput


def hang_up(desk: Desk, call_id: int, result: str = "done") -> Stored[CallInput]:
    """Answer how a call ended, as one is asked when its form is left."""
    form = CALLS.read(desk, call_id)
    return CALLS.save(desk, ended(form.value, result, desk.today()), form)


def note(desk: Desk, organisation_id: int, text: str) -> Stored[NoteInput]:
    """Write a note about an organisation."""
    return NOTES.save(desk, NoteInput(organisation_id=organisation_id, text=text))


def put_off(desk: Desk, follow_up_id: int, day: date) -> None:
    """Give a follow-up another day."""
    form = FOLLOW_UPS.read(desk, follow_up_id)
    FOLLOW_UPS.save(desk, form.value.model_copy(update={"due_on": day}), form)
