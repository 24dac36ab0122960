"""Calls: kept from the first ring on, noted while they last, never lost without a result."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import bindparam, delete, exists, select

from db.errors import NotFoundError, RefusedError
from db.tables import Call, Contact, Draft, FollowUp, Note
from ozg_tui.codes.telephone import CallResult, Direction, Topic
from ozg_tui.desk.colleagues.colleagues import names, owner_meant
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.moments import moment_of, moment_text
from ozg_tui.desk.core.records import Records, Section, Stored, filled
from ozg_tui.desk.core.session import DeskSession, session_of, writing
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.core.values import LINE_LENGTH
from ozg_tui.desk.register.belonging import contact_line, place_for
from ozg_tui.desk.telephone.input import CallInput
from ozg_tui.desk.telephone.rows import (
    follow_up_of,
    has_lasted,
    keep_follow_up,
    move,
    read_number,
)
from ozg_tui.german.labels import CALL_RESULTS, DIRECTIONS, TOPICS
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.working_days import next_working_day
from ozg_tui.text import clean

_RESULT = select(Call.result).where(Call.id == bindparam("id"))


class Calls(Records[CallInput, Call]):
    """The calls of the desk; who took one is set with the first save and stays."""

    code = "call"
    model = CallInput
    table = Call

    def title(self, row: Call) -> str:
        """When and with whom: `Anruf 23.11.2026, 10:31, Ahnatal`."""
        session = session_of(row)
        place = ""
        if session is not None and row.organisation_id is not None:
            place = territory(session.desk).name(row.organisation_id)
        whom = place or row.raw_number or "Nummer unbekannt"
        return f"Anruf {moment_text(row.started_at)}, {whom}"

    def value(self, row: Call) -> CallInput:
        """The row as a form shows it; an open call offers to be done with.

        So nobody has to press a key for what most calls are; leaving the form leaves it open.
        """
        session = session_of(row)
        todo = follow_up_of(session, row) if session is not None else None
        result = CallResult(row.result)
        return CallInput.model_construct(
            topic=Topic(row.topic) if row.topic else None,
            text=row.text,
            result=CallResult.DONE if result is CallResult.OPEN else result,
            follow_up_on=todo.due_on if todo else None,
            follow_up_text=todo.text if todo else None,
            follow_up_owner=todo.owner if todo else None,
            organisation_id=row.organisation_id,
            contact_id=row.contact_id,
            direction=Direction(row.direction),
            number=row.raw_number,
            started_at=moment_text(row.started_at),
        )

    def choice_labels(self, desk: Desk) -> dict[str, tuple[tuple[str, str], ...]]:
        """Those who work here."""
        return {"follow_up_owner": names(desk)}

    def state(self, row: Call) -> str:
        """The result, which the form of an open call proposes to be another."""
        return row.result

    def refuse(self, session: DeskSession, value: CallInput, row: Call | None) -> None:
        """Refuse a person of another organisation, and a beginning after the end."""
        place_for(session, value.organisation_id, value.contact_id, row)
        if value.follow_up_owner is not None:
            todo = follow_up_of(session, row) if row is not None else None
            owner_meant(session, value.follow_up_owner, todo.owner if todo else None)
        if value.started_at is None or (row and value.started_at == moment_text(row.started_at)):
            return
        begun = moment_of(value.started_at)
        if begun > session.now:
            raise RefusedError(f"Der Beginn {value.started_at} liegt in der Zukunft.")
        if row is not None and has_lasted(row) and row.ended_at and begun > row.ended_at:
            raise RefusedError(
                f"Der Beginn {value.started_at} liegt nach dem Ende des Anrufs "
                f"({moment_text(row.ended_at)})."
            )

    def apply(self, session: DeskSession, row: Call, value: CallInput) -> None:
        """Write the call; it ends when it first gets a result."""
        now = session.now
        if is_new := row.id is None:
            row.started_at, row.taken_by = row.started_at or now, session.actor
        if value.started_at is not None and value.started_at != moment_text(row.started_at):
            begun = moment_of(value.started_at)
            if row.ended_at is not None and not has_lasted(row):
                row.ended_at = begun
            row.started_at = begun
        row.topic = value.topic.value if value.topic else None
        row.text, row.direction, row.result = value.text, value.direction.value, value.result.value
        if row.ended_at is None and value.result is not CallResult.OPEN:
            # Nobody knows how long a call lasted that is entered afterwards.
            row.ended_at = row.started_at if is_new else max(now, row.started_at)
        move(
            session,
            row,
            place_for(session, value.organisation_id, value.contact_id, row),
            value.contact_id,
        )
        if row.raw_number != value.number:
            row.raw_number, row.e164 = value.number, None
        if row.e164 is None:
            number = read_number(session, row.raw_number, row.organisation_id)
            row.e164 = number.e164 if number else None
        keep_follow_up(session, row, value)

    def sections(self, session: DeskSession, row: Call) -> tuple[Section, ...]:
        """Who called whom when about what, and what came of it."""
        contact = session.get(Contact, row.contact_id) if row.contact_id else None
        place = territory(session.desk).name(row.organisation_id) if row.organisation_id else ""
        ended = f"{moment_text(row.ended_at)} Uhr" if row.ended_at else None
        head = (
            ("Kommune/Stelle", place or "noch nicht zugeordnet"),
            ("Ansprechperson", contact_line(contact)),
            ("Richtung", DIRECTIONS[row.direction]),
            ("Nummer", row.raw_number or "keine Angabe"),
            ("Beginn", f"{moment_text(row.started_at)} Uhr"),
            ("Ende", ended if has_lasted(row) else None),
            ("Notiert von", row.taken_by),
            ("Thema", TOPICS[row.topic] if row.topic else None),
            ("Ergebnis", CALL_RESULTS[row.result]),
        )
        tasks = session.scalars(
            select(FollowUp).where(FollowUp.call_id == row.id).order_by(FollowUp.due_on)
        )
        todo = tuple(
            (
                format_date(each.due_on),
                f"{each.text} ({each.owner}{', erledigt' if each.done_at else ''})",
            )
            for each in tasks
        )
        sections = (
            Section("Anruf", filled(head)),
            Section("Notiz", (("", row.text),) if row.text else ()),
            Section("Wiedervorlage", todo),
        )
        return tuple(each for each in sections if each.rows)

    def write(self, session: DeskSession, row: Call, value: CallInput) -> Stored[CallInput]:
        """Write a call in a transaction of its own, without a form and its draft."""
        with session.no_autoflush:
            self.apply(session, row, value)
        session.add(row)
        session.flush()
        return self._stored(row)

    def _joined(self, row: Call, mine: CallInput, stored: Stored[CallInput]) -> CallInput:
        # The follow-up counts its own versions: whoever takes it over leaves the call's as it is.
        return super()._joined(row, mine, stored._replace(version=0))


def begin(
    desk: Desk,
    *,
    direction: Direction,
    number: str | None = None,
    organisation_id: int | None = None,
    contact_id: int | None = None,
    started_at: datetime | None = None,
) -> Stored[CallInput]:
    """Keep a call that begins now, or began at the moment `started_at`, open until it has a result.

    A number that cannot be read does not keep a call from being noted. Raises `RefusedError` when
    the person belongs to another organisation.
    """
    value = CallInput(
        result=CallResult.OPEN,
        organisation_id=organisation_id,
        contact_id=contact_id,
        direction=direction,
        number=" ".join(clean(number or "").split())[:LINE_LENGTH],
    )
    with writing(desk) as session:
        # Not by `save`: a draft of a call that is entered afterwards is none of this one.
        return CALLS.write(session, Call(started_at=started_at), value)


def ended(value: CallInput, result: str, today: date) -> CallInput:
    """The call with this result; a promised call-back is due on the next working day."""
    end = CallResult(result)
    changes: dict[str, object] = {"result": end}
    if end is CallResult.CALL_BACK and value.follow_up_on is None:
        changes["follow_up_on"] = next_working_day(today)
    return value.model_copy(update=changes)


def is_open(desk: Desk, call_id: int) -> bool:
    """Whether a call has no result yet; one that is gone has not to get any."""
    found = desk.read(lambda reader: reader.execute(_RESULT, {"id": call_id}).scalar())
    return found == CallResult.OPEN


def attach(desk: Desk, call_id: int, organisation_id: int | None, contact_id: int | None) -> None:
    """Say where a call without a Kommune came from; one that has a Kommune keeps it.

    The number is kept nowhere by that; see `assign`.
    """
    with writing_call(desk, call_id) as (session, row):
        if row.organisation_id is None:
            move(session, row, place_for(session, organisation_id, contact_id), contact_id)


def discard(desk: Desk, call_id: int) -> None:
    """Remove what was no call; the history keeps it. Raises `NotFoundError`.

    Raises `RefusedError` for a call with a result, a text, a note or a follow-up.
    """
    with writing_call(desk, call_id) as (session, row):
        if row.result != CallResult.OPEN:
            raise RefusedError("Dieser Anruf hat schon ein Ergebnis und bleibt deshalb stehen.")
        hangs_on = session.scalar(
            select(
                exists().where(Note.call_id == call_id)
                | exists().where(FollowUp.call_id == call_id)
            )
        )
        if row.text or hangs_on:
            raise RefusedError(
                "Zu diesem Anruf ist schon etwas notiert; er bleibt deshalb stehen. Ein Ergebnis "
                "wie »kein Anliegen« schließt ihn ab."
            )
        session.delete(row)
        session.flush()
        # SQLite gives the number to the next call: a draft must not wait for that one.
        session.execute(delete(Draft).where(Draft.form == CALLS.code, Draft.record_id == call_id))


@contextmanager
def writing_call(desk: Desk, call_id: int) -> Iterator[tuple[DeskSession, Call]]:
    """One transaction about one call, which is locked. Raises `NotFoundError`."""
    with writing(desk) as session:
        row = session.get(Call, call_id, with_for_update=True)
        if row is None:
            raise NotFoundError("Diesen Anruf gibt es nicht mehr.")
        yield session, row


CALLS = Calls()
