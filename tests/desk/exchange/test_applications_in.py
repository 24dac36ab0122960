"""Last year's applications come in, judged as by a save: a row each, or one for each Kommune."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from db.tables import Application
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.exchange.applications.understand import ANOTHER
from ozg_tui.desk.exchange.exports import LISTS, export
from ozg_tui.desk.exchange.imports import Chosen, Plan, open_file, take_over, understand
from ozg_tui.desk.exchange.kinds import KINDS, kind_of
from ozg_tui.desk.exchange.leftover import write_open_rows
from ozg_tui.desk.exchange.understood import Outcome
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.undo import take_back
from tests.desk.exchange.files import xlsx
from tests.kit.desks import desk_in
from tests.kit.lists_in import everything
from tests.kit.stores import Stores

KIND = KINDS["antraege"]
HEAD = (
    "Nr.", "Projekt", "Status", "Antragsdatum", "Federführung", "Beteiligte", "Beschlüsse",
    "Laufzeit ab", "Laufzeit bis", "Beantragt", "Bewilligt", "Bescheid vom", "Grund der Abweichung",
)  # fmt: skip
SHARED = (
    "7", "Gemeinsames Bürgerbüro", "eingereicht", "15.01.2021", "Ahnatal",
    "Kaufungen, Gemeinde Niestetal", "alle gefasst am 01.10.2020", "01.03.2021", "28.02.2026",
    "75.000,00 €",
)  # fmt: skip


def plan(desk: Desk, *rows: tuple[object, ...], head: tuple[str, ...] = HEAD, **said: str) -> Plan:
    raw = xlsx({"Anträge": [head, *rows]})
    return understand(desk, KIND, "antraege.xlsx", raw, Chosen(answers=said))


def taken(desk: Desk, *rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> str | None:
    return take_over(desk, plan(desk, *rows, head=head), lambda: plan(desk, *rows, head=head)).unit


def outcomes(found: Plan) -> list[Outcome]:
    return [each.outcome for each in found.rows]


def stored(desk: Desk) -> list[ApplicationInput]:
    with desk.store.reading() as session:
        rows = session.scalars(select(Application).order_by(Application.id))
        return [APPLICATIONS.value(row) for row in rows]


def test_a_row_becomes_an_application_with_its_kommunen(desk: Desk) -> None:
    assert taken(desk, SHARED)
    (value,) = stored(desk)
    assert (value.title, value.station, value.applied_on) == (
        "Gemeinsames Bürgerbüro", "submitted", date(2021, 1, 15),
    )  # fmt: skip
    assert [
        (each.organisation_id, each.role, each.resolution, each.session_on)
        for each in value.participants
    ] == [
        (find_municipality(desk, "Ahnatal"), "lead", "passed", date(2020, 10, 1)),
        (find_municipality(desk, "Kaufungen"), "partner", "passed", date(2020, 10, 1)),
        (find_municipality(desk, "Niestetal"), "partner", "passed", date(2020, 10, 1)),
    ]  # fmt: skip
    assert (value.requested_cents, value.note) == (7_500_000, "Nummer der Liste: 7")


def test_rows_of_the_kommunen_belong_to_the_application_above_them(
    desk: Desk, tmp_path: Path
) -> None:
    head = ("Projekt", "Kommune", "Rolle", "Beschluss am", "Personalkosten vorher", "Ende")
    rows = (
        ("Bauhof", "Ahnatal", "federführend", date(2020, 10, 1), 100_000, "unbefristet"),
        ("", "Kaufungen", "", "", 50_000.5, ""),
        ("Archiv", "Ahnatal", "", "", 20_000, ""),
        ("", "Nirgendwo", "", "", "", ""),
        ("", "Niestetal", "", "", "", "31.12.2025"),
    )
    found = plan(desk, *rows, head=head)
    assert [(each.outcome, each.line, each.also) for each in found.rows] == [
        (Outcome.NEW, 2, (3,)), (Outcome.QUESTION, 4, (5, 6)),
    ]  # fmt: skip
    assert write_open_rows(found, tmp_path / "offen.csv") == 3
    taken(desk, *rows, head=head)
    (value,) = stored(desk)
    assert value.term_open_ended
    assert [each.personnel_before_cents for each in value.participants] == [10_000_000, 5_000_050]
    assert [each.resolution for each in value.participants] == ["passed", "open"]
    assert value.personnel_before_cents is None


@pytest.mark.parametrize(
    ("cells", "part"),
    [
        ({"Projekt": ""}, "Bitte ausfüllen"),
        ({"Laufzeit bis": "01.01.2020"}, "vor dem Beginn"),
        ({"Status": "verschollen"}, "Möglich sind Idee"),
        ({"Beantragt": "viel"}, "viel"),
        ({"Beschlüsse": "gefasst am 01.10.2035"}, "Zukunft"),
        ({"Beteiligte": "Innenministerium"}, "keine hessische Kommune"),
        ({"Bewilligt": "80.000", "Bescheid vom": "01.04.2021"}, "Grund der Abweichung"),
    ],
)
def test_what_the_form_or_the_rules_refuse_is_an_error_with_its_sentence(
    desk: Desk, cells: dict[str, str], part: str
) -> None:
    row = dict(zip(HEAD, (*SHARED, "", "", ""), strict=True)) | cells
    found = plan(desk, tuple(row.values()))
    assert outcomes(found) == [Outcome.FAILED]
    assert part in " ".join(each.sentence for each in found.faults), found.faults


def test_the_rules_judge_as_of_the_day_of_each_row(desk: Desk) -> None:
    granted = dict(zip(HEAD, (*SHARED, "75.000", "01.04.2021", ""), strict=True))
    assert outcomes(plan(desk, tuple(granted.values()))) == [Outcome.NEW]


def test_rows_that_contradict_one_another_are_an_error(desk: Desk) -> None:
    head = ("Projekt", "Kommune", "Antragsdatum")
    rows = (("Bauhof", "Ahnatal", "01.02.2021"), ("Bauhof", "Kaufungen", "02.02.2021"))
    found = plan(desk, *rows, head=head)
    assert outcomes(found) == [Outcome.FAILED]
    assert "»01.02.2021«" in found.faults[0].sentence


def test_an_application_that_is_there_is_never_changed_by_a_list(desk: Desk) -> None:
    taken(desk, SHARED)
    later = (*SHARED[:3], "16.01.2021", *SHARED[4:])
    found = plan(desk, later)
    assert outcomes(found) == [Outcome.QUESTION]
    assert "IKZ-0001 heißt auch so" in found.questions[0].sentence
    assert "Antrag vom" in found.questions[0].sentence
    again = plan(desk, later, **{found.questions[0].key: ANOTHER})
    assert outcomes(again) == [Outcome.NEW]


def test_the_same_file_twice_changes_nothing_and_one_undo_takes_it_back(desk: Desk) -> None:
    before = everything(desk)
    second = ("8", "Archiv", "Idee", "", "Kaufungen", "", "", "", "", "")
    assert taken(desk, SHARED, second)
    assert outcomes(plan(desk, SHARED, second)) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert taken(desk, SHARED, second) is None
    take_back.carry_out(desk, take_back.find(desk, None))
    assert everything(desk) == before


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "json"])
def test_what_went_out_comes_into_another_desk_and_goes_out_the_same(
    stores: Stores, dialect: str, desk: Desk, tmp_path: Path, form: str
) -> None:
    bureau = (*SHARED, "80.000", "01.04.2021", "Mehr Kommunen kommen dazu")
    archive = ("IKZ-0002", "Archiv", "Idee", "", "Kaufungen", "Ahnatal", "", "", "", "")
    taken(desk, bureau, archive)
    first, second = tmp_path / f"eins.{form}", tmp_path / f"zwei.{form}"
    export(desk, LISTS["antraege"], "", form, first)
    assert kind_of(desk, first.read_bytes()) is KIND
    assert {row.outcome for row in open_file(desk, KIND, first).rows} == {Outcome.UNCHANGED}
    with desk_in(stores, dialect) as other:
        found = open_file(other, KIND, first)
        assert found.is_whole, (found.faults, found.questions)
        take_over(other, found, lambda: found)
        export(other, LISTS["antraege"], "", form, second)
    assert second.read_bytes() == first.read_bytes()
