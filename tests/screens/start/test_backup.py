"""A backup from the command list, while the desk works on."""

from pathlib import Path

import pytest

from tests.kit.seat import Seat


async def test_a_backup_is_made_by_the_command_list_and_start_shows_it(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OZG_SICHERUNGEN", str(tmp_path / "sicherungen"))
    assert "Sicherung: noch keine, F9" in seat.screen
    await seat.press("escape", "f9")
    await seat.type("bestand sichern", "enter")
    assert "Gesichert und geprüft" in seat.message
    assert len(list((tmp_path / "sicherungen").glob("*.sicherung"))) == 1
    assert "Sicherung: 01.06.2021 12:00" in seat.screen
