"""The three measures, on any day, by Landkreis and bundle; matrix rows and cells."""

from datetime import date

import pytest

from db.tables import Service
from ozg_tui.codes.register import MUNICIPAL_KINDS, OrganisationKind
from ozg_tui.codes.services import RolloutState as State
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.services.bundles import bundles
from ozg_tui.desk.services.cells import bundle_cells, service_cells
from ozg_tui.desk.services.figures import figures
from ozg_tui.desk.services.history import history
from ozg_tui.desk.services.matrix import Condition, Wanted, everything, page
from ozg_tui.desk.services.recording import Cell, Order, preview, record
from ozg_tui.desk.services.targets import find_target
from ozg_tui.desk.undo.take_back import carry_out, find
from ozg_tui.rules.services.measures import Share
from ozg_tui.rules.services.recording import Wish
from tests.kit.seeded import seeded_desk

TODAY = date(2026, 11, 23)


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(stores, request):
    with seeded_desk(stores, request.param) as desk:
        desk.today = lambda: TODAY
        yield desk


def say(desk, place, target, state=State.LIVE, **wish):
    here = find_municipality(desk, place)
    cells = tuple(Cell(here, each.id) for each in find_target(desk, target).services)
    wanted = Wish(state=state, **{"since": TODAY} | wish)
    record(desk, preview(desk, Order(cells, wanted)))


def test_nothing_recorded_is_nothing_live_of_442_times_70(desk):
    found = figures(desk, TODAY)
    assert (found.kommunen, found.services) == (442, 70)
    assert found.land.somewhere == Share(0, 70)
    assert found.land.responsibilities == Share(0, 442 * 70)
    assert len(found.districts) == 27
    assert sum(each.measures.responsibilities.whole for each in found.districts) == 442 * 70


def test_the_districts_add_up_to_the_land_on_every_day(desk):
    say(desk, "Ahnatal", "Mängelmelder", since=date(2021, 3, 1))
    say(desk, "Vellmar", "Mängelmelder", since=date(2022, 3, 1), in_finder=True)
    say(desk, "Hanau", "Ehe Online", since=date(2024, 3, 1))
    for day, live in ((2020, 0), (2021, 13), (2022, 26), (2025, 28), (2026, 28)):
        found = figures(desk, date(day, 11, 23))
        assert found.land.responsibilities.part == live
        assert sum(each.measures.responsibilities.part for each in found.districts) == live
        assert sum(each.measures.responsibilities.part for each in found.bundles) == live
        assert found.land.in_finder == Share(13 if day >= 2022 else 0, live)
    # Hanau lies in a district of its own since 2026.
    by_key = {each.key: each.measures for each in figures(desk, date(2025, 6, 1)).districts}
    assert by_key["06435"].responsibilities.part == 2
    by_key = {each.key: each.measures for each in figures(desk, TODAY).districts}
    assert by_key["06415000"].responsibilities.part == 2


def test_a_record_that_was_taken_back_counts_on_no_day(desk):
    say(desk, "Ahnatal", "Soziales", since=date(2021, 3, 1))
    carry_out(desk, find(desk, None))
    assert figures(desk, date(2022, 1, 1)).land.responsibilities.part == 0
    assert figures(desk, TODAY).land.responsibilities.part == 0


def test_what_a_merged_kommune_had_counts_once_at_its_successor(desk):
    desk.today = lambda: date(2022, 6, 1)
    say(desk, "Bromskirchen", "Soziales", since=date(2022, 3, 1))
    desk.today = lambda: TODAY
    before, after = figures(desk, date(2022, 6, 1)), figures(desk, TODAY)
    assert (before.kommunen, after.kommunen) == (443, 442)
    assert before.land.responsibilities.part == after.land.responsibilities.part == 1


