"""The same person once more: a hint at the field, the entry by a key, one made of two."""

from sqlalchemy.engine import URL

from db.tables import Contact, PhoneNumber
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.screens.kit.form import FormScreen
from tests.kit.forms import errors, judgement, rows, texts
from tests.kit.seat import seated


def entered(desk: Desk, given: str) -> None:
    with desk.store.writing("Muster") as session:
        session.add(
            Contact(
                organisation_id=find_municipality(desk, "Ahnatal"),
                family_name="Altmeier",
                given_name=given,
                numbers=[PhoneNumber(kind="direct", raw="05609 90009-12", e164="+4956099000912")],
            )
        )


async def test_a_hint_while_typing_leads_to_the_entry_and_back_to_the_form(url: URL) -> None:
    async with seated(url) as seat:
        entered(seat.desk, "Anna")
        await seat.type("ahnatal", "enter")
        await seat.press("k")
        await seat.type("Altmeier", "enter")
        await seat.type("Anna")
        assert any("Anna Altmeier (Ahnatal) steht hier schon" in each for each in errors(seat))
        await seat.press("ctrl+g")
        assert "KONTAKT Anna Altmeier" in seat.screen
        await seat.press("f3")
        assert isinstance(seat.app.screen, FormScreen)
        assert texts(seat)["given_name"] == "Anna"


async def test_two_entries_become_one_and_two_again(url: URL) -> None:
    async with seated(url) as seat:
        entered(seat.desk, "Anna")
        entered(seat.desk, "A.")
        await seat.press("escape", "g", "p", "f2")
        await seat.type("altmeier anna", "escape", "home", "M")
        await seat.type("altmeier, a.", "enter")
        assert "Name: Anna Altmeier (statt A. Altmeier)" in judgement(seat)
        await seat.press("f8")
        assert [each.given_name for each in rows(seat, Contact)[-2:]][-1] == "Anna"
        await seat.press("u", "j")
        assert [each.given_name for each in rows(seat, Contact)[-2:]] == ["Anna", "A."]
