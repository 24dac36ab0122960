"""Who works here: follow-ups go to them alone, who is away is named, and all can be handed over."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from db.errors import RefusedError
from db.tables import Call, FollowUp
from ozg_tui.desk.colleagues.colleagues import COLLEAGUES, ColleagueInput, away, everybody, names
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.telephone.calls import CALLS
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS, FollowUpInput
from ozg_tui.desk.telephone.handover import HANDOVERS, HandoverInput
from tests.kit.oracle import assert_whole, contents
from tests.kit.undoing import undo

TODAY = date(2021, 6, 1)
DONE = datetime(2021, 5, 1, tzinfo=UTC)


@pytest.fixture
def team(desk: Desk) -> Desk:
    for value in (
        ColleagueInput(name="probe", initials="pr"),
        ColleagueInput(name="Erika Beispiel", initials="eb"),
        ColleagueInput(name="Otto Früher", valid_to=date(2021, 5, 31)),
        ColleagueInput(
            name="Anna Weg", absent_from=TODAY, absent_to=date(2021, 6, 14), deputy="eb"
        ),
    ):
        COLLEAGUES.save(desk, value)
    return desk


def number(desk: Desk, name: str) -> int:
    return next(each.id for each in everybody(desk) if each.name == name)


def planned(desk: Desk, owner: str) -> str:
    value = FollowUpInput(due_on=TODAY, text="Rückruf", owner=owner)
    return FOLLOW_UPS.save(desk, value).value.owner


def test_those_are_offered_who_work_here_today(team):
    assert [name for name, _ in names(team)] == ["Anna Weg", "Erika Beispiel", "probe"]


def test_a_follow_up_goes_to_a_colleague_by_name_or_initials(team):
    assert planned(team, "Erika Beispiel") == planned(team, "EB") == "Erika Beispiel"
    assert planned(team, "probe") == "probe"


@pytest.mark.parametrize("name", ["Erika Beispeil", "Otto Früher"])
def test_what_nobody_here_would_see_is_refused_with_those_who_are_here(team, name):
    with pytest.raises(RefusedError, match=r"arbeitet hier nicht\. Hier arbeiten: Anna Weg, Er"):
        planned(team, name)


def test_who_had_it_before_keeps_it_when_something_else_is_changed(team):
    with team.store.writing("alt") as session:
        session.add(FollowUp(due_on=TODAY, owner="Otto Früher", text="alt"))
    stored = FOLLOW_UPS.read(team, 1)
    changed = stored.value.model_copy(update={"text": "neu"})
    assert FOLLOW_UPS.save(team, changed, stored).value.owner == "Otto Früher"


def test_without_a_list_every_name_will_do(desk):
    assert planned(desk, "Irgendwer") == "Irgendwer"


def test_the_follow_up_of_a_call_goes_to_a_colleague_too(team):
    with team.store.writing("probe") as session:
        session.add(Call(started_at=DONE, taken_by="probe"))
    stored = CALLS.read(team, 1)
    asked = {"follow_up_on": TODAY, "follow_up_owner": "Erika Beispeil"}
    with pytest.raises(RefusedError, match="arbeitet hier nicht"):
        CALLS.save(team, stored.value.model_copy(update=asked), stored)
    right = stored.value.model_copy(update=asked | {"follow_up_owner": "eb"})
    assert CALLS.save(team, right, stored).value.follow_up_owner == "Erika Beispiel"


def test_who_is_away_is_told_with_the_deputy(team):
    assert (
        away(team, "Anna Weg")
        == "Anna Weg ist bis 14.06.2021 abwesend. Vertretung: Erika Beispiel."
    )
    assert away(team, "probe") == ""
    value = FollowUpInput(due_on=TODAY, text="Rückruf", owner="Anna Weg")
    said = FOLLOW_UPS.examine(team, value, None)
    assert said is not None
    assert "Vertretung: Erika Beispiel" in said.remarks["owner",]


@pytest.mark.parametrize("taken", [{"name": "Erika Beispiel"}, {"name": "Neu", "initials": "EB"}])
def test_a_name_and_initials_mean_one_person(team, taken):
    with pytest.raises(RefusedError, match="ist schon Erika Beispiel"):
        COLLEAGUES.save(team, ColleagueInput(**taken))


def test_nobody_stands_in_for_themselves_or_is_a_stranger(team):
    stored = COLLEAGUES.read(team, number(team, "probe"))
    for name in ("probe", "Niemand"):
        with pytest.raises(RefusedError, match="kann nicht vertreten"):
            COLLEAGUES.save(team, stored.value.model_copy(update={"deputy": name}), stored)


def test_an_end_lies_not_before_the_beginning():
    with pytest.raises(ValidationError, match="vor dem Beginn"):
        ColleagueInput(name="x", valid_from=TODAY, valid_to=date(2021, 5, 1))


@pytest.fixture
def busy(team: Desk) -> Desk:
    with team.store.writing("probe") as session:
        session.add_all([
            *(FollowUp(due_on=TODAY, owner="Anna Weg", text=f"{each}") for each in range(3)),
            FollowUp(due_on=TODAY, owner="Anna Weg", text="fertig", done_at=DONE),
            FollowUp(due_on=TODAY, owner="probe", text="anderes"),
            Call(started_at=DONE, taken_by="Anna Weg"),
            Call(started_at=DONE, taken_by="Anna Weg", result="done"),
        ])  # fmt: skip
    return team


def test_all_that_is_open_goes_over_in_one_step_and_comes_back_in_one(busy):
    before = contents(busy.store)
    stored = HANDOVERS.read(busy, number(busy, "Anna Weg"))
    value = HandoverInput(to="eb")
    said = HANDOVERS.examine(busy, value, stored.id)
    assert said is not None
    assert said.lines == ("3 offene Wiedervorlagen", "1 offener Anruf")
    HANDOVERS.save(busy, value, stored)
    with busy.store.reading() as session:
        owners = [each.owner for each in session.query(FollowUp).order_by(FollowUp.id)]
        takers = [each.taken_by for each in session.query(Call).order_by(Call.id)]
    assert owners == ["Erika Beispiel"] * 3 + ["Anna Weg", "probe"]
    assert takers == ["Erika Beispiel", "Anna Weg"]
    undo(busy)
    assert contents(busy.store) == before
    assert_whole(busy.store)


def test_a_handover_to_the_same_or_of_nothing_is_refused(busy):
    anna = HANDOVERS.read(busy, number(busy, "Anna Weg"))
    with pytest.raises(RefusedError, match="schon bei Anna Weg"):
        HANDOVERS.save(busy, HandoverInput(to="Anna Weg"), anna)
    erika = HANDOVERS.read(busy, number(busy, "Erika Beispiel"))
    with pytest.raises(RefusedError, match="nichts offen"):
        HANDOVERS.save(busy, HandoverInput(to="probe"), erika)
