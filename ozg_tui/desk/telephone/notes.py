"""What was said: dated, signed, about an organisation or by itself."""

from typing import Annotated

from pydantic import Field

from db.tables import Note
from ozg_tui.clock import BERLIN
from ozg_tui.desk.core.records import Records, Section
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.core.values import Input, OptionalPick, Text, Ui
from ozg_tui.rules.dates import format_date

_TITLE_LENGTH = 60


Place = Annotated[OptionalPick, Ui(lookup="organisation")]


class NoteInput(Input):
    """What was said; a note may belong to a Kommune or other organisation."""

    organisation_id: Place = Field(None, title="Kommune/Stelle")
    text: Text = Field(title="Notiz")


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

    def apply(self, session: DeskSession, row: Note, value: NoteInput) -> None:
        """Sign a new note, keep the signature of an old one."""
        if row.id is None:
            row.written_at, row.written_by = session.now, session.actor
        row.organisation_id, row.text = value.organisation_id, value.text

    def sections(self, session: DeskSession, row: Note) -> tuple[Section, ...]:
        """Who wrote it when, and the text."""
        written = row.written_at.astimezone(BERLIN)
        head = (
            ("Kommune/Stelle", _name(session, row.organisation_id)),
            ("Vom", f"{format_date(written.date())}, {written:%H:%M} Uhr"),
            ("Von", row.written_by),
        )
        return Section("Notiz", head), Section("Text", (("", row.text),))


def _name(session: DeskSession, organisation_id: int | None) -> str:
    return territory(session.desk).name(organisation_id) if organisation_id else ""


NOTES = Notes()
