"""Official registers come in: what changes is shown, what only a law can say is reported."""

import random
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from db.tables import Organisation, OrganisationPeriod
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality, territory
from ozg_tui.desk.exchange.exports import LISTS, export
from ozg_tui.desk.exchange.imports import Chosen, Plan, open_file, take_over, understand
from ozg_tui.desk.exchange.kinds import KINDS, kind_of
from ozg_tui.desk.exchange.understood import Outcome
from ozg_tui.desk.register.municipalities import MUNICIPALITIES
from ozg_tui.desk.undo import take_back
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.territory import is_municipality
from tests.desk.exchange.files import csv_of, packed
from tests.desk.exchange.registers import Entry, addresses, auszug_gv, gv100ad
from tests.kit.broken_files import mutated
from tests.kit.lists_in import everything
from tests.kit.seeded import seeded_desk
from tests.kit.stores import Stores

KIND = KINDS["kommunen"]
COUNTED_ON = "population_on"
AHNATAL = "06633001"


@pytest.fixture
def desk(stores: Stores):
    with seeded_desk(stores) as desk:
        yield desk


def entries(desk: Desk, on: date = date(2023, 11, 30)) -> list[Entry]:
    """All Kommunen as the store has them on a day."""
    land = territory(desk)
    return [
        Entry(now.key, now.name.removeprefix("Landkreis "), now.kind.value, place.population or 0)
        for place in land.by_id.values()
        if (now := place.on(on)) is not None and is_municipality(now.kind)
    ]


def changed(known: list[Entry], key: str, /, **values: object) -> list[Entry]:
    return [each._replace(**values) if each.key == key else each for each in known]


def plan(desk: Desk, raw: bytes, **answers: str) -> Plan:
    return understand(desk, KIND, "register", raw, Chosen(answers=answers))


def counted(found: Plan) -> dict[str, int]:
    return {each.value: count for each in Outcome if (count := found.number(each))}


def taken(desk: Desk, raw: bytes, **answers: str) -> str | None:
    return take_over(desk, plan(desk, raw, **answers), lambda: plan(desk, raw, **answers)).unit


# The same register


@pytest.mark.parametrize(
    "make",
    [
        gv100ad,
        partial(gv100ad, encoding="cp1252", end="\n"),
        lambda known: packed({"GV100AD_301123.txt": gv100ad(known), "Lies mich.pdf": b"%PDF"}),
        auszug_gv,
    ],
    ids=["GV100AD", "GV100AD in Windows-1252", "zip", "AuszugGV"],
)
def test_a_register_with_what_the_desk_knows_changes_nothing(
    desk: Desk, make: Callable[[list[Entry]], bytes]
) -> None:
    raw = make(entries(desk))
    assert kind_of(desk, raw) is KIND
    found = plan(desk, raw)
    assert counted(found) == {"unchanged": 442}
    assert found.table.left_out["Zeilen anderer Länder"] == 1


def test_what_is_no_kommune_is_counted(desk):
    found = plan(desk, gv100ad(entries(desk)))
    assert found.table.format.type == "gv100ad"
    assert found.table.left_out == {
        "Zeilen anderer Länder": 1,
        "gemeindefreie Gebiete": 1,
        "Zeilen für Land, Bezirke, Kreise und Verbände neben denen der Kommunen": 2 + 5 + 421,
    }


# What changes


def test_of_which_day_inhabitants_are_is_asked_once_where_the_file_does_not_say_it(desk):
    raw = gv100ad(changed(entries(desk), AHNATAL, population=8_123), day="20241231")
    asked = plan(desk, raw)
    assert {each.key for each in asked.questions} == {COUNTED_ON}
    assert [each.label for each in asked.questions[0].answers] == [
        "31.12.2024", "31.12.2023", "31.12.2022", "Einwohnerzahlen auslassen",
    ]  # fmt: skip
    assert counted(plan(desk, raw, population_on="leave")) == {"unchanged": 442}
    assert taken(desk, raw, population_on="2023-12-31")
    value = MUNICIPALITIES.read(desk, find_municipality(desk, AHNATAL)).value
    assert (value.population, value.population_on) == (8_123, date(2023, 12, 31))
    assert taken(desk, raw, population_on="2023-12-31") is None


def test_a_sheet_that_names_the_day_is_not_asked_about_and_older_numbers_change_nothing(desk):
    known = changed(entries(desk), AHNATAL, population=8_123)
    newer = plan(desk, auszug_gv(known, "31.12.2023"))
    row = next(each for each in newer.rows if each.title.startswith("Ahnatal"))
    assert [(each.label, each.then) for each in row.differences] == [
        ("Einwohner", "8123"), ("Stand der Einwohnerzahl", "31.12.2023"),
    ]  # fmt: skip
    assert counted(plan(desk, auszug_gv(known, "31.12.2021"))) == {"unchanged": 442}


