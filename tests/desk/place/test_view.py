"""All that the screen of one Kommune shows, asked for at once."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select

from db.connection import open_engine
from db.tables import Call, Note, Participant, PhoneNumber
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality, territory
from ozg_tui.desk.place.view import all_changes, municipality_view
from ozg_tui.desk.register.confirmations import confirm
from tests.kit.busy_place import DAY, KEY, TALKED, busy_place
from tests.kit.clock import SetClock


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def busy(stores, request):
    """Ahnatal in the middle of its work; no test writes into it."""
    with stores.copy(request.param, busy_place) as url:
        desk = Desk(open_engine(url), "Probe", SetClock(DAY))
        yield desk
        desk.close()


@pytest.fixture
def own(stores):
    with stores.copy("sqlite", busy_place) as url:
        desk = Desk(open_engine(url), "Probe", SetClock(DAY))
        yield desk
        desk.close()


def shown(desk, key=KEY, **values):
    return municipality_view(desk, territory(desk).id_of(key), DAY, **values)


def test_one_question_answers_what_a_call_is_about(busy):
    view = shown(busy)
    assert view.asked.question.startswith("E-Mail von Erika Beispiel noch e.beispiel@ahnatal")
    assert view.freshness == (8, 11)
    assert view.talked_at == TALKED + timedelta(minutes=6)
    assert view.days_since_talk == (DAY - TALKED.date()).days
    assert len(view.changes.lines) == 5
    assert len(all_changes(busy, view).lines) == 5 + view.changes.more
    assert view.provider.website == "www.ekom21.de"
    assert view.provider.id == territory(busy).id_of("ekom21")
    assert view.call_since is None
    assert [each.email for each in view.card.subscriptions] == ["e.beispiel@ahnatal.example"]
    assert view.card.subscriptions[0].consent_label == "bestätigt"


def test_where_nobody_called_there_is_nothing_to_look_back_to(busy):
    view = municipality_view(busy, find_municipality(busy, "Niestetal"), DAY)
    assert (view.talked_at, view.days_since_talk, view.asked) == (None, None, None)
    assert view.freshness == (0, 0)
    assert all_changes(busy, view) == ((), 0)
    # A partner in the application of Ahnatal has resolved.
    assert [(each.number, each.own_missing) for each in view.card.applications] == [
        ("IKZ-0014", False),
    ]


def test_a_kommune_that_leaves_later_is_still_a_partner(own):
    niestetal = find_municipality(own, "Niestetal")

    def numbers(left_on):
        with own.store.writing("Probe") as session:
            mine = select(Participant).where(Participant.organisation_id == niestetal)
            for row in session.scalars(mine):
                row.left_on = left_on
        return [each.number for each in municipality_view(own, niestetal, DAY).card.applications]

    assert numbers(DAY + timedelta(days=1)) == ["IKZ-0014"]
    assert numbers(DAY) == ["IKZ-0014"]
    assert numbers(DAY - timedelta(days=1)) == []


def test_the_question_moves_on_when_a_detail_is_confirmed(own):
    asked = []
    while (view := shown(own)).asked is not None:
        asked.append(view.asked.person)
        confirm(own, view.asked)
    assert asked == ["Erika Beispiel", "Max Mustermann", "Ines Probe"]
    assert view.freshness == (11, 11)


def test_the_call_under_way_runs_until_it_is_noted(own):
    moment = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
    with own.store.writing("Probe") as session:
        call = Call(started_at=moment, taken_by="Probe")
        session.add(call)
        session.flush()
        number = call.id
    assert shown(own, call_id=number).call_since == moment
    with own.store.writing("Probe") as session:
        session.get_one(Call, number).result = "done"
    assert shown(own, call_id=number).call_since is None


def test_somebody_who_left_is_not_asked_about(own):
    with own.store.writing("Probe") as session:
        for number in session.query(PhoneNumber).filter(PhoneNumber.raw == "069 90009-150"):
            number.confirmed_on = None
    assert shown(own).asked.person == "Erika Beispiel"
    assert shown(own).freshness.total == 11


def test_a_long_history_leaves_the_view_as_fast_as_a_short_one(own):
    place = territory(own).id_of(KEY)
    before = TALKED - timedelta(days=10)
    moments = [(before - timedelta(hours=hour)).isoformat(" ") for hour in range(1_000)]
    shown(own)
    with sqlite3.connect(own.engine.url.database) as raw:
        raw.executemany(
            f"INSERT INTO {Note.__tablename__} (written_at, written_by, organisation_id, text, "
            "version, changed_at) VALUES (?, 'Muster', ?, ?, 1, ?)",
            [(moment[:26], place, "Notiz " + "x" * 400, moment[:26]) for moment in moments],
        )
        notes = [row[0] for row in raw.execute("SELECT id FROM note WHERE written_by = 'Muster'")]
        text = json.dumps({"text": "x"})
        raw.executemany(
            "INSERT INTO change (unit, at, actor, action, table_name, row_id, before, after) "
            "VALUES (?, ?, 'Muster', 'update', 'note', ?, ?, ?)",
            [
                (str(number), moments[number % 1_000][:26], str(notes[number % 1_000]), text, text)
                for number in range(50_000)
            ],
        )
    raw.close()
    questions = []

    def count(_connection, _cursor, statement, *_):
        questions.append(statement)

    shown(own)
    event.listen(own.engine, "before_cursor_execute", count)
    try:
        view = shown(own)
    finally:
        event.remove(own.engine, "before_cursor_execute", count)
    assert len(questions) <= 20
    assert view.card.talks_total == 1_007


def test_a_note_written_later_about_an_earlier_day_stands_where_it_belongs(own):
    place = territory(own).id_of(KEY)
    with own.store.writing("Probe") as session:
        session.add(
            Note(
                written_at=TALKED - timedelta(days=1), written_by="Probe", text="Nachgetragen",
                organisation_id=place,
            )
        )  # fmt: skip
    assert [talk.text for talk in shown(own).card.talks][:2] == [
        "Laufzeit IKZ: mindestens 5 Jahre erklärt",
        "Nachgetragen",
    ]
