"""The roll-out comes in, long and wide: judged as by hand, asked about where it is not clear."""

import random
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from db.tables import Rollout
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.codes.services import RolloutState as State
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality, territory
from ozg_tui.desk.exchange.exports import LISTS, export
from ozg_tui.desk.exchange.imports import Chosen, Plan, open_file, take_over, understand
from ozg_tui.desk.exchange.kinds import KINDS, kind_of
from ozg_tui.desk.exchange.leftover import write_open_rows
from ozg_tui.desk.exchange.reading.table import UnreadableError
from ozg_tui.desk.exchange.told import recognised
from ozg_tui.desk.exchange.understood import Outcome
from ozg_tui.desk.services.bundles import bundles
from ozg_tui.desk.services.recording import Cell, Order, preview, record
from ozg_tui.desk.services.targets import find_target
from ozg_tui.desk.undo import take_back
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.services.recording import Wish
from tests.desk.exchange.files import csv_of, xlsx
from tests.desk.exchange.inherited import Column, Place, wide_rollout
from tests.kit.broken_files import mutated
from tests.kit.lists_in import everything
from tests.kit.seeded import seeded_desk
from tests.kit.stores import Stores

KIND = KINDS["anbindung"]
HEAD = ("Kommune", "Leistung", "Stand", "seit", "Bemerkung")


@pytest.fixture
def desk(stores: Stores):
    with seeded_desk(stores) as desk:
        yield desk


def plan(desk: Desk, *rows: tuple[str, ...], answers: dict[str, str] | None = None) -> Plan:
    raw = csv_of(rows).encode("cp1252")
    return understand(desk, KIND, "anbindung.csv", raw, Chosen(answers=answers or {}))


def taken(desk: Desk, *rows: tuple[str, ...]) -> str | None:
    return take_over(desk, plan(desk, *rows), lambda: plan(desk, *rows)).unit


def outcomes(found: Plan) -> list[Outcome]:
    return [each.outcome for each in found.rows]


def stored(desk: Desk) -> dict[tuple[int, int], Rollout]:
    with desk.store.reading() as session:
        return {
            (row.organisation_id, row.service_id): row for row in session.scalars(select(Rollout))
        }


def cell(desk: Desk, place: str, service: str) -> Rollout:
    (meant,) = find_target(desk, service).services
    return stored(desk)[find_municipality(desk, place), meant.id]


def by_hand(desk: Desk, place: str, service: str, state: State, since: date) -> None:
    (meant,) = find_target(desk, service).services
    cells = (Cell(find_municipality(desk, place), meant.id),)
    record(desk, preview(desk, Order(cells, Wish(state=state, since=since))))


# A row a cell


