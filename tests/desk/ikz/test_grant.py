"""Sums of a Bescheid, payments, obligations and steps: what the store holds and what it refuses."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from db.errors import NotFoundError, RefusedError
from db.history import UntrackedChangeError
from db.tables import Application, Change, Determination, StationStep
from ozg_tui.codes.ikz import Station
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Stored
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz import determinations
from ozg_tui.desk.ikz.applications import APPLICATIONS, find_application
from ozg_tui.desk.ikz.case import case_of, determine_case, judge_case
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.ikz.path import progress_of
from ozg_tui.rules.ikz.judge import Result
from tests.kit.applications import application, participants, partly, told
from tests.kit.clock import SetClock

Colleague = Callable[[str], Desk]


def changed(stored: Stored[ApplicationInput], **values: object) -> ApplicationInput:
    return ApplicationInput.model_validate(stored.value.model_dump() | values)


def test_thirteen_and_seventeen_partners_with_what_was_granted(desk: Desk) -> None:
    thirteen = [f"Ort {number}" for number in range(1, 14)]
    stored = APPLICATIONS.save(desk, application(desk, *thirteen, granted_cents=10_000_000))
    assert stored.value.granted_cents == 10_000_000
    seventeen = ["Vogelsbergkreis", *(f"Ort {number}" for number in range(1, 17))]
    value = application(desk, *seventeen, granted_cents=15_000_000)
    with pytest.raises(RefusedError, match=r"Bewilligt sind 150\.000,00 EUR.*Bitte den Grund"):
        APPLICATIONS.save(desk, value)
    explained = value.model_copy(update={"deviation_reason": "Vorbild, lkgi.de, 25.03.2024"})
    stored = APPLICATIONS.save(desk, explained)
    assert stored.value == explained
    detail = told(desk, stored)
    assert detail["Bewilligt laut Bescheid"] == "150.000,00 EUR"
    assert detail["Abweichung eingetragen"] == "probe"
    assert "Abweichung bestätigt" not in detail
    assert detail["Zuwendung"].startswith("zu klären, bewilligt 150.000,00 EUR, 50.000,00 EUR mehr")


def test_nobody_confirms_their_own_deviation(desk: Desk, colleague: Colleague) -> None:
    value = application(desk, granted_cents=15_000_000, deviation_reason="Vorbild")
    own = value.model_copy(update={"deviation_confirmed": True})
    with pytest.raises(RefusedError, match="Eine zweite Person"):
        APPLICATIONS.save(desk, own)
    stored = APPLICATIONS.save(desk, value)
    with pytest.raises(RefusedError, match="Eine zweite Person"):
        APPLICATIONS.save(desk, changed(stored, deviation_confirmed=True), stored)
    second = colleague("zweite")
    confirmed = APPLICATIONS.save(
        second, changed(stored, deviation_confirmed=True), APPLICATIONS.read(second, stored.id)
    )
    assert confirmed.value.deviation_confirmed
    assert told(desk, confirmed)["Abweichung bestätigt"] == "zweite"
    # Another change leaves it confirmed; another sum has to be confirmed anew, by somebody else.
    noted = APPLICATIONS.save(second, changed(confirmed, note="x"), confirmed)
    assert noted.value.deviation_confirmed
    higher = APPLICATIONS.save(second, changed(noted, granted_cents=16_000_000), noted)
    assert not higher.value.deviation_confirmed
    with pytest.raises(RefusedError, match="Eine zweite Person"):
        APPLICATIONS.save(second, changed(higher, deviation_confirmed=True), higher)
    again = APPLICATIONS.save(desk, changed(higher, deviation_confirmed=True), higher)
    back = APPLICATIONS.save(desk, changed(again, deviation_confirmed=False), again)
    assert not back.value.deviation_confirmed


def test_the_database_itself_refuses_the_same_person_and_a_missing_reason(desk: Desk) -> None:
    stored = APPLICATIONS.save(
        desk, application(desk, granted_cents=15_000_000, deviation_reason="Vorbild")
    )
    for column, value in (("deviation_confirmed_by", "probe"), ("deviation_reason", None)):
        with desk.engine.connect() as connection, pytest.raises(IntegrityError):
            connection.execute(
                # Spelled as the guard of the history does not read it.
                text(f"/**/ UPDATE application SET {column} = :value WHERE id = {stored.id}"),
                {"value": value},
            )


def test_the_sum_is_measured_against_the_day_it_was_entered(desk: Desk) -> None:
    stored = APPLICATIONS.save(desk, application(desk, granted_cents=10_000_000))
    rows = [each.model_dump() for each in stored.value.participants]
    rows[3]["left_on"] = date(2023, 12, 31)
    fewer = APPLICATIONS.save(desk, changed(stored, participants=rows), stored)
    assert fewer.value.granted_cents == 10_000_000
    assert "4 → 3 Kommunen" in told(desk, fewer)["Beitritt und Austritt"]
    three = APPLICATIONS.save(desk, changed(fewer, participants=rows[:3]), fewer)
    assert three.value.granted_cents == 10_000_000
    with desk.store.reading() as session:
        assert session.get_one(Application, stored.id).standard_cents == 10_000_000


def test_payments_and_obligations_come_back_and_leave_their_history(desk: Desk) -> None:
    value = application(
        desk,
        granted_cents=10_000_000,
        payments=[
            {"paid_on": date(2021, 5, 1), "amount_cents": 4_000_000, "note": "erste Rate"},
            {"paid_on": date(2021, 6, 1), "amount_cents": 6_000_000},
        ],
        obligations=[{"kind": "proof", "due_on": date(2027, 1, 1)}, {"kind": "other", "what": "x"}],
    )
    stored = APPLICATIONS.save(desk, value)
    assert stored.value == value
    detail = told(desk, stored)
    assert detail["01.05.2021"] == "40.000,00 EUR, erste Rate"
    assert detail["zusammen"] == "100.000,00 EUR von 100.000,00 EUR"
    assert detail["Nachweis der Einsparung"] == "fällig am 01.01.2027"
    assert detail["Sonstiges"] == "x, ohne Frist"
    less = changed(stored, payments=value.payments[1:], obligations=())
    again = APPLICATIONS.save(desk, less, stored)
    assert again.value == less
    assert again.version == 2
    with desk.store.reading() as session:
        last = session.scalars(select(Change).order_by(Change.id)).all()
        unit = [each for each in last if each.unit == last[-1].unit]
    gone = {(each.table_name, each.action) for each in unit}
    assert {("payment", "delete"), ("payment", "update"), ("obligation", "delete")} <= gone


def undone(stored: dict[tuple[str, str], dict], unit: list[Change]) -> None:
    for change in reversed(unit):
        key = (change.table_name, change.row_id)
        if change.action == "insert":
            del stored[key]
        elif change.action == "delete":
            stored[key] = dict(change.before or {})
        else:
            stored[key] |= change.before or {}


def test_what_a_save_changed_can_be_undone_from_its_history(desk: Desk) -> None:
    def changes() -> list[Change]:
        with desk.store.reading() as session:
            return list(session.scalars(select(Change).order_by(Change.id)))

    before = len(changes())
    stored = APPLICATIONS.save(desk, application(desk, granted_cents=10_000_000))
    tables: dict[tuple[str, str], dict] = {}
    first = changes()[before:]
    for change in first:
        tables[change.table_name, change.row_id] = dict(change.after or {})
    as_it_was = {key: dict(row) for key, row in tables.items()}
    rows = participants(desk, "Ahnatal", "Ort 1", "Ort 2", signed_on=date(2021, 5, 2))
    rows[0]["personnel_before_cents"] = 7
    value = changed(
        stored,
        participants=rows,
        payments=[{"paid_on": date(2021, 5, 1), "amount_cents": 5}],
        agreement_transfer="mandate",
        station="consulting",
    )
    APPLICATIONS.save(desk, value, stored)
    later = changes()[before + len(first) :]
    for change in later:
        key = (change.table_name, change.row_id)
        if change.action == "delete":
            del tables[key]
        else:
            tables[key] = tables.get(key, {}) | (change.after or {})
    assert "station_step" in {table for table, _ in tables}
    undone(tables, later)
    known = {key: {n: v for n, v in row.items() if v is not None} for key, row in tables.items()}
    assert known == as_it_was


def test_only_the_steps_of_the_path_can_be_taken(desk: Desk) -> None:
    stored = APPLICATIONS.save(desk, application(desk, applied_on=None))
    ahead = changed(stored, station=Station.APPROVED)
    with pytest.raises(RefusedError, match="Von »Idee« führt kein Schritt zu »bewilligt«"):
        APPLICATIONS.save(desk, ahead, stored)
    for station in (Station.RESOLUTIONS, Station.AGREEMENT):
        stored = APPLICATIONS.save(desk, changed(stored, station=station), stored)
    with pytest.raises(RefusedError, match="von wann der Antrag ist"):
        APPLICATIONS.save(desk, changed(stored, station=Station.SUBMITTED), stored)
    handed_in = changed(stored, station=Station.SUBMITTED, applied_on=date(2021, 6, 1))
    stored = APPLICATIONS.save(desk, handed_in, stored)
    stored = APPLICATIONS.save(desk, changed(stored, station=Station.INCOMPLETE), stored)
    stored = APPLICATIONS.save(desk, changed(stored, station=Station.SUBMITTED), stored)
    with desk.store.reading() as session:
        steps = session.scalars(select(StationStep).order_by(StationStep.id)).all()
    assert [(each.from_station, each.to_station) for each in steps] == [
        ("idea", "resolutions"),
        ("resolutions", "agreement"),
        ("agreement", "submitted"),
        ("submitted", "incomplete"),
        ("incomplete", "submitted"),
    ]
    assert {(each.moved_on, each.actor) for each in steps} == {(date(2021, 6, 1), "probe")}


def test_the_database_takes_no_other_step(desk: Desk) -> None:
    stored = APPLICATIONS.save(desk, application(desk))
    step = StationStep(
        application_id=stored.id,
        from_station="idea",
        to_station="paid",
        moved_on=date(2021, 6, 1),
        actor="probe",
    )
    with pytest.raises(RefusedError), desk.store.writing("probe") as session:
        session.add(step)


def test_a_resolution_of_tomorrow_is_refused_until_it_is_today(desk: Desk, clock: SetClock) -> None:
    rows = participants(desk, "Ahnatal", "Helsa", "Ort 1", session_on=date(2021, 6, 2))
    value = application(desk, participants=rows)
    with pytest.raises(RefusedError, match=r"Ahnatal: Der 02\.06\.2021 liegt in der Zukunft"):
        APPLICATIONS.save(desk, value)
    clock.set(date(2021, 6, 2))
    APPLICATIONS.save(desk, value)


def test_an_answer_is_kept_with_each_step_and_given_again(desk: Desk) -> None:
    stored = APPLICATIONS.save(desk, application(desk))
    with desk.store.reading() as session:
        assert session.scalars(select(Determination)).all() == []
    moved = APPLICATIONS.save(desk, changed(stored, station=Station.CONSULTING), stored)
    case = case_of(moved.value, territory(desk), desk.today(), "IKZ-0001")
    answer = determine_case(desk, case)
    kept = determinations.find(desk, f" {answer.id.upper()} ")
    assert (kept.number, kept.actor, kept.reproduced) == ("IKZ-0001", "probe", True)
    assert kept.determination == answer
    assert kept.determination.verdict == judge_case(desk, case)
    # What changes afterwards does not reach it.
    APPLICATIONS.save(desk, changed(moved, personnel_after_cents=19_000_000), moved)
    again = determinations.find(desk, answer.id)
    assert again.reproduced
    assert again.determination.verdict.result is Result.eligible


def test_an_answer_about_a_form_is_kept_once(desk: Desk, colleague: Colleague) -> None:
    case = case_of(application(desk), territory(desk), desk.today())
    answer = determine_case(desk, case)
    determinations.keep(desk, answer)
    determinations.keep(colleague("zweite"), answer)
    kept = determinations.find(desk, answer.id)
    assert (kept.number, kept.actor) == ("", "probe")
    with pytest.raises(NotFoundError, match="Kennung"):
        determinations.find(desk, "0000-0000-0000")


def test_answers_are_only_ever_added(desk: Desk) -> None:
    case = case_of(application(desk), territory(desk), desk.today())
    determinations.keep(desk, determine_case(desk, case))
    with pytest.raises(UntrackedChangeError), desk.store.writing("probe") as session:
        session.scalars(select(Determination)).one().actor = "x"
    with pytest.raises(UntrackedChangeError), desk.store.writing("probe") as session:
        session.delete(session.scalars(select(Determination)).one())
    with pytest.raises(UntrackedChangeError), desk.engine.connect() as connection:
        connection.execute(update(Determination).values(actor="x"))


def test_an_application_is_found_by_its_number(desk: Desk) -> None:
    stored = APPLICATIONS.save(desk, application(desk))
    assert find_application(desk, " ikz-0001 ") == stored.id
    with pytest.raises(NotFoundError, match="IKZ-0014"):
        find_application(desk, "IKZ-0009")


def test_a_form_half_filled_has_steps_too(desk: Desk) -> None:
    row = SimpleNamespace(**dict.fromkeys(("kind", "due_on", "done_on")))
    payment = SimpleNamespace(paid_on=None, amount_cents=5)
    value = partly(obligations=(row,), payments=(payment,))
    progress = progress_of(desk, value, None)
    assert (progress.councils, progress.payments, progress.signed_by_all) == (0, (), False)
    whole = progress_of(
        desk,
        application(
            desk,
            term_end=None,
            term_open_ended=True,
            obligations=[
                {"kind": "proof", "due_on": date(2027, 1, 1)},
                {"kind": "proof", "done_on": date(2021, 5, 1)},
            ],
        ),
        None,
    )
    assert (whole.councils, whole.resolutions, whole.copies) == (4, 4, 0)
    assert (whole.term_start, whole.term_end) == (date(2022, 1, 1), date(2026, 12, 31))
    assert (whole.proof_due_on, whole.proof_received_on) == (date(2027, 1, 1), date(2021, 5, 1))
    assert whole.route.stations[0] == "district"
