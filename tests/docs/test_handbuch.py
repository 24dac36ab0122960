"""The Handbuch is tried out: each key in it is pressed, and the screen says what it promises.

Somebody sits down at the desk for practice and works through all sections. In the end all tasks of
the practice are done, and none of them took more keys than it may.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy.engine import URL

from ozg_tui.commands import COMMANDS, key_name
from ozg_tui.desk.practice.invented import fill
from ozg_tui.desk.practice.tasks import TASKS, progress
from seeds.load import load
from tests.kit.clock import SetClock
from tests.kit.seat import Seat, seated, typed
from tests.kit.stores import Stores

HANDBUCH = Path(__file__).parents[2] / "docs" / "handbuch.md"
TEXT = HANDBUCH.read_text(encoding="utf-8")
SECTIONS = re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)

KEYS = {
    "Enter": "enter", "Esc": "escape", "Tab": "tab", "Ab": "down", "Auf": "up",
    "Strg+O": "ctrl+o", **{f"F{number}": f"f{number}" for number in range(1, 13)},
}  # fmt: skip

BUDGETS = {
    "Kommune finden": (6, ()),
    "Anruf notieren": (12, ("Fragt nach dem Mängelmelder.",)),
    "Beratung eintragen": (20, ()),
    "Beschluss eintragen": (10, ("espen", "Enter")),
    "Dienst eintragen": (6, ("ahnat", "Enter")),
    "OZG-Report abbestellen": (4, ("e.beispiel@",)),
    "Nachfolge eintragen": (14, ("Max Muster",)),
}
"""How many keys a task may take, beside what is dictated, and finding where it begins at a card."""


class Step(NamedTuple):
    """What is typed, and what is seen then."""

    typed: tuple[str, ...]
    seen: tuple[str, ...]


def keys_of(written: Iterable[str]) -> list[str]:
    """What is pressed: keys by their names, everything else letter by letter."""
    return [key for each in written for key in ([KEYS[each]] if each in KEYS else typed(each))]


def steps(section: str) -> Iterator[Step]:
    for row in re.findall(r"^\|(.+)\|$", section, re.MULTILINE):
        *_, left, right = row.split("|")
        if "`" in left and "»" in right:
            yield Step(
                tuple(re.findall(r"`([^`]+)`", left)), tuple(re.findall(r"»([^«]+)«", right))
            )


def squeezed(screen: str) -> str:
    return re.sub(r"\s+", " ", screen)


async def begin(seat: Seat) -> None:
    """To START with an empty box, as every section begins."""
    while len(seat.app.screen_stack) > 1:
        await seat.press("escape")
    await seat.press("f2", "ctrl+u")


@pytest.fixture
def practice_url(stores: Stores) -> Iterator[URL]:
    with stores.copy("sqlite", load) as url:
        yield url


@pytest.mark.long
async def test_every_section_is_as_it_says(practice_url: URL) -> None:
    clock = SetClock(date(2026, 11, 23))
    async with seated(practice_url, clock=clock, actor="k.muster") as seat:
        fill(seat.desk)
        tried = 0
        for name, section in SECTIONS:
            keys: list[str] = []
            several = name == "Zwölf Anrufe"
            await begin(seat)
            for step in steps(section):
                if several:
                    await begin(seat)
                await seat.press(*keys_of(step.typed))
                keys += keys_of(step.typed)
                for seen in step.seen:
                    assert seen in squeezed(seat.screen), f"{name}: {step}\n{seat.screen}"
                tried += 1
            if name in BUDGETS:
                most, beside = BUDGETS[name]
                assert len(keys) - len(keys_of(beside)) <= most, name
        assert tried > 40
        assert [each.task.name for each in progress(seat.desk) if not each.is_done] == []


def test_every_task_of_the_practice_has_its_section() -> None:
    names = [name for name, _ in SECTIONS]
    assert [each.name for each in TASKS if each.name not in names] == []


def test_the_page_of_keys_is_that_of_the_program() -> None:
    page = dict(SECTIONS)["Tasten auf einer Seite"]
    labels = {each.label: set(map(key_name, each.keys)) for each in COMMANDS}
    rows = re.findall(r"^\| ((?:`\S+` ?)+)\| (.+?) \|$", page, re.MULTILINE)
    assert len(rows) > 20
    for keys, label in rows:
        assert set(re.findall(r"`(\S+)`", keys)) <= labels[label], label


@pytest.mark.parametrize("picture", re.findall(r"!\[.*?\]\((.+?)\)", TEXT))
def test_its_pictures_are_there(picture: str) -> None:
    assert (HANDBUCH.parent / picture).is_file()
