"""What START says: the same as the modules that know the records, and never more rows or fewer."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from db.backup.make import back_up
from db.connection import open_engine
from db.search.refs import Refs, cut
from db.tables import Application, Booking, Contact
from ozg_tui.codes.consulting import AccountState
from ozg_tui.codes.ikz import Station
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality, territory
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.sections import OWED
from ozg_tui.desk.overview import judging
from ozg_tui.desk.overview.applications import Judged, grouped
from ozg_tui.desk.overview.day import obstacles, overdue, overview, quality, rows_behind
from ozg_tui.desk.overview.rows import number_of, page_behind, place_of
from ozg_tui.desk.overview.rule_notes import rule_notes, running_out, sources
from ozg_tui.desk.overview.services import Reach
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.desk.services.bundles import bundles
from ozg_tui.rules.in_force import covers, expiring, to_go_by
from ozg_tui.rules.rule_set import ConsultingParameters, applicable, parameters_of
from tests.kit.accounts import account
from tests.kit.call_lists import calls_of_day, open_calls
from tests.kit.clock import SetClock
from tests.kit.day import DAY, invented_day
from tests.kit.due_lists import due, how_many_due
from tests.kit.kept_drafts import open_drafts
from tests.kit.reached import confirmed_municipalities
from tests.kit.seeded import seeded_desk
from tests.kit.stores import Stores


@pytest.fixture
def clock() -> SetClock:
    """The clock of the busy desk."""
    return SetClock(DAY)


@pytest.fixture
def busy(stores: Stores, dialect: str, clock: SetClock) -> Iterator[Desk]:
    """The desk on the invented day, on each database in turn."""
    with stores.copy(dialect, invented_day) as url:
        desk = Desk(open_engine(url), "Probe", clock)
        yield desk
        desk.close()


@pytest.fixture
def facts(stores: Stores) -> Iterator[Desk]:
    """The desk with the facts alone."""
    with seeded_desk(stores) as desk:
        yield desk


def names(desk: Desk, name: str) -> list[str]:
    """The titles of the rows behind a figure."""
    return [line.title for line in page_behind(desk, rows_behind(desk, name), 500)]


def figures(desk: Desk) -> dict[str, int]:
    """All numbers of START by their names."""
    seen, known = overview(desk), quality(desk)
    told, talks = seen.facts.consulting, seen.telephone
    return {
        "calls": len(talks.calls),
        "unnoted": len(talks.unnoted.ids),
        "overdue": len(talks.overdue.ids),
        "today": len(talks.due_today.ids),
        "ikz": len(seen.facts.open_applications.ids),
        "owed": len(overdue(desk)),
        **{f"ikz {each.code}": len(each.rows.ids) for each in obstacles(desk)},
        **{f"free {each.source.code}": len(each.free.ids) for each in told.windows if each.free},
        "registered": len(told.registered.ids),
        "bookings": len(told.bookings.ids),
        "soon": len(told.soon.ids),
        "never": len(told.never.ids),
        "doubled": len(told.doubled.ids),
        "services": len(seen.facts.services.services),
        "bundles": len(seen.facts.services.bundles.ids),
        **{f"reach {each}": len(found) for each, found in seen.facts.services.by_reach.items()},
        "confirmed": len(known.confirmed.ids),
        "without_person": len(known.without_person.ids),
        "without email": known.without_email,
        "without number": known.without_number,
    }


def test_every_figure_has_exactly_its_rows(busy: Desk) -> None:
    found = figures(busy)
    assert found["ikz"] == sum(n for name, n in found.items() if name.startswith("ikz "))
    for name, number in found.items():
        rows = rows_behind(busy, name)
        assert number_of(rows) == number, name
        lines = page_behind(busy, rows, 1_000)
        assert [line.position for line in lines] == list(range(number)), name
        assert all(any(line[3:]) for line in lines)
        for line in lines[:3]:
            assert place_of(line, rows) <= line.position


def test_an_empty_desk_counts_nothing_but_the_facts(facts: Desk) -> None:
    found = {name: number for name, number in figures(facts).items() if number}
    assert found == {
        "never": 442,
        "free umsetzungsvereinbarung": 442,
        "free starke_heimat": 442,
        "services": 70,
        "bundles": 17,
        "reach unknown": 70,
        "without_person": 442,
    }
    assert overview(facts).facts.services.as_of == date(2021, 5, 17)
    assert not overview(facts).facts.services.is_known


def test_calls_and_follow_ups_are_those_of_their_own_lists(busy: Desk) -> None:
    seen, calls = overview(busy).telephone, calls_of_day(busy, DAY)
    assert [
        (call.id, call.started_at, call.direction, call.place, call.number) for call in seen.calls
    ] == [(call.id, call.started_at, call.direction, call.place, call.number) for call in calls]
    assert [call.result == "open" for call in seen.calls] == [call.is_open for call in calls]
    assert seen.calls[0].place == "Oberweser"
    assert seen.calls[-1].started_at.hour == 0
    today = {call.id for call in calls}
    older = [call.id for call in open_calls(busy) if call.id not in today]
    assert list(seen.unnoted.ids) == older != []
    wanted = [
        (task.id, task.due_on, task.owner, task.text, task.place)
        for task in due(busy, DAY)
        if task.due_on <= DAY
    ]
    assert [tuple(task) for task in seen.tasks] == wanted
    counts = how_many_due(busy, DAY)
    assert (len(seen.overdue.ids), len(seen.due_today.ids)) == (counts.overdue, counts.today)
    assert names(busy, "overdue")[0] == "Termin bestätigen"


def test_a_merged_kommune_registers_once_and_a_cancelled_one_not_at_all(busy: Desk) -> None:
    told = overview(busy).facts.consulting
    assert names(busy, "registered") == ["Ahnatal", "Landkreis Kassel", "Vellmar", "Wesertal"]
    assert told.districts == 1
    assert len(told.bookings.ids) == 7
    never = names(busy, "never")
    assert len(never) == 442 - 6
    assert not {"Ahnatal", "Espenau", "Fuldatal", "Wesertal"} & set(never)


@pytest.mark.parametrize("day", [DAY, date(2022, 12, 31), date(2023, 1, 1), date(2025, 1, 1)])
def test_a_slot_is_free_where_the_funding_account_says_so(stores: Stores, day: date) -> None:
    with stores.copy("sqlite", invented_day) as url:
        desk = Desk(open_engine(url), "Probe", SetClock(day))
        windows = {each.source.code: each for each in overview(desk).facts.consulting.windows}
        free: dict[str, list[int]] = {code: [] for code in windows}
        for number in overview(desk).facts.consulting.never.ids[:40] + (
            overview(desk).facts.consulting.registered.ids
        ):
            for line in account(desk, number, day):
                window = windows[line.source]
                label = "/".join(f"M{each}" for each in window.source.modules)
                assert line.label == f"{label} {window.source.name}"
                assert line.until == window.source.window_to
                is_free = line.state is AccountState.FREI
                assert is_free == bool(window.free and number in window.free.ids), (number, line)
                free[line.source].append(is_free)
        assert [any(each) for each in free.values()] == [
            day <= each.source.window_to for each in windows.values()
        ]
        desk.close()


@pytest.mark.parametrize(
    "day",
    [
        date(2019, 12, 31),
        DAY,
        date(2026, 7, 3),
        date(2026, 7, 4),
        date(2026, 12, 31),
        date(2027, 1, 1),
    ],
)
def test_rule_sets_run_out_as_the_rules_say(facts: Desk, day: date) -> None:
    known = rule_sets(facts)
    notes = facts.read(rule_notes)
    for topic in ("ikz", "consulting", "model"):
        chosen, note = applicable(known, topic, day), to_go_by(notes, topic, day)
        assert chosen is not None
        assert note is not None
        assert (note.code, covers(note, day)) == (chosen.rule_set.code, not chosen.reservation)
    gone = {
        note.code
        for topic in ("ikz", "consulting", "model")
        if (note := to_go_by(notes, topic, day)) is not None and not covers(note, day)
    }
    ending = {each.code for each in expiring(known, day)}
    assert {note.code for note in running_out(notes, day)} == gone | ending
    parameters = parameters_of(
        next(each for each in known if each.code == "DB-2020"), ConsultingParameters
    )
    told = sources(to_go_by(notes, "consulting", day))
    assert tuple(each.code for each in told) == parameters.funding_sources
    assert {each.notice_days for each in told} == {parameters.notice_days}


def test_services_are_told_apart_by_where_they_are_live(busy: Desk) -> None:
    told = overview(busy).facts.services
    assert {reach.name: len(found) for reach, found in told.by_reach.items()} == {
        "EVERYWHERE": 1,
        "PARTLY": 1,
        "NOWHERE": 1,
        "UNKNOWN": 67,
    }
    assert told.by_reach[Reach.EVERYWHERE][0].place == "21 von 21"
    assert told.by_reach[Reach.PARTLY][0].place == "1 von 442"
    titles = [
        f"{bundle.name}: {each.title}" for bundle in bundles(busy) for each in bundle.services
    ]
    assert [line.title for line in told.services] == titles
    assert list(told.bundles.ids) == [bundle.id for bundle in bundles(busy)]


def test_contact_details_are_counted_as_they_are_confirmed(busy: Desk, clock: SetClock) -> None:
    known = quality(busy)
    assert len(known.confirmed.ids) == confirmed_municipalities(busy, DAY)[0]
    assert names(busy, "confirmed") == ["Ahnatal", "Espenau"]
    assert names(busy, "without email") == ["Nur Telefon", "Nichts"]
    assert names(busy, "without number") == ["Nur Mail", "Nichts"]
    assert len(names(busy, "without_person")) == 442 - 3
    clock.set(date(2023, 1, 1))
    assert overview(busy).facts.municipalities == confirmed_municipalities(busy, busy.today())[1]


def test_each_open_application_has_the_obstacle_that_the_form_shows(busy: Desk) -> None:
    found = obstacles(busy)
    assert [(each.label, len(each.rows.ids), each.detail) for each in found] == [
        ("Prüfung vollständig", 2, "175.000 EUR"),
        ("warten auf Beschlüsse", 2, "2 von 8 gefasst"),
        ("bei LK/RP/Ministerium", 2, "seit 41 Tagen"),
        ("Vereinbarung fehlt", 1, "IKZ-0005"),
        (
            "Einsparung unter 15 %",
            1,
            "IKZ-0006: 14,99 % der Personalkosten (29.999,99 EUR von 200.000,00 EUR im Jahr)",
        ),
        ("andere Hindernisse", 4, "IKZ-0007, IKZ-0008, IKZ-0009, IKZ-0012"),
    ]
    complete = next(each for each in found if each.code == "complete")
    for number in complete.rows.ids:
        told = dict(row for part in APPLICATIONS.view(busy, number)[1] for row in part.rows)
        assert "FÖRDERFÄHIG" in told.values() or "FÖRDERFÄHIG" in str(told)


def test_what_is_overdue_after_a_grant_is_counted_duty_by_duty(busy: Desk, clock: SetClock) -> None:
    assert overdue(busy) == ()
    stored = APPLICATIONS.read(busy, overview(busy).facts.granted_applications.ids[0])
    duties = [
        {"kind": "proof", "due_on": DAY - timedelta(days=1)},
        {"kind": "report", "due_on": DAY - timedelta(days=1_000)},
        {"kind": "report", "due_on": DAY - timedelta(days=2_000), "done_on": DAY},
        {"kind": "other", "due_on": DAY},
    ]
    wanted = stored.value.model_dump() | {"obligations": duties}
    APPLICATIONS.save(busy, APPLICATIONS.model.model_validate(wanted), stored)
    number = stored.title.split()[0]
    assert [(each.record_id, each.place.split()[0], each.detail) for each in overdue(busy)] == [
        (stored.id, number, "seit 1.000 Tagen überfällig"),
        (stored.id, number, "seit 1 Tag überfällig"),
    ]
    test_every_figure_has_exactly_its_rows(busy)
    # The record says the same, the overdue first and what has been met last.
    owed = next(s for s in APPLICATIONS.view(busy, stored.id)[1] if s.title == OWED)
    assert [text.split(", ")[1].split(". ")[0].rstrip(".") for _, text in owed.rows] == [
        "seit 1.000 Tagen überfällig",
        "seit 1 Tag überfällig",
        "heute fällig",
        f"erledigt am {DAY:%d.%m.%Y}",
    ]
    # Where no proof was agreed, its assumed day counts as well.
    clock.set(date(2027, 1, 2))
    assert len(overdue(busy)) > 2


def test_after_the_end_of_the_rules_nothing_is_complete(stores: Stores, clock: SetClock) -> None:
    with stores.copy("sqlite", invented_day) as url:
        desk = Desk(open_engine(url), "Probe", clock)
        with desk.store.writing("Probe") as session:
            for row in session.scalars(select(Application)):
                row.applied_on = None
        clock.set(date(2027, 1, 1))
        labels = {each.label for each in obstacles(desk)}
        assert "Regelwerk zu klären" in labels
        assert "Prüfung vollständig" not in labels
        desk.close()


def test_nothing_is_judged_twice_until_somebody_saves(
    busy: Desk, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = []
    original = judging.judge_case
    monkeypatch.setattr(
        judging, "judge_case", lambda *given: judged.append(given) or original(*given)
    )
    before, seen = obstacles(busy), overview(busy)
    number = len(judged)
    assert number == 12
    assert obstacles(busy) == before
    assert overview(busy).facts is seen.facts
    assert len(judged) == number
    colleague = Desk(open_engine(busy.engine.url), "Weber", clock)
    stored = APPLICATIONS.read(colleague, 5)
    value = stored.value.model_copy(update={"station": Station.WITHDRAWN})
    APPLICATIONS.save(colleague, value, stored)
    colleague.close()
    assert len(obstacles(busy)) == len(before)
    assert figures(busy)["ikz"] == 11
    clock.set(DAY + timedelta(days=1))
    way = next(each for each in obstacles(busy) if each.code == "way")
    assert way.detail == "seit 42 Tagen"


def test_few_obstacles_each_have_a_line(busy: Desk) -> None:
    def one(code: str, number: int) -> Judged:
        return Judged(code, code, number, f"IKZ-{number}", "", 0, 0, 0, None)

    found = grouped([one("b", 1), one("a", 2), one("a", 3), one("complete", 4)])
    assert [(each.code, each.detail) for each in found] == [
        ("complete", "0 EUR"),
        ("a", "IKZ-2, IKZ-3"),
        ("b", "IKZ-1"),
    ]
    assert grouped(()) == ()
    waiting = one("resolutions", 5)._replace(councils=3, resolved=1)
    assert [(each.label, each.detail) for each in grouped([waiting])] == [
        ("wartet auf Beschlüsse", "1 von 3 gefasst")
    ]


def test_unfinished_forms_are_the_person_s_own(busy: Desk) -> None:
    shown = overview(busy).drafts
    kept = open_drafts(busy)
    assert [each[:2] for each in shown] == [(each.form, each.record_id) for each in kept]
    assert [each.title for each in shown] == ["IKZ-0001 Vorhaben 1", ""]
    assert shown[0].saved_at == kept[0].saved_at


def test_the_newest_verified_backup_is_told_and_when_it_is_due(
    busy: Desk, clock: SetClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OZG_SICHERUNGEN", str(tmp_path))
    assert overview(busy).backup is None
    assert overview(busy).backup_is_due
    made = back_up(busy.engine.url, datetime(2021, 5, 31, 4, tzinfo=UTC)).path
    whole, stem = made.read_bytes(), made.name.removesuffix("20210531T040000Z.sicherung")
    for name, content in (
        (f"{stem}20210530T040000Z.sicherung", whole),
        (f"{stem}20210601T040000Z.sicherung", b""),
        (f"{stem}20210601T050000Z.sicherung", whole[: len(whole) // 2]),
        (f"{stem}20210601T060000Z.sicherung", b"Name;Telefon"),
        (f"{stem}20210601T070000Z.teil", whole),
        (f"{stem}20210601T080000Z.ungeprueft", whole),
        (f"{stem}alt.sicherung", whole),
        ("anderer-20210601T040000Z.sicherung", whole),
    ):
        (tmp_path / name).write_bytes(content)
    shown = overview(busy)
    assert f"{shown.backup:%d.%m.%Y %H:%M}" == "31.05.2021 06:00"
    assert not shown.backup_is_due
    clock.set(date(2021, 6, 2))
    assert overview(busy).backup_is_due


def test_who_is_gone_since_keeps_a_line(busy: Desk) -> None:
    gone = Refs(2, (1, 999_999, 2))
    lines = page_behind(busy, gone, 10)
    assert [line.record_id for line in lines] == [1, 999_999, 2]
    assert lines[1].title == "nicht mehr vorhanden"


@given(st.integers(0, 60), st.integers(1, 20), st.data())
def test_pages_are_pieces_of_the_rows(length: int, count: int, data: st.DataObject) -> None:
    ids = [10 * number for number in range(length)]
    at = data.draw(st.integers(0, max(0, length)))
    after = cut(ids, count, after=at)
    assert list(after.values()) == ids[at + 1 : at + 1 + count]
    before = cut(ids, count, before=at)
    assert list(before.values()) == ids[max(0, at - count) : at]
    assert list(cut(ids, count).values()) == ids[:count]
    assert list(cut(ids, count, before=2**63 - 1).values()) == ids[-count:]
    for page in (after, before):
        assert all(ids[position] == number for position, number in page.items())


LIGHT = """
import sys
from ozg_tui.clock import Clock
from ozg_tui.desk.core.opening import open_desk
from ozg_tui.desk.overview.day import overview, quality, rows_behind
desk = open_desk(Clock(), sys.argv[1], "Probe")
overview(desk), quality(desk), rows_behind(desk, "without email"), rows_behind(desk, "never")
loaded = {"sqlalchemy.orm", "pydantic", "db.tables", "ozg_tui.rules.rule_set"} & set(sys.modules)
sys.exit(", ".join(sorted(loaded)) or 0)
"""


def test_start_reads_without_the_orm_and_the_rules(stores: Stores) -> None:
    with stores.copy("sqlite", invented_day) as url:
        done = subprocess.run(
            [sys.executable, "-c", LIGHT, str(url.database)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_invented_day_is_what_it_says(busy: Desk) -> None:
    with busy.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Booking)) == 10
        assert session.scalar(select(func.count()).select_from(Contact)) == 8
    assert territory(busy).name(overview(busy).facts.consulting.registered.ids[-1]) == "Wesertal"


def test_the_consultations_of_the_next_seven_days_come_first(busy: Desk) -> None:
    desk = busy
    day, place = desk.today(), find_municipality(desk, "Hünfeld")
    saved = [
        BOOKINGS.save(
            desk,
            BookingInput.model_validate(
                {"organisation_id": place, "module": "1", "funded": False, "consultation_on": on}
                | more,
                context={"today": day},
            ),
        ).id
        for on, more in (
            (day + timedelta(days=6), {}),
            (day, {}),
            (day - timedelta(days=1), {}),
            (day + timedelta(days=7), {}),
            (day + timedelta(days=2), {"state": "cancelled", "cancelled_reason": "Absage"}),
        )
    ]
    told = overview(desk).facts.consulting
    mine = [number for number in told.soon.ids if number in saved]
    assert mine == [saved[1], saved[0]]
    assert told.soon_until == day + timedelta(days=6)
