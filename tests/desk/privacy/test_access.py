"""Whoever asks what is stored about them gets every row of it."""

import json

import pytest

from db.errors import NotFoundError
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.papers.markdown import as_markdown
from ozg_tui.desk.papers.text import as_text
from ozg_tui.desk.privacy.access import access, content_of, document_of
from ozg_tui.desk.privacy.found import Tie
from ozg_tui.desk.privacy.person import meant
from ozg_tui.desk.privacy.processing import activities, record_of
from tests.kit.canaries import (
    FAMILY,
    GIVEN,
    MAIDEN,
    MAIL,
    NUMBER,
    WITNESS,
    number_of,
    rows_with_canaries,
)


def test_every_row_with_a_canary_is_found_and_each_once(desk):
    answer = access(desk, number_of(desk))
    with reading(desk) as session:
        there = sorted(rows_with_canaries(session.connection()))
    found = sorted(each.key for each in answer.rows)
    assert len(set(found)) == len(found)
    assert len({table for table, _ in there}) >= 14
    assert set(there) <= set(found)
    # Beyond the letters: what is the person's by number, such as the function.
    assert {table for table, _ in set(found) - set(there)} <= {
        "contact_role",
        "phone_number",
        "change",
    }


def test_what_is_of_others_is_not_among_it(desk):
    texts = [str(each.values) for each in access(desk, number_of(desk)).rows]
    assert not any("Sitzung am" in text for text in texts)
    assert not any(WITNESS in text for text in texts)


def test_a_mention_is_told_apart_from_what_is_the_persons_own(desk):
    answer = access(desk, number_of(desk))
    ties = {(each.kept.name, str(each.values.get("text"))): each.tie for each in answer.rows}
    assert ties["note", f"{GIVEN} ruft zurück"] is Tie.OWN
    assert ties["note", f"Kennt Frau Dr. {FAMILY.upper()}; Zentrale 0561 90009-0"] is Tie.NAMED
    assert answer.number(Tie.OWN) + answer.number(Tie.NAMED) + answer.number(Tie.POSSIBLE) == len(
        answer.rows
    )


@pytest.mark.parametrize("asked", [FAMILY, f"{GIVEN} {FAMILY}", NUMBER, MAIL, "Zweig"])
def test_the_person_is_meant_by_name_number_or_address(desk, asked):
    assert meant(desk, asked) == number_of(desk)


@pytest.mark.parametrize("asked", ["Niemand Niergends", "", "   "])
def test_who_is_not_there_is_said(desk, asked):
    with pytest.raises(NotFoundError, match="ist keine Person"):
        meant(desk, asked)


def test_a_number_without_a_person_is_said(desk):
    with pytest.raises(NotFoundError, match="4711 gibt es nicht"):
        access(desk, meant(desk, "4711"))


def test_the_answer_says_purpose_origin_and_how_long(desk):
    answer = access(desk, number_of(desk))
    for made in (as_text, as_markdown):
        text = " ".join(made(document_of(answer)).split())
        assert "Beratung und Erreichbarkeit" in text
        assert "von anna" in text
        assert "noch nicht bestätigt" in text
        for word in (FAMILY, MAIDEN, MAIL, NUMBER):
            assert word in text.replace("\\", "")
    content = content_of(answer)
    assert json.loads(json.dumps(content, default=str))["rows"]
    assert not any(isinstance(value, bytes) for row in answer.rows for value in row.values.values())
    assert content["total"] == len(content["rows"]) == len(answer.rows)
    assert content["person"]["name"] == f"Dr. {GIVEN} {FAMILY}"
    assert {each["activity"] for each in content["rows"]} <= activities().keys()


def test_the_record_of_processing_has_every_activity(desk):
    titles = list(record_of(desk).texts())
    for each in activities().values():
        assert each.name in titles
        assert each.basis in titles
