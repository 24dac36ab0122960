"""A store with one IKZ application of many partners, for the keys of its form."""

import os
from datetime import date
from pathlib import Path

from db.connection import open_engine, store_url
from ozg_tui.clock import Clock
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz.applications import APPLICATIONS
from tests.bench.data import store_of

PARTNERS = 25
DAY = date(2021, 10, 1)


def store_with_a_large_application() -> Path:
    """A copy of the store of all facts with the application of `PARTNERS` Kommunen."""
    facts = store_of(0)
    path = facts.with_name(f"{facts.stem}-application.db")
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        unfinished.write_bytes(facts.read_bytes())
        unfinished.chmod(0o600)
        _record(unfinished)
        unfinished.rename(path)
    return path


def _record(path: Path) -> None:
    desk = Desk(open_engine(store_url(str(path))), "probe", Clock())
    known = territory(desk)
    keys = [
        key
        for key, place in known.by_key.items()
        if place.periods[-1].kind is OrganisationKind.GEMEINDE
    ]
    participants = [
        {
            "organisation_id": known.id_of(key),
            "role": "partner" if number else "lead",
            "resolution": "passed",
            "session_on": DAY,
            "personnel_before_cents": 10_000_000,
            "personnel_after_cents": 8_000_000,
            "signed_on": DAY,
        }
        for number, key in enumerate(keys[:PARTNERS])
    ]
    value = {
        "title": "Großes Bündnis",
        "field_of_work": "IT",
        "participants": participants,
        "agreement_form": "public_law_agreement",
        "agreement_signed_on": DAY,
        "term_start": date(2022, 1, 1),
        "term_end": date(2026, 12, 31),
    }
    APPLICATIONS.save(desk, APPLICATIONS.model.model_validate(value))
    desk.close()
