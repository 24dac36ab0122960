"""Cost positions: what a service or platform costs in a year."""

from ozg_tui.desk.core.subject import Gender, Not, Noun, Personal, Subject, Undone

COST_POSITION = Subject(
    code="cost_position",
    table="cost_position",
    noun=Noun("Kostenposition", "Kostenpositionen", Gender.DIE),
    records="ozg_tui.desk.money.positions:COST_POSITIONS",
    parts=(),
    listed=Not("the screen of the money shows the few there are"),
    links=Not("nobody calls about a single position"),
    told=Not("it belongs to no organisation"),
    undone=Undone(together=(frozenset({"committed_cents", "settled_cents"}),)),
    counted=Not("START shows the promise, the section the sums"),
    given_out=Not("the command line prints them"),
    taken_in=Not("no list of them is known"),
    personal=Personal("cases", texts=("name", "source", "note")),
)

SUBJECTS = (COST_POSITION,)
