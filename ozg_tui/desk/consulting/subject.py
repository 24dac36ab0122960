"""Bookings of consulting modules."""

from db.search import facets
from ozg_tui.codes.consulting import OPEN_STATES
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.subject import (
    Gender,
    Links,
    Listed,
    Not,
    Noun,
    Part,
    PartUndone,
    Personal,
    Reason,
    Status,
    Subject,
    Undone,
)
from ozg_tui.german.labels import BOOKING_STATES

_NOUN = Noun("Beratung", "Beratungen", Gender.DIE)

BOOKING = Subject(
    code="booking",
    table="booking",
    noun=_NOUN,
    records="ozg_tui.desk.consulting.bookings:BOOKINGS",
    parts=(
        Part(
            "booking_step",
            told=Not("the state of the booking says it"),
            undone=PartUndone(),
            personal=Personal("cases", texts=("note",)),
        ),
    ),
    listed=(
        Listed(
            Kind.BOOKING,
            "booking",
            _NOUN,
            word="Beratung",
            name="consulting_booking",
            named_by_place=True,
            status=Status(BOOKING_STATES, facets.booking_state, OPEN_STATES),
            filters={"modul": {str(number): (facets.module(number),) for number in range(1, 5)}},
            reasons={"module": Reason(), "number": Reason("Nummer")},
        ),
    ),
    links=Links("booking_id", columns=("organisation_id", "contact_id")),
    told="ozg_tui.desk.consulting.told:BOOKING",
    undone=Undone(
        stays=(
            "Damit wurde die Beratung angelegt, und eine Beratung wird nicht gelöscht. Bitte sie "
            "stornieren: mit m, Schritt »storniert« mit Grund."
        ),
        with_noun=False,
        together=(
            frozenset({"module", "funding_source"}),
            frozenset({"organisation_id", "contact_id"}),
            frozenset({"state", "cancelled_reason"}),
        ),
        shown_at_a_place=True,
    ),
    counted=("bookings", "soon", "doubled"),
    given_out="ozg_tui.desk.exchange.lists.work:BOOKINGS",
    taken_in="ozg_tui.desk.exchange.kinds:BOOKINGS",
    personal=Personal(
        "cases", by=("contact_id",), texts=("place", "adviser", "cancelled_reason", "note")
    ),
)

SUBJECTS = (BOOKING,)
