"""What was said, and what is to be done by when."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field
from sqlalchemy.orm import Session

from db.errors import NotFoundError
from db.tables import FollowUp, Note
from ozg_tui.clock import BERLIN
from ozg_tui.desk.desk import Desk
from ozg_tui.desk.records import Records, Section, Stored
from ozg_tui.desk.territory import territory
from ozg_tui.desk.values import Day, Input, Line, OptionalPick, Text, Ui
from ozg_tui.rules.dates import format_date

_TITLE_LENGTH = 60


Place = Annotated[OptionalPick, Ui(lookup="organisation")]


class NoteInput(Input):
    """What was said; a note may belong to a Kommune or other organisation."""

    organisation_id: Place = Field(None, title="Kommune/Stelle")
    text: Text = Field(title="Notiz")


class FollowUpInput(Input):
    """What is to be done, by when and by whom."""

    due_on: Day = Field(title="Fällig am")
    text: Line = Field(title="Was ist zu tun?")
    owner: Line = Field(title="Wer")
    organisation_id: Place = Field(None, title="Kommune/Stelle")


class Notes(Records[NoteInput, Note]):
    """Notes of the desk; day and author are set with the first save and stay."""

    code = "note"
    model = NoteInput
    table = Note

    def title(self, row: Note) -> str:
        """The beginning of the text."""
        return " ".join(row.text.split())[:_TITLE_LENGTH]

    def value(self, row: Note) -> NoteInput:
        """Text and organisation."""
        return NoteInput.model_construct(organisation_id=row.organisation_id, text=row.text)

    def apply(self, session: Session, row: Note, value: NoteInput) -> None:
        """Sign a new note, keep the signature of an old one."""
        if row.id is None:
            row.written_at, row.written_by = datetime.now(UTC), session.info["actor"]
        row.organisation_id, row.text = value.organisation_id, value.text

    def sections(self, session: Session, row: Note) -> tuple[Section, ...]:
        """Who wrote it when, and the text."""
        written = row.written_at.astimezone(BERLIN)
        head = (
            ("Kommune/Stelle", _name(session, row.organisation_id)),
            ("Vom", f"{format_date(written.date())}, {written:%H:%M} Uhr"),
            ("Von", row.written_by),
        )
        return Section("Notiz", head), Section("Text", (("", row.text),))


class FollowUps(Records[FollowUpInput, FollowUp]):
    """Follow-ups of the desk."""

    code = "follow_up"
    model = FollowUpInput
    table = FollowUp

    def title(self, row: FollowUp) -> str:
        """Day and text."""
        return f"{format_date(row.due_on)} {row.text}"

    def value(self, row: FollowUp) -> FollowUpInput:
        """All fields of the form."""
        return FollowUpInput.model_construct(
            due_on=row.due_on, text=row.text, owner=row.owner, organisation_id=row.organisation_id
        )

    def apply(self, session: Session, row: FollowUp, value: FollowUpInput) -> None:
        """Take all fields over."""
        for name in FollowUpInput.model_fields:
            setattr(row, name, getattr(value, name))

    def blank(self, desk: Desk) -> dict[str, str]:
        """In a week, by the person who writes it down."""
        return {"due_on": "+7", "owner": desk.actor}

    def sections(self, session: Session, row: FollowUp) -> tuple[Section, ...]:
        """What is to be done, and whether it is done."""
        done = row.done_at.astimezone(BERLIN).date() if row.done_at else None
        return (
            Section(
                "Wiedervorlage",
                (
                    ("Kommune/Stelle", _name(session, row.organisation_id)),
                    ("Fällig am", format_date(row.due_on)),
                    ("Wer", row.owner),
                    ("Was ist zu tun?", row.text),
                    ("Erledigt", format_date(done) if done else "noch offen"),
                ),
            ),
        )


def add_note(desk: Desk, organisation_id: int, text: str) -> Stored[NoteInput]:
    """Keep a note about an organisation. Raises pydantic's `ValidationError` for a blank text."""
    return NOTES.save(desk, NoteInput(organisation_id=organisation_id, text=text))


def finish(desk: Desk, follow_up_id: int, done: bool = True) -> None:
    """Mark a follow-up as done now, or open it again. Raises `NotFoundError`."""
    with desk.store.writing(desk.actor) as session:
        row = session.get(FollowUp, follow_up_id)
        if row is None:
            raise NotFoundError("Diesen Eintrag gibt es nicht mehr.")
        row.done_at = datetime.now(UTC) if done else None


def _name(session: Session, organisation_id: int | None) -> str:
    return territory(session.info["desk"]).name(organisation_id) if organisation_id else ""


NOTES = Notes()
FOLLOW_UPS = FollowUps()
