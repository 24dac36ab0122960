"""What belongs to the row of a call: its place, its number, its follow-up."""

from sqlalchemy import select

from db.tables import Call, FollowUp, Note
from ozg_tui.codes.telephone import CallResult
from ozg_tui.desk.colleagues.colleagues import owner_meant
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.telephone.callers import area_code_at
from ozg_tui.desk.telephone.input import CallInput
from ozg_tui.german.labels import TOPICS
from ozg_tui.rules.call_text import is_withheld
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.phone import PhoneNumber, completed, normalise

_TASK_LENGTH = 80


def move(
    session: DeskSession, row: Call, organisation_id: int | None, contact_id: int | None
) -> None:
    """Link a call to its organisation and person, with the notes and follow-ups about it."""
    before, after = (row.organisation_id, row.contact_id), (organisation_id, contact_id)
    if before == after:
        return
    row.organisation_id, row.contact_id = after
    if row.id is None:
        return
    about: list[Note | FollowUp] = [
        *session.scalars(select(Note).where(Note.call_id == row.id)),
        *session.scalars(select(FollowUp).where(FollowUp.call_id == row.id)),
    ]
    for each in about:
        if (each.organisation_id, each.contact_id) == before:
            each.organisation_id, each.contact_id = after


def read_number(
    session: DeskSession, number: str | None, organisation_id: int | None
) -> PhoneNumber | None:
    """The number as it can be stored; one without an area code is one of the organisation's town.

    None for a number that was withheld or cannot be read.
    """
    if number is None:
        return None
    try:
        return normalise(number)
    except InputError:
        pass
    if organisation_id is None:
        return None
    try:
        code = area_code_at(session.connection(), organisation_id)
        return normalise(completed(number, code))
    except InputError:
        return None


def has_lasted(row: Call) -> bool:
    """Whether the end is known: a call that was entered afterwards ends as it begins."""
    return row.ended_at is not None and row.ended_at > row.started_at


def follow_up_of(session: DeskSession, row: Call, *, lock: bool = False) -> FollowUp | None:
    """The first follow-up of a call that is still to be done."""
    if row.id is None:
        return None
    wanted = (
        select(FollowUp)
        .where(FollowUp.call_id == row.id, FollowUp.done_at.is_(None))
        .order_by(FollowUp.id)
        .limit(1)
    )
    return session.scalars(wanted.with_for_update() if lock else wanted).first()


def keep_follow_up(session: DeskSession, row: Call, value: CallInput) -> None:
    """Write, change or remove the follow-up that a form shows; a missing text is the call's."""
    todo = follow_up_of(session, row, lock=True)
    if value.follow_up_on is None:
        if todo is not None:
            session.delete(todo)
        return
    if todo is None:
        session.add(row)
        session.flush()
        todo = FollowUp(
            call_id=row.id, organisation_id=row.organisation_id, contact_id=row.contact_id
        )
        session.add(todo)
    todo.due_on = value.follow_up_on
    todo.text = value.follow_up_text or _task(row)
    owner = value.follow_up_owner or session.actor
    todo.owner = owner_meant(session, owner, todo.owner)


def _task(row: Call) -> str:
    """What is to be done when nobody said it: what the call was about."""
    about = " ".join((row.text or "").split())[:_TASK_LENGTH]
    about = about or (TOPICS[row.topic] if row.topic else "")
    if row.result == CallResult.CALL_BACK:
        number = "" if is_withheld(row.raw_number or "") else f" {row.raw_number}"
        return f"Rückruf: {about}" if about else f"Rückruf{number}"
    return about or "Anruf nachbereiten"
