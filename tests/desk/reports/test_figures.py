"""What the reports say of rows that are known."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from db.errors import NotFoundError
from db.tables import Booking
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.overview.day import overview
from ozg_tui.desk.reports.answering import Answer, ask
from ozg_tui.desk.reports.catalogue import REPORTS, find_report
from ozg_tui.rules.errors import InputError
from tests.kit.clock import SetClock


def said(desk: Desk, name: str, stichtag: str = "", **typed: str) -> Answer:
    return ask(desk, find_report(name), {"stichtag": stichtag} | typed)


def figures(answer: Answer, column: str) -> dict[str, object]:
    place = [each.code for each in answer.columns].index(column)
    return {str(row.cells[0]): row.cells[place] for row in answer.found.rows}


def test_the_sentence_of_the_slides(desk: Desk) -> None:
    answer = said(desk, "beratung", "19.05.2021")
    assert answer.found.sentences == (
        "Am 19.05.2021 waren 18 Landkreise und 180 Städte/Gemeinden zu 298 Beratungsmodulen "
        "angemeldet.",
    )
    assert figures(answer, "whole") == {
        "Landkreise": 21, "Städte/Gemeinden": 422, "Kommunen zusammen": 443,
        "Beratungsmodule": None,
    }  # fmt: skip
    assert figures(answer, "share")["Städte/Gemeinden"] == "42 %"
    assert answer.rows == 198 + 298


def test_today_is_what_start_says(desk: Desk, clock: SetClock) -> None:
    clock.set(datetime(2026, 11, 30, 9, tzinfo=UTC))
    facts = overview(desk).facts
    answer = said(desk, "beratung")
    assert figures(answer, "number") == {
        "Landkreise": facts.consulting.districts,
        "Städte/Gemeinden": len(facts.consulting.registered.ids) - facts.consulting.districts,
        "Kommunen zusammen": len(facts.consulting.registered.ids),
        "Beratungsmodule": len(facts.consulting.bookings.ids),
    }
    assert answer.found.sentences[0].startswith("Aktuell sind 18 Landkreise und 181 Städte")


def test_a_cancellation_counts_from_its_day_on(desk: Desk, clock: SetClock) -> None:
    clock.set(datetime(2021, 6, 10, 9, tzinfo=UTC))
    with desk.store.writing("beck") as session:
        live = session.scalars(select(Booking).where(Booking.state == "registered")).first()
        assert live is not None
        live.state = "cancelled"
    clock.set(datetime(2021, 6, 20, 9, tzinfo=UTC))
    modules = [
        figures(said(desk, "beratung", day), "number")["Beratungsmodule"]
        for day in ("09.06.2021", "10.06.2021", "")
    ]
    assert modules == [299, 298, 298]


def test_distributions_add_up_to_the_registrations(desk: Desk) -> None:
    for by in ("modul", "quelle", "kreis", "monat", "quartal", "jahr"):
        answer = said(desk, "beratung-verteilung", "19.05.2021", gliederung=by)
        live = figures(answer, "live")
        assert live.pop("Zusammen") == sum(map(int, map(str, live.values()))) == 298
        assert figures(answer, "cancelled")["Zusammen"] == 2
    months = said(desk, "beratung-verteilung", "19.05.2021", gliederung="monat")
    assert [row.cells[0] for row in months.found.rows[:3]] == ["10/2020", "11/2020", "12/2020"]


def test_empty_months_count_nothing_but_are_there(desk: Desk) -> None:
    with desk.store.writing("beck") as session:
        for each in session.scalars(select(Booking).where(Booking.booked_on < date(2021, 2, 1))):
            each.state = "declined"
    live = figures(said(desk, "beratung-verteilung", gliederung="monat"), "live")
    assert live["12/2020"] == 0


def test_slots_are_used_free_or_expired(desk: Desk, clock: SetClock) -> None:
    for year, free in ((2021, True), (2023, False)):
        clock.set(datetime(year, 6, 1, 9, tzinfo=UTC))
        answer = said(desk, "foerderplaetze")
        for row in answer.found.rows[:2]:
            possible, used, left, gone = row.cells[1:5]
            assert possible == int(str(used)) + int(str(left)) + int(str(gone))
        assert bool(answer.found.rows[0].cells[3]) is free
        assert answer.found.rows[1].cells[2] == 100


def test_services_of_the_bundles(desk: Desk) -> None:
    answer = said(desk, "leistungen")
    assert len(answer.found.rows) == 17 + 1
    assert answer.found.rows[-1].cells[2] == 70
    assert [row.cells[1] for row in answer.found.rows[:2]] == [
        "Abfallwirtschaft", "Bestattung und Tod",
    ]  # fmt: skip
    early = said(desk, "leistungen", "01.01.2020")
    assert early.found.rows[0].cells[3] == "noch nicht"
    assert early.found.rows[1].cells[3] == "10/2019"


def test_grants_and_payments_to_the_cent(desk: Desk) -> None:
    answer = said(desk, "ikz-mittel")
    assert figures(answer, "granted_cents") == {
        "2019": 10_000_000, "2020": 0, "2021": 22_500_001, "Zusammen": 32_500_001,
    }  # fmt: skip
    assert figures(answer, "paid_cents")["Zusammen"] == 8_734_567
    for row in answer.found.rows:
        standard, deviation, granted = row.cells[3:6]
        assert int(str(standard)) + int(str(deviation)) == granted
    before = said(desk, "ikz-mittel", "30.05.2021")
    assert figures(before, "paid_cents")["Zusammen"] == 7_500_000


def test_grants_by_district_are_those_of_the_land(desk: Desk) -> None:
    for by in ("kreis", "aufgabenfeld", "vorhaben"):
        granted = figures(said(desk, "ikz-mittel", gliederung=by), "granted_cents")
        assert granted.pop("Zusammen") == sum(map(int, map(str, granted.values()))) == 32_500_001
    assert len(figures(said(desk, "ikz-mittel", gliederung="kreis"), "granted_cents")) == 26 + 1
    one = said(desk, "ikz-mittel", von="01.01.2020", bis="31.12.2020")
    assert figures(one, "granted_cents") == {"2020": 0, "Zusammen": 0}


def test_modellkommunen_change_and_stay_fifteen(desk: Desk, clock: SetClock) -> None:
    clock.set(datetime(2026, 11, 30, 9, tzinfo=UTC))
    first, later = (set(figures(said(desk, "modellkommunen", day), "key"))
                    for day in ("20.11.2020", "01.02.2023"))  # fmt: skip
    assert len(first) == len(later) == 15
    assert first - later == {"Fulda"}
    assert later - first == {"Neu-Isenburg"}
    assert "von 22 Bewerbungen" in said(desk, "modellkommunen", "20.11.2020").found.sentences[0]


def test_districts_of_the_rollout_are_the_land(desk: Desk, clock: SetClock) -> None:
    clock.set(datetime(2026, 11, 30, 9, tzinfo=UTC))
    answer = said(desk, "rollout", gliederung="kreis")
    whole = figures(answer, "responsibilities_of")
    assert whole.pop("Land Hessen") == sum(map(int, map(str, whole.values()))) == 442 * 70


def test_every_report_is_declared_whole() -> None:
    for report in REPORTS:
        assert report.definition.endswith(".")
        assert report.denominator
        assert report.source
        assert report.title
        assert find_report(report.code) is find_report(report.name) is report


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("beratung", {"stichtag": "02.06.2021"}, "Der 02.06.2021 ist noch nicht gewesen."),
        ("beratung", {"stichtag": "30.09.2020"}, "beginnen am 01.10.2020"),
        ("beratung", {"stichtag": "gestern irgendwann"}, "gestern irgendwann"),
        ("leistungen", {"kreis": "Fulda"}, "kennt keine Angabe »Kreis«"),
        ("ikz-mittel", {"gliederung": "farbe"}, "Gegliedert werden kann nach: jahr, kreis"),
        ("ikz-mittel", {"von": "01.05.2021", "bis": "01.04.2021"}, "bevor er am 01.05.2021"),
        ("beratung", {"kreis": "Ahnatal"}, "weder ein Landkreis noch eine kreisfreie Stadt"),
        ("beratung", {"kreis": "Entenhausen"}, "keine hessische Kommune"),
    ],
)
def test_bad_parameters_get_a_sentence(desk: Desk, name, typed, sentence) -> None:
    with pytest.raises((InputError, NotFoundError), match=sentence):
        ask(desk, find_report(name), typed)


def test_an_unknown_report_is_answered_with_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="beratung, beratung-verteilung"):
        find_report("unfug")
