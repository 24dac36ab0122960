"""IKZ applications that are in order but for what the test says."""

from datetime import date
from types import SimpleNamespace

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Stored
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput

FOUR = ("Niestetal", "Kaufungen", "Helsa", "Ahnatal")


def participants(desk: Desk, *names: str, **resolution: object) -> list[dict[str, object]]:
    passed = {"resolution": "passed", "session_on": date(2021, 3, 1)} | resolution
    return [
        {
            "organisation_id": find_municipality(desk, name),
            "role": "partner" if number else "lead",
            **passed,
        }
        for number, name in enumerate(names)
    ]


def application(desk: Desk, *names: str, **more: object) -> ApplicationInput:
    good = {
        "title": "OZG-Team Kassel",
        "applied_on": date(2021, 6, 1),
        "participants": participants(desk, *(names or FOUR)),
        "agreement_form": "public_law_agreement",
        "agreement_signed_on": date(2021, 5, 1),
        "agreement_signed_by_all": True,
        "term_start": date(2022, 1, 1),
        "term_end": date(2026, 12, 31),
        "personnel_before_cents": 20_000_000,
        "personnel_after_cents": 17_000_000,
        "station_since": date(2021, 6, 1),
    }
    return ApplicationInput.model_validate(good | more)


def partly(**filled: object) -> SimpleNamespace:
    """A form with nothing filled in correctly but this."""
    return SimpleNamespace(**(dict.fromkeys(ApplicationInput.model_fields) | filled))


def told(desk: Desk, stored: Stored[ApplicationInput]) -> dict[str, str]:
    return dict(
        row for section in APPLICATIONS.view(desk, stored.id)[1] for row in section.rows if row[0]
    )
