"""An application on the screen: recorded, opened, supposed."""

from datetime import date

from sqlalchemy import func, select

from db.tables import Change, Determination, StationStep
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.resources import catalogue
from ozg_tui.screens.ikz.application import ApplicationScreen
from ozg_tui.screens.ikz.what_if import WhatIfScreen
from ozg_tui.screens.kit.choice import ChoiceScreen
from tests.kit.seat import Seat

THREE = ("Niestetal", "Kaufungen", "Helsa")


def record(desk: Desk, **more: object) -> int:
    """An application of three that is in order but for what the test says."""
    participants = [
        {
            "organisation_id": find_municipality(desk, name),
            "role": "partner" if number else "lead",
            "resolution": "passed",
            "session_on": date(2021, 3, 1),
        }
        for number, name in enumerate(THREE)
    ]
    value = {
        "title": "Team",
        "participants": participants,
        "agreement_form": "public_law_agreement",
        "agreement_signed_on": date(2021, 5, 1),
        "agreement_signed_by_all": True,
        "term_start": date(2021, 6, 1),
        "term_end": date(2026, 5, 31),
    }
    model = APPLICATIONS.model.model_validate(value | more)
    return APPLICATIONS.save(desk, model).id


async def edit(seat: Seat, application: int) -> None:
    seat.app.open_form(catalogue.BY_CODE["application"], application)
    await seat.press()


async def show(seat: Seat, application: int) -> ApplicationScreen:
    seat.app.open_record(catalogue.BY_CODE["application"], application)
    await seat.press()
    assert isinstance(seat.app.screen, ApplicationScreen)
    return seat.app.screen


async def steps(seat: Seat) -> list[str]:
    await seat.press("m")
    assert isinstance(seat.app.screen, ChoiceScreen), seat.message
    return [each.label for each in seat.app.screen._choices]


async def go(seat: Seat, wanted: str) -> str:
    """Choose a step by its words; answers what the screen says."""
    offered = await steps(seat)
    await seat.press(*["down"] * offered.index(wanted), "enter")
    return seat.message


def change(desk: Desk, application: int, **values: object) -> None:
    stored = APPLICATIONS.read(desk, application)
    wanted = APPLICATIONS.model.model_validate(stored.value.model_dump() | values)
    APPLICATIONS.save(desk, wanted, stored)


def stored_rows(seat: Seat) -> list[int]:
    with seat.desk.store.reading() as session:
        return [
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Change, Determination, StationStep)
        ]


COSTS = {"personnel_before_cents": 20_000_000, "personnel_after_cents": 17_000_001}


def front(seat: Seat) -> WhatIfScreen:
    screen = seat.app.screen
    assert isinstance(screen, WhatIfScreen), seat.screen
    return screen


def held(seat: Seat) -> dict[str, object]:
    sheet = front(seat).sheet
    assert sheet is not None
    return sheet.texts()
