"""Bundles of online services with the months since which they are available."""

from db.search import facets
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.subject import (
    Gender,
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
from ozg_tui.german.labels import ROLLOUT_STATES

_NOUN = Noun("Umsetzungsbündel", "Umsetzungsbündel", Gender.DAS)
_CATALOGUE = Not("the catalogue belongs to no organisation")
_NOBODY = Not("services and months, from the sources")

BUNDLE = Subject(
    code="service_bundle",
    table="service_bundle",
    noun=_NOUN,
    records="ozg_tui.desk.services.bundles:SERVICES",
    parts=(
        Part(
            "service",
            told=_CATALOGUE,
            undone=PartUndone("ozg_tui.desk.services.parts:SERVICE"),
            personal=_NOBODY,
            form="ozg_tui.desk.services.service_input:ServiceInput",
        ),
        Part(
            "bundle_availability",
            told=_CATALOGUE,
            undone=PartUndone("ozg_tui.desk.services.parts:MONTH", by="month"),
            personal=_NOBODY,
        ),
    ),
    listed=(
        Listed(
            Kind.BUNDLE,
            "bundle",
            _NOUN,
            word="Bündel",
            name="service_bundle",
            status=Status(ROLLOUT_STATES, facets.rollout_state),
            reasons={"service": Reason("Leistung")},
        ),
    ),
    links=Not("nobody calls about a bundle alone"),
    told=_CATALOGUE,
    undone=Undone(),
    counted=("services", "bundles", "reach"),
    given_out="ozg_tui.desk.exchange.lists.places:SERVICES",
    taken_in="ozg_tui.desk.exchange.kinds:SERVICES",
    personal=Personal("places", texts=("note",)),
)

ROLLOUT = Subject(
    code="rollout",
    table="rollout",
    noun=Noun("Anbindung", "Anbindungen", Gender.DIE),
    records="ozg_tui.desk.services.rollouts:ROLLOUTS",
    parts=(),
    listed=Not("found by the states of its Kommune and its bundle; the matrix shows it"),
    links=Not("a call is about the Kommune"),
    told="ozg_tui.desk.services.told:ROLLOUT",
    undone=Undone(with_noun=False, shown_at_a_place=True),
    counted=Not("START counts services by how far they reach"),
    given_out="ozg_tui.desk.exchange.lists.rollouts:ROLLOUTS",
    taken_in="ozg_tui.desk.exchange.kinds:ROLLOUTS",
    personal=Personal("places", texts=("source", "remark")),
    shown_by="organisation",
)

SUBJECTS = (BUNDLE, ROLLOUT)
