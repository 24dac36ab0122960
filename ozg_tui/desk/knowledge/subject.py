"""Short answers, found with everything else."""

from db.search import facets
from ozg_tui.codes.knowledge import Checked
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.subject import (
    Gender,
    Listed,
    Not,
    Noun,
    Personal,
    Reason,
    Status,
    Subject,
    Undone,
)
from ozg_tui.german.labels import CHECKED

_NOUN = Noun("Kurzauskunft", "Kurzauskünfte", Gender.DIE)

KNOWLEDGE = Subject(
    code="knowledge",
    table="knowledge",
    noun=_NOUN,
    records="ozg_tui.desk.knowledge.answers:ANSWERS",
    parts=(),
    listed=(
        Listed(
            Kind.KNOWLEDGE,
            "knowledge",
            _NOUN,
            word="Kurzauskunft",
            name="knowledge",
            status=Status(
                CHECKED,
                lambda code: facets.state(Kind.KNOWLEDGE, code),
                frozenset({Checked.UNCHECKED}),
            ),
            reasons={"answer": Reason("Antwort", is_long=True)},
        ),
    ),
    links=Not("an answer belongs to no organisation"),
    told=Not("an answer belongs to no organisation"),
    undone=Undone(together=(frozenset({"checked_on", "checked_by"}),)),
    counted=Not("the list says which are to be looked at: status:ungeprüft"),
    given_out=Not("no export yet"),
    taken_in=Not("no import yet"),
    personal=Personal("places", texts=("question", "answer", "words", "source")),
)

SUBJECTS = (KNOWLEDGE,)
