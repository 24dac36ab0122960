"""Somebody leaves an office, at the keyboard with keys counted."""

from datetime import date

from sqlalchemy.engine import URL

from db.tables import Contact, ContactRole
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from tests.kit.forms import form, judgement, rows
from tests.kit.seat import seated

KEYS = 14
"""How many keys a successor may take beside the name."""


async def mayor(desk: Desk) -> None:
    with desk.store.writing("Muster") as session:
        session.add(
            Contact(
                organisation_id=find_municipality(desk, "Ahnatal"),
                family_name="Altmeier",
                given_name="Anna",
                roles=[ContactRole(role="head", title="Bürgermeisterin")],
            )
        )


async def test_a_successor_takes_few_keys(url: URL) -> None:
    async with seated(url) as seat:
        await mayor(seat.desk)
        await seat.press("escape", "g", "p", "f2")
        await seat.type("altmeier", "escape", "home")
        keys = ["v", *"0105", "enter", "w", "a", "enter"]
        await seat.press(*keys)
        await seat.type("Erika Beispiel")
        assert "Nachfolge: Erika Beispiel (neu)" in judgement(seat)
        await seat.press("f8")
        assert len([*keys, "f8"]) <= KEYS
        old, new = rows(seat, Contact)[-2:]
        assert (old.historic_on, old.left_reason) == (date(2021, 5, 1), "election")
        assert (old.successor_id, new.family_name) == (new.id, "Beispiel")
        assert "nicht mehr im Amt seit 01.05.2021 (Wahl)" in seat.message
        await seat.press("u", "j")
        (back,) = [each for each in rows(seat, Contact) if each.family_name == "Altmeier"]
        assert back.historic_on is None
        assert "Beispiel" not in [each.family_name for each in rows(seat, Contact)]


async def test_the_key_is_there_for_the_line_of_a_person_on_the_card(url: URL) -> None:
    async with seated(url) as seat:
        await mayor(seat.desk)
        await seat.type("ahnatal", "enter")
        await seat.press("1", "v")
        assert "AMT ENDET" in seat.screen
        assert form(seat).record_id == rows(seat, Contact)[-1].id
