"""The desk's cases as they go out: bookings, applications, follow-ups, calls."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, select

from db.search.rows import AnyRow, by, person
from db.tables import Application, Booking, Call, Contact, FollowUp, Participant
from ozg_tui.clock import day_of
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.core.territory import Territory
from ozg_tui.desk.exchange.lists.listed import Listed, key_of, name_of
from ozg_tui.desk.exchange.writing.sheet import Cell, Column, Holds
from ozg_tui.german.labels import BOOKING_STATES, CALL_RESULTS, DIRECTIONS, STATIONS, TOPICS
from ozg_tui.rules.phone_text import international

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_BOOKINGS = select(Booking.__table__).where(Booking.id.in_(_IDS))
_APPLICATIONS = select(Application.__table__).where(Application.id.in_(_IDS))
_FOLLOW_UPS = select(FollowUp.__table__).where(FollowUp.id.in_(_IDS))
_CALLS = select(Call.__table__).where(Call.id.in_(_IDS))
_PARTNERS = (
    select(Participant.application_id, Participant.organisation_id, Participant.role)
    .where(Participant.application_id.in_(_IDS))
    .order_by(Participant.position)
)
_PEOPLE = select(Contact.id, Contact.title, Contact.given_name, Contact.family_name).where(
    Contact.id.in_(_IDS)
)

_BOOKING_COLUMNS = (
    Column("number", "Nummer"),
    Column("organisation", "Kommune"),
    Column("key", "Schlüssel"),
    Column("module", "Modul", Holds.NUMBER),
    Column("state", "Status"),
    Column("booked_on", "Anmeldung", Holds.DAY),
    Column("consultation_on", "Termin", Holds.DAY),
    Column("starts_at", "von"),
    Column("ends_at", "bis"),
    Column("place", "Ort"),
    Column("adviser", "Beratung durch"),
    Column("contact", "Ansprechperson"),
    Column("funded", "Gefördert"),
    Column("cancelled_reason", "Grund der Absage"),
    Column("note", "Bemerkung"),
)
_APPLICATION_COLUMNS = (
    Column("number", "Nummer"),
    Column("title", "Bezeichnung"),
    Column("station", "Stand"),
    Column("station_since", "seit", Holds.DAY),
    Column("lead", "federführend"),
    Column("partners", "Beteiligte"),
    Column("field_of_work", "Aufgabenfeld"),
    Column("applied_on", "Antrag vom", Holds.DAY),
    Column("term_start", "Laufzeit ab", Holds.DAY),
    Column("term_end", "Laufzeit bis", Holds.DAY),
    Column("requested_cents", "beantragt (EUR)", Holds.AMOUNT),
    Column("granted_cents", "bewilligt (EUR)", Holds.AMOUNT),
    Column("notice_on", "Bescheid vom", Holds.DAY),
    Column("notice_reference", "Aktenzeichen"),
    Column("deviation_reason", "Grund der Abweichung"),
    Column("note", "Bemerkung"),
)
_FOLLOW_UP_COLUMNS = (
    Column("due_on", "Fällig am", Holds.DAY),
    Column("text", "Was ist zu tun?"),
    Column("owner", "Wer"),
    Column("organisation", "Kommune/Stelle"),
    Column("key", "Schlüssel"),
    Column("contact", "Ansprechperson"),
    Column("done_on", "Erledigt am", Holds.DAY),
)
_CALL_COLUMNS = (
    Column("started_at", "Beginn"),
    Column("ended_at", "Ende"),
    Column("direction", "Richtung"),
    Column("number", "Nummer", Holds.PHONE),
    Column("organisation", "Kommune/Stelle"),
    Column("key", "Schlüssel"),
    Column("contact", "Person"),
    Column("topic", "Thema"),
    Column("result", "Ergebnis"),
    Column("text", "Notiz"),
    Column("taken_by", "Wer"),
)

Page = Iterator[tuple[Cell, ...]]


def bookings(reader: Connection, land: Territory, ids: Sequence[int]) -> Page:
    """Bookings of the Digitalisierungsberatung."""
    found = {row.id: row for row in reader.execute(_BOOKINGS, {"ids": list(ids)})}
    people = _people(reader, [row.contact_id for row in found.values()])
    for row in _in_order(ids, found):
        yield (
            f"B{row.id}",
            name_of(land, row.organisation_id),
            key_of(land, row.organisation_id),
            row.module,
            BOOKING_STATES[row.state],
            row.booked_on,
            row.consultation_on,
            row.starts_at,
            row.ends_at,
            row.place,
            row.adviser,
            people.get(row.contact_id),
            bool(row.funded),
            row.cancelled_reason,
            row.note,
        )


def applications(reader: Connection, land: Territory, ids: Sequence[int]) -> Page:
    """IKZ applications with their partners."""
    found = {row.id: row for row in reader.execute(_APPLICATIONS, {"ids": list(ids)})}
    partners = by(reader, _PARTNERS, "application_id", {"ids": list(ids)})
    for row in _in_order(ids, found):
        named = [
            (each.role, name_of(land, each.organisation_id)) for each in partners.get(row.id, ())
        ]
        yield (
            row.number,
            row.title,
            STATIONS[row.station],
            row.station_since,
            next((name for role, name in named if role == "lead"), None),
            ", ".join(name for role, name in named if role != "lead"),
            row.field_of_work,
            row.applied_on,
            row.term_start,
            row.term_end,
            row.requested_cents,
            row.granted_cents,
            row.notice_on,
            row.notice_reference,
            row.deviation_reason,
            row.note,
        )


def follow_ups(reader: Connection, land: Territory, ids: Sequence[int]) -> Page:
    """Follow-ups, those that are done with the day."""
    found = {row.id: row for row in reader.execute(_FOLLOW_UPS, {"ids": list(ids)})}
    people = _people(reader, [row.contact_id for row in found.values()])
    for row in _in_order(ids, found):
        yield (
            row.due_on,
            row.text,
            row.owner,
            name_of(land, row.organisation_id),
            key_of(land, row.organisation_id),
            people.get(row.contact_id),
            day_of(row.done_at) if row.done_at else None,
        )


def calls(reader: Connection, land: Territory, ids: Sequence[int]) -> Page:
    """Calls with what was noted."""
    found = {row.id: row for row in reader.execute(_CALLS, {"ids": list(ids)})}
    people = _people(reader, [row.contact_id for row in found.values()])
    for row in _in_order(ids, found):
        number = international(row.raw_number or "", row.e164) if row.e164 else row.raw_number
        yield (
            moment_text(row.started_at),
            _moment(row.ended_at),
            DIRECTIONS[row.direction],
            number,
            name_of(land, row.organisation_id),
            key_of(land, row.organisation_id),
            people.get(row.contact_id),
            TOPICS.get(row.topic) if row.topic else None,
            CALL_RESULTS[row.result],
            row.text,
            row.taken_by,
        )


def _moment(moment: datetime | None) -> str | None:
    return moment_text(moment) if moment else None


def _in_order(ids: Sequence[int], found: Mapping[int, AnyRow]) -> Iterator[AnyRow]:
    return (found[number] for number in ids if number in found)


def _people(reader: Connection, ids: Sequence[int | None]) -> dict[int | None, str]:
    wanted = sorted({number for number in ids if number is not None})
    return {
        row.id: person(row.title, row.given_name, row.family_name)
        for row in reader.execute(_PEOPLE, {"ids": wanted})
    }


BOOKINGS = Listed(
    "beratungen", "Beratung", "Beratungen", (Kind.BOOKING, Kind.BOOKING), _BOOKING_COLUMNS, bookings
)
APPLICATIONS = Listed(
    "antraege",
    "IKZ-Antrag",
    "IKZ-Anträge",
    (Kind.APPLICATION, Kind.APPLICATION),
    _APPLICATION_COLUMNS,
    applications,
)
FOLLOW_UPS = Listed(
    "wiedervorlagen",
    "Wiedervorlage",
    "Wiedervorlagen",
    (Kind.FOLLOW_UP, Kind.FOLLOW_UP),
    _FOLLOW_UP_COLUMNS,
    follow_ups,
)
CALLS = Listed("anrufe", "Anruf", "Anrufe", (Kind.CALL, Kind.CALL), _CALL_COLUMNS, calls)
