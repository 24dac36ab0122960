"""Three IKZ applications of a store: one that grows, one on its way, one that was granted."""

from datetime import date

from db.store import Store
from ozg_tui.codes.ikz import Station
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput
from seeds.load import load
from tests.kit.clock import SetClock
from tests.kit.stores import upon

DAY = date(2026, 12, 1)
"""When they were recorded."""

THREE = ("Niestetal", "Kaufungen", "Habichtswald")


@upon(load)
def fill(store: Store) -> None:
    """All facts, IKZ-0001 (growing), IKZ-0002 (at the Landkreis), IKZ-0003 (running)."""
    assert isinstance(store.clock, SetClock)
    store.clock.set(DAY)
    desk = Desk(store.engine, "probe", store.clock)
    desk.__dict__["store"] = store
    growing = _application(desk, "OZG-Team Beispieltal", open_ones=("Habichtswald",))
    stored = APPLICATIONS.save(
        desk, growing.model_copy(update={"personnel_after_cents": 17_000_001})
    )
    moved = stored.value.model_copy(update={"station": Station.CONSULTING})
    APPLICATIONS.save(desk, moved, stored)
    APPLICATIONS.save(desk, _application(desk, "OZG-Team Muster", station="district"))
    APPLICATIONS.save(
        desk,
        _application(
            desk,
            "OZG-Team Fulda",
            station="running",
            granted_cents=7_500_000,
            notice_on=date(2022, 2, 1),
            notice_reference="Z 1",
            payments=[{"paid_on": date(2022, 3, 1), "amount_cents": 7_500_000, "note": "Rate"}],
            obligations=[{"kind": "report", "what": "Zwischenstand", "due_on": date(2023, 1, 1)}],
            note="Erste Zeile\nZweite Zeile",
        ),
    )
    desk.close()


def _application(
    desk: Desk, title: str, open_ones: tuple[str, ...] = (), **more: object
) -> ApplicationInput:
    passed = {"resolution": "passed", "session_on": date(2021, 10, 1)}
    return ApplicationInput.model_validate(
        {
            "title": title,
            "applied_on": date(2022, 1, 15),
            "participants": [
                {
                    "organisation_id": find_municipality(desk, name),
                    "role": "partner" if number else "lead",
                    **({} if name in open_ones else passed),
                }
                for number, name in enumerate(THREE)
            ],
            "agreement_form": "public_law_agreement",
            "agreement_signed_on": date(2021, 12, 1),
            "agreement_signed_by_all": True,
            "term_start": date(2022, 1, 1),
            "term_end": date(2026, 12, 31),
            "personnel_before_cents": 20_000_000,
            "personnel_after_cents": 16_000_000,
        }
        | more
    )
