"""A desk is taken over: the files of a predecessor become a working desk, and go back the same."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.tables import Booking, Contact
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.exchange.imports import Plan, open_file, take_over
from ozg_tui.desk.exchange.kinds import KINDS, kind_of
from ozg_tui.desk.exchange.leftover import write_open_rows
from ozg_tui.desk.exchange.understood import Outcome
from ozg_tui.desk.search.asking import find
from ozg_tui.desk.undo import take_back
from seeds.load import load
from tests.desk.exchange import inherited
from tests.desk.exchange.inherited import Expected, Place
from tests.kit.desks import desk_in
from tests.kit.lists_in import everything
from tests.kit.stores import Stores

FILES = {
    "kontakte.csv": inherited.contacts,
    "outlook.vcf": inherited.cards_of_outlook,
    "handy.vcf": inherited.cards_of_a_telephone,
    "beratungen.xlsx": inherited.bookings,
}


@pytest.fixture
def empty(stores: Stores) -> Iterator[Desk]:
    """A desk with the facts of the sources and nothing else."""
    with desk_in(stores, "sqlite", load) as desk:
        yield desk


def places_of(desk: Desk) -> list[Place]:
    """Towns and municipalities whose names only they bear."""
    land = territory(desk)
    named: dict[str, list[Place]] = {}
    for number, place in land.by_id.items():
        now = place.latest
        bare = now.name.removeprefix("Landkreis ")
        if number not in land.successors:
            named.setdefault(bare, []).append(Place(now.name, now.kind.value, now.key))
    alone = [found[0] for found in named.values() if len(found) == 1]
    return [each for each in alone if each.kind in {"stadt", "gemeinde"}]


def numbers(plan: Plan) -> Expected:
    return Expected(
        plan.number(Outcome.NEW), plan.number(Outcome.QUESTION), plan.number(Outcome.FAILED)
    )


@pytest.mark.long
def test_the_files_of_a_predecessor_become_a_working_desk_and_go_back(
    empty: Desk, tmp_path: Path
) -> None:
    places = places_of(empty)
    states = [everything(empty)]
    with empty.store.reading() as session:
        before = session.scalar(select(func.count()).select_from(Contact)) or 0
    wanted = {}
    for name, make in FILES.items():
        raw, expected = make(places)
        path = tmp_path / name
        path.write_bytes(raw)
        wanted[name] = expected
        kind = kind_of(empty, raw)
        plan = open_file(empty, kind, path)
        assert numbers(plan) == expected, (name, plan.questions[:3], plan.faults[:5])
        assert take_over(empty, plan, partial(open_file, empty, kind, path)).unit is not None
        left = write_open_rows(plan, tmp_path / f"{name} offen.csv")
        assert left == expected.questions + expected.failed
        again = open_file(empty, kind, path)
        assert again.number(Outcome.UNCHANGED) == expected.new, name
        assert numbers(again) == Expected(0, expected.questions, expected.failed)
        states.append(everything(empty))

    people = sum(wanted[name].new for name in FILES if name != "beratungen.xlsx")
    with empty.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Contact)) == before + people
        assert session.scalar(select(func.count()).select_from(Booking)) == 60
    assert "Kärtchen B, Ida" in [hit.title for hit in find(empty, "kaertchen b").hits]
    assert [hit.title for hit in find(empty, "056190009401").hits] != []

    for state in reversed(states[:-1]):
        take_back.carry_out(empty, take_back.find(empty, None))
        assert everything(empty) == state


def test_the_open_rows_of_a_file_come_in_once_they_are_corrected(
    empty: Desk, tmp_path: Path
) -> None:
    raw, _ = inherited.contacts(places_of(empty)[:40])
    path, left = tmp_path / "kontakte.csv", tmp_path / "offen.csv"
    path.write_bytes(raw)
    plan = open_file(empty, KINDS["kontakte"], path)
    write_open_rows(plan, left)
    corrected = left.read_text(encoding="utf-8-sig")
    for wrong, right in (
        ("keine adresse@", "richtig@example.org"), ("Gießen;", "Landkreis Gießen;"),
        ("Büro am Markt", "Ahnatal"), ("4956190009112", "+49 561 90009112"), ("112/13", "112"),
    ):  # fmt: skip
        corrected = corrected.replace(wrong, right)
    left.write_text(corrected, encoding="utf-8-sig")
    again = open_file(empty, KINDS["kontakte"], left)
    # One row has no name; nobody can guess it.
    assert numbers(again) == Expected(8, 0, 1)
