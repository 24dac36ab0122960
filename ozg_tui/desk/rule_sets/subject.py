"""Rule sets: the figures by which applications are judged, each with its validity."""

from ozg_tui.desk.core.subject import (
    Gender,
    Not,
    Noun,
    Personal,
    Subject,
)

RULE_SET = Subject(
    code="rule_set",
    table="rule_set",
    noun=Noun("Regelwerk", "Regelwerke", Gender.DAS),
    records="ozg_tui.desk.rule_sets.drafts:RULE_SETS",
    parts=(),
    listed=Not("a command lists the few there are"),
    links=Not("nobody calls about a rule set"),
    told=Not("it belongs to no organisation"),
    undone=Not(
        "another draft corrects it; what was in force stays what it was",
        said=(
            "Die letzte Änderung gilt einem Regelwerk; das lässt sich so nicht zurücknehmen. Ein "
            "neuer Entwurf berichtigt es (F9, Regelwerke)."
        ),
    ),
    counted=Not("the state line names those that end"),
    given_out=Not("no export yet"),
    taken_in=Not("the seeds bring them"),
    personal=Personal("places", texts=("name", "source", "note")),
)

SUBJECTS = (RULE_SET,)
