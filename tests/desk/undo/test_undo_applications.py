"""Undo of everything that a save can do to an IKZ application, on both databases."""

import random
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.errors import RefusedError
from db.history import COUNTERS
from db.tables import (
    Application,
    Change,
    Obligation,
    Organisation,
    OrganisationPeriod,
    Participant,
    Payment,
    Resolution,
    Reversal,
)
from ozg_tui.codes.ikz import PERMITTED, WAY, Station
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Stored
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.course import course_of, move
from ozg_tui.desk.ikz.deviation import confirm_deviation, deviation_of
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.undo.take_back import Asked, carry_out, find
from ozg_tui.german.labels import STATIONS
from ozg_tui.rules.ikz.path import Step
from tests.kit.applications import FOUR, application, participants
from tests.kit.undoing import Colleague, redo, undo

ROOT = Path(__file__).parents[3]
Rows = dict[tuple[str, int], Mapping[str, Any]]
PARTS = (Application, Participant, Resolution, Payment, Obligation)


def rows(desk: Desk) -> Rows:
    """All rows of all applications as they are stored, but for what every save counts up."""
    with desk.store.reading() as session:
        return {
            (table.__tablename__, row.id): {
                column.key: getattr(row, column.key)
                for column in table.__table__.columns
                if column.key not in COUNTERS
            }
            for table in PARTS
            for row in session.scalars(select(table))
        }


def changed(stored: Stored[ApplicationInput], **values: object) -> ApplicationInput:
    return ApplicationInput.model_validate(stored.value.model_dump() | values)


def version(desk: Desk, number: int) -> int:
    return APPLICATIONS.read(desk, number).version


LEADS = ("Ahnatal", "Hanau", "Wiesbaden")
"""Each goes another way to the ministry."""


@pytest.fixture(autouse=True)
def _wiesbaden(desk: Desk) -> None:
    period = OrganisationPeriod(name="Wiesbaden", key="06414000", kind="kreisfreie_stadt")
    with desk.store.writing("saat") as session:
        session.add(Organisation(periods=[period]))


def ready_for(desk: Desk, here: Station, there: Station) -> tuple[int, Step]:
    """An application that stands before a step of the path with all that the step asks for."""
    paid = [{"paid_on": date(2021, 6, 1), "amount_cents": 10_000_000}]
    for lead in LEADS:
        others = [each for each in FOUR if each != lead][:3]
        value = application(
            desk,
            participants=participants(desk, lead, *others),
            term_start=date(2016, 1, 1),
            term_end=date(2021, 5, 31) if there is Station.CLOSED else date(2026, 12, 31),
            granted_cents=10_000_000,
            notice_on=date(2021, 6, 1),
            payments=[] if there is Station.WITHDRAWN else paid,
            obligations=[
                {"kind": "proof", "due_on": date(2021, 1, 1)},
                {"kind": "proof", "done_on": date(2021, 6, 1)},
            ],
            station=there if here is Station.INCOMPLETE and there in WAY else here,
        )
        stored = APPLICATIONS.save(desk, value)
        if here is Station.INCOMPLETE and there in WAY:
            APPLICATIONS.save(desk, changed(stored, station=here), stored)
        step = next(each for each in course_of(desk, stored.id).steps if each.station is there)
        if step.is_possible:
            return stored.id, step
    raise AssertionError((here, there, step.reason))


@pytest.mark.parametrize("here", sorted({here for here, _ in PERMITTED}))
def test_every_step_of_the_path_goes_back_and_comes_again(desk: Desk, here: Station) -> None:
    # The store knows no stations: the server is asked about the way alone.
    is_server = desk.engine.dialect.name == "postgresql"
    for there in sorted(
        there
        for start, there in PERMITTED
        if start is here and not (is_server and {start, there} - set(WAY))
    ):
        number, step = ready_for(desk, here, there)
        before, was = rows(desk), version(desk, number)
        move(desk, number, step, here)
        after, record = rows(desk), f"application/{number}"
        asked = find(desk, record)
        assert asked.question.startswith(
            f"IKZ-{number:04d}: Station »{STATIONS[there]}« → »{STATIONS[here]}« zurücknehmen "
            "(gesichert "
        )
        carry_out(desk, asked)
        assert rows(desk) == before, (here, there)
        assert version(desk, number) > was + 1
        redo(desk, record)
        assert rows(desk) == after, (here, there)
        with desk.store.reading() as session:
            way = session.get_one(Application, number).steps[-3:]
            assert [each.note for each in way] == [None, "zurückgenommen", "wiederholt"]


