"""Those who work at the desk."""

from ozg_tui.desk.core.subject import Gender, Not, Noun, Subject, Undone

COLLEAGUE = Subject(
    code="colleague",
    table="colleague",
    noun=Noun("Kollegin/Kollege", "Kolleginnen und Kollegen", Gender.DIE),
    records="ozg_tui.desk.colleagues.colleagues:COLLEAGUES",
    parts=(),
    listed=Not("a command lists the few there are"),
    links=Not("nobody calls about a colleague"),
    told=Not("a colleague belongs to no organisation"),
    undone=Undone(
        together=(frozenset({"absent_from", "absent_to", "deputy_id"}),),
    ),
    counted=Not("nothing is to be done with it"),
    given_out=Not("no export"),
    taken_in=Not("no import"),
    personal=Not("who works here, under the name of the account"),
    steps={"handover": "ozg_tui.desk.telephone.handover:HANDOVERS"},
)

SUBJECTS = (COLLEAGUE,)
