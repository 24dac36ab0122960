"""The OZG-Modellkommunen."""

from db.search import facets
from ozg_tui.codes.funding import ModelStatus
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
from ozg_tui.german.labels import MODEL_STATUSES

_NOUN = Noun("Modellkommune", "Modellkommunen", Gender.DIE)

MODEL_PROJECT = Subject(
    code="model_project",
    table="model_participation",
    noun=_NOUN,
    records="ozg_tui.desk.model.participations:PARTICIPATIONS",
    parts=(
        Part(
            "model_status_period",
            told="ozg_tui.desk.model.told:MODEL_STATUS",
            undone=PartUndone(
                "ozg_tui.desk.model.parts:STATUS",
                together=(frozenset({"status", "valid_from", "valid_to"}),),
            ),
            personal=Personal("places", texts=("note", "source_code")),
            form="ozg_tui.desk.model.participations:StatusInput",
            called={"source_code": "source"},
            comes_along=False,
        ),
    ),
    listed=(
        Listed(
            Kind.MODEL_PROJECT,
            "model_project",
            _NOUN,
            word="Modellkommune",
            name="model_project",
            named_by_place=True,
            status=Status(
                MODEL_STATUSES,
                lambda code: facets.state(Kind.MODEL_PROJECT, code),
                frozenset({ModelStatus.APPLIED, ModelStatus.CHOSEN, ModelStatus.CONTRACTED}),
            ),
            reasons={"project": Reason("Modellprojekt"), "topics": Reason("Themen", is_long=True)},
        ),
    ),
    links=Links(columns=("organisation_id",)),
    told="ozg_tui.desk.model.told:PARTICIPATION",
    undone=Undone(
        together=(frozenset({"period_from", "period_to"}),),
        shown_at_a_place=True,
    ),
    counted=Not("a report counts the Modellkommunen of a day"),
    given_out=Not("a report gives the Modellkommunen of a day out"),
    taken_in=Not("there are twenty-two"),
    personal=Personal(
        "places",
        texts=("project", "topics", "reviewed_by", "review", "result", "reused_by", "note"),
    ),
)

SUBJECTS = (MODEL_PROJECT,)
