"""The answer to a request for access (Art. 15 DSGVO): all that is stored, what for, from where."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from db.history import COUNTERS
from db.names import full_name
from db.tables import Change, Contact, Exchange, OrganisationPeriod
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.core.shown import title_of
from ozg_tui.desk.papers.document import Block, Document, Facts, Heading, Paragraph
from ozg_tui.desk.privacy.found import Found, Tie, rows_about
from ozg_tui.desk.privacy.person import Person, person_of
from ozg_tui.desk.privacy.processing import activities
from ozg_tui.german.counting import counted
from ozg_tui.rules.dates import format_date

TIES: Mapping[Tie, str] = {
    Tie.OWN: "gehört zur Person",
    Tie.NAMED: "nennt die Person",
    Tie.POSSIBLE: "nennt den Namen; kann jemand anderes sein",
}
_LAW = (
    "Auskunft nach Art. 15 DSGVO über alle Daten, die zu dieser Person gespeichert sind. Texte "
    "können auch andere Menschen nennen; deren Rechte sind vor der Weitergabe zu prüfen "
    "(Art. 15 Abs. 4 DSGVO)."
)
_TECHNICAL = COUNTERS | {"id"}
_COLUMNS: Mapping[str, str] = {
    "actor": "Wer",
    "confirmed_on": "bestätigt am",
    "confirmed_by": "bestätigt von",
    "content": "Inhalt",
    "e164": "Rufnummer, einheitlich",
    "ended_at": "beendet",
    "file_name": "Datei",
    "form": "Formular",
    "historic_on": "nicht mehr aktuell seit",
    "kind": "Art",
    "raw": "Rufnummer",
    "role": "Funktion",
    "salutation": "Anrede",
    "saved_at": "gesichert",
    "seed": "Stammdaten",
    "source_code": "Quelle",
    "started_at": "begonnen",
    "subscribed_at": "bezogen seit",
    "table_name": "Tabelle",
    "taken_by": "angenommen von",
    "text": "Text",
    "valid_from": "seit",
    "valid_to": "bis",
    "written_at": "geschrieben",
    "written_by": "geschrieben von",
}
"""What no form calls by a name."""

_RIGHTS = (
    "Es besteht das Recht auf Berichtigung, Löschung, Einschränkung und Widerspruch "
    "(Art. 16 bis 18 und 21 DSGVO) und das Recht, sich bei der Aufsichtsbehörde zu beschweren "
    "(Art. 77 DSGVO)."
)


class Origin(NamedTuple):
    """Who recorded a row first, when, and from which file."""

    at: datetime
    actor: str
    file: str

    def __str__(self) -> str:
        """In words."""
        file = f", aus der Datei {self.file}" if self.file else ""
        return f"eingetragen {moment_text(self.at)} von {self.actor}{file}"


class Answer(NamedTuple):
    """All that is stored about a person; `origins` by the keys of the rows."""

    person: Person
    place: str
    as_of: date
    actor: str
    rows: tuple[Found, ...]
    origins: Mapping[tuple[str, str], Origin]

    def number(self, tie: Tie) -> int:
        """How many rows hang on the person in this way."""
        return sum(each.tie is tie for each in self.rows)


def access(desk: Desk, contact_id: int) -> Answer:
    """All that is stored about a person. Raises `NotFoundError`.

    It reads every text of the store, so it takes as long as that.
    """
    with reading(desk) as session:
        reader = session.connection()
        person = person_of(reader, contact_id)
        rows = tuple(rows_about(reader, person))
        return Answer(
            person,
            _place(reader, contact_id),
            desk.today(),
            desk.actor,
            rows,
            _origins(reader, [each.key for each in rows]),
        )


def content_of(answer: Answer) -> dict[str, Any]:
    """The answer for other programs (Art. 20 DSGVO)."""
    return {
        "as_of": answer.as_of,
        "person": {
            "id": answer.person.id,
            "name": answer.person.title,
            "place": answer.place,
            "numbers": sorted(answer.person.numbers),
            "addresses": sorted(answer.person.addresses),
        },
        "activities": [
            {
                "code": each.code,
                "name": each.name,
                "purpose": each.purpose,
                "legal_basis": each.basis,
                "recipients": each.recipients,
                "retention": each.retention,
            }
            for each in activities().values()
        ],
        "rows": [_row(answer, each) for each in answer.rows],
        "total": len(answer.rows),
    }


def document_of(answer: Answer) -> Document:
    """The answer for the person, by what the data are kept for."""
    blocks: list[Block] = [Paragraph(text=_LAW), Facts(rows=_head(answer))]
    order = {code: place for place, code in enumerate(activities())}
    rows = sorted(answer.rows, key=lambda each: order[each.kept.personal.activity])
    for code, found in groupby(rows, key=lambda each: each.kept.personal.activity):
        activity = activities()[code]
        blocks += [
            Heading(text=activity.name),
            Facts(
                rows=(
                    ("Zweck", activity.purpose),
                    ("Rechtsgrundlage", activity.basis),
                    ("Empfänger", activity.recipients),
                    ("Aufbewahrung", activity.retention),
                )
            ),
        ]
        for each in found:
            blocks += _blocks(answer, each)
    return Document(
        title=f"Auskunft: {answer.person.title}",
        reference=f"Auskunft zu Person {answer.person.id}",
        author=answer.actor,
        printed_on=answer.as_of,
        blocks=(*blocks, Paragraph(text=_RIGHTS)),
    )


def _head(answer: Answer) -> tuple[tuple[str, str], ...]:
    total = counted(len(answer.rows), "Eintrag", "Einträge")
    return (
        ("Person", f"{answer.person.title} (Nummer {answer.person.id})"),
        ("Kommune/Stelle", answer.place or "nicht mehr im Bestand"),
        ("Stand", format_date(answer.as_of)),
        ("Gespeichert", total),
        *((TIES[tie], str(number)) for tie in Tie if (number := answer.number(tie))),
    )


def _row(answer: Answer, found: Found) -> dict[str, Any]:
    origin = answer.origins.get(found.key)
    return {
        "table": found.kept.name,
        "id": found.row_id,
        "tie": found.tie,
        "activity": found.kept.personal.activity,
        "origin": None
        if origin is None
        else {"at": origin.at.isoformat(), "by": origin.actor, "file": origin.file or None},
        "values": {name: _plain(value) for name, value in found.values.items()},
    }


def _blocks(answer: Answer, found: Found) -> Iterator[Block]:
    yield Heading(text=f"{found.kept.called} {found.row_id}, {TIES[found.tie]}", level=3)
    rows = list(_facts(found))
    if origin := answer.origins.get(found.key):
        rows.append(("Herkunft", str(origin)))
    yield Facts(rows=tuple(rows))


def _facts(found: Found) -> Iterator[tuple[str, str]]:
    """What a row holds, as the form calls it; numbers of rows say nothing to a person."""
    if found.kept.name != Change.__tablename__:
        yield from _named(found.kept.name, found.values)
        return
    change = found.values
    yield "Eintrag", f"{change['table_name']} {change['row_id']}"
    yield "Geändert", f"{moment_text(change['at'])} von {change['actor']}"
    for name, title in (("before", "vorher"), ("after", "nachher")):
        for label, text in _named(change["table_name"], change[name] or {}):
            yield f"{title}: {label}", text


def _named(table: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if value not in (None, "", [], {}) and name not in _TECHNICAL and not name.endswith("_id"):
            yield title_of(table, name) or _COLUMNS.get(name, name), _said(value)


def _said(value: Any) -> str:
    match value:
        case bool():
            return "ja" if value else "nein"
        case datetime():
            return moment_text(value)
        case date():
            return format_date(value)
    return str(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _place(reader: Connection, contact_id: int) -> str:
    row = reader.execute(
        select(OrganisationPeriod.name, OrganisationPeriod.kind)
        .join(Contact, Contact.organisation_id == OrganisationPeriod.organisation_id)
        .where(Contact.id == contact_id)
        .order_by(OrganisationPeriod.valid_from.desc())
        .limit(1)
    ).first()
    return full_name(row.name, row.kind) if row else ""


def _origins(reader: Connection, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Origin]:
    """Who recorded these rows first; what the history does not know has none."""
    found = {}
    for table, row_id in keys:
        row = reader.execute(
            select(Change.at, Change.actor, Exchange.file_name)
            .outerjoin(Exchange, Exchange.unit == Change.unit)
            .where(Change.table_name == table, Change.row_id == row_id, Change.action == "insert")
            .order_by(Change.id)
            .limit(1)
        ).first()
        if row is not None:
            found[table, row_id] = Origin(row.at, row.actor, row.file_name or "")
    return found