EDITS = {
    "participants": lambda desk, dice: participants(
        desk,
        *dice.sample([*FOUR, "Ort 1", "Ort 2", "Ort 3"], dice.randint(1, 6)),
        resolution=dice.choice(["passed", "open", "revoked"]),
        session_on=date(2021, 3, dice.randint(1, 28)),
        copy_at_hand=dice.random() < 0.5,
        personnel_before_cents=dice.choice([None, dice.randint(0, 10**9)]),
        signed_on=dice.choice([None, date(2021, 5, dice.randint(1, 30))]),
        left_on=dice.choice([None, date(2024, 5, dice.randint(1, 30))]),
    ),
    "payments": lambda _desk, dice: [
        {
            "paid_on": date(2021, 1, 1) + timedelta(dice.randint(0, 150)),
            "amount_cents": dice.randint(1, 10**8),
            "note": dice.choice([None, "x [/] y", "[@click=app.quit]z[/]"]),
        }
        for _ in range(dice.randint(0, 3))
    ],
    "obligations": lambda _desk, dice: [
        {
            "kind": dice.choice(["proof", "report", "other"]),
            "what": dice.choice([None, "[LK] Gießen"]),
            "due_on": dice.choice([None, date(2026, 1, dice.randint(1, 31))]),
        }
        for _ in range(dice.randint(0, 3))
    ],
    "title": lambda _desk, dice: dice.choice(["x [/] y", "Amt [/b]", "Größe"]),
    "agreement_form": lambda _desk, dice: dice.choice([None, "private_law", "other"]),
    "agreement_transfer": lambda _desk, dice: dice.choice([None, "delegation", "mandate"]),
    "agreement_signed_by_all": lambda _desk, dice: dice.choice([None, True, False]),
    "agreement_approved_on": lambda _desk, dice: dice.choice([None, date(2021, 4, 1)]),
    "term_end": lambda _desk, dice: date(2025, 1, 1) + timedelta(dice.randint(0, 2000)),
    "personnel_after_cents": lambda _desk, dice: dice.choice([None, dice.randint(0, 10**9)]),
    "costs_notional": lambda _desk, dice: dice.random() < 0.5,
    "requested_cents": lambda _desk, dice: dice.choice([None, dice.randint(0, 10**8)]),
    "granted_cents": lambda _desk, dice: dice.choice([None, dice.randint(0, 10**8)]),
    "notice_on": lambda _desk, dice: dice.choice([None, date(2021, 5, 31)]),
    "station": lambda _desk, dice: dice.choice(["idea", "consulting", "withdrawn"]),
    "note": lambda _desk, dice: dice.choice([None, "eine\nzweite Zeile"]),
}


@pytest.mark.parametrize(
    ("dialect", "seed"),
    [("sqlite", 0), ("sqlite", 1), ("postgresql", 2), ("sqlite", 3)],
    indirect=["dialect"],
)
def test_any_edits_go_back_one_by_one_and_come_again(desk: Desk, seed: int) -> None:
    dice = random.Random(seed)
    stored = APPLICATIONS.save(desk, application(desk))
    record = f"application/{stored.id}"
    states = [rows(desk)]
    while len(states) < 6:
        names = dice.sample(sorted(EDITS), dice.randint(1, 4))
        edits = {name: EDITS[name](desk, dice) for name in names}
        edits |= {"deviation_reason": "Haushalt"}
        try:
            stored = APPLICATIONS.save(desk, changed(stored, **edits), stored)
        except RefusedError:
            continue
        if (now := rows(desk)) != states[-1]:
            states.append(now)
    for turns in (5, 3):
        for before in list(reversed(states[:-1]))[:turns]:
            undo(desk, record)
            assert rows(desk) == before
        for after in states[len(states) - turns :]:
            redo(desk, record)
            assert rows(desk) == after
    with pytest.raises(RefusedError, match="nichts zu wiederholen"):
        find(desk, record, again=True)


