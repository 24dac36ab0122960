"""The Modellkommunen as the desk keeps them: found by what callers say, changed, taken back."""

from collections.abc import Iterator
from datetime import date

import pytest
from pydantic import ValidationError

from db.errors import RefusedError
from db.search.pages import Scope
from db.tables import ModelParticipation, ModelStatusPeriod
from ozg_tui.codes.funding import ModelStatus
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.model.participations import PARTICIPATIONS, ParticipationInput, StatusInput
from ozg_tui.desk.search.asking import find
from ozg_tui.desk.search.lists import lines
from seeds.load import load
from tests.kit.desks import desk_in
from tests.kit.oracle import assert_whole, contents
from tests.kit.stores import Stores
from tests.kit.undoing import undo

APPLIED = {"status": "applied", "valid_from": date(2020, 9, 30)}
CHOSEN = {"status": "chosen", "valid_from": date(2020, 11, 19)}


@pytest.fixture
def desk(stores: Stores, dialect: str) -> Iterator[Desk]:
    """A desk with all facts, on each database in turn."""
    with desk_in(stores, dialect, load) as desk:
        yield desk


def applicant(desk: Desk, **values: object) -> ParticipationInput:
    """An invented application of Ahnatal, which is in none of the lists."""
    return ParticipationInput.model_validate(
        {
            "organisation_id": find_municipality(desk, "Ahnatal"),
            "project": "Bürgerkoffer",
            "topics": "mobiles Bürgerbüro, Hausbesuch",
            "statuses": (APPLIED,),
        }
        | values,
        context={"today": desk.today()},
    )


@pytest.mark.parametrize("said", ["kindertagesstätte", "elternportal"])
def test_a_caller_says_what_it_is_about(desk: Desk, said: str) -> None:
    (line, *_) = lines(desk, Scope(Kind.MODEL_PROJECT, Kind.MODEL_PROJECT, said), 5)
    assert line.title == "Neu-Isenburg"
    assert line.place.startswith("webKITA")
    (hit,) = find(desk, f"art:modellkommune {said}", 5).hits
    assert hit.reason.startswith("Themen: ")


def test_sixteen_are_known_by_their_last_state(desk: Desk) -> None:
    found = lines(desk, Scope(Kind.MODEL_PROJECT, Kind.MODEL_PROJECT, ""), 50)
    assert len(found) == 16
    gone = lines(desk, Scope(Kind.MODEL_PROJECT, Kind.MODEL_PROJECT, "status:ausgeschieden"), 5)
    assert [each.title for each in gone] == ["Fulda"]


def test_an_application_becomes_a_contract_and_is_taken_back(desk: Desk) -> None:
    before = contents(desk.store)
    stored = PARTICIPATIONS.save(desk, applicant(desk))
    changed = applicant(
        desk, statuses=(APPLIED, CHOSEN), reused_by="Stadt Erfunden", amount_cents=10_000_000
    )
    PARTICIPATIONS.save(desk, changed, stored)
    with desk.store.reading() as session:
        row = session.get_one(ModelParticipation, stored.id)
        spans = [(each.status, each.valid_from, each.valid_to) for each in row.statuses]
    assert spans == [
        ("applied", date(2020, 9, 30), date(2020, 11, 18)),
        ("chosen", date(2020, 11, 19), None),
    ]
    title, sections = PARTICIPATIONS.view(desk, stored.id)
    assert title == "Bürgerkoffer"
    told = {label: text for section in sections for label, text in section.rows}
    assert told["ausgewählt"] == "seit 19.11.2020; Quelle: eigene Angabe"
    assert told["Nachgenutzt von"] == "Stadt Erfunden"
    assert_whole(desk.store)
    undo(desk)
    undo(desk)
    assert contents(desk.store) == before


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"statuses": ()}, "Bitte mindestens einen Stand eintragen"),
        ({"amount_cents": 10_000_001}, "höchstens 100.000,00 EUR"),
        ({"amount_cents": 15_000_001, "joint": True}, "höchstens 150.000,00 EUR"),
    ],
)
def test_what_the_programme_does_not_allow_is_refused(
    desk: Desk, values: dict[str, object], said: str
) -> None:
    with pytest.raises(RefusedError, match=said):
        PARTICIPATIONS.save(desk, applicant(desk, **values))


def test_a_kommune_takes_part_once(desk: Desk) -> None:
    twice = applicant(desk, organisation_id=find_municipality(desk, "Wetzlar"))
    with pytest.raises(RefusedError, match="Wetzlar ist schon eingetragen"):
        PARTICIPATIONS.save(desk, twice)


def test_states_follow_one_another(desk: Desk) -> None:
    for statuses in ((CHOSEN, APPLIED), (APPLIED, APPLIED | {"valid_from": date(2021, 1, 1)})):
        with pytest.raises(ValidationError):
            applicant(desk, statuses=statuses)


def test_what_the_seeds_say_can_be_opened_and_saved_as_it_is(desk: Desk) -> None:
    with desk.store.reading() as session:
        numbers = [row.id for row in session.query(ModelParticipation)]
        count = session.query(ModelStatusPeriod).count()
    for number in numbers:
        stored = PARTICIPATIONS.read(desk, number)
        assert all(isinstance(each, StatusInput) for each in stored.value.statuses)
        assert {each.status for each in stored.value.statuses} <= set(ModelStatus)
        PARTICIPATIONS.save(desk, stored.value, stored)
    with desk.store.reading() as session:
        assert session.query(ModelStatusPeriod).count() == count