def test_a_row_names_place_service_and_state_in_many_ways(desk):
    assert taken(
        desk,
        ("AGS", "Kommune", "Umsetzungsbündel", "Nr.", "Leistung", "Status", "seit", "HF"),
        ("06633001", "", "Mängelmelder", "3", "", "live", "3/2021", "ja"),
        ("6633015", "Kaufungen", "", "", "Mängelmelder Nr. 4", "in Anbindung", "", "nein"),
        ("066330000000", "Kreis Kassel", "Jugendamt", "1", "Kita", "x", "01.03.2021", ""),
    )
    first = cell(desk, "Ahnatal", "Mängelmelder 3")
    assert (first.state, first.since, first.in_finder) == ("live", date(2021, 3, 1), True)
    assert first.remark == "laut Datei: 3/2021"
    second = cell(desk, "Kaufungen", "Mängelmelder 4")
    assert (second.state, second.since, second.in_finder) == ("connecting", None, False)
    assert cell(desk, "06633", "Jugendamt 1").remark is None
    assert len(stored(desk)) == 3


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (("", "Ahnatal", "Mängelmelder 3", "live", "bald"), "kein Datum"),
        (("", "Ahnatal", "Mängelmelder 3", "live", "1.1.2022"), "liegt in der Zukunft"),
        (("06633021", "", "Mängelmelder 3", "live", ""), "gibt es nicht mehr. Heute ist das"),
        (("", "ekom21", "Mängelmelder 3", "live", ""), "keine Kommune"),
    ],
)
def test_an_error_is_the_sentence_of_the_form_or_of_the_rule(desk, row, part):
    found = plan(desk, ("AGS", *HEAD[:4]), row)
    assert outcomes(found) == [Outcome.FAILED]
    assert part in found.faults[0].sentence
    assert found.faults[0].line == 2


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("Lautertal", "Mängelmelder 3", "live", "", ""), "Welche Kommune ist »Lautertal«?"),
        (("Ahnatal", "Hundesteuer", "live", "", ""), "Welche Leistung ist »Hundesteuer«?"),
        (("Ahnatal", "Mängelmelder", "live", "", ""), "Bündel mit 13 Leistungen"),
        (("Ahnatal", "Mängelmelder 3", "offen", "", ""), "Welcher Stand ist »offen«?"),
        (("Ahnatal", "Mängelmelder 3", "", "", ""), "Hier fehlt der Stand."),
        (("Ahnatal", "Mängelmelder 3", "01.03.2021", "", ""), "Welcher Stand ist »01.03.2021«?"),
    ],
)
def test_what_is_not_clear_is_a_question(desk, row, sentence):
    found = plan(desk, HEAD, row)
    assert outcomes(found) == [Outcome.QUESTION]
    assert sentence in found.questions[0].sentence


def test_a_key_that_contradicts_the_name_is_a_question(desk):
    found = plan(desk, ("AGS", *HEAD), ("06633001", "Vellmar", "Mängelmelder 3", "live", "", ""))
    assert outcomes(found) == [Outcome.QUESTION]
    assert len(found.questions[0].answers) == 2


def test_an_answer_counts_for_all_rows_that_say_the_same(desk):
    rows = (
        HEAD,
        ("Ahnatal", "Mängelmelder", "offen", "", ""),
        ("Kaufungen", "Mängelmelder", "offen", "", ""),
        ("Vellmar", "Mängelmelder 1", "offen", "", ""),
    )
    asked = plan(desk, *rows)
    keys = {each.key: each.answers for each in asked.questions}
    assert len(keys) == 2
    answers = {key: offered[0].value for key, offered in keys.items()}
    found = plan(desk, *rows, answers=answers)
    assert found.number(Outcome.NEW) == 13 + 13 + 1
    assert {each.content.held.state for each in found.rows} == {State.NOT_STARTED}
    left = plan(desk, *rows, answers=answers | {next(k for k in keys if "offen" in k): "none"})
    assert set(outcomes(left)) == {Outcome.UNCHANGED}


def test_what_somebody_recorded_by_hand_is_asked_about_before_it_is_overwritten(desk):
    by_hand(desk, "Ahnatal", "Mängelmelder 3", State.LIVE, date(2021, 5, 1))
    rows = (HEAD, ("Ahnatal", "Mängelmelder 3", "live", "3/2021", ""))
    asked = plan(desk, *rows)
    assert outcomes(asked) == [Outcome.QUESTION]
    assert "Seit »01.05.2021«, in der Datei »01.03.2021«" in asked.questions[0].sentence
    answers = {asked.questions[0].key: asked.questions[0].answers[0].value}
    found = plan(desk, *rows, answers=answers)
    assert outcomes(found) == [Outcome.CHANGED]
    take_over(desk, found, lambda: found)
    assert cell(desk, "Ahnatal", "Mängelmelder 3").since == date(2021, 3, 1)


def test_a_newer_file_takes_the_next_step_and_no_step_back(desk):
    taken(desk, HEAD, ("Ahnatal", "Mängelmelder 3", "geplant", "", ""))
    assert taken(desk, HEAD, ("Ahnatal", "Mängelmelder 3", "live", "1.3.2021", ""))
    back = plan(desk, HEAD, ("Ahnatal", "Mängelmelder 3", "geplant", "", ""))
    assert "ist eine Berichtigung" in back.faults[0].sentence
    told = plan(desk, HEAD, ("Ahnatal", "Mängelmelder 3", "geplant", "", "war ein Irrtum"))
    assert outcomes(told) == [Outcome.CHANGED]


