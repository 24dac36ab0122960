"""What »since the last call« says of notes and follow-ups."""

from sqlalchemy import func, select

from db.tables import FollowUp, Note, NoteParty
from ozg_tui.desk.core.shown import day_of, shown
from ozg_tui.desk.core.telling import (
    ADDED,
    CHANGED,
    MOMENT,
    PLACE,
    Around,
    Recorded,
    Said,
    Telling,
    rows,
    rows_at_us,
)

_TASK_FIELDS = frozenset({"due_on", "owner", "text"})


def _note(step: Recorded, _around: Around) -> Said | None:
    """Somebody wrote something down."""
    values = step.before if step.action == "delete" else step.after
    if "text" not in values:
        return None
    text = shown("text", values["text"])
    word = {"insert": "Notiz", "update": "Notiz geändert"}.get(step.action, "Notiz gelöscht")
    return Said(ADDED if step.action == "insert" else CHANGED, f"{word} ({step.actor}): {text}")


def _follow_up(step: Recorded, _around: Around) -> Said | None:
    """Something is to be done, is done, or goes to somebody else."""
    if step.action == "delete":
        return Said(CHANGED, f"Wiedervorlage {shown('text', step.before['text'])} gelöscht")
    what = f"Wiedervorlage {shown('text', step.about.text)}"
    if step.action == "insert":
        return Said(ADDED, f"{what} zum {day_of(step.after, 'due_on')} ({step.after['owner']})")
    if "done_at" in step.after:
        if step.after["done_at"] is None:
            return Said(CHANGED, f"{what} wieder offen")
        return Said(ADDED, f"{what} erledigt")
    if not _TASK_FIELDS & step.after.keys():
        return None
    parts = [
        f"jetzt bei {shown('owner', step.after['owner'])}" if "owner" in step.after else "",
        f"jetzt zum {day_of(step.after, 'due_on')}" if "due_on" in step.after else "",
    ]
    return Said(CHANGED, f"{what} {', '.join(filter(None, parts)) or 'geändert'}")


_TEXT = func.substr(Note.text, 1, 200)
_took_part = rows(Note, text=_TEXT).where(
    Note.id.in_(select(NoteParty.note_id).where(NoteParty.organisation_id == PLACE)),
    Note.organisation_id.is_distinct_from(PLACE),
    Note.changed_at > MOMENT,
)

NOTE = Telling((rows_at_us(Note, text=_TEXT), _took_part), _note)
FOLLOW_UP = Telling((rows_at_us(FollowUp, text=FollowUp.text),), _follow_up)