def test_an_address_comes_with_its_source_and_its_day(desk):
    row = ("066330001001", AHNATAL, "Ahnatal", "Gemeindevorstand der Gemeinde Ahnatal",
           "Wilhelmsthaler Straße 3", "34292", "Ahnatal", "rathaus@example.org", "05609 90009-0",
           "www.example.org")  # fmt: skip
    raw = addresses([row])
    assert kind_of(desk, raw) is KIND
    before = everything(desk)
    assert counted(plan(desk, raw)) == {"changed": 1}
    assert taken(desk, raw)
    value = MUNICIPALITIES.read(desk, find_municipality(desk, AHNATAL)).value
    assert (value.switchboard, value.email) == ("05609 90009-0", "rathaus@example.org")
    assert value.reach_source.startswith("Anschriften der Gemeinde")
    assert value.reach_on == date(2026, 1, 31)
    assert counted(plan(desk, raw)) == {"unchanged": 1}
    take_back.carry_out(desk, take_back.find(desk, None))
    assert everything(desk) == before


def test_what_staff_have_written_is_asked_about_before_it_is_overwritten(desk):
    stored = MUNICIPALITIES.read(desk, find_municipality(desk, AHNATAL))
    by_hand = {"website": "https://www.ahnatal.example.org", "note": "Umzug"}
    MUNICIPALITIES.save(desk, stored.value.model_copy(update=by_hand), stored)
    head = ("AGS", "Gemeindename", "Straße", "Internet")
    raw = csv_of([head, (AHNATAL, "Ahnatal", "Neuer Weg 1", "neu.example.org")]).encode()
    asked = plan(desk, raw)
    assert counted(asked) == {"question": 1}
    assert "Website »https://www.ahnatal.example.org«" in asked.questions[0].sentence
    assert "Straße" not in asked.questions[0].sentence
    same = csv_of([head, (AHNATAL, "Ahnatal", "", "http://ahnatal.example.org/")]).encode()
    assert counted(plan(desk, same)) == {"unchanged": 1}
    answers = {asked.questions[0].key: asked.questions[0].answers[0].value}
    assert counted(plan(desk, raw, **answers)) == {"changed": 1}


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_a_new_name_keeps_the_old_one_in_its_time(stores: Stores, dialect: str) -> None:
    with seeded_desk(stores, dialect) as desk:
        raw = gv100ad(changed(entries(desk), AHNATAL, name="Bad Ahnatal"), day="20240930")
        (question,) = plan(desk, raw).questions
        assert (
            question.sentence == "Name »Ahnatal« → »Bad Ahnatal«. Seit wann, sagt die Datei nicht."
        )
        before = everything(desk)
        assert taken(desk, raw, **{question.key: "since"})
        number = find_municipality(desk, AHNATAL)
        assert territory(desk).name(number) == "Bad Ahnatal"
        assert territory(desk).name(number, date(2024, 9, 29)) == "Ahnatal"
        assert counted(plan(desk, raw)) == {"unchanged": 442}
        take_back.carry_out(desk, take_back.find(desk, None))
        assert everything(desk) == before
        assert territory(desk).name(number) == "Ahnatal"
        assert taken(desk, raw, **{question.key: "always"})
        assert territory(desk).name(number, date(2020, 1, 1)) == "Bad Ahnatal"


def test_a_town_is_asked_about_and_one_with_special_status_is_none_for_the_registers(desk):
    raw = gv100ad(changed(entries(desk), AHNATAL, kind="stadt"), day="20240930")
    (question,) = plan(desk, raw).questions
    assert question.sentence.startswith("Art »Gemeinde« → »Stadt«.")


# What is reported alone


def test_changes_of_borders_are_reported_and_not_applied(desk):
    known = [each for each in entries(desk) if each.key != "06633015"]
    known = changed(known, "06633020", key="06633099")
    known.append(Entry("06633098", "Neustadt an der Fulda", "gemeinde", 10))
    found = plan(desk, gv100ad(known))
    told = {row.title: row.faults[0].sentence for row in found.rows if row.faults}
    assert {title: sentence.partition(". ")[0] for title, sentence in told.items()} == {
        "Niestetal (06633099)": "Niestetal hat im Bestand den Schlüssel 06633020",
        "Neustadt an der Fulda (06633098)": "Diesen Schlüssel kennt der Bestand nicht",
        "Kaufungen (06633015)": "Kaufungen (06633015) steht nicht in der Datei",
        "Niestetal (06633020)": "Niestetal (06633020) steht nicht in der Datei",
    }
    assert all("nicht aus einer Liste übernommen" in sentence for sentence in told.values())
    assert found.number(Outcome.UNCHANGED) == 440


