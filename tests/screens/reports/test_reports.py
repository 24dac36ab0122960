"""Reports at the keyboard: chosen, asked for another day, opened to their rows, written."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from db.tables import Receipt
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.reports.catalogue import REPORTS
from tests.kit.seat import Seat

BOOKED = ((1, "Ahnatal"), (3, "Ahnatal"), (1, "Kaufungen"))


@pytest.fixture
def booked(colleague: Desk) -> Desk:
    """Three modules of two Gemeinden, of today."""
    for module, place in BOOKED:
        typed = {"organisation_id": find_municipality(colleague, place), "module": module}
        typed |= {"consultation_on": date(2021, 6, 17)}
        BOOKINGS.save(colleague, BookingInput.model_validate(typed))
    return colleague


def written(folder: Path) -> list[tuple[str, bool]]:
    """The files of a folder, and whether each says how many modules were counted."""
    return [
        (each.name, "Beratungsmodule;3;" in each.read_text("utf-8-sig"))
        for each in folder.iterdir()
    ]


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_from_a_figure_to_its_rows(seat: Seat, booked: Desk, size: tuple[int, int]) -> None:
    await seat.resize(*size)
    await seat.press("escape", "g", "r")
    assert f"von {len(REPORTS)}" in seat.screen
    await seat.press("enter")
    shown = " ".join(seat.screen.split())
    assert "Aktuell sind 0 Landkreise und 2 Städte/Gemeinden zu 3 Beratungsmodulen" in shown
    assert "Stichtag 01.06.2021 | 5 Zeilen | Quittung" in shown
    await seat.press("down", "enter")
    assert "Beratung: Stand der Anmeldungen: Städte/Gemeinden" in seat.screen
    assert [name in seat.screen for name in ("Ahnatal", "Kaufungen")] == [True, True]
    await seat.press("f3", "end", "home", "down", "down", "down", "enter")
    assert "Beratungsmodule, Stichtag 01.06.2021: 3 Beratungen" in " ".join(seat.screen.split())


async def test_another_question_stays_until_the_next(seat: Seat, booked: Desk) -> None:
    await seat.press("escape", "g", "r", "down", "enter", "slash")
    await seat.type("gliederung:kreis bis:02.06.2021", "enter")
    assert "  Frankfurt am Main" in seat.screen
    assert "Gliederung Kreis | " in seat.screen
    await seat.press("slash")
    await seat.type(" kreis:entenhausen", "enter")
    assert "keine hessische Kommune" in seat.message
    assert "Gliederung Kreis | " in seat.screen
    with booked.store.reading() as session:
        assert len(session.scalars(select(Receipt)).all()) == 2


async def test_a_figure_stays_as_it_was_counted(seat: Seat, booked: Desk) -> None:
    await seat.press("escape", "g", "r", "enter")
    typed = {"organisation_id": find_municipality(booked, "Helsa"), "module": 1}
    BOOKINGS.save(booked, BookingInput.model_validate(typed))
    await seat.press()
    assert "zu 3 Beratungsmodulen" in " ".join(seat.screen.split())
    await seat.press("f5")
    assert "zu 4 Beratungsmodulen" in " ".join(seat.screen.split())


async def test_what_is_shown_is_written(
    seat: Seat, booked: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ozg_tui.desk.exchange.places.documents_folder", lambda: tmp_path)
    await seat.press("escape", "g", "r", "enter", "e")
    await seat.type("csv", "enter")
    (made,) = written(tmp_path)
    assert made == ("R1 beratung 2021-06-01.csv", True)


async def test_all_reports_can_be_run_from_the_list(seat: Seat) -> None:
    seat.clock.set(datetime(2026, 12, 1, 9, tzinfo=UTC))
    await seat.press("escape", "g", "r")
    for _ in REPORTS:
        await seat.press("enter")
        assert "Quittung" in seat.screen or "braucht eine Kommune" in seat.message
        await seat.press("f3", "down")
