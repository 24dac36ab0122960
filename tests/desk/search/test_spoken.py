"""What callers say leads to the right record, or to the right question, on both databases."""

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from db.search.pages import Scope
from db.search.spoken import readings
from db.search.vocabulary import vocabulary
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.subjects import LISTED
from ozg_tui.desk.search.asking import Answer, answer, heard
from ozg_tui.desk.search.lists import lines, reasons
from ozg_tui.desk.search.lookups import meant
from tests.kit import spoken_world
from tests.kit.spoken_world import spoken_desk
from tests.kit.stores import DIALECTS, Stores

Desks = dict[str, Desk]
SEARCHES = Path(spoken_world.__file__).parent / "spoken_searches.csv"


@pytest.fixture(scope="module")
def desks(stores: Stores) -> Iterator[Desks]:
    with ExitStack() as stack:
        yield {each: stack.enter_context(spoken_desk(stores, each)) for each in DIALECTS}


def searches() -> list[dict[str, str]]:
    """What is typed, the first hit, and what is said of the hits: a question, words left out."""
    with SEARCHES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def asked(desk: Desk, text: str) -> Answer:
    return answer(desk, Scope(text=text), 9)


def told(found: Answer, typed: str) -> dict[str, str]:
    if not found.lines:
        return {"typed": typed, "kind": "", "first": "", "at": "", "note": found.note}
    first = found.lines[0]
    return {
        "typed": typed,
        "kind": LISTED[first.kind].noun.singular,
        "first": first.title,
        "at": first.place if first.kind == Kind.CONTACT else "",
        "note": found.note,
    }


def test_there_are_three_hundred_different_searches() -> None:
    assert len({each["typed"] for each in searches()}) == len(searches()) >= 300


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_callers_say_finds_whom_they_mean_or_asks(desks: Desks, dialect: str) -> None:
    expected = searches()
    found = [told(asked(desks[dialect], each["typed"]), each["typed"]) for each in expected]
    assert found == expected


def test_a_word_that_no_record_has_is_left_out_and_named(desks: Desks) -> None:
    for desk in desks.values():
        assert asked(desk, "Ordnungsamt Wetzlar").note == "ohne »Ordnungsamt«"
        assert asked(desk, "vellmar x[/]y").note == "ohne »x«, »y«"
        assert asked(desk, "xyzq").lines == []
        assert asked(desk, "xyzq").note == ""
        assert asked(desk, "qwrtz xyzq").lines == []


def test_filters_stay_where_words_are_left_out(desks: Desks) -> None:
    for desk in desks.values():
        found = asked(desk, "kreis:fulda Frau Xylophon Hofbieber")
        assert {line.title for line in found.lines} == {"Hofbieber", "Igel, Marta"}
        assert found.heard.text == "hofbieber kreis:fulda"


def test_in_quotation_marks_a_text_is_meant_as_it_stands(desks: Desks) -> None:
    for desk in desks.values():
        (note,) = asked(desk, '"Magistrat Vellmar"').lines
        assert note.kind == Kind.NOTE
        assert asked(desk, "Magistrat Vellmar").lines[0].title == "Vellmar"


def test_a_field_takes_what_callers_say_but_leaves_no_word_out(desks: Desks) -> None:
    for desk in desks.values():
        for typed, name in (("Magistrat Vellmar", "Vellmar"), ("mkk", "Main-Kinzig-Kreis")):
            choice, _ = meant(desk, "municipality", typed)
            assert choice is not None
            assert choice.label == name
        assert meant(desk, "municipality", "Vellmar Xylophon") == (None, False)


def test_a_reason_names_short_form_quarter_and_remark(desks: Desks) -> None:
    said = {
        "ffm": "Kurzform FFM",
        "Rodgau-Jügesheim": "Ortsteil Jügesheim",
        "Telefonanlage": "Bemerkung: …Umzug im Sommer, Telefonanlage zieht mit.",
        "Hauptamtsleiter Taunusstein": "Kommune, Funktion Hauptamtsleiter",
        "Landrat LDK": "Kommune, Funktion Leitung der Verwaltung",
    }
    for desk in desks.values():
        for typed, reason in said.items():
            found = asked(desk, typed)
            assert [*reasons(desk, found.heard.text, found.lines[:1]).values()] == [reason]


def test_a_remark_counts_when_nothing_else_does(desks: Desks) -> None:
    for desk in desks.values():
        titles = [line.title for line in lines(desk, Scope(text="weiterstadt"), 20)]
        assert titles[0] == "Weiterstadt"
        assert titles[-1] == "Wolf, Hanna"


def test_while_somebody_types_no_letter_is_answered_with_a_defect(desks: Desks) -> None:
    text = "Frau Doktor Müller aus Gießen"
    for end in range(1, len(text) + 1):
        found = [asked(desk, text[:end]) for desk in desks.values()]
        assert [line[1:] for line in found[0].lines] == [line[1:] for line in found[1].lines]
        assert found[0].note == found[1].note


def test_offices_are_functions_that_there_are() -> None:
    assert {each.facet for each in vocabulary().offices.values()}
    assert readings("fulda") == readings("fulda kassel") == ()
    assert readings("Bürgermeisterin von Homberg")[0].text == "burgermeisterin homberg"


def test_what_is_heard_for_one_word_is_that_word(desks: Desks) -> None:
    for desk in desks.values():
        assert heard(desk, Scope(text="Magistrat"), leaves_out=True).text == "Magistrat"
