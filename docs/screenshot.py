"""Makes the pictures of these pages from the real program: `python docs/screenshot.py [FOLDER]`.

The program runs without a terminal, on a new store with the seed facts and a few invented entries,
as `k.muster` at half past nine of one day; those of the Handbuch show the desk for practice. So the
same program always makes the same pictures. `--check` writes nothing and ends with 1 where a
picture is not up to date.
"""

import argparse
import asyncio
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from textual.pilot import Pilot

from db.connection import open_engine, store_url
from db.tables import Application, Booking, Call, Contact, FollowUp, Participant, Resolution
from ozg_tui.app import OzgApp
from ozg_tui.clock import BERLIN, Clock
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.opening import prepare
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.practice.invented import fill
from ozg_tui.resources.catalogue import START
from ozg_tui.resources.ikz import APPLICATIONS
from ozg_tui.resources.resource import Resource
from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.kit.list import ListScreen
from ozg_tui.screens.places.place import PlaceScreen
from ozg_tui.screens.services.matrix import MatrixScreen
from ozg_tui.screens.start.screen import StartScreen

ACTOR = "k.muster"
DAY = date(2022, 1, 15)
SIZE = (100, 30)
PATIENCE_SECONDS = 30

SEARCH = "bad"
APPLICATION = (
    ("Gemeinsames Bürgerbüro", "enter", "enter", "enter", "h", "enter"),
    ("ahnatal", "enter", "f", "enter", "g", "enter", "011021", "enter", "enter", "enter"),
    ("vellmar", "enter", "enter", "g", "enter", "051021", "enter", "f6"),
    ("espenau", "enter", "enter", "o", "tab", "tab", "tab", "tab", "tab"),
    ("ö", "enter", "011221", "enter", "j", "enter", "enter"),
    ("010122", "enter", "311226", "enter", "enter", "200t", "enter", "170t", "enter"),
)
"""What is typed into the form, by its groups of fields; names of keys stand alone."""

KEYS = frozenset({"enter", "tab", "f6"})

PLACES = ("Ahnatal", "Espenau", "Vellmar", "Fuldatal")
CALLS = (
    (10, "incoming", "Ahnatal", None, "consulting", "open"),
    (45, "outgoing", "Vellmar", None, "cooperation", "done"),
    (95, "incoming", None, "069 90009-117", None, "call_back"),
)
TASKS = (
    (-3, "Espenau", "Beschluss erfragen"),
    (0, "Ahnatal", "Termin für Modul 3 bestätigen"),
    (0, "Fuldatal", "Rückruf"),
)
BOOKED = (
    ("Ahnatal", 1, "held"),
    ("Ahnatal", 3, "registered"),
    ("Vellmar", 2, "scheduled"),
    ("Espenau", 2, "cancelled"),
)

_PREFIX = re.compile(r"terminal-\d+")
_WEB_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


class Morning(Clock):
    """It is half past nine of a day, whenever the pictures are made."""

    def __init__(self, day: date) -> None:
        self.day = day

    def now(self) -> datetime:
        """That moment."""
        return datetime.combine(self.day, time(9, 30), BERLIN).astimezone(UTC)


MORNING, PRACTICE = Morning(DAY), Morning(date(2026, 11, 23))


def invented(desk: Desk) -> None:
    """A morning at the desk; nobody ever called, booked or applied for this."""
    place = {name: find_municipality(desk, name) for name in PLACES}
    noon = datetime(DAY.year, DAY.month, DAY.day, 11, tzinfo=UTC)
    with desk.store.writing(ACTOR) as session:
        session.add_all(
            Call(
                started_at=noon - timedelta(minutes=minutes),
                direction=direction,
                organisation_id=place.get(name),
                raw_number=number,
                topic=topic,
                result=result,
                taken_by=ACTOR,
            )
            for minutes, direction, name, number, topic, result in CALLS
        )
        session.add(Contact(organisation_id=place["Ahnatal"], family_name="Beispiel"))
        session.add_all(
            FollowUp(
                due_on=DAY + timedelta(days=days),
                owner=ACTOR,
                text=text,
                organisation_id=place[name],
            )
            for days, name, text in TASKS
        )
        session.add_all(
            Booking(
                organisation_id=place[name],
                module=module,
                funding_source="umsetzungsvereinbarung" if module < 3 else "starke_heimat",
                state=state,
            )
            for name, module, state in BOOKED
        )
        session.add(
            Application(
                number="IKZ-0001",
                title="Gemeinsames Bürgerbüro",
                station="resolutions",
                applied_on=DAY,
                agreement_form="public_law_agreement",
                participants=[
                    Participant(
                        organisation_id=place[name],
                        position=position,
                        role="partner" if position else "lead",
                        resolution=Resolution(
                            status="open" if position > 1 else "passed",
                            session_on=None if position > 1 else date(2021, 10, 1),
                        ),
                    )
                    for position, name in enumerate(PLACES[:4])
                ],
            )
        )


