"""Bookings of the Digitalisierungsberatung: judged by one function, saved once per slot."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from db.errors import NotFoundError, RefusedError
from db.names import full_name
from db.tables import Booking as BookingTable
from db.tables import BookingStep, Contact, OrganisationPeriod
from ozg_tui.codes.checks import State
from ozg_tui.codes.consulting import BookingState
from ozg_tui.desk.consulting.input import BookingInput, Module
from ozg_tui.desk.consulting.rules import (
    Booked,
    accounted,
    clashes,
    is_live,
    judged,
    modules,
    objections,
    reference,
    request_for,
    stored_bookings,
)
from ozg_tui.desk.consulting.step import refuse_step, take_step
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Examination, Records, Section, filled
from ozg_tui.desk.core.session import DeskSession, session_of
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.core.times import format_time
from ozg_tui.desk.register.contacts import CONTACTS
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.german.labels import BOOKING_STATES, label_of
from ozg_tui.rules.consulting.checks import describe
from ozg_tui.rules.consulting.judge import ConsultingVerdict
from ozg_tui.rules.consulting.values import Booking, Request
from ozg_tui.rules.dates import format_date
from ozg_tui.text import clean

_MOST_DIGITS = 15

_PLAIN = (
    "organisation_id",
    "booked_on",
    "consultation_on",
    "starts_at",
    "ends_at",
    "place",
    "adviser",
    "contact_id",
    "funded",
    "note",
)


class Bookings(Records[BookingInput, BookingTable]):
    """Consulting bookings of the desk."""

    code = "booking"
    model = BookingInput
    table = BookingTable
    needs = (rule_sets,)

    def reference(self, session: DeskSession, row: BookingTable) -> str:
        """The number by which it is found: `B12`."""
        return reference(row.id)

    def title(self, row: BookingTable) -> str:
        """Module and Kommune: `Beratung Modul 2, Ahnatal`."""
        session = session_of(row)
        period = (
            session
            and session.scalars(
                select(OrganisationPeriod)
                .where(OrganisationPeriod.organisation_id == row.organisation_id)
                .order_by(OrganisationPeriod.valid_from.desc())
            ).first()
        )
        place = f", {full_name(period.name, period.kind)}" if period else ""
        return f"Beratung Modul {row.module}{place}"

    def value(self, row: BookingTable) -> BookingInput:
        """The row as a form shows it."""
        return BookingInput.model_construct(
            module=Module(row.module),
            state=BookingState(row.state),
            cancelled_reason=row.cancelled_reason,
            **{name: getattr(row, name) for name in _PLAIN},
        )

    def blank(self, desk: Desk) -> dict[str, str]:
        """Registered today."""
        return {"booked_on": "h"}

    def choice_labels(self, desk: Desk) -> dict[str, tuple[tuple[Any, str], ...]]:
        """The modules with the titles of the rule set in force."""
        titled = tuple((Module(each), f"{each} {of.title}") for each, of in modules(desk).items())
        return {"module": titled} if titled else {}

    def apply(self, session: DeskSession, row: BookingTable, value: BookingInput) -> None:
        """Write the fields; the funding source follows from the module."""
        module = modules(session.desk).get(value.module)
        if module is None:
            raise RefusedError(
                f"Für Modul {value.module} ist kein Regelwerk hinterlegt; es wurde nichts "
                "gesichert."
            )
        if row.state is not None and row.state != value.state.value:
            today = session.desk.today()
            take_step(row, value.state, today, session.desk.actor, value.cancelled_reason)
        else:
            row.state, row.cancelled_reason = value.state.value, value.cancelled_reason
        for name in _PLAIN:
            setattr(row, name, getattr(value, name))
        row.module, row.funding_source = module.number, module.funding_source

    def refuse(self, session: DeskSession, value: BookingInput, row: BookingTable | None) -> None:
        """Refuse a step that the path does not know, and funds where a check fails."""
        if row is not None and row.state != value.state.value:
            today = session.desk.today()
            refuse_step(row, value, today, today)
        self.refuse_slot(session, value, row)

    def refuse_slot(
        self, session: DeskSession, value: BookingInput, row: BookingTable | None
    ) -> None:
        """Refuse funds where a check fails; who cancels or pays for itself is never refused."""
        if not (value.funded and is_live(value.state)):
            return
        desk, record_id = session.desk, row.id if row else None
        existing = stored_bookings(session.execute, [value.organisation_id])
        request = request_for(territory(desk), value, record_id)
        verdict = judged(
            desk, value.organisation_id, request, [booked.booking for booked in existing]
        )
        if verdict.eligible:
            return
        winner = _winner(desk, value, [each for each in existing if each.id != record_id])
        by = f" {winner.booking.reference} hat {winner.changed_by} eingetragen." if winner else ""
        raise RefusedError(f"{objections(verdict)}{by}")

    def explain(self, session: DeskSession, value: BookingInput, error: IntegrityError) -> str:
        """Who was faster, when two wanted one slot in the same moment."""
        desk = session.desk
        winner = _winner(desk, value, stored_bookings(session.execute, [value.organisation_id]))
        if winner is None:
            return super().explain(session, value, error)
        place = territory(desk).name(value.organisation_id)
        return (
            f"Der Platz ist inzwischen belegt durch {describe(winner.booking)} für {place}, "
            f"eingetragen von {winner.changed_by}."
        )

    def examine(self, desk: Desk, value: Any, record_id: int | None) -> Examination:
        """The checks, the verdict, and what the Kommune has had so far, without this booking."""
        if value.organisation_id is None:
            return Examination((), "offen: Welche Kommune soll beraten werden?")
        land = territory(desk)
        related = (value.organisation_id, *land.predecessors(value.organisation_id))
        others = [
            booked
            for booked in desk.read(lambda reader: stored_bookings(reader.execute, related))
            if booked.id != record_id
        ]
        own = [each.booking for each in others if each.organisation_id == value.organisation_id]
        lines = (
            *desk.read(lambda reader: clashes(reader.execute, land, value, record_id)),
            *(
                f"{line.label}: {line.state}, {line.detail}"
                for line in accounted(desk, value.organisation_id, own, desk.today())
            ),
            *(_earlier(land, each, value.organisation_id) for each in others),
        )
        if value.state is not None and not is_live(value.state):
            return Examination((), f"{label_of(value.state)}, belegt keinen Platz", lines)
        if value.module is None:
            return Examination((), "offen: Welches Modul ist gewünscht?", lines)
        request = request_for(land, value, record_id)
        verdict = judged(desk, value.organisation_id, request, own)
        return Examination(verdict.checks, _sentence(verdict, request), lines)

    def sections(self, session: DeskSession, row: BookingTable) -> tuple[Section, ...]:
        """What is booked, who pays, when and with whom."""
        desk = session.desk
        module = modules(desk).get(row.module)
        contact = session.get(Contact, row.contact_id) if row.contact_id else None
        paid_by = module.funding_source_name if module else row.funding_source
        hours = " bis ".join(format_time(each) for each in (row.starts_at, row.ends_at) if each)
        day = format_date(row.consultation_on) if row.consultation_on else "noch kein Termin"
        booked = (
            ("Nummer", reference(row.id)),
            ("Kommune", territory(desk).name(row.organisation_id)),
            ("Modul", f"{row.module} {module.title}" if module else str(row.module)),
            ("Förderquelle", paid_by if row.funded else "nicht gefördert"),
            ("Status", label_of(BookingState(row.state))),
            ("Grund der Absage", row.cancelled_reason),
        )
        meeting = (
            ("Anmeldung", format_date(row.booked_on) if row.booked_on else None),
            ("Termin", f"{day}, {hours}" if hours else day),
            ("Ort", row.place),
            ("Beratung durch", row.adviser),
            ("Ansprechperson", CONTACTS.title(contact) if contact else None),
        )
        return (
            Section("Beratung", filled(booked)),
            Section("Termin", filled(meeting)),
            *((Section("Bemerkung", (("", row.note),)),) if row.note else ()),
            *((Section("Weg", tuple(map(_step, row.steps))),) if row.steps else ()),
        )


def find_booking(desk: Desk, number: str) -> int:
    """The booking that is called so: `B12`, `b12` or `12`. Raises `NotFoundError`."""
    wanted = clean(number).strip().upper().removeprefix("B")
    found = None
    if wanted.isascii() and wanted.isdecimal() and len(wanted) <= _MOST_DIGITS:
        exists = select(BookingTable.id).where(BookingTable.id == int(wanted))
        found = desk.read(lambda reader: reader.scalar(exists))
    if found is None:
        raise NotFoundError(
            f"Eine Beratung »{clean(number)[:40]}« gibt es nicht. Eine Nummer sieht aus wie B12."
        )
    return int(found)


def check(
    desk: Desk,
    key: str,
    module: int,
    on: date | None,
    existing: Sequence[Booking] | None = None,
) -> ConsultingVerdict:
    """Whether a Kommune may still have a module funded on a day.

    `existing` takes the place of the stored bookings of the Kommune.
    """
    number = territory(desk).id_of(key)
    if existing is None:
        existing = _bookings_of(desk, number) if number else ()
    return judged(desk, number, Request(key=key, module=module, consultation_on=on), existing)


def _bookings_of(desk: Desk, organisation_id: int) -> list[Booking]:
    found = desk.read(lambda reader: stored_bookings(reader.execute, [organisation_id]))
    return [booked.booking for booked in found]


def _winner(desk: Desk, value: BookingInput, existing: Sequence[Booked]) -> Booked | None:
    """The booking that uses the slot of this one."""
    module = modules(desk).get(value.module)
    return next(
        (
            each
            for each in existing
            if each.booking.funded
            and is_live(each.booking.state)
            and module is not None
            and each.funding_source == module.funding_source
        ),
        None,
    )


def _sentence(verdict: ConsultingVerdict, request: Request) -> str:
    if not verdict.eligible:
        return f"nicht förderfähig: {objections(verdict)}"
    if not request.funded:
        return "nicht gefördert, belegt keinen Platz"
    open_questions = [each.question for each in verdict.checks if each.state is State.open]
    still = f"; noch offen: {' '.join(open_questions)}" if open_questions else ""
    return f"förderfähig, belegt den Platz{still}"


def _step(step: BookingStep) -> tuple[str, str]:
    """One line of the way: the day, and `angemeldet → storniert, beck, krank`."""
    way = f"{BOOKING_STATES[step.from_state]} → {BOOKING_STATES[step.to_state]}"
    parts = (way, step.actor, step.note)
    return format_date(step.moved_on), ", ".join(part for part in parts if part)


def _earlier(land: Territory, booked: Booked, organisation_id: int) -> str:
    parts = [describe(booked.booking), label_of(booked.booking.state), booked.adviser]
    if not booked.booking.funded:
        parts.insert(1, "nicht gefördert")
    if booked.organisation_id != organisation_id:
        parts.append(f"für {land.name(booked.organisation_id)}")
    return "Bisher: " + ", ".join(part for part in parts if part)


BOOKINGS = Bookings()
