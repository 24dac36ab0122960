"""Named services come in: numbered entries learn their names and keys, and keep their history."""

import random
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from db.tables import Rollout, Service
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.exchange.exports import LISTS, export
from ozg_tui.desk.exchange.imports import Chosen, Plan, open_file, take_over, understand
from ozg_tui.desk.exchange.kinds import KINDS, kind_of
from ozg_tui.desk.exchange.understood import Outcome
from ozg_tui.desk.services.bundles import bundles
from ozg_tui.desk.services.recording import Cell, Order, preview, record
from ozg_tui.desk.services.targets import find_target
from ozg_tui.desk.undo import take_back
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.services.recording import Wish
from tests.desk.exchange.files import csv_of, xlsx
from tests.kit.broken_files import mutated
from tests.kit.lists_in import everything
from tests.kit.seeded import seeded_desk
from tests.kit.stores import Stores

KIND = KINDS["leistungen"]
HEAD = ("Bündel", "Nr.", "Leistung", "LeiKa-Schlüssel", "OZG-ID")
POTHOLE = ("Mängelmelder", "3", "Schlagloch melden", "99 108 012 000 000", "10001")


@pytest.fixture
def desk(stores: Stores) -> Iterator[Desk]:
    with seeded_desk(stores) as desk:
        yield desk


def plan(desk: Desk, *rows: tuple[str, ...], **answers: str) -> Plan:
    raw = csv_of([HEAD, *rows]).encode("cp1252")
    return understand(desk, KIND, "leistungen.csv", raw, Chosen(answers=answers))


def taken(desk: Desk, *rows: tuple[str, ...], **answers: str) -> str | None:
    return take_over(desk, plan(desk, *rows, **answers), lambda: plan(desk, *rows, **answers)).unit


def outcomes(found: Plan) -> list[Outcome]:
    return [each.outcome for each in found.rows]


def names(desk: Desk, bundle: str) -> dict[int, str | None]:
    numbers = [each.id for each in find_target(desk, bundle).services]
    with desk.store.reading() as session:
        rows = session.scalars(select(Service).where(Service.id.in_(numbers)))
        return {row.number: row.name for row in rows if row.name}


def recorded(desk: Desk, service: str) -> int:
    """Record that Ahnatal is live with a service."""
    (meant,) = find_target(desk, service).services
    cells = (Cell(find_municipality(desk, "Ahnatal"), meant.id),)
    record(desk, preview(desk, Order(cells, Wish(state=RolloutState.LIVE, since=date(2021, 3, 1)))))
    return meant.id


def test_a_numbered_entry_learns_its_name_and_keeps_what_was_recorded(desk):
    number = recorded(desk, "Mängelmelder 3")
    assert taken(desk, POTHOLE)
    assert find_target(desk, "Schlagloch melden").services[0].id == number
    assert find_target(desk, "99108012000000").services[0].id == number
    with desk.store.reading() as session:
        assert session.scalars(select(Rollout.service_id)).all() == [number]
    assert outcomes(plan(desk, POTHOLE)) == [Outcome.UNCHANGED]


def test_without_numbers_those_are_named_that_nobody_can_tell_apart(desk):
    recorded(desk, "Jugendamt 1")
    rows = [("Jugendamt", "", name, "", "") for name in ("Kita", "Elterngeld", "Vormundschaft")]
    assert taken(desk, *rows)
    assert names(desk, "Jugendamt") == {2: "Kita", 3: "Elterngeld", 4: "Vormundschaft"}
    assert outcomes(plan(desk, *rows)) == [Outcome.UNCHANGED] * 3
    last = ("Jugendamt", "", "Unterhalt", "", "")
    (question,) = plan(desk, last).questions
    assert question.sentence.startswith("Welche Nummer ist »Unterhalt«?")
    assert [each.label for each in question.answers] == ["Jugendamt 1"]
    assert taken(desk, last, **{question.key: question.answers[0].value})
    assert names(desk, "Jugendamt")[1] == "Unterhalt"
    over = plan(desk, ("Jugendamt", "", "Noch eine", "", ""))
    assert "4 Leistungen, und alle haben schon einen Namen" in over.faults[0].sentence