def granted(desk: Desk, station: str = "ministry", **more: object) -> Stored[ApplicationInput]:
    """An application with a Bescheid, recorded after it was entered."""
    stored = APPLICATIONS.save(desk, application(desk, station=station))
    notice = {"granted_cents": 10_000_000, "notice_on": date(2021, 6, 1)}
    return APPLICATIONS.save(desk, changed(stored, **notice | more), stored)


def go(desk: Desk, number: int, to: Station) -> None:
    course = course_of(desk, number)
    step = next(each for each in course.steps if each.station is to)
    move(desk, number, step, course.station)


def last_unit(desk: Desk) -> str:
    with desk.store.reading() as session:
        return session.scalars(select(Change.unit).order_by(Change.id.desc())).first() or ""


def refused(desk: Desk, unit: str) -> str:
    """Why a unit that is not the newest one cannot be taken back."""
    with pytest.raises(RefusedError) as error:
        carry_out(desk, Asked(unit, again=False, question=""))
    return str(error.value)


def test_an_application_is_not_deleted(desk: Desk) -> None:
    stored = APPLICATIONS.save(desk, application(desk))
    with pytest.raises(RefusedError, match=r"mit m die Station »zurückgezogen« wählen\."):
        find(desk, f"application/{stored.id}")
    with pytest.raises(RefusedError, match=r"Früheres nimmt u am Eintrag selbst zurück\."):
        find(desk, None)


def test_a_grant_goes_back_only_while_nothing_rests_on_it(desk: Desk, colleague: Colleague) -> None:
    stored = granted(desk)
    record, grant = f"application/{stored.id}", last_unit(desk)
    before = rows(desk)
    assert "Bewilligt laut Bescheid »100.000,00 EUR« → leer" in find(desk, record).question
    go(desk, stored.id, Station.APPROVED)
    step = last_unit(desk)
    assert refused(desk, grant).startswith("IKZ-0001: Sie haben danach (")
    assert refused(desk, grant).endswith(
        "den Antrag auf »bewilligt« gesetzt; das beruht darauf. Erst das zurücknehmen."
    )
    other = colleague("kollegin")
    seen = APPLICATIONS.read(other, stored.id)
    paid = [{"paid_on": date(2021, 6, 1), "amount_cents": 10_000_000}]
    APPLICATIONS.save(other, changed(seen, payments=paid), seen)
    payment = last_unit(desk)
    for unit in (grant, step):
        assert "die Auszahlung von 100.000,00 EUR vom 01.06.2021 eingetragen" in refused(desk, unit)
    go(other, stored.id, Station.PAID)
    assert "auf »ausgezahlt« gesetzt; das beruht darauf" in refused(other, payment)
    for person, phrase in (
        (other, "Station »ausgezahlt« → »bewilligt«"),
        (other, "Auszahlung »100.000,00 EUR vom 01.06.2021« (entfällt)"),
        (desk, "Station »bewilligt« → »im Ministerium«"),
    ):
        asked = find(person, record)
        assert phrase in asked.question
        carry_out(person, asked)
    assert rows(desk) == before
    undo(desk, record)
    for person in (desk, desk, other, other):
        redo(person, record)
    assert APPLICATIONS.read(desk, stored.id).value.station == "paid"
    # Nothing has left the history.
    with desk.store.reading() as session:
        payments = session.scalars(select(Change.action).where(Change.table_name == "payment"))
        assert payments.all() == ["insert", "delete", "insert"]
        steps = session.scalars(select(Change.action).where(Change.table_name == "station_step"))
        assert steps.all() == ["insert"] * 6


