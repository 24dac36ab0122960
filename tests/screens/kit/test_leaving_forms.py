"""A form is left at any moment: while it is fetched, built or built anew."""

import asyncio

import pytest
from textual import events

from ozg_tui.resources.ikz import APPLICATIONS
from ozg_tui.resources.telephone import CALLS
from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.telephone.form import CallFormScreen
from tests.kit.seat import Seat

TURNS = (0, 2, 8, 25)
"""After how many turns of the event loop the next key comes."""


@pytest.mark.parametrize("keys", [["f12"], ["f6", "f12"], ["f6", "f6", "f3"]])
async def test_an_application_is_left_while_its_sheet_is_built(seat: Seat, keys: list[str]) -> None:
    await seat.press("escape")
    for turns in TURNS:
        seat.app.open_form(APPLICATIONS)
        if len(keys) > 1:
            await seat.press()
        for key in keys:
            for _ in range(turns):
                await asyncio.sleep(0)
            seat.app.post_message(events.Key(key, None))
        await seat.press()
        assert not isinstance(seat.app.screen, FormScreen)


async def test_a_call_is_left_while_its_sheet_is_built(seat: Seat) -> None:
    seat.app.telephone.note(None)
    await seat.press()
    form = seat.app.screen
    assert isinstance(form, CallFormScreen)
    await seat.press("f12", "escape")
    for turns in TURNS:
        seat.app.open_form(CALLS, form.record_id)
        for _ in range(turns):
            await asyncio.sleep(0)
        await seat.press("f12", "escape")
        assert not isinstance(seat.app.screen, FormScreen)