def test_rows_with_numbers_come_before_those_that_take_a_free_one(desk):
    found = plan(
        desk, ("Ehe Online", "", "Anmeldung", "", ""), ("Ehe Online", "1", "Urkunde", "", "")
    )
    assert [row.title for row in found.rows] == ["Ehe Online: Anmeldung", "Ehe Online 1: Urkunde"]
    take_over(desk, found, lambda: found)
    assert names(desk, "Ehe Online") == {1: "Urkunde", 2: "Anmeldung"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("Mängelmelder", "14", "X", "", ""), "13 Leistungen; eine Nummer 14 gibt es nicht"),
        (("Hundesteuer", "1", "X", "", ""), "Ein Bündel »Hundesteuer« gibt es im Bestand nicht"),
        (("", "1", "X", "", ""), "Hier fehlt das Umsetzungsbündel"),
        (("Mängelmelder", "", "", "", "1"), "Hier fehlen Nummer und Name"),
        (("Mängelmelder", "1", "X", "4711", ""), "»4711« ist kein LeiKa-Schlüssel"),
    ],
)
def test_an_error_says_what_is_wrong(desk, row, sentence):
    found = plan(desk, row)
    assert outcomes(found) == [Outcome.FAILED]
    assert sentence in found.faults[0].sentence


def test_another_name_and_a_name_that_exists_are_questions(desk):
    taken(desk, POTHOLE)
    other = plan(desk, ("Mängelmelder", "3", "Straßenschaden", "", ""))
    assert (
        "Leistung »Schlagloch melden«, in der Datei »Straßenschaden«" in other.questions[0].sentence
    )
    twice = plan(desk, ("Mängelmelder", "4", "Schlagloch melden", "", ""))
    assert "Name oder Schlüssel hat schon Mängelmelder 3" in twice.questions[0].sentence
    answers = {twice.questions[0].key: twice.questions[0].answers[0].value}
    assert outcomes(plan(desk, ("Mängelmelder", "4", "Schlagloch melden", "", ""), **answers)) == [
        Outcome.CHANGED
    ]
    again = plan(desk, POTHOLE, POTHOLE)
    assert "steht schon in Zeile 2" in again.faults[0].sentence


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_one_undo_takes_a_file_back_and_says_what_it_was(stores: Stores, dialect: str) -> None:
    with seeded_desk(stores, dialect) as desk:
        before = everything(desk)
        assert taken(desk, POTHOLE, ("Jugendamt", "2", "Kita", "", ""))
        asked = take_back.find(desk, None)
        assert "Leistung 3: Leistung" in asked.question
        take_back.carry_out(desk, asked)
        assert everything(desk) == before


def test_a_sheet_with_numbers_for_keys_is_known_by_its_columns(desk):
    rows = [
        ("Umsetzungsbündel", "Nr.", "Leistung", "LeiKa"),
        ("Jugendamt", 2, "Kita", 99108012000000),
    ]
    raw = xlsx({"Leistungen": rows})
    assert kind_of(desk, raw) is KIND
    found = understand(desk, KIND, "l.xlsx", raw)
    assert found.rows[0].content.leika_key == "99108012000000"


def test_a_broken_list_is_understood_or_refused_with_a_sentence(desk):
    chance, raw = random.Random(3), csv_of([HEAD, POTHOLE, ("Jugendamt", "", "Kita", "", "")] * 5)
    refusals = [refusal(desk, mutated(raw.encode(), chance)) for _ in range(60)]
    assert all(sentence.endswith((".", "?")) for sentence in refusals if sentence)
    assert any(refusals)


def refusal(desk: Desk, raw: bytes) -> str:
    """The sentence with which a file is refused; empty when it was understood."""
    try:
        understand(desk, KIND, "x.csv", raw)
    except InputError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_what_went_out_comes_into_another_desk_and_goes_out_the_same(
    stores: Stores, desk: Desk, tmp_path: Path, form: str
) -> None:
    taken(desk, POTHOLE, ("Jugendamt", "2", "=1+1", "", "a;b"))
    assert len(bundles(desk)) == 17
    first, second = tmp_path / f"eins.{form}", tmp_path / f"zwei.{form}"
    export(desk, LISTS["leistungen"], "", form, first)
    assert kind_of(desk, first.read_bytes()) is KIND
    with seeded_desk(stores) as other:
        read = partial(open_file, other, KIND, first)
        found = read()
        assert found.is_whole, (found.faults[:3], found.questions[:3])
        take_over(other, found, read)
        export(other, LISTS["leistungen"], "", form, second)
    assert second.read_bytes() == first.read_bytes()
    assert set(outcomes(open_file(desk, KIND, first))) == {Outcome.UNCHANGED}
