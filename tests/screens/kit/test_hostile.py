"""Whatever the store holds, screens show it as text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from rich.cells import cell_len
from sqlalchemy import select
from sqlalchemy.engine import URL
from textual.events import Paste
from textual.widgets import Input, TextArea

from db.tables import (
    Application,
    Booking,
    Contact,
    Organisation,
    ServiceBundle,
)
from ozg_tui.resources import catalogue
from ozg_tui.screens.kit.choice import ChoiceScreen
from ozg_tui.screens.kit.conflict import ConflictScreen
from ozg_tui.screens.kit.detail import DetailScreen
from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.kit.list import ListScreen
from ozg_tui.screens.kit.reader import ReaderScreen
from ozg_tui.screens.places.place import PlaceScreen
from ozg_tui.text import clean, pasted
from tests.kit import hostile
from tests.kit.hostile_office import STEERING, TEXTS, assert_harmless, hostile_office
from tests.kit.seat import Seat, seated
from tests.kit.stores import Stores


class Office(NamedTuple):
    """The address of that store, and the numbers of its records in the order of `TEXTS`."""

    url: URL
    numbers: dict[str, list[int]]

    def number(self, kind: str, evil: str) -> int:
        """The record of this kind that holds this text."""
        return self.numbers[kind][TEXTS.index(evil)]


@pytest.fixture(scope="module")
def office(stores: Stores) -> Iterator[Office]:
    """A store in which all that is shown is hostile; no test writes into it."""
    with stores.opened("sqlite", hostile_office) as store:
        with store.reading() as session:
            numbers = {
                table.__tablename__: list(
                    session.scalars(select(table.id).order_by(table.id.desc()).limit(len(TEXTS)))
                )[::-1]
                for table in (Organisation, Contact, Booking, Application, ServiceBundle)
            }
        yield Office(store.engine.url, numbers | {"place": numbers["organisation"]})


def beginning(evil: str, size: int = 12) -> str:
    """The first characters as they must be on the screen."""
    return clean(evil, multiline=True).split("\n")[0][:size].strip()


RECORDS = {
    "contact": catalogue.BY_CODE["contact"],
    "booking": catalogue.BY_CODE["booking"],
    "application": catalogue.BY_CODE["application"],
    "service_bundle": catalogue.BY_CODE["bundle"],
}


async def through_the_sections(seat: Seat) -> None:
    """Every section, its end, and a search for hostile text."""
    for letter in ("k", "p", "b", "i", "d", "n", "o", "h"):
        await seat.press("escape", "g", letter)
        assert isinstance(seat.app.screen, ListScreen)
        await seat.press("end")
        assert_harmless(seat)
        await seat.press("pageup")
        assert_harmless(seat)


@pytest.mark.parametrize(
    ("size", "colours"), [((80, 24), "NO_COLOR"), ((100, 30), "colours")], ids=["80", "100"]
)
async def test_every_section_shows_text(
    office: Office, size: tuple[int, int], colours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if colours == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    async with seated(office.url, size=size) as seat:
        await through_the_sections(seat)


async def test_no_list_swallows_a_bracket(office: Office) -> None:
    async with seated(office.url, size=(200, 60)) as seat:
        await seat.press("escape", "g", "p", "slash")
        box = seat.app.focused
        assert isinstance(box, Input)
        for evil in (*hostile.MARKUP[:4], *hostile.ESCAPES):
            box.value = clean(evil)
            await seat.press()
            assert not re.search(r"\w", evil) or clean(evil)[:20] in seat.screen, ascii(evil)
            assert_harmless(seat)


async def test_what_is_pasted_into_the_search_stays_text(office: Office) -> None:
    async with seated(office.url) as seat:
        for evil in (*hostile.ESCAPES[:4], "zwei\nZeilen"):
            await seat.press("ctrl+u")
            seat.app.post_message(Paste(evil))
            await seat.press()
            assert_harmless(seat)
            box = seat.app.focused
            assert isinstance(box, Input)
            assert box.value.split()[-1] == pasted(evil).split()[-1]


@pytest.mark.parametrize("name", RECORDS)
async def test_every_detail_shows_what_is_stored(office: Office, name: str) -> None:
    async with seated(office.url) as seat:
        for evil in (
            TEXTS[::3] if name == "contact" else (*hostile.MARKUP[:6], *hostile.ESCAPES[:6])
        ):
            seat.app.open_record(RECORDS[name], office.number(name, evil))
            await seat.press()
            assert isinstance(seat.app.screen, DetailScreen)
            assert beginning(evil) in seat.screen, (name, ascii(evil), seat.screen)
            assert_harmless(seat)
            seat.app.pop_screen()


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_the_card_of_every_kommune_shows_what_is_stored(
    office: Office, size: tuple[int, int]
) -> None:
    async with seated(office.url, size=size) as seat:
        for evil in TEXTS[:: 2 if size == (80, 24) else 8]:
            seat.app.open_record(catalogue.BY_CODE["municipality"], office.number("place", evil))
            await seat.press()
            assert isinstance(seat.app.screen, PlaceScreen)
            assert clean(evil).upper()[:10].strip() in seat.screen or not evil.isascii()
            assert all(cell_len(line) <= size[0] for line in seat.screen.splitlines())
            assert_harmless(seat)
            seat.app.pop_screen()
        seat.app.open_record(catalogue.BY_CODE["municipality"], office.number("place", TEXTS[0]))
        await seat.press("f7")
        assert isinstance(seat.app.screen, ReaderScreen)
        assert_harmless(seat)


@pytest.mark.parametrize("name", RECORDS)
async def test_no_form_hands_stored_text_to_the_terminal(office: Office, name: str) -> None:
    async with seated(office.url) as seat:
        for evil in (*hostile.MARKUP[:2], *hostile.ESCAPES[1::4], hostile.BIDI[0]):
            seat.app.open_form(RECORDS[name], office.number(name, evil))
            await seat.press()
            assert isinstance(seat.app.screen, FormScreen)
            assert_harmless(seat)
            seat.app.pop_screen()


async def test_no_field_of_several_lines_hands_stored_text_to_the_terminal(office: Office) -> None:
    async with seated(office.url) as seat:
        seat.app.open_form(
            catalogue.BY_CODE["contact"], office.number("contact", hostile.ESCAPES[1])
        )
        await seat.press()
        boxes = seat.app.screen.query(TextArea)
        assert boxes
        for box in boxes:
            assert not STEERING.search(box.text), ascii(box.text)


async def test_help_values_and_reasons_show_text(office: Office) -> None:
    place = office.number("place", "[LK] Gießen")
    async with seated(office.url) as seat:
        seat.app.open_form(catalogue.BY_CODE["booking"], None, {"organisation_id": str(place)})
        await seat.press()
        assert "[LK] Gießen" in seat.screen
        assert_harmless(seat)
        await seat.press("f7")
        assert_harmless(seat)
        await seat.press("escape", "shift+tab", "f4")
        assert isinstance(seat.app.screen, ChoiceScreen)
        assert seat.app.screen.heading == "Kommune"
        box = seat.app.focused
        assert isinstance(box, Input)
        for evil in (*hostile.MARKUP, *hostile.ESCAPES):
            box.value = clean(evil)
            await seat.press()
            assert_harmless(seat)
            assert not re.search(r"\w", evil) or clean(evil)[:12] in seat.screen, ascii(evil)
        await seat.press("escape", "f1")
        assert_harmless(seat)
        await seat.press("escape", "f9")
        assert_harmless(seat)


async def test_sentences_with_hostile_text_stay_text(office: Office) -> None:
    async with seated(office.url) as seat:
        for evil in (*hostile.MARKUP, *hostile.ESCAPES, *hostile.BIDI):
            seat.app.say(f"Gesichert: {evil}.")
            await seat.press()
            assert clean(evil)[:10] in seat.screen, ascii(evil)
            assert_harmless(seat)


async def test_the_actor_is_text(office: Office) -> None:
    evil = "x\x1b]0;PWNED\x07[@click=app.quit]y[/]"
    async with seated(office.url, actor=evil) as seat:
        assert clean(evil)[:12] in seat.screen
        assert_harmless(seat)


async def test_the_clipboard_gets_no_steering_characters(office: Office) -> None:
    async with seated(office.url) as seat:
        for evil in hostile.ESCAPES:
            seat.app.open_record(catalogue.BY_CODE["contact"], office.number("contact", evil))
            await seat.press("full_stop")
            assert seat.app.clipboard
            assert not STEERING.search(seat.app.clipboard), ascii(seat.app.clipboard)
            seat.app.pop_screen()


async def test_a_conflict_shows_hostile_values_as_text(office: Office) -> None:
    async with seated(office.url) as seat:
        for evil in (*hostile.MARKUP, *hostile.ESCAPES, *hostile.BIDI):
            seat.app.push_screen(ConflictScreen(evil, [("Nachname", evil, evil, evil)]))
            await seat.press()
            assert_harmless(seat)
            assert clean(evil)[:8] in seat.screen
            seat.app.pop_screen()
