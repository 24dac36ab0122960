"""What was said or agreed: dated, signed, about an organisation, with all who took part."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import Field, field_validator
from sqlalchemy import select

from db.tables import Contact, Note, NoteParty
from ozg_tui.clock import BERLIN
from ozg_tui.desk.core.records import Records, Section, filled
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.core.values import Input, OptionalDay, OptionalPick, Pick, Text, Ui, refuse
from ozg_tui.desk.register.belonging import contact_line, place_for
from ozg_tui.rules.dates import format_date

_TITLE_LENGTH = 60

Place = Annotated[OptionalPick, Ui(lookup="organisation")]
Person = Annotated[OptionalPick, Ui(lookup="contact")]


class PartyInput(Input):
    """Somebody else who took part."""

    organisation_id: Annotated[Pick, Ui(lookup="organisation")] = Field(title="Kommune/Stelle")
    contact_id: Person = Field(None, title="Ansprechperson")


class NoteInput(Input):
    """What was said; a note may belong to a Kommune or other organisation, or to several."""

    organisation_id: Place = Field(None, title="Kommune/Stelle")
    text: Text = Field(title="Notiz")
    contact_id: Person = Field(None, title="Ansprechperson")
    held_on: Annotated[OptionalDay, Ui(help="Der Tag des Gesprächs, wenn es nicht heute war.")] = (
        Field(None, title="Gespräch am")
    )
    parties: Annotated[tuple[PartyInput, ...], Ui(folded=True)] = Field((), title="Mit dabei")

    @field_validator("held_on")
    @classmethod
    def _not_to_come(cls, held_on: date | None, info: Any) -> date | None:
        today = (info.context or {}).get("today")
        if held_on is not None and today is not None and held_on > today:
            raise refuse("future", "Was erst kommt, ist eine Wiedervorlage (w).")
        return held_on


class Notes(Records[NoteInput, Note]):
    """Notes of the desk; moment and author are set with the first save and stay."""

    code = "note"
    model = NoteInput
    table = Note

    def title(self, row: Note) -> str:
        """The beginning of the text."""
        return " ".join(row.text.split())[:_TITLE_LENGTH]

    def value(self, row: Note) -> NoteInput:
        """Text, day, and who took part."""
        return NoteInput.model_construct(
            organisation_id=row.organisation_id,
            contact_id=row.contact_id,
            held_on=row.held_on,
            text=row.text,
            parties=tuple(
                PartyInput(organisation_id=each.organisation_id, contact_id=each.contact_id)
                for each in row.parties
            ),
        )

    def refuse(self, session: DeskSession, value: NoteInput, row: Note | None) -> None:
        """Refuse a person of another organisation."""
        place_for(session, value.organisation_id, value.contact_id, row)
        kept = {(each.organisation_id, each.contact_id) for each in row.parties} if row else set()
        for each in value.parties:
            if (each.organisation_id, each.contact_id) not in kept:
                place_for(session, each.organisation_id, each.contact_id)

    def apply(self, session: DeskSession, row: Note, value: NoteInput) -> None:
        """Sign a new note, keep the signature of an old one."""
        if row.id is None:
            row.written_at, row.written_by = session.now, session.actor
        row.organisation_id = place_for(session, value.organisation_id, value.contact_id, row)
        row.contact_id, row.held_on, row.text = value.contact_id, value.held_on, value.text
        wanted = [(each.organisation_id, each.contact_id) for each in value.parties]
        for party in list(row.parties):
            pair = party.organisation_id, party.contact_id
            if pair in wanted:
                wanted.remove(pair)
            else:
                row.parties.remove(party)
        row.parties += [NoteParty(organisation_id=place, contact_id=who) for place, who in wanted]

    def sections(self, session: DeskSession, row: Note) -> tuple[Section, ...]:
        """Who wrote it when, who took part, and the text."""
        written = row.written_at.astimezone(BERLIN)
        head = filled(
            (
                ("Kommune/Stelle", _name(session, row.organisation_id)),
                ("Ansprechperson", _person(session, row.contact_id)),
                ("Gespräch am", format_date(row.held_on) if row.held_on else None),
                ("Vom", f"{format_date(written.date())}, {written:%H:%M} Uhr"),
                ("Von", row.written_by),
                *(("Mit dabei", each) for each in _parties(session, row)),
            )
        )
        return Section("Notiz", head), Section("Text", (("", row.text),))


def _parties(session: DeskSession, row: Note) -> Iterator[str]:
    for each in row.parties:
        names = (_name(session, each.organisation_id), _person(session, each.contact_id))
        yield ", ".join(name for name in names if name)


def _name(session: DeskSession, organisation_id: int | None) -> str:
    return territory(session.desk).name(organisation_id) if organisation_id else ""


def _person(session: DeskSession, contact_id: int | None) -> str | None:
    contact = session.scalars(select(Contact).where(Contact.id == contact_id)).first()
    return contact_line(contact)


NOTES = Notes()
