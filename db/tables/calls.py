"""What happens at the telephone: calls, notes, follow-ups."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.metadata import Key
from db.tables.base import Base, Record, not_before, one_of, reference
from ozg_tui.codes.telephone import CallResult, Direction, Topic

_OPEN = text(f"result = '{CallResult.OPEN}'")


class Call(Record):
    """One telephone call; `raw_number` is the number as the telephone showed it."""

    __tablename__ = "call"
    shown_in = (("id", "call"),)
    __table_args__ = (
        one_of("direction", Direction),
        one_of("topic", Topic),
        one_of("result", CallResult),
        not_before("ended_at", "started_at"),
        Index("ix_call_open", "started_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    started_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    direction: Mapped[str] = mapped_column(default=Direction.INCOMING)
    raw_number: Mapped[str | None]
    e164: Mapped[str | None] = mapped_column(index=True)
    organisation_id: Mapped[int | None] = reference("organisation.id")
    contact_id: Mapped[int | None] = reference("contact.id")
    topic: Mapped[str | None]
    result: Mapped[str] = mapped_column(default=CallResult.OPEN)
    text: Mapped[str | None]
    taken_by: Mapped[str]


class Note(Record):
    """A dated text about an organisation, a person or a case.

    `held_on` is the day of what it tells, where that is not the day it was written.
    """

    __tablename__ = "note"
    shown_in = (("id", "note"),)

    written_at: Mapped[datetime]
    written_by: Mapped[str]
    organisation_id: Mapped[int | None] = reference("organisation.id")
    contact_id: Mapped[int | None] = reference("contact.id")
    application_id: Mapped[int | None] = reference("application.id")
    booking_id: Mapped[int | None] = reference("booking.id")
    call_id: Mapped[int | None] = reference("call.id")
    held_on: Mapped[date | None]
    text: Mapped[str]

    parties: Mapped[list["NoteParty"]] = relationship(
        cascade="all, delete-orphan", order_by="NoteParty.id"
    )


class NoteParty(Base):
    """A further organisation, or person, that took part in what a note is about."""

    __tablename__ = "note_party"
    shown_in = (("note_id", "note"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    note_id: Mapped[int] = reference("note.id", owned=True)
    organisation_id: Mapped[int] = reference("organisation.id")
    contact_id: Mapped[int | None] = reference("contact.id")


class FollowUp(Record):
    """Something to do by a day, with an owner."""

    __tablename__ = "follow_up"
    shown_in = (("id", "follow_up"),)

    due_on: Mapped[date] = mapped_column(index=True)
    owner: Mapped[str]
    text: Mapped[str]
    organisation_id: Mapped[int | None] = reference("organisation.id")
    contact_id: Mapped[int | None] = reference("contact.id")
    application_id: Mapped[int | None] = reference("application.id")
    booking_id: Mapped[int | None] = reference("booking.id")
    call_id: Mapped[int | None] = reference("call.id")
    done_at: Mapped[datetime | None]


class Snippet(Record):
    """A text that is written again and again; typing `::code` in a note inserts it.

    `{kommune}`, `{antrag}` and `{betrag}` in the text stand for those of the record at hand.
    """

    __tablename__ = "snippet"
    __table_args__ = (UniqueConstraint("code"),)

    code: Mapped[str]
    text: Mapped[str]
