"""Short answers are found by any of their words, carry their source and say how fresh they are."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from db.errors import RefusedError
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.knowledge.answers import ANSWERS, AnswerInput
from ozg_tui.desk.search.asking import find
from seeds.load import load
from tests.kit.desks import desk_in

QUESTION = "Wie hoch ist die IKZ-Zuwendung?"


@pytest.fixture
def desk(stores, dialect) -> Iterator[Desk]:
    """A desk with all facts, on each database in turn."""
    with desk_in(stores, dialect, load) as desk:
        yield desk


def number(desk, text=QUESTION) -> int:
    return next(hit.record_id for hit in find(desk, f"art:kurzauskunft {text.strip('?')}").hits)


def shown(desk, record_id) -> dict[str, str]:
    _, sections = ANSWERS.view(desk, record_id)
    return {label: text for section in sections for label, text in section.rows}


@pytest.mark.parametrize("typed", ["zuwendung", "regelzuwendung", "betrag ikz", "100.000"])
def test_an_answer_is_found_by_question_answer_and_further_words(desk, typed):
    assert QUESTION in {hit.title for hit in find(desk, f"art:kurzauskunft {typed}").hits}


def test_the_two_lines_carry_source_and_days(desk):
    answer, about = ANSWERS.two_lines(desk, number(desk)).split("\n")
    assert answer.startswith("Regelzuwendung 25.000 € je Kommune")
    assert about.startswith("(Quelle: Folien zur Umsetzung des OZG")
    assert about.endswith("Stand 19.05.2021; noch von niemandem geprüft)")


def test_whoever_made_sure_is_named_until_the_answer_is_another(desk):
    record_id = number(desk)
    assert ANSWERS.confirm(desk, record_id) == "Geprüft am 01.06.2021."
    assert shown(desk, record_id)["Geprüft"] == "geprüft am 01.06.2021 von probe"
    assert number(desk, "status:geprüft IKZ") == record_id
    stored = ANSWERS.read(desk, record_id)
    desk.actor = "anna"
    ANSWERS.save(desk, stored.value.model_copy(update={"words": "Höhe"}), stored)
    assert shown(desk, record_id)["Geprüft"].endswith("von probe")
    stored = ANSWERS.read(desk, record_id)
    ANSWERS.save(desk, stored.value.model_copy(update={"answer": "30.000 €"}), stored)
    assert shown(desk, record_id)["Geprüft"] == "noch von niemandem geprüft"
    stored = ANSWERS.read(desk, record_id)
    days = {"answer": "25.000 €", "checked_on": date(2021, 5, 30)}
    ANSWERS.save(desk, stored.value.model_copy(update=days), stored)
    assert shown(desk, record_id)["Geprüft"] == "geprüft am 30.05.2021 von anna"


def test_after_a_year_it_says_that_it_is_old(desk):
    record_id = number(desk)
    ANSWERS.confirm(desk, record_id)
    desk.clock.set(datetime(2022, 6, 1, 12, tzinfo=UTC))
    assert "vor mehr als" not in shown(desk, record_id)["Geprüft"]
    desk.clock.set(datetime(2022, 6, 2, 12, tzinfo=UTC))
    assert "vor mehr als einem Jahr" in shown(desk, record_id)["Geprüft"]


def test_a_question_has_one_answer(desk):
    with pytest.raises(RefusedError, match="gibt es schon eine Kurzauskunft"):
        ANSWERS.save(desk, AnswerInput(question=QUESTION, answer="viel"))
