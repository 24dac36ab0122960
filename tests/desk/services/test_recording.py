"""The roll-out is recorded: seen before it is saved, saved once, taken back as one."""

from datetime import date

import pytest
from sqlalchemy import select

from db.errors import ConflictError, NotFoundError, RefusedError
from db.tables import Change, Rollout, Service
from ozg_tui.codes.services import RolloutState as State
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.services.bundles import bundles
from ozg_tui.desk.services.recording import Cell, Order, preview, record
from ozg_tui.desk.services.targets import find_target
from ozg_tui.desk.undo.take_back import carry_out, find
from ozg_tui.rules.services.recording import Wish
from tests.kit.seeded import seeded_desk

DAY = date(2021, 6, 1)


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(stores, request):
    with seeded_desk(stores, request.param) as desk:
        yield desk


def order(desk, place, target, state=State.LIVE, source=None, **wish):
    here = find_municipality(desk, place)
    services = find_target(desk, target).services
    wanted = Wish(state=state, **{"since": DAY} | wish)
    return Order(tuple(Cell(here, each.id) for each in services), wanted, source)


def say(desk, *what, **wish):
    return record(desk, preview(desk, order(desk, *what, **wish)))


def stored(desk):
    with desk.store.reading() as session:
        return {
            Cell(row.organisation_id, row.service_id): (row.state, row.since, row.in_finder)
            for row in session.scalars(select(Rollout))
        }


def test_ahnatal_is_live_with_the_maengelmelder(desk):
    wanted = order(desk, "Ahnatal", "Mängelmelder", in_finder=True, source="Anruf")
    seen = preview(desk, wanted)
    assert seen.text == "13 ändern"
    assert stored(desk) == {}
    assert record(desk, seen) == 13
    assert set(stored(desk).values()) == {("live", DAY, True)}
    assert preview(desk, wanted).text == "0 ändern, 13 unverändert"
    with desk.store.reading() as session:
        row = session.scalars(select(Rollout)).first()
        assert (row.source, row.remark, row.changed_by) == ("Anruf", None, "Test")


def test_a_preview_counts_who_is_not_competent_and_what_is_odd(desk):
    with desk.store.writing("Test") as session:
        first = find_target(desk, "Jugendamt").services[0]
        session.get(Service, first.id).competent_kinds = ["landkreis", "kreisfreie_stadt"]
    say(desk, "Ahnatal", "Jugendamt 2", State.TEST)
    seen = preview(desk, order(desk, "Ahnatal", "Jugendamt"))
    assert seen.text == (
        "3 ändern, 1 nicht zuständig; 3 live ohne Eintrag im Hessen-Finder: das OZG gilt noch "
        "nicht als erfüllt"
    )
    assert record(desk, seen) == 3


def test_a_correction_says_why_and_nothing_is_half_saved(desk):
    say(desk, "Ahnatal", "Ehe Online")
    seen = preview(desk, order(desk, "Ahnatal", "Ehe Online", State.PLANNED))
    assert seen.text.startswith("0 ändern, 2 abgelehnt (Von »live« zu »geplant«")
    with pytest.raises(RefusedError, match="dafür bitte eine Bemerkung angeben"):
        record(desk, seen)
    assert say(desk, "Ahnatal", "Ehe Online", State.PLANNED, remark="verwechselt") == 2
    assert {state for state, *_ in stored(desk).values()} == {"planned"}


def test_only_the_flag_of_the_finder_changes_and_the_day_stays(desk):
    say(desk, "Ahnatal", "Soziales", since=date(2021, 3, 1))
    assert say(desk, "Ahnatal", "Soziales", in_finder=True) == 1
    assert list(stored(desk).values()) == [("live", date(2021, 3, 1), True)]


def test_who_was_faster_is_named_and_not_overwritten(desk):
    wanted = order(desk, "Ahnatal", "Mängelmelder")
    seen = preview(desk, wanted)
    say(desk, "Ahnatal", "Mängelmelder 3", State.TEST)
    with pytest.raises(ConflictError, match="Test hat inzwischen etwas davon geändert"):
        record(desk, seen)
    assert {state for state, *_ in stored(desk).values()} == {"test"}
    seen = preview(desk, wanted)
    say(desk, "Ahnatal", "Mängelmelder 3", State.LIVE)
    with pytest.raises(ConflictError):
        record(desk, seen)


def test_a_thousand_cells_are_one_save_and_one_step_back(desk):
    say(desk, "Ahnatal", "Soziales", State.PLANNED)
    before = stored(desk)
    places = [find_municipality(desk, each) for each in ("Ahnatal", "Vellmar", "Hanau", "Wetzlar")]
    cells = [Cell(place, each.id) for place in places for b in bundles(desk) for each in b.services]
    many = Order(tuple(cells), Wish(state=State.LIVE, since=DAY))
    assert record(desk, preview(desk, many)) == 280
    with desk.store.reading() as session:
        units = session.scalars(select(Change.unit).where(Change.table_name == "rollout"))
        assert len(set(units)) == 2
    after = stored(desk)
    carry_out(desk, find(desk, None))
    assert stored(desk) == before
    carry_out(desk, find(desk, None, again=True))
    assert stored(desk) == after


def test_a_merged_kommune_names_its_successor(desk):
    desk.today = lambda: date(2026, 6, 1)
    seen = preview(desk, order(desk, "Bromskirchen", "Soziales"))
    assert "Heute ist das Allendorf (Eder)" in seen.text


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("mängelmelder", "Mängelmelder"),
        ("MAENGEL", "Mängelmelder"),
        ("Mängelmelder 3", "Mängelmelder: Leistung 3 von 13, Name offen"),
        ("mängel/13", "Mängelmelder: Leistung 13 von 13, Name offen"),
        ("Kommunale Abgaben", "Kommunale Abgaben"),
        ("Kommunale Abgaben (EfA)", "Kommunale Abgaben (EfA)"),
        ("Leitungsverlegung", None),
        ("Mängelmelder 14", None),
        ("Ver", None),
        ("", None),
    ],
)
def test_what_a_typed_service_means(desk, typed, title):
    if title is None:
        with pytest.raises(NotFoundError):
            find_target(desk, typed)
    else:
        assert find_target(desk, typed).title == title


def test_a_named_service_is_found_by_its_name_and_by_its_key(desk):
    with desk.store.writing("Test") as session:
        row = session.get(Service, find_target(desk, "Mängelmelder 3").services[0].id)
        row.name, row.leika_key = "Schlagloch melden", "99108014042000"
    for typed in ("schlagloch", "99 108 014 042 000"):
        assert find_target(desk, typed).title == "Mängelmelder: Schlagloch melden"
    with pytest.raises(NotFoundError, match="nicht eindeutig: Veranstaltungen; Verkehrs"):
        find_target(desk, "ver")