def test_one_cell_twice_is_said(desk):
    found = plan(
        desk, HEAD,
        ("Ahnatal", "Mängelmelder 3", "live", "", ""),
        ("Gemeinde Ahnatal", "Mängelmelder 3", "ja", "", ""),
        ("Ahnatal", "Mängelmelder/3", "Test", "", ""),
    )  # fmt: skip
    assert outcomes(found) == [Outcome.NEW, Outcome.UNCHANGED, Outcome.FAILED]
    assert "Zeile 2" in found.faults[0].sentence


# A wide sheet


def test_a_wide_sheet_has_bundles_merged_over_the_numbers_of_their_services(desk):
    rows = [
        ("Stand der Anbindung", None, None, None, None, None),
        (None, None, "Mängelmelder", None, "Jugendamt", None),
        ("Kommune", "Landkreis", "1", "Leistung 2", "1", "2"),
        ("Ahnatal", "Kassel", "x", "seit 3/2021", "", "offen"),
        ("Kommune", "Landkreis", "1", "Leistung 2", "1", "2"),
        ("Vellmar", "Kassel", date(2021, 3, 15), "?", "geplant", ""),
    ]
    raw = xlsx({"Anbindung": rows})
    assert kind_of(desk, raw) is KIND
    found = understand(desk, KIND, "breit.xlsx", raw)
    assert "eine Leistung je Spalte (4)" in recognised(found)
    assert found.table.left_out == {
        "wiederholte Überschriften": 1, "Zellen der Spalte »Landkreis«": 2,
    }  # fmt: skip
    assert [(each.line, each.outcome.value, each.title) for each in found.rows] == [
        (4, "new", "Ahnatal, Mängelmelder: Leistung 1 von 13, Name offen"),
        (4, "new", "Ahnatal, Mängelmelder: Leistung 2 von 13, Name offen"),
        (4, "question", "Ahnatal, Jugendamt: Leistung 2 von 4, Name offen"),
        (6, "new", "Vellmar, Mängelmelder: Leistung 1 von 13, Name offen"),
        (6, "unchanged", "Vellmar, Mängelmelder: Leistung 2 von 13, Name offen"),
        (6, "new", "Vellmar, Jugendamt: Leistung 1 von 4, Name offen"),
    ]
    (question,) = found.questions
    assert (question.column, question.text) == ("Jugendamt 2", "offen")


def test_a_wide_sheet_has_the_kommune_above_and_the_services_in_the_line_below(desk):
    rows = [
        ("Kommune", "Mängelmelder", "", "Hundesteuer"),
        ("", "1", "2", ""),
        ("Ahnatal", "ja", "nein", "ja"),
    ]
    found = plan(desk, *rows)
    assert outcomes(found) == [Outcome.NEW, Outcome.NEW, Outcome.QUESTION]
    assert found.questions[0].sentence == "Welche Leistung ist »Hundesteuer«?"


def test_open_cells_of_a_wide_sheet_come_back_as_rows_of_their_own(desk, tmp_path: Path):
    rows = [("Kommune", "Mängelmelder 1", "Mängelmelder 2"), ("Ahnatal", "offen", "x")]
    assert write_open_rows(plan(desk, *rows), tmp_path / "offen.csv") == 1
    left = (tmp_path / "offen.csv").read_text("utf-8-sig")
    assert left.splitlines() == [
        "Kommune;Leistung;Stand;Grund",
        "Ahnatal;Mängelmelder 1;offen;Mängelmelder 1: Welcher Stand ist »offen«?",
    ]
    corrected = left.replace(";offen;", ";live;").encode("utf-8-sig")
    assert outcomes(understand(desk, KIND, "offen.csv", corrected)) == [Outcome.NEW]


