"""The list of colleagues at the keyboard: entered, chosen for a follow-up, handed over."""

from datetime import date

from sqlalchemy.engine import URL

from db.tables import Colleague, FollowUp
from tests.kit.forms import judgement, rows
from tests.kit.seat import seated


async def test_a_colleague_is_entered_chosen_and_relieved(url: URL) -> None:
    async with seated(url) as seat:
        await seat.press("escape")
        for name in ("Erika Beispiel", "Otto Muster"):
            await seat.press("f9")
            await seat.type("kolleg", "enter")
            await seat.type("jemanden", "enter")
            await seat.type(name, "f8")
        assert [each.name for each in rows(seat, Colleague)] == ["Erika Beispiel", "Otto Muster"]
        await seat.press("g", "w", "f6")
        await seat.type("+1", "enter")
        await seat.type("Rückruf", "enter")
        await seat.press("ctrl+u")
        await seat.type("otto", "enter", "f8")
        (task,) = rows(seat, FollowUp)
        assert (task.owner, task.due_on) == ("Otto Muster", date(2021, 6, 2))
        await seat.press("f9")
        await seat.type("kolleg", "enter")
        await seat.type("otto", "enter")
        await seat.press("H")
        await seat.type("erika")
        assert "1 offene Wiedervorlage" in judgement(seat)
        await seat.press("f8")
        assert [each.owner for each in rows(seat, FollowUp)] == ["Erika Beispiel"]
        await seat.press("u", "j")
        assert [each.owner for each in rows(seat, FollowUp)] == ["Otto Muster"]
