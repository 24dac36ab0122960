"""What reports say of calls, tasks, recipients, money, gaps, applications and the desk itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from db.tables import Application, Change, FollowUp
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.reports.answering import Answer, ask, ask_anew
from ozg_tui.desk.reports.catalogue import find_report
from ozg_tui.desk.reports.receipts import check, keep
from ozg_tui.rules.errors import InputError
from tests.kit.busy_rows import CALLED, COSTS, READERS, TASKS, busy
from tests.kit.clock import SetClock
from tests.kit.desks import desk_in
from tests.kit.stores import Stores


@pytest.fixture
def desk(stores: Stores, dialect: str) -> Iterator[Desk]:
    """A desk on 01.06.2021 with something in every room."""
    with desk_in(stores, dialect, busy) as desk:
        yield desk


def said(desk: Desk, name: str, **typed: str) -> Answer:
    return ask(desk, find_report(name), typed)


def lines(answer: Answer) -> dict[str, dict[str, object]]:
    codes = [each.code for each in answer.columns]
    return {
        str(row.cells[0]): dict(zip(codes, row.cells, strict=True)) for row in answer.found.rows
    }


def total(answer: Answer, column: str) -> tuple[int, int]:
    """What the lines of a column add up to, and what the last line says."""
    place = [each.code for each in answer.columns].index(column)
    *rows, whole = answer.found.rows
    assert whole.is_total
    return sum(int(str(row.cells[place])) for row in rows), int(str(whole.cells[place]))


def test_gaps_complete_the_rollout(desk: Desk) -> None:
    measured = lines(said(desk, "rollout", gliederung="kreis"))["Land Hessen"]
    live, whole = measured["responsibilities"], measured["responsibilities_of"]
    assert live == 1
    for by in ("kommune", "leistung"):
        answer = said(desk, "luecken", gliederung=by)
        assert total(answer, "competent") == (whole, whole)
        assert total(answer, "live") == (live, live)
        assert total(answer, "missing") == (int(str(whole)) - 1,) * 2
        assert total(answer, "test") == (1, 1)
    one = lines(said(desk, "luecken", kreis="06633"))["Ahnatal"]
    assert (one["competent"], one["live"], one["missing"]) == (69, 1, 68)


def test_open_applications_by_what_is_missing(desk: Desk) -> None:
    answer = said(desk, "ikz-vorpruefung")
    assert answer.found.sentences[0].startswith("2 offene Anträge, davon 0 förderfähig; 6 Beschl")
    assert [row.cells[3] for row in answer.found.rows] == [31, 31]
    for by in ("hindernis", "station"):
        assert total(said(desk, "ikz-vorpruefung", gliederung=by), "missing") == (6, 6)
    reasons = said(desk, "ikz-gruende")
    assert all(row.cells[-1] == 3 for row in reasons.found.rows)
    assert {row.cells[0] for row in reasons.found.rows} == {
        "Beteiligte", "Beschlüsse", "Vereinbarung", "Laufzeit", "Einsparung",
    }  # fmt: skip


def test_costs_are_free_committed_and_settled_to_the_cent(desk: Desk) -> None:
    (_, _, committed, settled), others = COSTS
    year = lines(said(desk, "efa-budget"))["2023"]
    assert year["promised_cents"] == 390_000_000
    assert (year["committed_cents"], year["settled_cents"]) == (committed, settled)
    assert year["free_cents"] == 390_000_000 - committed
    places = said(desk, "efa-budget", gliederung="position")
    assert total(places, "committed_cents") == (committed + others[2], committed)


def test_recipients_come_and_go(desk: Desk) -> None:
    answer = said(desk, "ozg-report", gliederung="monat")
    here = [each for each in READERS if each[2] is None]
    assert total(answer, "gains") == (len(READERS), len(READERS))
    assert total(answer, "losses") == (1, 1)
    assert lines(answer)["Zusammen"]["standing"] == len(here)
    assert "davon 1 unzustellbar und 3 mit Beleg" in answer.found.sentences[0]
    places = said(desk, "ozg-report", gliederung="kreis")
    assert total(places, "subscriptions") == (3, 3)
    assert total(places, "reached") == (1, 1)
    assert total(places, "kommunen") == (443, 443)
    then = said(desk, "ozg-report", stichtag="15.04.2021", gliederung="monat")
    assert lines(then)["Zusammen"]["standing"] == 4
    part = said(desk, "ozg-report", von="15.04.2021", gliederung="monat")
    assert [row.cells[1:] for row in part.found.rows] == [(0, 1, 3), (0, 1, 3)]


def test_calls_by_everything_that_can_be_asked(desk: Desk) -> None:
    for by in ("woche", "monat", "jahr", "thema", "ergebnis", "kreis", "kommune"):
        assert total(said(desk, "anrufe", gliederung=by), "calls") == (len(CALLED),) * 2
    weeks = lines(said(desk, "anrufe", gliederung="woche"))
    assert list(weeks) == ["KW 09/2021", "KW 10/2021", "Zusammen"]
    assert [weeks[name]["hours"] for name in weeks] == [3, 5, 4]
    assert weeks["Zusammen"]["unnoted"] == weeks["Zusammen"]["call_back"] == 1
    assert "ohne Kommune" in lines(said(desk, "anrufe", gliederung="kommune"))


def test_tasks_are_those_that_were_open_on_the_day(desk: Desk, clock: SetClock) -> None:
    answer = said(desk, "wiedervorlagen")
    assert lines(answer)["beck"] == {
        "owner": "beck", "open": 2, "today": 0, "late": 2, "oldest": 12,
    }  # fmt: skip
    assert total(answer, "open") == (len(TASKS), len(TASKS))
    keep(desk, answer)
    clock.set(datetime(2021, 6, 10, 9, tzinfo=UTC))
    with desk.store.writing("beck") as session:
        for each in session.scalars(select(FollowUp).where(FollowUp.done_at.is_(None))):
            each.done_at, each.owner = session.now, "probe"
    assert total(said(desk, "wiedervorlagen"), "open") == (0, 0)
    then = said(desk, "wiedervorlagen", stichtag="01.06.2021")
    assert then.found == answer.found
    assert then.receipt == answer.receipt
    assert check(desk, answer.receipt).is_proven
    keep(desk, past := said(desk, "wiedervorlagen", stichtag="09.06.2021"))
    clock.go_on(minutes=1)
    proven = check(desk, past.receipt)
    assert proven.is_proven
    assert proven.is_still_so
    with pytest.raises(InputError, match=r"beginnen am 31\.05\.2021"):
        said(desk, "wiedervorlagen", stichtag="30.05.2021")


def test_an_application_is_judged_as_it_was_known(desk: Desk, clock: SetClock) -> None:
    clock.set(datetime(2021, 6, 10, 9, tzinfo=UTC))
    with desk.store.writing("beck") as session:
        for each in session.scalars(select(Application).where(Application.station == "ministry")):
            each.station, each.station_since = "withdrawn", date(2021, 6, 10)
    assert len(said(desk, "ikz-vorpruefung").found.rows) == 1
    then = said(desk, "ikz-vorpruefung", stichtag="03.06.2021")
    assert [row.cells[3] for row in then.found.rows] == [33, 33]


def test_contact_details_are_confirmed_or_missing(desk: Desk, clock: SetClock) -> None:
    rules = lines(said(desk, "datenqualitaet", kreis="06633"))
    whole = rules["Kommunen mit Ansprechperson"]["whole"]
    assert rules["Kommunen, in 12 Monaten bestätigt"]["kept"] == 1
    assert rules["Kommunen mit Ansprechperson"]["missing"] == int(str(whole)) - 1
    assert [rules[f"Kontakte mit {way}"]["missing"] for way in ("E-Mail", "Telefon")] == [1, 1]
    clock.set(datetime(2022, 1, 2, 9, tzinfo=UTC))
    assert lines(said(desk, "datenqualitaet"))["Kommunen, in 12 Monaten bestätigt"]["kept"] == 0


def test_every_change_is_somebodys(desk: Desk) -> None:
    with desk.store.reading() as session:
        number = session.scalar(select(func.count()).select_from(Change))
    for by in ("person", "art", "monat"):
        assert total(said(desk, "verlauf", gliederung=by), "changes") == (number, number)
    day = said(desk, "verlauf", von="31.05.2021", bis="31.05.2021")
    assert total(day, "changes") == (number, number)


def test_lists_that_went_out_are_told(desk: Desk) -> None:
    (row,) = said(desk, "datenschutz").found.rows
    assert row.cells == (date(2021, 6, 1) - timedelta(days=1), "Liste ausgegeben",
                         "kontakte (csv)", "probe", 2)  # fmt: skip


def test_one_kommune_on_a_page_names_what_the_card_shows(desk: Desk) -> None:
    answer = said(desk, "steckbrief", kommune="Ahnatal")
    told = {(part, what): text for part, what, text in (row.cells for row in answer.found.rows)}
    assert told["Kommune", "Schlüssel"] == "06633001"
    assert told["Kommune", "Liegt in"].startswith("Landkreis Kassel")
    assert {part for part, _ in told} >= {"Kommune", "Förderkonto", "Online-Dienste"}
    behind = {each.table for row in answer.found.rows for each in row.counted}
    assert "organisation" in behind
    with pytest.raises(InputError, match="braucht eine Kommune"):
        said(desk, "steckbrief")


def test_the_half_year_says_what_its_reports_say_under_their_receipts(desk: Desk) -> None:
    answer = said(desk, "taetigkeit", bis="31.05.2021", von="01.01.2021")
    codes = [each.report.code for each in answer.found.chapters]
    assert codes == ["R1", "R5", "R8", "R12", "R13"]
    sentences = [str(row.cells[1]) for row in answer.found.rows]
    for chapter in answer.found.chapters:
        alone = ask_anew(desk, chapter.report, chapter.asked)
        assert chapter.receipt == alone.receipt
        assert chapter.rows == alone.found.rows
        assert set(alone.found.sentences) <= set(sentences)
    assert keep(desk, answer)
    for chapter in answer.found.chapters:
        assert check(desk, chapter.receipt).is_proven
