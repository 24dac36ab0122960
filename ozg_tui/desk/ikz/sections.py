"""An IKZ application as the detail view shows it."""

from collections.abc import Iterable
from datetime import date

from db.tables import Application, StationStep
from ozg_tui.codes.ikz import ParticipantRole
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Examination, Section, filled
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.ikz.case import case_of, examined
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.ikz.obligations import owed
from ozg_tui.desk.ikz.rows import ObligationInput, ParticipantInput
from ozg_tui.german.labels import STATIONS, label_of
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz.obligations import Obligation, basis_label, overdue_first
from ozg_tui.rules.money import format_cents
from ozg_tui.rules.territory import council
from ozg_tui.rules.verdict import state_label

OWED = "Nach der Bewilligung"
AGREED = "Pflichten nach dem Bescheid"
_COSTS = (("Personalkosten", "personnel"), ("Sachkosten", "material"))
_TIMES = (("vorher", "before"), ("nachher", "after"))


def application_sections(
    desk: Desk, row: Application, value: ApplicationInput
) -> tuple[Section, ...]:
    """Application, participants with council and resolution, agreement, costs, judgement."""
    land = territory(desk)
    on = value.applied_on or desk.today()
    due = owed(desk, value, case_of(value, land, desk.today(), row.number))
    sections = (
        Section("Antrag", _application(row, value)),
        Section(OWED, duty_rows(due, desk.today())),
        Section(
            f"Beteiligte Kommunen ({len(value.participants)})",
            tuple(_participant(each, land, on) for each in value.participants),
        ),
        Section("Vereinbarung und Laufzeit", _agreement(value)),
        Section("Kosten im Jahr", _costs(value, land)),
        Section("Zuwendung", _grant(row, value)),
        Section("Auszahlungen", _payments(value)),
        # Once something is owed, it stands above with its standing.
        Section(AGREED, () if due else tuple(_obligation(each) for each in value.obligations)),
        Section("Prüfung", _judgement(examined(desk, value, row.id))),
        Section("Weg", tuple(_step(each) for each in row.steps)),
        Section("Bemerkung", filled((("", value.note),))),
    )
    return tuple(each for each in sections if each.rows)


def duty_rows(obligations: Iterable[Obligation], on: date) -> tuple[tuple[str, str], ...]:
    """What is owed and how it stands on a day, the overdue first."""
    return tuple(_duty(each, on) for each in overdue_first(obligations, on))


def _duty(obligation: Obligation, on: date) -> tuple[str, str]:
    parts = [obligation.title, obligation.municipality]
    standing = obligation.standing(on)
    if obligation.due_on is not None:
        standing = f"{format_date(obligation.due_on)} ({basis_label(obligation.basis)}), {standing}"
    return ": ".join(part for part in parts if part), f"{standing}. {obligation.text}".rstrip()


def _application(row: Application, value: ApplicationInput) -> tuple[tuple[str, str], ...]:
    since = f" seit {format_date(row.station_since)}" if row.station_since else ""
    return filled(
        (
            ("Nummer", row.number),
            ("Bezeichnung", value.title),
            ("Aufgabenfeld", value.field_of_work),
            ("Stand", f"{label_of(value.station)}{since}"),
            ("Antrag vom", _day(value.applied_on)),
            ("Begründung bei zwei Kommunen", value.two_partner_reason),
        )
    )


def _participant(value: ParticipantInput, land: Territory, on: date) -> tuple[str, str]:
    """The council follows from what the Kommune was on the day of the resolution."""
    place = land.by_id[value.organisation_id]
    period = place.on(value.session_on or on) or place.latest
    status = label_of(value.resolution)
    parts = (
        label_of(value.role) if value.role is ParticipantRole.LEAD else None,
        council(period.kind),
        f"{status} am {format_date(value.session_on)}" if value.session_on else status,
        f"Drs. {value.printed_matter}" if value.printed_matter else None,
        "Kopie liegt vor" if value.copy_at_hand else "Kopie fehlt",
        f"unterzeichnet am {format_date(value.signed_on)}" if value.signed_on else None,
        f"dabei ab {format_date(value.joined_on)}" if value.joined_on else None,
        f"dabei bis {format_date(value.left_on)}" if value.left_on else None,
    )
    return period.name, ", ".join(part for part in parts if part)


