"""What colleagues save appears by itself: on START, in lists, on cards; else nothing is painted."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.engine import URL

from ozg_tui.app import OzgApp
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.desk.search.lists import Line
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS, FollowUpInput
from ozg_tui.resources import catalogue
from ozg_tui.screens.kit.list import ListScreen, SearchBox
from seeds.load import load
from tests.kit.clock import SetClock
from tests.kit.deeds import note
from tests.kit.seat import Seat, desk_at, seated
from tests.kit.stores import Stores

CONTACT = catalogue.BY_CODE["contact"]
PLACE = catalogue.BY_CODE["organisation"]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(stores: Stores, request: pytest.FixtureRequest) -> Iterator[URL]:
    with stores.copy(request.param, load) as url:
        yield url


@pytest.fixture
async def seat(url: URL, clock: SetClock) -> AsyncIterator[Seat]:
    async with seated(url, clock=clock) as seat:
        yield seat


@pytest.fixture
def colleague(url: URL, clock: SetClock) -> Iterator[Desk]:
    with desk_at(url, clock=clock) as desk:
        yield desk


def contact(desk: Desk, name: str, **more: object) -> int:
    value = {"organisation_id": find_municipality(desk, "Ahnatal"), "family_name": name} | more
    return CONTACTS.save(desk, ContactInput.model_validate(value)).id


def rename(desk: Desk, number: int, name: str) -> None:
    form = CONTACTS.read(desk, number)
    CONTACTS.save(desk, form.value.model_copy(update={"family_name": name}), form)


def follow_up(desk: Desk, text: str) -> None:
    FOLLOW_UPS.save(
        desk,
        FollowUpInput.model_validate(
            {
                "organisation_id": find_municipality(desk, "Ahnatal"),
                "text": text,
                "due_on": desk.today(),
                "owner": "Probe",
            }
        ),
    )


def line(seat: Seat) -> Line:
    """The line with the cursor."""
    screen = seat.app.screen
    assert isinstance(screen, ListScreen)
    assert screen.list.current is not None
    return screen.list.current


def news_heard(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Whether the program has heard of something since."""
    heard: list[bool] = []
    follow = type(seat.app.screen).follow
    monkeypatch.setattr(
        type(seat.app.screen), "follow", lambda screen: (heard.append(True), follow(screen))
    )
    return lambda: bool(heard)


@contextmanager
def painted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """What is sent to the terminal meanwhile."""
    sent: list[object] = []
    display = OzgApp._display

    def count(app: OzgApp, screen: object, renderable: object) -> None:
        if renderable is not None:
            sent.append(renderable)
        display(app, screen, renderable)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(OzgApp, "_display", count)
        yield sent


async def test_start_shows_what_a_colleague_has_saved(seat: Seat, colleague: Desk) -> None:
    await seat.type("ahna", *["backspace"] * 4)
    follow_up(colleague, "Zurückrufen")
    await seat.until(lambda: "Zurückrufen" in seat.screen)
    assert isinstance(seat.app.focused, SearchBox)


async def test_a_list_follows_and_the_cursor_stays_on_its_record(
    seat: Seat, colleague: Desk
) -> None:
    for name in ("Anders", "Beispiel", "Clemens"):
        contact(colleague, name)
    await seat.press("escape", "g", "p", "home")
    while "Beispiel" not in line(seat).title:
        await seat.press("down")
    number = line(seat).record_id
    contact(colleague, "Aaron")
    await seat.until(lambda: "Aaron" in seat.screen)
    assert line(seat).record_id == number
    rename(colleague, number, "Zuletzt")
    await seat.until(lambda: "Zuletzt" in seat.screen)
    assert line(seat).record_id == number


async def test_hits_follow_and_the_search_stays_as_typed(seat: Seat, colleague: Desk) -> None:
    await seat.press("escape", "g", "p")
    await seat.press("s")
    await seat.type("Wunder")
    contact(colleague, "Wunderlich")
    await seat.until(lambda: "Wunderlich" in seat.screen)
    box = seat.app.focused
    assert isinstance(box, SearchBox)
    assert box.value == "Wunder"
    await seat.type("lich")
    assert "Wunderlich" in seat.screen


async def test_a_card_follows(seat: Seat, colleague: Desk) -> None:
    place = find_municipality(seat.desk, "Ahnatal")
    seat.app.open_record(PLACE, place)
    await seat.press()
    note(colleague, place, "Der neue Zugang ist beantragt")
    await seat.until(lambda: "Der neue Zugang" in seat.screen)


async def test_a_record_follows_below_a_dialog(seat: Seat, colleague: Desk) -> None:
    number = contact(colleague, "Weber")
    seat.app.open_record(CONTACT, number)
    await seat.press()
    await seat.press("f9")
    rename(colleague, number, "Wagner")
    await seat.press("escape")
    await seat.until(lambda: "Wagner" in seat.screen)


@pytest.mark.parametrize("where", ["start", "list", "card", "record", "matrix"])
async def test_what_shows_nothing_else_is_not_painted(
    seat: Seat, colleague: Desk, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    number = contact(colleague, "Weber")
    keys = {"list": "k", "matrix": "m"}
    if where in keys:
        await seat.press("escape", "g", keys[where])
    elif where == "card":
        seat.app.open_record(PLACE, find_municipality(seat.desk, "Ahnatal"))
    elif where == "record":
        seat.app.open_record(CONTACT, number)
    await seat.press()
    elsewhere = find_municipality(colleague, "Vellmar")
    # The first one may change what stands on a screen, such as a figure of START.
    note(colleague, elsewhere, "Probe")
    heard = news_heard(seat, monkeypatch)
    await seat.until(heard)
    await seat.press()
    heard = news_heard(seat, monkeypatch)
    with painted(monkeypatch) as sent:
        note(colleague, elsewhere, "Probe")
        await seat.until(heard)
        await seat.press()
        assert sent == []


async def test_a_store_that_comes_back_is_watched_again(
    seat: Seat, colleague: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    if seat.desk.is_embedded:
        pytest.skip("a file has no connections that a server ends")
    with colleague.engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
    colleague.engine.dispose()
    follow_up(colleague, "Neustart")
    await seat.until(lambda: "Neustart" in seat.screen)
