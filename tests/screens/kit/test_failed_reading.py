"""What could not be read is said, and the keys work on: it is no longer on its way."""

from ozg_tui.resources.register import CONTACTS
from ozg_tui.screens.kit.detail import DetailScreen
from ozg_tui.screens.kit.go import GoScreen
from tests.kit.seat import Seat

GONE = "Diesen Eintrag gibt es nicht mehr."


async def test_a_record_that_cannot_be_read_locks_no_key(seat: Seat) -> None:
    seat.app.open_record(CONTACTS, 4711)
    await seat.press()
    detail = seat.app.screen
    assert isinstance(detail, DetailScreen)
    assert (detail.is_waiting, seat.message) == (True, GONE)
    detail.say("")
    await seat.press("f5")
    assert seat.message == GONE, "F5 asks again"
    await seat.press("g")
    assert isinstance(seat.app.screen, GoScreen)
    await seat.press("p")
    assert "KONTAKTE" in seat.screen.splitlines()[0].upper()
