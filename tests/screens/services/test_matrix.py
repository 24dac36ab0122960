"""The matrix at the keyboard: looking, filtering, marking, recording, taking back."""

from datetime import date

from sqlalchemy import select

from db.tables import Rollout
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.services.recording import Cell, Order, preview, record
from ozg_tui.desk.services.targets import find_target
from ozg_tui.resources.register import MUNICIPALITIES
from ozg_tui.rules.services.recording import Wish
from ozg_tui.screens.places.place import PlaceScreen
from ozg_tui.screens.services.matrix import MatrixScreen
from tests.kit.seat import Seat

DAY = date(2021, 3, 1)


def live(desk, place, target, **wish):
    here = find_municipality(desk, place)
    cells = tuple(Cell(here, each.id) for each in find_target(desk, target).services)
    wanted = Wish(**{"state": RolloutState.LIVE, "since": DAY} | wish)
    record(desk, preview(desk, Order(cells, wanted)))


def states(desk):
    with desk.store.reading() as session:
        return sorted(row.state for row in session.scalars(select(Rollout)))


def line(seat: Seat, name: str) -> str:
    return next(each for each in seat.screen.splitlines() if each.startswith(name))


async def to_matrix(seat: Seat, text: str = "") -> MatrixScreen:
    await seat.press("escape", "g", "m")
    matrix = seat.app.screen
    assert isinstance(matrix, MatrixScreen)
    if text:
        await seat.press("s")
        await seat.type(text, "enter")
    return matrix


async def test_kommunen_by_bundles_and_a_bundle_opens_into_its_services(seat: Seat) -> None:
    live(seat.desk, "Ahnatal", "Mängelmelder", in_finder=True)
    live(seat.desk, "Calden", "Mängelmelder 3", state=RolloutState.TEST)
    await to_matrix(seat, "kreis:kassel")
    assert "ABF BES KOM EHE FÜH JUG KAB MÄN PAR SOZ STA STE VER VGE VEP WAF GEN" in seat.screen
    assert line(seat, "Ahnatal").split()[1:] == [">", *"???????=?????????"]
    assert line(seat, "Calden").split()[1:] == [*"???????.?????????"]
    await seat.press(*["right"] * 7)
    assert "Ahnatal, Mängelmelder: 13 von 13 live, 13 im Hessen-Finder" in seat.screen
    await seat.press("enter")
    assert line(seat, "Ahnatal").split()[1:3] == [">live+", "live+"]
    assert line(seat, "Calden").split()[3] == "Test"
    await seat.press("enter")
    assert "Verlauf: Ahnatal, Mängelmelder 1" in seat.screen
    assert "live seit 01.03.2021, im Hessen-Finder" in seat.screen
    await seat.press("escape", "escape")
    assert "Ahnatal, Mängelmelder: 13 von 13 live" in seat.screen


async def test_a_marked_column_is_recorded_after_a_look_and_taken_back_as_one(seat: Seat) -> None:
    live(seat.desk, "Ahnatal", "Soziales")
    matrix = await to_matrix(seat, "kreis:kassel")
    await seat.press(*["right"] * 9, "asterisk")
    assert "29 markiert" in seat.screen
    await seat.press("m")
    await seat.type("live", "enter")
    assert "29 markierte Zellen: 28 ändern, 1 unverändert" in seat.screen.replace("\n", " ")
    assert states(seat.desk) == ["live"]
    await seat.press("j")
    assert seat.message == "29 markierte Zellen: 28 eingetragen. u nimmt es zurück."
    assert matrix.grid.marked == set()
    assert states(seat.desk) == ["live"] * 29
    await seat.press("u", "j")
    assert states(seat.desk) == ["live"]
    assert line(seat, "Calden").split()[10] == "?"


async def test_filters_by_column_and_by_true_neighbours(seat: Seat) -> None:
    live(seat.desk, "Ahnatal", "Mängelmelder")
    matrix = await to_matrix(seat, "ahnatal")
    await seat.press("f")
    await seat.type("nachbarn", "enter")
    names = [row.name for row in matrix.rows]
    assert names == ["Ahnatal"]
    await seat.press("s")
    await seat.press(*["backspace"] * 7, "enter")
    assert [row.name for row in matrix.rows] == [
        "Ahnatal", "Calden", "Habichtswald", "Kassel", "Vellmar", "Zierenberg"
    ]  # fmt: skip
    assert "um Ahnatal" in seat.screen
    await seat.press(*["right"] * 7, "f")
    await seat.type("nichts erfasst", "enter")
    assert [row.name for row in matrix.rows] == [
        "Calden",
        "Habichtswald",
        "Kassel",
        "Vellmar",
        "Zierenberg",
    ]
    await seat.press("escape")
    await seat.until(lambda: len(matrix.rows) >= 60)


