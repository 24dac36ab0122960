"""The record of processing activities (Art. 30 DSGVO), read from `processing.toml`."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.papers.document import Block, Document, Facts, Heading, Paragraph
from ozg_tui.german.counting import counted
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.values import Value

_INTRODUCTION = (
    "Was das Programm über Menschen speichert. Verantwortliche Stelle und Datenschutzbeauftragte "
    "sind zu ergänzen. Eine Frist, die noch nicht bestätigt ist, ist ein Vorschlag."
)
_FILE = Path(__file__).with_name("processing.toml")


class Activity(Value):
    """What a kind of data about people is kept for, on which legal basis, and how long.

    Without `months` the duration is what `since` says in words.
    """

    code: str
    name: str
    purpose: str
    persons: str
    data: str
    recipients: str
    basis: str
    since: str = Field(alias="from")
    months: int | None = Field(default=None, gt=0)
    source: str
    confirmed_on: date | None = None

    @property
    def retention(self) -> str:
        """How long, in words: `24 Monate ab: nicht mehr im Amt (Vorschlag, nicht bestätigt)`."""
        length = f"{counted(self.months, 'Monat', 'Monate')} ab: " if self.months else ""
        if self.confirmed_on is None:
            return f"{length}{self.since} ({self.source}, noch nicht bestätigt)"
        return f"{length}{self.since} ({self.source}, bestätigt {format_date(self.confirmed_on)})"


@cache
def activities() -> Mapping[str, Activity]:
    """All activities by their code."""
    with _FILE.open("rb") as file:
        found = (Activity.model_validate(each) for each in tomllib.load(file)["activity"])
        return {each.code: each for each in found}


def record_of(desk: Desk) -> Document:
    """The record as a document for the data protection officer."""
    blocks: list[Block] = [Paragraph(text=_INTRODUCTION)]
    for each in activities().values():
        rows = (
            ("Zweck", each.purpose),
            ("Betroffene", each.persons),
            ("Daten", each.data),
            ("Empfänger", each.recipients),
            ("Rechtsgrundlage", each.basis),
            ("Löschfrist", each.retention),
        )
        blocks += [Heading(text=each.name), Facts(rows=rows)]
    return Document(
        title="Verzeichnis der Verarbeitungstätigkeiten",
        reference="Verzeichnis nach Art. 30 DSGVO",
        author=desk.actor,
        printed_on=desk.today(),
        blocks=tuple(blocks),
    )
