"""Colours and frames as somebody wants them, at once and the next time."""

from pathlib import Path

import pytest

from ozg_tui.look import FILE
from ozg_tui.widgets.ink import ASCII_CLASS
from tests.kit.seat import Seat


async def change(seat: Seat) -> None:
    """F9, »Farben wechseln«."""
    await seat.press("f9")
    await seat.type("farben", "enter")


async def test_the_next_colours_are_kept(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ozg_tui.screens.commands.colours.settings_folder", lambda: tmp_path)
    seen = []
    for _ in range(3):
        await change(seat)
        seen.append(seat.app.theme)
        assert f'farben = "{seat.app.theme}"' in (tmp_path / FILE).read_text(encoding="utf-8")
        assert seat.message.startswith(f"Farben: {seat.app.theme}.")
    assert seen == ["hell", "kontrast", "dunkel"]


async def test_where_nothing_can_be_written_it_is_said(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "datei").touch()
    folder = tmp_path / "datei" / "ordner"
    monkeypatch.setattr("ozg_tui.screens.commands.colours.settings_folder", lambda: folder)
    await change(seat)
    assert "gelten bis zum Beenden" in seat.message


async def test_frames_in_ascii(seat: Seat) -> None:
    seat.app.set_class(True, ASCII_CLASS)
    await seat.resize(90, 28)
    await seat.press("escape", "f9")
    shown = seat.screen
    assert "+--" in shown
    await seat.press("escape")
    assert "- 1 ANRUFE HEUTE ---" in seat.screen
    assert not set("─│┬┼┴┌└█░") & set(shown + seat.screen)