async def start(pilot: Pilot[int], app: OzgApp) -> None:
    """START with the day."""
    await until(
        pilot, lambda: isinstance(app.screen, StartScreen) and app.screen.quality is not None
    )


async def search(pilot: Pilot[int], app: OzgApp) -> None:
    """START with what a few letters find."""
    await pilot.press(*SEARCH)
    await until(pilot, lambda: shown(app) == (START, SEARCH))


async def form(pilot: Pilot[int], app: OzgApp) -> None:
    """An IKZ application with its checks."""
    await pilot.press("escape", "g", "i")
    await until(pilot, lambda: shown(app) == (APPLICATIONS, ""))
    await pilot.press("n")
    await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.sheet is not None)
    for group in APPLICATION:
        for typed in group:
            await pilot.press(*([typed] if typed in KEYS else typed))
            await app.bridge.settle()
            await pilot.pause()


async def place(pilot: Pilot[int], app: OzgApp) -> None:
    """All about a Kommune."""
    await pilot.press(*"ahnatal")
    await until(pilot, lambda: shown(app) == (START, "ahnatal"))
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, PlaceScreen) and app.screen.view is not None)


async def matrix(pilot: Pilot[int], app: OzgApp) -> None:
    """The matrix of Kommunen and bundles."""
    await pilot.press("escape", "g", "m")
    await until(
        pilot, lambda: isinstance(app.screen, MatrixScreen) and app.screen.grid.current is not None
    )


PICTURES: dict[str, Callable[[Pilot[int], OzgApp], Awaitable[None]]] = {
    "start.svg": start,
    "search.svg": search,
    "place.svg": place,
    "form.svg": form,
    "matrix.svg": matrix,
}

OF_THE_PRACTICE = {"handbuch-start.svg": start, "handbuch-kommune.svg": place}
"""The pictures of the Handbuch, at the desk for practice."""

IN_OTHER_COLOURS = {
    "place-hell.svg": ("place.svg", "hell"),
    "place-kontrast.svg": ("place.svg", "kontrast"),
}
"""The same picture in the colours for a light background, and in those with most contrast."""


async def picture(name: str, colours: str = "dunkel") -> str:
    """Run the program up to this picture; answers the SVG."""
    with tempfile.TemporaryDirectory(prefix="ozg-") as folder:
        is_practice = name in OF_THE_PRACTICE
        clock, filling = (PRACTICE, fill) if is_practice else (MORNING, invented)
        app = OzgApp(
            lambda: opened(Path(folder) / "bestand.db", clock, filling),
            ACTOR,
            clock,
            is_practice=is_practice,
        )
        app.theme = colours
        async with app.run_test(size=SIZE) as pilot:
            await until(pilot, lambda: app.bridge.is_open)
            await (PICTURES | OF_THE_PRACTICE)[name](pilot, app)
            await app.bridge.settle()
            await pilot.pause()
            return steady(app.export_screenshot(title="ozg-tui"))


def opened(path: Path, clock: Clock, filling: Callable[[Desk], None]) -> Desk:
    """The desk over a new store with the seed facts and what is invented."""
    desk = Desk(open_engine(store_url(str(path))), ACTOR, clock)
    prepare(desk)
    filling(desk)
    return desk


async def until(pilot: Pilot[int], reached: Callable[[], bool]) -> None:
    """Wait until the program is so far. Raises `TimeoutError` when it never is."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not reached():
            await pilot.pause(0.02)
    await pilot.app.bridge.settle()  # type: ignore[attr-defined]
    await pilot.pause()


def shown(app: OzgApp) -> tuple[Resource, str] | None:
    """The section in front and what is searched there."""
    screen = app.screen
    return (screen.resource, screen.search_text) if isinstance(screen, ListScreen) else None


def steady(svg: str) -> str:
    """The picture without what changes from run to run, and without fonts from the web."""
    return _WEB_FONTS.sub("", _PREFIX.sub("terminal", svg))


def main() -> int:
    """Make all pictures, or compare them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    stale = 0
    for name in (*PICTURES, *OF_THE_PRACTICE, *IN_OTHER_COLOURS):
        path = options.folder / name
        svg = asyncio.run(picture(*IN_OTHER_COLOURS.get(name, (name,))))
        if not options.check:
            path.write_text(svg, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != svg:
            print(f"{path} is not of this program; run python docs/screenshot.py", file=sys.stderr)
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
