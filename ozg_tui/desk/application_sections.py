"""An IKZ application as the detail view shows it."""

from datetime import date

from db.tables import Application
from ozg_tui.desk.application_case import examined
from ozg_tui.desk.application_input import ApplicationInput, ParticipantInput
from ozg_tui.desk.desk import Desk
from ozg_tui.desk.records import Examination, Section, filled
from ozg_tui.desk.territory import Territory, territory
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz import Role
from ozg_tui.rules.labels import label_of
from ozg_tui.rules.money import format_cents
from ozg_tui.rules.territory import council
from ozg_tui.rules.verdict import state_label

_COSTS = (("Personalkosten", "personnel"), ("Sachkosten", "material"))


def application_sections(
    desk: Desk, row: Application, value: ApplicationInput
) -> tuple[Section, ...]:
    """Application, participants with council and resolution, agreement, costs, judgement."""
    land = territory(desk)
    on = value.applied_on or desk.today()
    sections = (
        Section("Antrag", _application(row, value)),
        Section(
            f"Beteiligte Kommunen ({len(value.participants)})",
            tuple(_participant(each, land, on) for each in value.participants),
        ),
        Section("Vereinbarung und Laufzeit", _agreement(value)),
        Section("Kosten und Zuwendung", _amounts(value)),
        Section("Prüfung", _judgement(examined(desk, value, row.id))),
        Section("Bemerkung", filled((("", value.note),))),
    )
    return tuple(each for each in sections if each.rows)


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
        label_of(value.role) if value.role is Role.lead else None,
        council(period.kind),
        f"{status} am {format_date(value.session_on)}" if value.session_on else status,
        f"Drs. {value.printed_matter}" if value.printed_matter else None,
        "Kopie liegt vor" if value.copy_at_hand else "Kopie fehlt",
    )
    return period.name, ", ".join(part for part in parts if part)


def _agreement(value: ApplicationInput) -> tuple[tuple[str, str], ...]:
    signed_by_all = value.agreement_signed_by_all
    start, end = _day(value.term_start), _day(value.term_end)
    until = "unbefristet" if value.term_open_ended else f"bis {end}" if end else None
    term = ", ".join(part for part in (f"ab {start}" if start else None, until) if part)
    return filled(
        (
            ("Form", label_of(value.agreement_form) if value.agreement_form else None),
            ("Unterzeichnet am", _day(value.agreement_signed_on)),
            (
                "Von allen unterzeichnet",
                None if signed_by_all is None else "ja" if signed_by_all else "nein",
            ),
            ("Az.", value.agreement_reference),
            ("Laufzeit", term),
        )
    )


def _amounts(value: ApplicationInput) -> tuple[tuple[str, str], ...]:
    costs = (
        (f"{label} im Jahr {when}", _euros(getattr(value, f"{name}_{field}_cents")))
        for label, name in _COSTS
        for when, field in (("vorher", "before"), ("nachher", "after"))
    )
    return filled(
        (
            *costs,
            ("Beantragt", _euros(value.requested_cents)),
            ("Bewilligt laut Bescheid", _euros(value.granted_cents)),
        )
    )


def _judgement(examination: Examination) -> tuple[tuple[str, str], ...]:
    return (
        ("Ergebnis", examination.verdict),
        *(
            (
                check.title,
                ", ".join(
                    part for part in (state_label(check.state), check.value, check.distance) if part
                ),
            )
            for check in examination.checks
        ),
        *(("", line) for line in (*examination.figures, *examination.lines)),
    )


def _day(day: date | None) -> str | None:
    return format_date(day) if day else None


def _euros(cents: int | None) -> str | None:
    return None if cents is None else format_cents(cents)