def _agreement(value: ApplicationInput) -> tuple[tuple[str, str], ...]:
    start, end = _day(value.term_start), _day(value.term_end)
    until = "unbefristet" if value.term_open_ended else f"bis {end}" if end else None
    term = ", ".join(part for part in (f"ab {start}" if start else None, until) if part)
    return filled(
        (
            ("Form", label_of(value.agreement_form) if value.agreement_form else None),
            (
                "Delegation o. Mandat",
                value.agreement_transfer and label_of(value.agreement_transfer),
            ),
            ("Unterzeichnet am", _day(value.agreement_signed_on)),
            ("Von allen unterzeichnet", _yes_no(value.agreement_signed_by_all)),
            ("Az.", value.agreement_reference),
            ("Aufgaben benannt", _yes_no(value.agreement_tasks_named)),
            ("Genehmigt am", _day(value.agreement_approved_on)),
            ("Angezeigt am", _day(value.agreement_notified_on)),
            ("Bekannt gemacht am", _day(value.agreement_published_on)),
            ("Laufzeit", term),
            ("Kündigung geregelt", _yes_no(value.termination_clause)),
            ("Frühestens kündbar zum", _day(value.terminable_on)),
        )
    )


def _costs(value: ApplicationInput, land: Territory) -> tuple[tuple[str, str], ...]:
    """The sums, then the Kommunen that have figures of their own."""
    return filled(
        (
            *(
                (f"{label} {when}", _euros(getattr(value, f"{name}_{field}_cents")))
                for label, name in _COSTS
                for when, field in _TIMES
            ),
            *(
                (land.by_id[each.organisation_id].latest.name, _own_costs(each))
                for each in value.participants
            ),
            ("Kosten vorher fiktiv", "ja" if value.costs_notional else None),
            ("Begründung (fiktiv)", value.notional_reason),
        )
    )


def _own_costs(value: ParticipantInput) -> str:
    parts = [
        f"{label} {when} {format_cents(cents)}"
        for label, name in _COSTS
        for when, field in _TIMES
        if (cents := getattr(value, f"{name}_{field}_cents")) is not None
    ]
    return ", ".join([*parts, "fiktiv"] if value.costs_notional else parts)


def _grant(row: Application, value: ApplicationInput) -> tuple[tuple[str, str], ...]:
    return filled(
        (
            ("Beantragt", _euros(value.requested_cents)),
            ("Bewilligt laut Bescheid", _euros(value.granted_cents)),
            ("Bescheid vom", _day(value.notice_on)),
            ("Az. des Bescheids", value.notice_reference),
            ("Grund der Abweichung", value.deviation_reason),
            ("Abweichung eingetragen", row.deviation_by),
            ("Abweichung bestätigt", row.deviation_confirmed_by),
        )
    )


def _payments(value: ApplicationInput) -> tuple[tuple[str, str], ...]:
    rows = tuple(
        (
            format_date(each.paid_on),
            ", ".join(part for part in (format_cents(each.amount_cents), each.note) if part),
        )
        for each in value.payments
    )
    if not rows:
        return ()
    paid = sum(each.amount_cents for each in value.payments)
    total = format_cents(paid)
    if value.granted_cents is not None:
        total += f" von {format_cents(value.granted_cents)}"
    return (*rows, ("zusammen", total))


def _obligation(value: ObligationInput) -> tuple[str, str]:
    parts = (
        value.what,
        f"fällig am {format_date(value.due_on)}" if value.due_on else "ohne Frist",
        f"erledigt am {format_date(value.done_on)}" if value.done_on else None,
    )
    return label_of(value.kind), ", ".join(part for part in parts if part)


def _step(row: StationStep) -> tuple[str, str]:
    way = f"{STATIONS[row.from_station]} → {STATIONS[row.to_station]}"
    return format_date(row.moved_on), ", ".join(part for part in (way, row.actor, row.note) if part)


def _judgement(examination: Examination) -> tuple[tuple[str, str], ...]:
    checks = (*examination.checks, *examination.further)
    return (
        ("Ergebnis", examination.verdict),
        *(
            (
                check.title,
                ", ".join(
                    part for part in (state_label(check.state), check.value, check.distance) if part
                ),
            )
            for check in checks
        ),
        *(("", line) for line in (*examination.figures, *examination.lines)),
    )


def _day(day: date | None) -> str | None:
    return format_date(day) if day else None


def _yes_no(answer: bool | None) -> str | None:
    return None if answer is None else "ja" if answer else "nein"


def _euros(cents: int | None) -> str | None:
    return None if cents is None else format_cents(cents)
