"""Files at the keyboard: a list goes out with `e`, a list of people comes in by F9."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event

import pytest
from textual import events

from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.exchange.kinds import KINDS
from ozg_tui.screens.kit.choice import ChoiceScreen
from ozg_tui.screens.kit.reader import ReaderScreen
from tests.desk.exchange.files import csv_of
from tests.kit.seat import Seat

HEAD = ("Nachname", "Vorname", "Firma", "Telefon", "E-Mail")
MUSTER = ("Muster", "Erika", "Ahnatal", "05609 90009-12", "e.muster@example.org")
UNCLEAR = ("Probe", "Karl", "Gießen", "", "k.probe@example.org")
WRONG = ("Beispiel", "Eva", "Ahnatal", "", "eva@")


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folders of the person at the screen."""
    folder = tmp_path / "Dokumente"
    folder.mkdir()
    monkeypatch.setattr("ozg_tui.desk.exchange.places.documents_folder", lambda: folder)
    monkeypatch.setattr("ozg_tui.desk.exchange.places.download_folder", lambda: tmp_path / "leer")
    return folder


@pytest.fixture
def begin(seat: Seat, documents: Path) -> Callable[..., Awaitable[None]]:
    """Choose a file with these rows by F9."""

    async def command(*rows: tuple[str, ...], name: str = "liste.csv") -> None:
        (documents / name).write_bytes(csv_of([HEAD, *rows]).encode("cp1252"))
        await seat.press("f9")
        await seat.type("einlesen", "enter")
        await seat.type("liste", "enter")

    return command


def heading(seat: Seat) -> str:
    screen = seat.app.screen
    assert isinstance(screen, ChoiceScreen), seat.screen
    return screen.heading


async def shown(seat: Seat, text: str) -> None:
    """Wait for a text while the program is at work."""
    for _ in range(5_000):
        if text in seat.screen:
            return
        await asyncio.sleep(0.002)
    raise AssertionError(f"{text!r} never came")


async def test_a_filtered_list_goes_into_a_new_file(seat: Seat, documents: Path) -> None:
    await seat.press("escape", "g", "k")
    await seat.press("s")
    await seat.type("kreis:fulda", "escape", "e")
    assert heading(seat) == "Liste ausgeben als"
    assert "kreis:fulda" in seat.screen
    await seat.type("csv", "enter")
    path = documents / "Kommunen 2021-06-01.csv"
    assert "24 Kommunen geschrieben" in seat.message
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 25
    await seat.press("e")
    await seat.type("csv", "enter")
    assert (documents / "Kommunen 2021-06-01 (2).csv").exists()


async def test_a_file_is_shown_before_it_is_taken_over_and_one_u_takes_it_back(
    seat: Seat, begin: Callable[..., Awaitable[None]]
) -> None:
    await seat.press("escape", "g", "p")
    await begin(MUSTER)
    assert "1 neu, 0 geändert" in seat.screen
    await seat.type("übernehmen", "enter")
    assert seat.message == "Übernommen: 1 neu, 0 geändert. u nimmt alles zurück."
    assert "Muster, Erika" in seat.screen
    await seat.press("u")
    await seat.press("j")
    assert "Muster, Erika" not in seat.screen.replace(seat.message, "")


async def test_a_question_is_answered_once_for_all_rows_alike(
    seat: Seat, begin: Callable[..., Awaitable[None]]
) -> None:
    await seat.press("escape", "g", "p")
    second = ("Zweite", "Zoe", "Gießen", "", "z@example.org")
    await begin(UNCLEAR, second)
    assert "2 Fragen" in seat.screen
    await seat.type("fragen", "enter")
    assert heading(seat) == "Welche Kommune oder Stelle ist »Gießen«?"
    assert "Zeile 2 und 1 weitere" in seat.screen
    await seat.type("sonderstatus", "enter")
    assert "2 neu, 0 geändert" in seat.screen
    await seat.type("übernehmen", "enter")
    assert "Übernommen: 2 neu" in seat.message


async def test_what_is_left_open_stays_open_and_esc_changes_nothing(
    seat: Seat, begin: Callable[..., Awaitable[None]], documents: Path
) -> None:
    await begin(UNCLEAR, WRONG)
    await seat.type("fragen", "enter")
    await seat.type("offen", "enter")
    assert "1 Fragen, 1 Fehler" in seat.screen
    await seat.type("ansehen", "enter")
    assert isinstance(seat.app.screen, ReaderScreen)
    assert "»eva@« ist keine E-Mail-Adresse." in seat.screen
    await seat.press("escape")
    await seat.type("schreiben", "enter")
    assert "2 offene Zeilen geschrieben" in seat.message
    assert (documents / "liste offen.csv").exists()


async def test_a_file_that_cannot_be_read_is_told_in_the_message_line(
    seat: Seat, documents: Path
) -> None:
    (documents / "liste.csv").write_bytes(b"a\0b")
    await seat.press("f9")
    await seat.type("einlesen", "enter")
    await seat.type("liste", "enter")
    assert "Nullzeichen" in seat.message


async def test_a_long_file_tells_how_far_it_is_and_esc_leaves_everything_as_it_was(
    seat: Seat, begin: Callable[..., Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping = Event()

    def slow(_session: DeskSession, _rows: object) -> None:
        assert stopping.wait(60)

    monkeypatch.setattr("ozg_tui.screens.kit.progress.SHOWN_AFTER_SECONDS", 0.001)
    monkeypatch.setitem(KINDS, "kontakte", KINDS["kontakte"]._replace(write=slow))
    await seat.press("escape", "g", "p")
    await begin(MUSTER)
    await seat.app._press_keys([*"übernehmen", "enter"])
    await shown(seat, "liste.csv wird eingetragen")
    await seat.app._press_keys(["escape"])
    await shown(seat, "wird abgebrochen")
    stopping.set()
    await seat.press()
    assert seat.message == "Abgebrochen. Es ist alles, wie es war."
    assert "Muster, Erika" not in seat.screen


async def test_rows_that_are_pasted_into_a_list_come_in_like_a_file(
    seat: Seat, documents: Path
) -> None:
    await seat.press("escape", "g", "p")
    block = csv_of([HEAD, MUSTER], "\t")
    seat.app.post_message(events.Paste(block))
    await seat.press()
    assert heading(seat) == "Eingefügtes"
    assert "1 neu, 0 geändert" in seat.screen
    await seat.type("übernehmen", "enter")
    assert "Muster, Erika" in seat.screen


async def test_one_line_that_is_pasted_into_a_list_is_searched_for(
    seat: Seat, documents: Path
) -> None:
    await seat.press("escape", "g", "p")
    seat.app.post_message(events.Paste("Muster\tErika\n"))
    await seat.press()
    assert not isinstance(seat.app.screen, ChoiceScreen)


async def test_a_block_without_headings_is_told(seat: Seat, documents: Path) -> None:
    await seat.press("escape", "g", "p")
    seat.app.post_message(events.Paste("a\tb\nc\td\n"))
    await seat.press()
    assert "Keine Spalte wurde erkannt" in seat.message