def test_a_deviation_that_a_second_person_confirmed_stays(desk: Desk, colleague: Colleague) -> None:
    stored = granted(desk, granted_cents=9_000_000, deviation_reason="Haushalt")
    grant = last_unit(desk)
    second = colleague("zweite")
    confirm_deviation(second, deviation_of(second, stored.id))
    assert "zweite hat danach" in refused(desk, grant)
    assert "die Abweichung bestätigt; das beruht darauf. Erst müsste zweite" in refused(desk, grant)
    asked = find(second, None)
    assert "Abweichung bestätigt von »zweite« → leer" in asked.question
    carry_out(second, asked)
    redo(second)
    # A confirmation comes back only for the sum that was confirmed.
    seen = APPLICATIONS.read(desk, stored.id)
    APPLICATIONS.save(desk, changed(seen, deviation_reason="anders"), seen)
    third = colleague("dritte")
    seen = APPLICATIONS.read(third, stored.id)
    APPLICATIONS.save(third, changed(seen, granted_cents=8_000_000), seen)
    with pytest.raises(RefusedError, match="dritte hat danach"):
        find(desk, f"application/{stored.id}")


def test_a_step_goes_back_past_what_others_changed_and_not_past_their_steps(
    desk: Desk, colleague: Colleague
) -> None:
    stored = APPLICATIONS.save(desk, application(desk))
    record = f"application/{stored.id}"
    go(desk, stored.id, Station.RESOLUTIONS)
    other = colleague("kollegin")
    seen = APPLICATIONS.read(other, stored.id)
    APPLICATIONS.save(other, changed(seen, note="bleibt"), seen)
    undo(desk, record)
    assert APPLICATIONS.read(desk, stored.id).value.note == "bleibt"
    redo(desk, record)
    go(other, stored.id, Station.AGREEMENT)
    with pytest.raises(RefusedError, match=r"kollegin hat danach .*»Station« noch einmal geändert"):
        find(desk, record)
    undo(other, record)
    # What rests on a rule of the path is refused in its own words.
    go(other, stored.id, Station.AGREEMENT)
    go(other, stored.id, Station.RESOLUTIONS)
    seen = APPLICATIONS.read(desk, stored.id)
    open_now = participants(desk, *FOUR, resolution="open", session_on=None)
    APPLICATIONS.save(desk, changed(seen, participants=open_now), seen)
    with pytest.raises(RefusedError, match="0 von 4 Gremien haben beschlossen"):
        find(other, record)


def test_two_changes_that_do_not_fit_together_are_refused(desk: Desk, colleague: Colleague) -> None:
    stored = APPLICATIONS.save(
        desk, application(desk, term_start=date(2022, 1, 1), term_end=date(2026, 12, 31))
    )
    later = {"term_start": date(2021, 1, 1)}
    stored = APPLICATIONS.save(desk, changed(stored, **later), stored)
    other = colleague("kollegin")
    APPLICATIONS.save(other, changed(stored, term_end=date(2021, 12, 31)), stored)
    with pytest.raises(RefusedError, match="nicht zusammen: Das Ende liegt vor dem Beginn"):
        find(desk, f"application/{stored.id}")


KILLED = """
import os, signal, sys
from db.connection import open_engine, store_url
from ozg_tui.clock import Clock
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.undo import take_back
from sqlalchemy.orm import Session

desk = Desk(open_engine(store_url(sys.argv[1])), "probe", Clock())
asked = take_back.find(desk, None)
flushes = []

def flush(self, objects=None, own=Session.flush):
    own(self, objects)
    flushes.append(1)
    if len(flushes) >= int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

Session.flush = flush
take_back.carry_out(desk, asked)
"""


def test_a_program_that_is_killed_in_the_middle_leaves_all_as_it_was(desk: Desk) -> None:
    stored = APPLICATIONS.save(desk, application(desk))
    names = participants(desk, *FOUR[:3], resolution="open", session_on=None)
    APPLICATIONS.save(desk, changed(stored, participants=names, station="consulting"), stored)
    before, unit = rows(desk), last_unit(desk)
    url = desk.engine.url.render_as_string(hide_password=False)
    for flushes in ("2", "3"):
        done = subprocess.run(
            [sys.executable, "-c", KILLED, url, flushes], cwd=ROOT, check=False, capture_output=True
        )
        assert done.returncode == -9, done.stderr.decode()
        assert rows(desk) == before
        assert last_unit(desk) == unit
        with desk.store.reading() as session:
            assert session.scalars(select(Reversal)).all() == []
    undo(desk)
    assert APPLICATIONS.read(desk, stored.id).value == stored.value