def test_only_who_is_competent_counts(desk):
    with desk.store.writing("Test") as session:
        row = session.get(Service, find_target(desk, "Soziales").services[0].id)
        row.competent_kinds = ["landkreis", "kreisfreie_stadt"]
    say(desk, "06633", "Soziales", State.NOT_COMPETENT)
    assert figures(desk, TODAY, [find_target(desk, "Soziales").bundle]).land.responsibilities == (
        0, 26
    )  # fmt: skip


def test_cells_by_bundle_and_by_service(desk):
    say(desk, "Ahnatal", "Mängelmelder 1", in_finder=True, since=date(2021, 3, 1))
    say(desk, "Ahnatal", "Mängelmelder 2", State.DISTURBED)
    say(desk, "Ahnatal", "Mängelmelder 3", State.TEST)
    say(desk, "Ahnatal", "Mängelmelder 4", State.NOT_COMPETENT)
    say(desk, "Ahnatal", "Soziales")
    here = {find_municipality(desk, "Ahnatal"): OrganisationKind.GEMEINDE}
    known = {each.name: each for each in bundles(desk)}
    cells = bundle_cells(desk, here, tuple(known.values()))
    reports = cells[next(iter(here)), known["Mängelmelder"].id]
    assert reports.text == "1!"
    assert reports.words == "1 von 12 live, 1 im Hessen-Finder, 1 gestört, 1 im Test"
    assert cells[next(iter(here)), known["Soziales"].id].text == "="
    unknown = cells[next(iter(here)), known["Ehe Online"].id]
    assert (unknown.text, unknown.words) == ("?", "nichts erfasst")
    bundle = known["Mängelmelder"]
    services = service_cells(desk, here, bundle, [each.id for each in bundle.services[:5]])
    assert [each.text for each in services.values()] == ["live+", "gest!", "Test", "x", "?"]
    assert next(each.words for each in services.values()) == (
        "live seit 01.03.2021, im Hessen-Finder"
    )


def test_rows_are_all_kommunen_by_name_page_by_page(desk):
    rows = everything(desk, Wanted())
    assert len(rows) == 442
    first = page(desk, Wanted(), 30)
    assert first == rows[:30]
    assert page(desk, Wanted(), 30, first[-1].position) == rows[30:60]
    assert {row.kind for row in rows} == MUNICIPAL_KINDS


def test_rows_are_filtered_by_text_neighbourhood_and_state(desk):
    say(desk, "Ahnatal", "Mängelmelder 1")
    say(desk, "Vellmar", "Mängelmelder")
    target = find_target(desk, "Mängelmelder")
    names = lambda wanted: [row.name for row in everything(desk, wanted)]  # noqa: E731
    assert names(Wanted(condition=Condition("live", target.bundle))) == ["Ahnatal", "Vellmar"]
    assert names(Wanted(condition=Condition("all_live", target.bundle))) == ["Vellmar"]
    around = Wanted(around=find_municipality(desk, "Ahnatal"))
    assert names(around) == ["Ahnatal", "Calden", "Habichtswald", "Kassel", "Vellmar", "Zierenberg"]
    unknown = around._replace(condition=Condition("unknown", target.bundle))
    assert names(unknown) == ["Calden", "Habichtswald", "Kassel", "Zierenberg"]
    assert "Ahnatal" in names(Wanted(text="kreis:kassel"))
    assert len(names(Wanted(text="kreis:kassel"))) == 29
    one = target.bundle._replace(services=target.bundle.services[1:2])
    assert names(Wanted(condition=Condition("live", one))) == ["Vellmar"]


def test_a_cell_tells_its_course(desk):
    say(desk, "Ahnatal", "Soziales", State.TEST, remark="läuft an")
    say(desk, "Ahnatal", "Soziales", in_finder=True)
    cell = Cell(find_municipality(desk, "Ahnatal"), find_target(desk, "Soziales").services[0].id)
    told = history(desk, cell)
    assert [(each.state, each.in_finder, each.remark) for each in told] == [
        ("live", True, "läuft an"), ("test", False, "läuft an")
    ]  # fmt: skip
    assert history(desk, cell._replace(service_id=0)) == ()
