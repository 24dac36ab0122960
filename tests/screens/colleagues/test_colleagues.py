"""The list of colleagues at the keyboard: entered, chosen for a follow-up, handed over."""

from datetime import date

from sqlalchemy.engine import URL

from db.tables import Colleague, FollowUp
from ozg_tui.codes.rights import Right
from ozg_tui.desk.colleagues.colleagues import COLLEAGUES, ColleagueInput
from tests.kit.forms import judgement, rows
from tests.kit.seat import desk_at, seated


async def test_a_colleague_is_entered_chosen_and_relieved(url: URL) -> None:
    async with seated(url) as seat:
        await seat.press("escape")
        for name in ("Erika Beispiel", "Otto Muster"):
            await seat.press("f9")
            await seat.type("kolleg", "enter")
            await seat.type("jemanden", "enter")
            await seat.type(name, "f8")
        assert [each.name for each in rows(seat, Colleague)] == ["Erika Beispiel", "Otto Muster"]
        await seat.press("escape", "g", "w", "f6")
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


async def test_who_may_only_read_is_told_so_where_a_form_would_open(url: URL) -> None:
    with desk_at(url) as desk:
        COLLEAGUES.save(desk, ColleagueInput(name=desk.actor))
        COLLEAGUES.save(desk, ColleagueInput(name="Probe", may=Right.READ))
    async with seated(url) as seat:
        await seat.type("ahnat", "enter")
        for key in ("k", "a", "b"):
            await seat.press(key)
            assert seat.message == "Dafür braucht es das Recht »Bearbeiten«; Sie haben »Lesen«."
            assert "KOMMUNE Ahnatal" in seat.screen
