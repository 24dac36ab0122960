"""The money at the keyboard: who pays in 2025 is answered within four keys of a call."""

from datetime import date

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.money.positions import COST_POSITIONS, CostPositionInput
from ozg_tui.resources import catalogue
from tests.kit.seat import Seat

KEYS = ["g", "e"]


async def test_who_pays_in_2025_is_there_at_once(seat: Seat, colleague: Desk) -> None:
    told = {"name": "Wohngeld", "line": "efa-betriebskosten", "year": "2024"}
    value = CostPositionInput.model_validate(told | {"committed_cents": 12_345_600})
    COST_POSITIONS.save(colleague, value)
    seat.clock.set(date(2024, 11, 12))
    await seat.resize(80, 24)
    seat.app.open_record(catalogue.BY_CODE["municipality"], 1)
    await seat.press()
    assert len(KEYS) <= 4
    await seat.press(*KEYS)
    shown = " ".join(seat.screen.split())
    assert "2024 Land: bis zu 3.900.000,00" in shown
    assert "2025 ungeklärt: Für 2025 gibt es keine Zusage." in shown
    assert "123.456,00" in shown
    assert "…" not in seat.screen


async def test_a_cost_is_recorded_and_changed_by_keys(seat: Seat) -> None:
    await seat.press("escape", "g", "e", "enter")
    assert seat.message == "Noch sind keine Kosten eingetragen. F6 trägt welche ein."
    await seat.press("f6")
    await seat.type("Wohngeld", "enter", "enter", "enter")
    assert "2021" in seat.screen