def test_a_list_of_a_few_leaves_out_all_others_without_a_word(desk):
    assert counted(plan(desk, gv100ad(entries(desk)[30:60]))) == {"unchanged": 30}


def test_an_older_edition_meets_the_store_as_it_was(desk):
    """Hanau had a key of its district until 2025, Bromskirchen was a Kommune until 2022."""
    found = plan(desk, gv100ad(entries(desk, date(2022, 6, 30)), day="20220630"))
    assert counted(found) == {"unchanged": 443}


# Files that are wrong


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda raw: raw.replace(b"6020231130", b"7020231130", 1), "kein Satz"),
        (lambda raw: raw.replace(b"6020231130", b"6020231231", 1), "anderer Gebietsstand"),
        (lambda raw: raw + raw.splitlines()[-1], "denselben Schlüssel wie Zeile"),
    ],
)
def test_a_register_that_contradicts_itself_is_refused_with_the_line(desk, spoil, sentence):
    with pytest.raises(InputError, match=sentence) as refused:
        plan(desk, spoil(gv100ad(entries(desk)[21:40])))
    assert any(map(str.isdecimal, str(refused.value)))


def test_a_field_that_the_form_refuses_is_an_error_of_its_row(desk):
    raw = csv_of([("AGS", "Name", "E-Mail", "Art"), (AHNATAL, "Ahnatal", "x@", "Dorf")]).encode()
    (row,) = plan(desk, raw).rows
    assert [(each.column, each.sentence) for each in row.faults] == [
        ("E-Mail", "»x@« ist keine E-Mail-Adresse."), ("Art", "»Dorf« ist keine Art von Kommune."),
    ]  # fmt: skip


def test_a_broken_register_is_understood_or_refused_with_a_sentence(desk):
    chance, raw = random.Random(2), gv100ad(entries(desk)[25:40])
    refusals = [refusal(desk, mutated(raw, chance)) for _ in range(60)]
    assert all(sentence.endswith((".", "?")) for sentence in refusals if sentence)
    assert any(refusals)


def refusal(desk: Desk, raw: bytes) -> str:
    """The sentence with which a file is refused; empty when it was understood."""
    try:
        plan(desk, raw)
    except InputError as error:
        return str(error)
    return ""


# Out and in again


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_what_went_out_comes_into_another_desk_and_goes_out_the_same(
    stores: Stores, desk: Desk, tmp_path: Path, form: str
) -> None:
    stored = MUNICIPALITIES.read(desk, find_municipality(desk, AHNATAL))
    filled = {
        "switchboard": "05609 90009-0", "email": "rathaus@example.org", "website": "example.org",
        "office_hours": "Mo 8-12 Uhr\nDo 14-18 Uhr", "reach_source": "Anruf",
        "reach_on": date(2021, 5, 31), "note": "=1+1", "population": 8_000,
        "population_on": date(2023, 12, 31),
    }  # fmt: skip
    MUNICIPALITIES.save(desk, stored.value.model_copy(update=filled), stored)
    first, second = tmp_path / f"eins.{form}", tmp_path / f"zwei.{form}"
    export(desk, LISTS["kommunen"], "", form, first)
    assert kind_of(desk, first.read_bytes()) is KIND
    with seeded_desk(stores) as other:
        read = partial(open_file, other, KIND, first)
        found = read()
        assert found.is_whole, (found.faults[:3], found.questions[:3])
        take_over(other, found, read)
        export(other, LISTS["kommunen"], "", form, second)
    assert second.read_bytes() == first.read_bytes()
    assert counted(open_file(desk, KIND, first)) == {"unchanged": 442}


def test_all_that_is_written_leaves_the_history_whole(desk):
    raw = gv100ad(changed(entries(desk), AHNATAL, name="Bad Ahnatal"), day="20240930")
    (question,) = plan(desk, raw).questions
    taken(desk, raw, **{question.key: "since"})
    with desk.store.reading() as session:
        periods = session.scalars(
            select(OrganisationPeriod)
            .join(Organisation)
            .where(OrganisationPeriod.key == AHNATAL)
            .order_by(OrganisationPeriod.id)
        ).all()
    assert [(each.name, each.valid_from, each.valid_to) for each in periods] == [
        ("Ahnatal", None, date(2024, 9, 29)), ("Bad Ahnatal", date(2024, 9, 30), None),
    ]  # fmt: skip