def test_a_list_without_services_is_refused(desk):
    with pytest.raises(UnreadableError, match="Keine Spalte nennt eine Leistung"):
        plan(desk, ("Kommune", "Bemerkung"), ("Ahnatal", "ja"))


def test_the_sheet_of_a_predecessor_is_counted_cell_by_cell(desk):
    land = territory(desk)
    places = [
        Place(now.name, now.kind.value, now.key)
        for now in (place.latest for place in list(land.by_id.values())[:60])
        if now.kind is OrganisationKind.GEMEINDE
    ]
    columns = [
        Column(bundle.name, service.number)
        for bundle in bundles(desk)
        for service in bundle.services
    ]
    raw, expected = wide_rollout(places, columns)
    found = understand(desk, KIND, "breit.xlsx", raw)
    assert (found.number(Outcome.NEW), found.number(Outcome.QUESTION)) == (
        expected.new, expected.questions,
    )  # fmt: skip
    assert not found.faults
    assert len({each.key for each in found.questions}) == 1


@pytest.mark.parametrize(
    "rows",
    [
        [("Kommune", "Mängelmelder 1", "Jugendamt 2"), ("Ahnatal", "seit 3/2021", "offen")] * 9,
        [HEAD, ("Ahnatal", "Mängelmelder 3", "live", "01.03.2021", 'sagt "ja"')] * 9,
    ],
    ids=["wide", "long"],
)
def test_a_broken_file_is_understood_or_refused_with_a_sentence(desk, rows):
    chance, raw = random.Random(1), csv_of(rows).encode()
    refusals = [refusal(desk, mutated(raw, chance)) for _ in range(60)]
    assert all(sentence.endswith((".", "?")) for sentence in refusals if sentence)
    assert any(refusals) and not all(refusals)


def refusal(desk: Desk, raw: bytes) -> str:
    """The sentence with which a file is refused; empty when it was understood."""
    try:
        found = understand(desk, KIND, "x.csv", raw)
    except InputError as error:
        return str(error)
    assert all(row.content for row in found.rows if row.outcome is Outcome.NEW)
    return ""


# Twice, back, and out again


def test_the_same_file_twice_changes_nothing_and_one_undo_takes_it_back(stores, dialect):
    with seeded_desk(stores, dialect) as desk:
        head = ("Kommune", "Mängelmelder 1", "Jugendamt 2")
        taken(desk, head, ("Ahnatal", "geplant", ""))
        before = everything(desk)
        rows = [head, ("Ahnatal", "seit 3/2021", "live+")]
        assert outcomes(plan(desk, *rows)) == [Outcome.CHANGED, Outcome.NEW]
        assert taken(desk, *rows)
        assert outcomes(plan(desk, *rows)) == [Outcome.UNCHANGED] * 2
        assert taken(desk, *rows) is None
        take_back.carry_out(desk, take_back.find(desk, None))
        assert everything(desk) == before


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_what_went_out_comes_into_another_desk_and_goes_out_the_same(
    stores: Stores, desk: Desk, tmp_path: Path, form: str
) -> None:
    services = [each for bundle in bundles(desk) for each in bundle.services]
    rows = [
        ("Ahnatal", f"{bundle.name} {service.number}", state, "15.03.2021", note)
        for bundle in bundles(desk)[:7]
        for service, state, note in zip(
            bundle.services, ("live", "im Test", "gestört", "geplant"), ("", "=1+1", "a;b", ""),
            strict=False,
        )
    ]  # fmt: skip
    assert taken(desk, HEAD, *rows)
    assert len(services) == 70
    first, second = tmp_path / f"eins.{form}", tmp_path / f"zwei.{form}"
    assert export(desk, LISTS["anbindung"], "", form, first).rows == len(rows)
    with seeded_desk(stores) as other:
        read = partial(open_file, other, KIND, first)
        found = read()
        assert found.is_whole, (found.faults, found.questions)
        take_over(other, found, read)
        export(other, LISTS["anbindung"], "", form, second)
    assert second.read_bytes() == first.read_bytes()
    assert set(outcomes(open_file(desk, KIND, first))) == {Outcome.UNCHANGED}
