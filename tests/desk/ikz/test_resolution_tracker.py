"""How far the councils are, and the follow-ups ten days before their sessions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import select

from db.errors import NotFoundError
from db.tables import Application, FollowUp
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.resolution_tracker import plan_follow_ups, tracked
from ozg_tui.desk.telephone.follow_ups import tick_off
from tests.kit.applications import FOUR, application, participants
from tests.kit.desks import TODAY

SESSIONS = {
    "Kaufungen": ("scheduled", date(2021, 6, 20)),
    "Helsa": ("adjourned", date(2021, 6, 5)),
    "Ahnatal": ("scheduled", date(2021, 5, 20)),
}


@pytest.fixture
def waiting(desk: Desk) -> int:
    """One of four has resolved; two sessions are known, one result is not."""
    rows = participants(desk, *FOUR)
    for row, name in zip(rows, FOUR, strict=True):
        if name in SESSIONS:
            row["resolution"], row["session_on"] = SESSIONS[name]
    return APPLICATIONS.save(desk, application(desk, participants=rows)).id


def written(desk: Desk) -> list[tuple[date, str, str]]:
    with desk.store.reading() as session:
        rows = session.scalars(select(FollowUp).order_by(FollowUp.due_on)).all()
        return [(each.due_on, each.owner, each.text) for each in rows]


def test_the_councils_in_one_sentence_and_the_next_sessions(desk: Desk, waiting: int) -> None:
    seen = tracked(desk, waiting, TODAY)
    assert (seen.number, seen.text) == (
        "IKZ-0001",
        "1 von 4 haben beschlossen, letzte bekannte Sitzung 20.06.2021, "
        "ohne kommende Sitzung: Ahnatal",
    )
    assert [each[1:] for each in seen.missing] == [
        ("Kaufungen", "Gemeindevertretung", "angesetzt", date(2021, 6, 20), True),
        ("Helsa", "Gemeindevertretung", "vertagt", date(2021, 6, 5), True),
        ("Ahnatal", "Gemeindevertretung", "angesetzt", date(2021, 5, 20), False),
    ]
    with desk.store.writing("probe") as session:
        row = session.get_one(Application, waiting)
        row.participants[3].left_on = date(2021, 5, 31)
    assert tracked(desk, waiting, TODAY).text.startswith("1 von 3 haben beschlossen")
    with pytest.raises(NotFoundError):
        tracked(desk, 99, TODAY)


def test_follow_ups_are_planned_once(desk: Desk, waiting: int) -> None:
    assert plan_follow_ups(desk, waiting) == 3
    planned = [
        (
            date(2021, 5, 21),
            "probe",
            "Gemeindevertretung (Ahnatal): Wie ist die Sitzung am 20.05.2021 ausgegangen?",
        ),
        (
            date(2021, 6, 1),
            "probe",
            "Gemeindevertretung (Helsa): Steht der Beschluss am 05.06.2021 auf der Tagesordnung?",
        ),
        (
            date(2021, 6, 10),
            "probe",
            "Gemeindevertretung (Kaufungen): Steht der Beschluss am 20.06.2021 auf der "
            "Tagesordnung?",
        ),
    ]
    assert written(desk) == planned
    assert plan_follow_ups(desk, waiting) == 0
    with desk.store.reading() as session:
        rows = session.scalars(select(FollowUp)).all()
        assert {each.application_id for each in rows} == {waiting}
        first = rows[0].id
    tick_off(desk, first)
    assert plan_follow_ups(desk, waiting) == 0
    with desk.store.writing("probe") as session:
        row = session.get_one(Application, waiting)
        row.participants[1].resolution.session_on = date(2021, 7, 1)
    assert plan_follow_ups(desk, waiting) == 1
    assert written(desk)[-1][0] == date(2021, 6, 21)
    with pytest.raises(NotFoundError):
        plan_follow_ups(desk, 99)


def test_two_who_plan_at_once_plan_once(
    desk: Desk, waiting: int, colleague: Callable[[str], Desk]
) -> None:
    people, start = [colleague("beck"), colleague("weber")], Barrier(2)

    def plan(person: Desk) -> int:
        start.wait()
        return plan_follow_ups(person, waiting)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(plan, people)) == [0, 3]
    assert len(written(desk)) == 3
