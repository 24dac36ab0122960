"""Kommunen, other organisations and their people."""

from db.search import facets
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.subject import (
    Gender,
    Links,
    Listed,
    Noun,
    Part,
    PartUndone,
    Personal,
    Reason,
    Subject,
    Undone,
)
from ozg_tui.german.labels import KINDS, ROLES, SALUTATIONS

_CONFIRMED = frozenset({"confirmed_on", "confirmed_by"})
_NAMES = {
    "suffix": Reason("Zusatz"),
    "project": Reason("Modellprojekt"),
    "key": Reason("Schlüssel"),
    "former_name": Reason("früherer Name"),
    "former_key": Reason("früherer Schlüssel"),
    "ars": Reason("Regionalschlüssel"),
    "phone": Reason("Telefon"),
    "email": Reason("E-Mail"),
    "person": Reason("Person"),
    "kind": Reason("", KINDS),
    "short_form": Reason("Kurzform"),
    "quarter": Reason("Ortsteil"),
    "remark": Reason("Bemerkung", is_long=True),
}

ORGANISATION = Subject(
    code="organisation",
    table="organisation",
    noun=Noun("Kommune/Stelle", "Kommunen und Stellen", Gender.DIE),
    records="ozg_tui.desk.register.municipalities:MUNICIPALITIES",
    parts=(
        Part(
            "organisation_period",
            told="ozg_tui.desk.register.told:PERIOD",
            undone=PartUndone(
                "ozg_tui.desk.register.parts:PERIOD",
                together=(frozenset({"name", "kind", "valid_from", "valid_to"}),),
            ),
            personal=Personal("places", texts=("note",)),
        ),
    ),
    listed=(
        Listed(
            Kind.MUNICIPALITY,
            "municipality",
            Noun("Kommune", "Kommunen", Gender.DIE),
            word="Kommune",
            name="municipality",
            place="Landkreis",
            reasons=_NAMES,
        ),
        Listed(
            Kind.ORGANISATION,
            "organisation",
            Noun("Stelle", "Stellen", Gender.DIE),
            word="Stelle",
            name="organisation",
            place="Landkreis",
            reasons=_NAMES,
        ),
    ),
    links=Links("organisation_id"),
    told="ozg_tui.desk.register.told:ORGANISATION",
    undone=Undone(stays="Kommunen und Stellen werden nicht gelöscht.", with_noun=False),
    counted=("free", "never", "registered", "confirmed", "without_person"),
    given_out="ozg_tui.desk.exchange.lists.places:MUNICIPALITIES",
    taken_in="ozg_tui.desk.exchange.kinds:MUNICIPALITIES",
    personal=Personal("places", texts=("note", "office_hours", "reach_source")),
)

CONTACT = Subject(
    code="contact",
    table="contact",
    noun=Noun("Kontakt", "Kontakte", Gender.DER),
    records="ozg_tui.desk.register.contacts:CONTACTS",
    parts=(
        Part(
            "contact_role",
            told="ozg_tui.desk.register.told:ROLE",
            undone=PartUndone(
                "ozg_tui.desk.register.parts:ROLE",
                by="role",
                together=(_CONFIRMED | {"role", "title"},),
            ),
            personal=Personal("people", by=("contact_id",), own=("title",), goes=True),
            form="ozg_tui.desk.register.contacts:ContactInput",
        ),
        # Numbers and addresses may also be the organisation's own: then they have no person.
        Part(
            "phone_number",
            told="ozg_tui.desk.register.told:NUMBER",
            undone=PartUndone(
                "ozg_tui.desk.register.parts:NUMBER",
                by="raw",
                together=(_CONFIRMED | {"kind", "raw", "e164"},),
            ),
            personal=Personal("people", by=("contact_id",), own=("raw", "e164"), goes=True),
        ),
        Part(
            "address",
            told="ozg_tui.desk.register.told:ADDRESS",
            undone=PartUndone(
                "ozg_tui.desk.register.parts:ADDRESS",
                by="text",
                together=(_CONFIRMED | {"kind", "text"},),
            ),
            personal=Personal("people", by=("contact_id",), own=("text",), goes=True),
        ),
    ),
    listed=(
        Listed(
            Kind.CONTACT,
            "contact",
            Noun("Kontakt", "Kontakte", Gender.DER),
            word="Kontakt",
            name="contact",
            filters={
                "anrede": {
                    label: (facets.salutation(code),) for code, label in SALUTATIONS.items()
                },
                "funktion": {label: (facets.role(code),) for code, label in ROLES.items()},
            },
            reasons={
                "phone": Reason("Telefon"),
                "email": Reason("E-Mail"),
                "role": Reason("Funktion", ROLES, facets.role),
                "role_title": Reason("Funktion"),
                "remark": Reason("Bemerkung", is_long=True),
            },
        ),
    ),
    links=Links("contact_id", columns=("organisation_id",)),
    told="ozg_tui.desk.register.told:CONTACT",
    undone=Undone(
        shown_at_a_place=True,
        together=(frozenset({"historic_on", "left_reason"}),),
    ),
    counted=("without",),
    given_out="ozg_tui.desk.exchange.lists.people:CONTACTS",
    taken_in="ozg_tui.desk.exchange.kinds:CONTACTS",
    personal=Personal(
        "people",
        by=("id",),
        own=("family_name", "given_name", "title", "salutation", "left_reason", "note"),
        since="historic_on",
    ),
    steps={
        "departure": "ozg_tui.desk.register.departures:DEPARTURES",
        "merge": "ozg_tui.desk.register.merging:MERGING",
    },
)

SUBJECTS = (ORGANISATION, CONTACT)
