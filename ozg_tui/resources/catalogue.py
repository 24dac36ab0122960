"""The sections of the program, each a resource; their kinds are those of `db.search.pages.Kind`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ozg_tui.resources import words
from ozg_tui.resources.resource import NOT_LISTED, Resource
from ozg_tui.widgets.window_list import Column

if TYPE_CHECKING:
    from ozg_tui.desk.core.records import Records
    from ozg_tui.desk.search.lists import Line

MUNICIPALITY, ORGANISATION, CONTACT, APPLICATION, BOOKING, BUNDLE, NOTE, FOLLOW_UP, CALL = range(9)


def _municipalities() -> Records[Any, Any]:
    from ozg_tui.desk.register.municipalities import MUNICIPALITIES

    return MUNICIPALITIES


def _contacts() -> Records[Any, Any]:
    from ozg_tui.desk.register.contacts import CONTACTS

    return CONTACTS


def _bookings() -> Records[Any, Any]:
    from ozg_tui.desk.consulting.bookings import BOOKINGS

    return BOOKINGS


def _applications() -> Records[Any, Any]:
    from ozg_tui.desk.ikz.applications import APPLICATIONS

    return APPLICATIONS


def _services() -> Records[Any, Any]:
    from ozg_tui.desk.services.bundles import SERVICES

    return SERVICES


def _notes() -> Records[Any, Any]:
    from ozg_tui.desk.telephone.notes import NOTES

    return NOTES


def _follow_ups() -> Records[Any, Any]:
    from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS

    return FOLLOW_UPS


def _calls() -> Records[Any, Any]:
    from ozg_tui.desk.telephone.calls import CALLS

    return CALLS


def _snippets() -> Records[Any, Any]:
    from ozg_tui.desk.telephone.snippets import SNIPPETS

    return SNIPPETS


def _rule_sets() -> Records[Any, Any]:
    from ozg_tui.desk.rule_sets.drafts import RULE_SETS

    return RULE_SETS


def _title(line: Line) -> str:
    return line.title


def _place(line: Line) -> str:
    return line.place


def _detail(line: Line) -> str:
    return line.detail


def _day(line: Line) -> str:
    return words.day(line.detail)


MUNICIPALITIES = Resource(
    code="municipality",
    title="Kommunen",
    singular="Kommune",
    letter="k",
    kinds=(MUNICIPALITY, MUNICIPALITY),
    columns=(
        Column("Name", 4, _title),
        Column("Landkreis", 3, _place),
        Column("Art", 2, words.municipality_state),
        Column("Schlüssel", 1, _detail),
    ),
    empty="Keine Kommune gefunden. Esc leert die Suche.",
    records=_municipalities,
)

ORGANISATIONS = Resource(
    code="organisation",
    title="Stellen",
    singular="Stelle",
    letter="",
    kinds=(ORGANISATION, ORGANISATION),
    columns=MUNICIPALITIES.columns,
    empty="Keine Stelle gefunden. Esc leert die Suche.",
    records=_municipalities,
)

CONTACTS = Resource(
    code="contact",
    title="Kontakte",
    singular="Kontakt",
    letter="p",
    kinds=(CONTACT, CONTACT),
    columns=(
        Column("Name", 3, _title),
        Column("Kommune/Stelle", 3, _place),
        Column("Funktion", 2, words.contact_state),
        Column("Erreichbar", 2, _detail),
    ),
    empty="Kein Kontakt gefunden. F6 legt einen neuen an.",
    records=_contacts,
    can_add=True,
)

BOOKINGS = Resource(
    code="booking",
    title="Beratungen",
    singular="Beratung",
    letter="b",
    kinds=(BOOKING, BOOKING),
    columns=(
        Column("Kommune", 4, _title),
        Column("Modul", 1, _place),
        Column("Stand", 2, words.booking_state),
        Column("Termin", 1, _day),
    ),
    empty="Keine Beratung gefunden. F6 bucht eine neue.",
    records=_bookings,
    can_add=True,
)

APPLICATIONS = Resource(
    code="application",
    title="IKZ-Anträge",
    singular="IKZ-Antrag",
    letter="i",
    kinds=(APPLICATION, APPLICATION),
    columns=(
        Column("Antrag", 8, _title),
        Column("Federführend", 4, _place),
        Column("Station", 4, words.application_state),
        Column("seit", 3, _day),
    ),
    empty="Kein Antrag gefunden. F6 legt einen neuen an.",
    records=_applications,
    can_add=True,
)

BUNDLES = Resource(
    code="bundle",
    title="Leistungen",
    singular="Umsetzungsbündel",
    letter="d",
    kinds=(BUNDLE, BUNDLE),
    columns=(
        Column("Umsetzungsbündel", 4, _title),
        Column("Leistungen", 1, _place),
        Column("EfA", 1, lambda line: "EfA" if line.state == "efa" else ""),
        Column("verfügbar seit", 3, lambda line: words.months(line.detail)),
    ),
    empty="Kein Bündel gefunden. Esc leert die Suche.",
    records=_services,
)

NOTES = Resource(
    code="note",
    title="Notizen",
    singular="Notiz",
    letter="",
    kinds=(NOTE, NOTE),
    columns=(
        Column("Notiz", 5, _title),
        Column("Kommune", 3, _place),
        Column("vom", 1, _day),
    ),
    empty="Keine Notiz gefunden.",
    records=_notes,
)

FOLLOW_UPS = Resource(
    code="follow_up",
    title="Wiedervorlagen",
    singular="Wiedervorlage",
    letter="w",
    kinds=(FOLLOW_UP, FOLLOW_UP),
    columns=(
        Column("Fällig", 2, words.due),
        Column("Was ist zu tun?", 5, _title),
        Column("Kommune", 3, _place),
        Column("Wer", 2, words.follow_up_state),
    ),
    empty="Keine Wiedervorlage. F6 legt eine an, w an jedem Eintrag auch.",
    records=_follow_ups,
    can_add=True,
)

CALLS = Resource(
    code="call",
    title="Anrufe",
    singular="Anruf",
    letter="a",
    kinds=(CALL, CALL),
    columns=(
        Column("Zeit", 2, words.moment),
        Column("Anruf", 4, _title),
        Column("Kommune", 3, _place),
        Column("Ergebnis", 2, words.call_state),
    ),
    empty="Kein Anruf gefunden. a notiert ein Gespräch.",
    records=_calls,
    can_add=True,
)

SNIPPETS = Resource(
    code="snippet",
    title="Textbausteine",
    singular="Textbaustein",
    letter="",
    kinds=NOT_LISTED,
    columns=(),
    empty="",
    records=_snippets,
)

RULE_SETS = Resource(
    code="rule_set",
    title="Regelstände",
    singular="Regelstand",
    letter="",
    kinds=NOT_LISTED,
    columns=(),
    empty="",
    records=_rule_sets,
)

BY_KIND = (
    MUNICIPALITIES,
    ORGANISATIONS,
    CONTACTS,
    APPLICATIONS,
    BOOKINGS,
    BUNDLES,
    NOTES,
    FOLLOW_UPS,
    CALLS,
)


def resource_of(line: Line) -> Resource:
    """The resource that a line of a mixed list belongs to."""
    return BY_KIND[line.kind]


_STATES: dict[int, Callable[[Line], str]] = {
    MUNICIPALITY: words.municipality_state,
    ORGANISATION: words.municipality_state,
    CONTACT: words.contact_state,
    APPLICATION: words.application_state,
    BOOKING: words.booking_state,
    BUNDLE: lambda line: f"{line.place} Leistungen",
    NOTE: lambda _line: "",
    FOLLOW_UP: words.follow_up_state,
    CALL: words.call_state,
}
_DETAILS: dict[int, Callable[[Line], str]] = {
    APPLICATION: _day,
    BOOKING: _day,
    BUNDLE: lambda line: words.months(line.detail),
    NOTE: _day,
    FOLLOW_UP: words.due,
    CALL: words.moment,
}


def _mixed_place(line: Line) -> str:
    return "" if line.kind == BUNDLE else line.place


START = Resource(
    code="start",
    title="START",
    singular="Eintrag",
    letter="h",
    kinds=(MUNICIPALITY, CALL),
    columns=(
        Column("Name", 4, _title),
        Column("Kommune/Kreis", 3, _mixed_place),
        Column("Art/Stand", 2, lambda line: _STATES[line.kind](line)),
        Column("Schlüssel/Treffer", 3, lambda line: _DETAILS.get(line.kind, _detail)(line)),
    ),
    empty="Nichts gefunden. g und ein Buchstabe öffnet einen Bereich, F6 legt dort Neues an.",
    search_first=True,
)

SECTIONS = (
    START,
    MUNICIPALITIES,
    CONTACTS,
    BOOKINGS,
    APPLICATIONS,
    BUNDLES,
    FOLLOW_UPS,
    CALLS,
)
