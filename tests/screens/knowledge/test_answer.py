"""Short answers at the keyboard: found, read out, copied, confirmed, written."""

from tests.kit.seat import Seat


async def test_an_answer_is_read_copied_and_confirmed(seat: Seat) -> None:
    await seat.press("f2")
    await seat.type("art:kurzauskunft betriebskosten efa", "enter")
    assert "bis zu 3,9 Mio." in seat.screen
    await seat.press("full_stop")
    assert "Quelle: OZG-Umsetzung" in seat.app.clipboard
    assert len(seat.app.clipboard.splitlines()) == 2
    await seat.press("c")
    assert "Geprüft am 01.06.2021." in seat.message
    assert "geprüft am 01.06.2021 von" in seat.screen
    await seat.press("u", "j")
    assert "noch von niemandem geprüft" in seat.screen


async def test_one_more_is_written_in_its_section(seat: Seat) -> None:
    await seat.press("escape", "g", "f")
    assert "OZG-TUI | KURZAUSKÜNFTE " in seat.screen
    assert "ungeprüft" in seat.screen
    await seat.press("f6")
    await seat.type("Wer hilft bei Fragen zur Akte?", "enter")
    await seat.type("Die IT der Kommune.", "f8")
    await seat.press("f2")
    await seat.type("wer hilft")
    assert "Wer hilft bei Fragen zur Akte?" in seat.screen
