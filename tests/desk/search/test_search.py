"""One box over everything: the same on both databases, the best first, with their reasons."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from db.errors import FilterError, StoreError
from db.search.pages import Line, Scope
from db.tables import Booking, Contact, Organisation
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.search.asking import answer, find
from ozg_tui.desk.search.lists import how_many, lines, reasons
from ozg_tui.desk.search.lookups import choices
from tests.kit import hostile
from tests.kit.search_queries import QUERIES
from tests.kit.search_world import searching_desk
from tests.kit.stores import DIALECTS, Stores
from tests.kit.tries import times

Desks = dict[str, Desk]
PAGE = 200


@pytest.fixture(scope="module")
def desks(stores: Stores) -> Iterator[Desks]:
    """The same facts and cases on both databases."""
    with ExitStack() as stack:
        yield {each: stack.enter_context(searching_desk(stores, each)) for each in DIALECTS}


def shown(desk: Desk, text: str) -> list[Line]:
    found = lines(desk, Scope(text=text), PAGE)
    assert how_many(desk, Scope(text=text), PAGE) == len(found)
    return found


def told(desk: Desk, text: str) -> dict[str, str]:
    found = lines(desk, Scope(text=text), PAGE)
    why = reasons(desk, text, found)
    assert set(why) == {line.position for line in found}
    return {line.title: why[line.position] for line in found}


def test_there_are_enough_queries() -> None:
    assert len(QUERIES) >= 200


@pytest.mark.parametrize("query", QUERIES, ids=lambda text: ascii(text)[:40])
def test_a_query_finds_the_same_on_both_databases_and_what_it_should(
    desks: Desks, query: str
) -> None:
    found = {name: shown(desk, query) for name, desk in desks.items()}
    # Of names that sort alike, either may be the first that a database was told.
    assert [line[1:] for line in found["sqlite"]] == [line[1:] for line in found["postgresql"]]
    # What is understood beyond the words never takes the place of what they find.
    for name, desk in desks.items():
        assert answer(desk, Scope(text=query), 1).lines == found[name][:1] or not found[name]
    titles, expected = [line.title for line in found["sqlite"]], QUERIES[query]
    if isinstance(expected, list):
        assert titles == expected
    elif expected is not None:
        assert tuple(titles[: len(expected)]) == expected


@pytest.mark.parametrize(
    "query", ["f", "bad", "example", "maier", "hofbiber", "art:kommune -kreis:fulda"]
)
def test_a_ranked_list_is_turned_page_by_page_in_both_directions(desks: Desks, query: str) -> None:
    for desk in desks.values():
        scope = Scope(text=query)
        whole = lines(desk, scope, 1_000)
        positions = [line.position for line in whole]
        assert positions == sorted(set(positions))
        forward = lines(desk, scope, 3)
        while more := lines(desk, scope, 7, after=forward[-1].position):
            forward += more
        assert forward == whole
        backward = lines(desk, scope, 3, before=2**63 - 1)
        while more := lines(desk, scope, 7, before=backward[0].position):
            backward = more + backward
        assert backward == whole
        assert how_many(desk, scope, 1_000) == len(whole)


def test_a_list_of_one_kind_is_ranked_as_well(desks: Desks) -> None:
    for desk in desks.values():
        scope = Scope(Kind.CONTACT, Kind.CONTACT, "fulda")
        assert [line.title for line in lines(desk, scope, 2)] == ["Fulda, Max", "Mayr, Else"]
        assert [each.label for each in choices(desk, "municipality", "fulda")][:2] == [
            "Fulda",
            "Landkreis Fulda",
        ]


def test_a_word_that_sounds_like_a_kreis_does_not_mean_all_who_lie_in_it(desks: Desks) -> None:
    for desk in desks.values():
        scope = Scope(Kind.MUNICIPALITY, Kind.MUNICIPALITY, "vera")
        assert [line.title for line in lines(desk, scope, 9)] == [
            "Heringen (Werra)",
            "Philippsthal (Werra)",
            "Werra-Meißner-Kreis",
        ]


REASONS = [
    ("oberweser", "Wesertal", "früherer Name Oberweser"),
    ("06435014", "Hanau", "früherer Schlüssel 06435014"),
    ("06631009", "Fulda", "Schlüssel 06631009"),
    ("066310009009", "Fulda", "Regionalschlüssel 066310009009"),
    ("fulda", "Fulda", ""),
    ("fulda", "Bad Salzschlirf", "Landkreis"),
    ("lk fulda", "Landkreis Fulda", ""),
    ("stadt kassel", "Kassel", "Kreisfreie Stadt"),
    ("meyer fulda", "Meyer, Jörg", "Kommune"),
    ("90009-101", "Meyer, Jörg", "Telefon 069 90009-101"),
    ("tel:+496990009101", "Meyer, Jörg", "Telefon 069 90009-101"),
    ("joerg.meyer@example.org", "Meyer, Jörg", "E-Mail joerg.meyer@example.org"),
    ("datenschutz", "Meyer, Jörg", "Funktion Datenschutz"),
    ("kosten", "Wer zahlt 2027 die EfA-Kosten?", ""),
    ("modell", "Modellkommunen", ""),
    ("09101", "Wer zahlt 2027 die EfA-Kosten?", "Telefon 069 90009-101"),
    ("meyer", "Wer zahlt 2027 die EfA-Kosten?", "Person Meyer, Jörg"),
    ("personenstand", "IKZ-0002 Gemeinsames Standesamt", "Aufgabenfeld Personenstandswesen"),
    ("hofbieber", "IKZ-0014 OZG-Team Rhön", "Kommune Hofbieber"),
    ("14", "IKZ-0014 OZG-Team Rhön", ""),
    ("b1", "Fulda", "Nummer B1"),
    ("hofbiber", "Hofbieber", "klingt wie Hofbieber"),
    ("meier", "Mayr, Else", "klingt wie Mayr"),
    ("maier", "Maser, Benjamin", "ähnlich: Maser"),
    ("kreis:fulda modul:3", "Fulda", ""),
]


@pytest.mark.parametrize(("query", "title", "reason"), REASONS)
def test_a_hit_says_what_was_met_beyond_its_name(
    desks: Desks, query: str, title: str, reason: str
) -> None:
    for desk in desks.values():
        assert told(desk, query)[title] == reason


def test_a_long_note_shows_where_the_word_stands(desks: Desks) -> None:
    (reason,) = told(desks["sqlite"], "protokoll").values()
    assert reason == "Notiz: …Weiteres steht im Protokoll der Sitzung, das wir…"


def test_the_command_line_finds_the_same_in_the_same_order(desks: Desks) -> None:
    hits = find(desks["sqlite"], "fulda", 5).hits
    assert [hit.title for hit in hits][:2] == ["Fulda", "Landkreis Fulda"]
    assert (hits[0].kind, hits[0].key, hits[0].reason) == ("municipality", "06631009", "")
    assert find(desks["sqlite"], "   ").hits == []
    assert {hit.kind for hit in find(desks["sqlite"], "tag:11.2026").hits} == {
        "consulting_booking",
        "note",
        "follow_up",
        "call",
    }


SENTENCES = {
    "farbe:rot": "»farbe:« ist kein Filter. Möglich sind: anrede, art, funktion, ikz, kreis, mit, "
    "modul, ohne, region, status, tag, thema, wer.",
    "kreis:m": "»kreis:m« ist nicht eindeutig. Möglich sind: Main-Kinzig-Kreis, "
    "Main-Taunus-Kreis, Marburg-Biedenkopf.",
    "modul:5": "»modul:5« gibt es nicht. Möglich sind: 1, 2, 3, 4.",
    "ikz:vielleicht": "»ikz:vielleicht« gibt es nicht. Möglich sind: ja, nein.",
    "-mit:fax": "»mit:fax« gibt es nicht. Möglich sind: Ansprechpartner, Beratung, Email, Telefon.",
    "tag:31.02.2026": "»tag:31.02.2026« ist kein Tag. Möglich sind zum Beispiel heute, gestern, "
    "23.11.2026 oder ein Monat: 11.2026.",
}


@pytest.mark.parametrize("query", SENTENCES)
def test_an_unknown_filter_or_value_is_answered_with_those_there_are(
    desks: Desks, query: str
) -> None:
    for desk in desks.values():
        for ask in (lines, how_many):
            with pytest.raises(FilterError) as refused:
                ask(desk, Scope(text=query), 5)
            assert str(refused.value) == SENTENCES[query]
            assert isinstance(refused.value, StoreError)


def test_the_landkreise_are_those_of_the_store(desks: Desks) -> None:
    with pytest.raises(FilterError) as refused:
        lines(desks["postgresql"], Scope(text="kreis:xyz"), 5)
    assert str(refused.value).count(", ") == 20


# No text does harm

TOKENS = (
    "fulda", "müller", "kreis:", "kreis:fulda", "-status:live", "status:", "art:kontakt", "tag:",
    "tag:heute", "wer:", 'wer:"', "ohne:email", "mit:x", "modul:3", "069", "90009-101", "+49", "(",
    ")", '"', "'", "*", "AND", "OR", "NOT", "NEAR(", "^", "%", "_", "\\", ":", "§", "²fulda", "--",
    ";", "\x1b[2J", "\u0308", "\U0001f600", "\u202e", "1e309", "https://x", "tel:+4969", "<->", "&",
    "|", "!", "{", "ik", "maier",
)  # fmt: skip


def typed(chance: random.Random) -> str:
    """A text as nobody types it: pieces of every language that somebody could read it as."""
    pieces = chance.choices((*TOKENS, *hostile.QUERY, *hostile.SQL), k=chance.randrange(1, 7))
    return chance.choice(("", " ")).join(pieces)


def test_no_text_raises_anything_but_a_sentence(desks: Desks) -> None:
    chance = random.Random(7)
    answered = refused = 0
    for turn in range(times(500)):
        text = typed(chance)
        found: list[object] = []
        for desk in desks.values():
            try:
                if turn % 2:
                    found.append(how_many(desk, Scope(text=text), 100))
                    continue
                page = lines(desk, Scope(text=text), 5)
                found.append(([line[1:] for line in page], reasons(desk, text, page).values()))
            except FilterError as error:
                found.append(str(error))
        assert str(found[0]) == str(found[1]), text
        refused += isinstance(found[0], str)
        answered += not isinstance(found[0], str)
    assert answered > 120
    assert refused > 25


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_unicode_raises_anything_but_a_sentence(desks: Desks, text: str) -> None:
    for desk in desks.values():
        with suppress(FilterError):
            reasons(desk, text, lines(desk, Scope(text=text), 5))
            how_many(desk, Scope(text=text), 50)


def test_searching_changes_nothing(desks: Desks) -> None:
    for desk in desks.values():
        with desk.store.reading() as session:
            counted = [
                session.scalar(select(func.count()).select_from(table))
                for table in (Organisation, Contact, Booking)
            ]
        assert counted[1:] == [18, 4]
