"""Who may do what, in a file of this machine: every save asks, whoever wants it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.connection import open_engine
from db.errors import RefusedError
from ozg_tui.codes.ikz import Station
from ozg_tui.codes.rights import Right, reaches
from ozg_tui.desk.colleagues.colleagues import COLLEAGUES, ColleagueInput, everybody
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.rights import right_of
from ozg_tui.desk.entry.prepare import prepare
from ozg_tui.desk.exchange.exports import LISTS, export
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.rule_sets.drafts import RULE_SETS
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS, FollowUpInput
from tests.kit.applications import application
from tests.kit.clock import DAY
from tests.kit.desks import desk_in
from tests.kit.stores import Stores

TASK = FollowUpInput(due_on=DAY, text="Rückruf", owner="probe")
LACKING = "^Dafür braucht es das Recht »{}«; Sie haben »{}«.$"


@pytest.fixture
def desk(stores: Stores) -> Iterator[Desk]:
    """The desk of somebody who manages."""
    with desk_in(stores, "sqlite") as desk:
        yield desk


@pytest.fixture
def of(desk: Desk) -> Iterator[Callable[[Right], Desk]]:
    """The program of somebody with a right, whose name is that right."""
    opened: list[Desk] = []

    def somebody(right: Right) -> Desk:
        if not any(each.name == desk.actor for each in everybody(desk)):
            COLLEAGUES.save(desk, ColleagueInput(name=desk.actor))
        COLLEAGUES.save(desk, ColleagueInput(name=right.value, may=right))
        opened.append(Desk(open_engine(desk.engine.url), right.value, desk.clock))
        return opened[-1]

    yield somebody
    for each in opened:
        each.close()


def refused(needed: str, held: str) -> str:
    return LACKING.format(needed, held)


def test_each_right_holds_those_before_it() -> None:
    assert [reaches(Right.EDIT, each) for each in Right] == [True, True, False, False]


def test_without_any_entry_everybody_may_do_everything(desk: Desk) -> None:
    assert right_of(desk) is Right.MANAGE


def test_who_may_read_opens_no_form_saves_nothing_and_takes_no_list_along(
    of: Callable[[Right], Desk], tmp_path: Path
) -> None:
    reader = of(Right.READ)
    with pytest.raises(RefusedError, match=refused("Bearbeiten", "Lesen")):
        prepare(reader, FOLLOW_UPS, None, {})
    with pytest.raises(RefusedError, match=refused("Bearbeiten", "Lesen")):
        FOLLOW_UPS.save(reader, TASK)
    with pytest.raises(RefusedError, match=refused("Bearbeiten", "Lesen")):
        export(reader, LISTS["kontakte"], "", "csv", tmp_path / "k.csv")
    assert list(tmp_path.iterdir()) == []


def test_who_edits_decides_nothing(of: Callable[[Right], Desk], desk: Desk) -> None:
    editor = of(Right.EDIT)
    FOLLOW_UPS.save(editor, TASK)
    value = application(editor)
    stored = APPLICATIONS.save(editor, value)
    for wanted in (
        {"granted_cents": 10_000_000},
        {"station": Station.APPROVED},
        {"deviation_confirmed": True},
    ):
        with pytest.raises(RefusedError, match=refused("Entscheiden", "Bearbeiten")):
            APPLICATIONS.save(editor, value.model_copy(update=wanted), stored)
    APPLICATIONS.save(of(Right.DECIDE), value.model_copy(update={"granted_cents": None}), stored)
    with pytest.raises(RefusedError, match=refused("Verwalten", "Bearbeiten")):
        prepare(editor, RULE_SETS, None, {})
    with pytest.raises(RefusedError, match=refused("Verwalten", "Bearbeiten")):
        COLLEAGUES.save(editor, ColleagueInput(name="noch jemand"))


def test_somebody_can_always_manage(of: Callable[[Right], Desk], desk: Desk) -> None:
    of(Right.READ)
    number = next(each.id for each in everybody(desk) if each.name == desk.actor)
    stored = COLLEAGUES.read(desk, number)
    with pytest.raises(RefusedError, match="Wenigstens eine Person muss verwalten"):
        COLLEAGUES.save(desk, stored.value.model_copy(update={"may": Right.EDIT}), stored)


def test_a_right_counts_from_the_next_save_on(of: Callable[[Right], Desk], desk: Desk) -> None:
    reader = of(Right.READ)
    number = next(each.id for each in everybody(desk) if each.name == reader.actor)
    stored = COLLEAGUES.read(desk, number)
    COLLEAGUES.save(desk, stored.value.model_copy(update={"may": Right.EDIT}), stored)
    FOLLOW_UPS.save(reader, TASK)