async def test_all_rows_are_there_for_whoever_goes_to_the_end(seat: Seat) -> None:
    matrix = await to_matrix(seat)
    await seat.press("pagedown", "pagedown", "pagedown", "pagedown", "end", "end")
    assert len(matrix.rows) == 442
    assert matrix.grid.current is not None
    assert matrix.grid.current.row == matrix.rows[-1].id
    await seat.press("k")
    assert isinstance(seat.app.screen, PlaceScreen)
    await seat.press("f3")
    assert seat.app.screen is matrix


async def test_a_go_live_with_its_entry_in_six_keys_from_the_card(seat: Seat) -> None:
    seat.app.open_record(MUNICIPALITIES, find_municipality(seat.desk, "Ahnatal"))
    await seat.press()
    keys = ("d", "m", "enter", "f", "enter", "j")
    assert len(keys) <= 6
    await seat.press(*keys)
    assert seat.message == "Ahnatal, Mängelmelder: 13 eingetragen. u nimmt es zurück."
    with seat.desk.store.reading() as session:
        rows = session.scalars(select(Rollout)).all()
        assert {(row.state, row.in_finder, row.since) for row in rows} == {
            ("live", True, seat.desk.today())
        }
    await seat.press("u", "j")
    assert states(seat.desk) == []


async def test_which_neighbours_have_it_in_two_keys(seat: Seat) -> None:
    live(seat.desk, "Vellmar", "Mängelmelder")
    seat.app.open_record(MUNICIPALITIES, find_municipality(seat.desk, "Ahnatal"))
    await seat.press("f")
    assert "1 von 5 Nachbarn, nichts erfasst" in seat.screen
    await seat.press("enter")
    assert "Mängelmelder ist live bei 1 von 5 Nachbarn (Vellmar)" in " ".join(seat.screen.split())


async def test_a_correction_needs_a_remark_and_says_so(seat: Seat) -> None:
    live(seat.desk, "Ahnatal", "Soziales")
    await to_matrix(seat, "ahnatal")
    await seat.press(*["right"] * 9, "m")
    await seat.type("geplant", "enter")
    assert "dafür bitte eine Bemerkung angeben" in seat.message
    await seat.press("m")
    await seat.type("geplant", "tab", "tab", "tab")
    await seat.type("war ein Irrtum", "enter", "j")
    assert states(seat.desk) == ["planned"]


async def test_the_bundle_leads_to_its_kommunen(seat: Seat) -> None:
    await seat.press("escape", "g", "d", "enter", "d")
    matrix = seat.app.screen
    assert isinstance(matrix, MatrixScreen)
    assert matrix.bundle is not None
    assert "MATRIX Abfallwirtschaft" in seat.screen


async def test_it_reads_at_80_by_24(seat: Seat) -> None:
    await to_matrix(seat)
    await seat.resize(80, 24)
    assert "ABF BES KOM EHE FÜH JUG" in seat.screen
    assert max(map(len, seat.screen.splitlines())) <= 80


async def test_the_maps_show_the_bundle_and_lead_to_a_kommune(seat: Seat) -> None:
    live(seat.desk, "Ahnatal", "Mängelmelder")
    await to_matrix(seat)
    await seat.press(*["right"] * 7, "d")
    await seat.until(lambda: "KARTE Mängelmelder: 13 von" in seat.screen)
    assert "Gießen: nichts erfasst" in seat.screen
    assert "LKS" in seat.screen
    await seat.press("up")
    assert "Gießen: nichts erfasst" not in seat.screen
    assert seat.screen.count("@") == 1
    await seat.press("pagedown")
    await seat.until(lambda: "KARTE Parken und Fahrerlaubnisse: 0 von" in seat.screen)
    await seat.resize(80, 24)
    assert max(map(len, seat.screen.splitlines())) <= 80
    assert "WAF" not in seat.screen
    assert "ERB" in seat.screen
    await seat.press("enter")
    assert isinstance(seat.app.screen, PlaceScreen)
