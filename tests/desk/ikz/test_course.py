"""Steps, confirmations and answers of one application, on both databases."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from db.errors import NotFoundError, RefusedError, StoreUnreachableError
from db.tables import Application, Change, Determination
from ozg_tui.codes.ikz import Station
from ozg_tui.desk.core import drafts
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.ikz import determinations
from ozg_tui.desk.ikz.answers import answer, answer_about
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.course import course_of, move
from ozg_tui.desk.ikz.deviation import confirm_deviation, deviation_of
from ozg_tui.desk.ikz.papers.memo import Format, write_memo
from ozg_tui.rules.ikz.path import Step
from tests.kit.applications import application

Colleague = Callable[[str], Desk]


def step(desk: Desk, number: int, to: Station) -> Step:
    return next(each for each in course_of(desk, number).steps if each.station is to)


def test_a_step_is_taken_once_and_with_its_history(desk: Desk) -> None:
    number = APPLICATIONS.save(desk, application(desk)).id
    drafts.keep(desk, "application", number, {"title": "getippt"})
    seen = course_of(desk, number)
    assert seen.stations[:5] == tuple(Station)[:5]
    assert [each.station for each in seen.steps] == [
        Station.CONSULTING,
        Station.RESOLUTIONS,
        Station.WITHDRAWN,
    ]
    first = step(desk, number, Station.RESOLUTIONS)
    assert move(desk, number, first, Station.IDEA) == "IKZ-0001 steht jetzt auf »Beschlüsse«."
    with pytest.raises(RefusedError, match="probe hat den Antrag inzwischen auf »Beschlüsse«"):
        move(desk, number, first, Station.IDEA)
    assert step(desk, number, Station.IDEA).reason == ""
    assert course_of(desk, number).is_correction(step(desk, number, Station.IDEA))
    with desk.store.reading() as session:
        row = session.get_one(Application, number)
        assert [(each.from_station, each.actor, each.moved_on) for each in row.steps] == [
            ("idea", "probe", date(2021, 6, 1))
        ]
        changed = session.scalars(select(Change.table_name).order_by(Change.id)).all()
        assert "station_step" in changed
    # A step is no save of the form: what somebody typed there stays.
    assert drafts.find(desk, "application", number) is not None
    with pytest.raises(NotFoundError):
        course_of(desk, number + 1)


def test_a_step_has_its_own_day_and_two_may_have_the_same(desk: Desk) -> None:
    number = APPLICATIONS.save(desk, application(desk, station_since=date(2021, 5, 3))).id
    day = date(2021, 5, 3)
    move(desk, number, step(desk, number, Station.CONSULTING), Station.IDEA, day, " Anruf ")
    move(desk, number, step(desk, number, Station.RESOLUTIONS), Station.CONSULTING, day)
    seen = course_of(desk, number)
    assert (seen.since, seen.since_on, seen.today) == ("seit 29 Tagen", day, desk.today())
    following = step(desk, number, Station.AGREEMENT)
    for wrong, reason in (
        (date(2021, 5, 2), "Auf der Station davor steht der Antrag erst seit dem 03.05.2021."),
        (date(2021, 6, 2), "Der 02.06.2021 liegt in der Zukunft."),
    ):
        with pytest.raises(RefusedError, match=reason):
            move(desk, number, following, Station.RESOLUTIONS, wrong)
    with desk.store.reading() as session:
        row = session.get_one(Application, number)
        assert [(each.moved_on, each.note) for each in row.steps] == [(day, "Anruf"), (day, None)]
        kept = session.scalars(select(Determination.application_id)).all()
    assert kept == [number]


def test_a_form_gives_a_station_its_day_and_corrects_it(desk: Desk) -> None:
    stored = APPLICATIONS.save(desk, application(desk))
    assert stored.value.station_since == desk.today()

    def save(**changes: object) -> None:
        nonlocal stored
        stored = APPLICATIONS.save(desk, stored.value.model_copy(update=changes), stored)

    save(station_since=date(2021, 4, 1))
    save(station=Station.CONSULTING)
    assert stored.value.station_since == desk.today()
    save(station_since=date(2021, 4, 2))
    save(station=Station.RESOLUTIONS, station_since=date(2021, 4, 3))
    with pytest.raises(RefusedError, match=r"erst seit dem 02\.04\.2021"):
        save(station_since=date(2021, 4, 1))
    with desk.store.reading() as session:
        row = session.get_one(Application, stored.id)
        assert [each.moved_on.day for each in row.steps] == [2, 3]
    tomorrow = stored.value.model_dump() | {"station_since": date(2021, 6, 2)}
    with pytest.raises(ValidationError, match="Zukunft"):
        APPLICATIONS.model.model_validate(tomorrow, context={"today": desk.today()})


def test_what_the_rules_refuse_changes_nothing(desk: Desk) -> None:
    number = APPLICATIONS.save(desk, application(desk, agreement_signed_by_all=False)).id
    for to, start in (
        (Station.RESOLUTIONS, Station.IDEA),
        (Station.AGREEMENT, Station.RESOLUTIONS),
    ):
        move(desk, number, step(desk, number, to), start)
    refused = step(desk, number, Station.SUBMITTED)
    assert not refused.is_possible
    with pytest.raises(RefusedError) as error:
        move(desk, number, refused, Station.AGREEMENT)
    assert str(error.value) == refused.reason
    assert course_of(desk, number).station is Station.AGREEMENT


def test_the_way_shows_where_an_application_left_it(desk: Desk) -> None:
    number = APPLICATIONS.save(desk, application(desk)).id
    move(desk, number, step(desk, number, Station.WITHDRAWN), Station.IDEA)
    seen = course_of(desk, number)
    assert seen.stations == (Station.IDEA, Station.WITHDRAWN)
    assert seen.actor == ""


def test_only_a_second_person_confirms_what_they_saw(desk: Desk, colleague: Colleague) -> None:
    plain = APPLICATIONS.save(desk, application(desk)).id
    with pytest.raises(RefusedError, match="nichts zu bestätigen"):
        deviation_of(desk, plain)
    value = application(desk, granted_cents=9_000_000, deviation_reason="Haushalt")
    number = APPLICATIONS.save(desk, value).id
    asked = deviation_of(desk, number)
    assert (asked.reason, asked.entered_by) == ("Haushalt", "probe")
    with pytest.raises(RefusedError, match="Eine zweite Person muss die Abweichung bestätigen"):
        confirm_deviation(desk, asked)
    second = colleague("zweite")
    with pytest.raises(RefusedError, match="probe hat den Antrag inzwischen geändert"):
        confirm_deviation(second, asked._replace(version=asked.version - 1))
    assert confirm_deviation(second, asked).startswith("Die Abweichung ist bestätigt: Bewilligt")
    with pytest.raises(RefusedError, match="zweite hat die Abweichung schon bestätigt"):
        deviation_of(desk, number)


def test_an_answer_is_kept_once_and_only_when_it_is_about_what_is_stored(
    desk: Desk,
) -> None:
    stored = APPLICATIONS.save(desk, application(desk))
    first, again = answer_about(desk, stored.id), answer_about(desk, stored.id)
    assert first.determination == again.determination
    assert (first.unkept, again.unkept) == ("", "")
    assert determinations.find(desk, first.determination).reproduced
    typed = stored.value.model_copy(update={"term_end": date(2025, 1, 1)})
    for shown in (answer(desk, typed, stored.id), answer(desk, typed, None)):
        assert shown.unkept
        with pytest.raises(NotFoundError):
            determinations.find(desk, shown.determination)


def test_a_folder_that_takes_nothing_is_said_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    number = APPLICATIONS.save(desk, application(desk)).id
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnreachableError, match="ließ sich nicht in den Ordner"):
        write_memo(desk, number, Format.text, tmp_path / "file")
