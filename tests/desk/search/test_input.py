"""What is typed into the search box is read as words, numbers and filters, and never as anything
else."""

import random
import re
from datetime import date

import pytest

from db.errors import FilterError
from db.search import facets
from db.search.query import query
from db.search.text import MOST_WORDS, parts
from ozg_tui.codes.consulting import BookingState
from ozg_tui.codes.ikz import Station
from ozg_tui.codes.register import OrganisationKind, Role
from ozg_tui.codes.services import RolloutState
from ozg_tui.codes.telephone import CallResult, Topic
from ozg_tui.desk.search.filters import FILTERS, Surroundings
from ozg_tui.desk.search.input import Asked, understand
from ozg_tui.text import clean
from tests.kit import hostile
from tests.kit.tries import times

DISTRICTS = (
    ("Landkreis Fulda", "06631"),
    ("Main-Kinzig-Kreis", "06435"),
    ("Main-Taunus-Kreis", "06436"),
    ("Landkreis Gießen", "06531"),
)
AROUND = Surroundings(DISTRICTS, date(2026, 11, 23), "Kaya Beck")
KREIS_FULDA, KREIS_GIESSEN = "§k631", "§k531"


def asked(text: str) -> Asked:
    return understand(text, AROUND)


def wanted(text: str) -> tuple[tuple[str, ...], ...]:
    return asked(text).wanted


def test_words_stay_and_filters_leave_the_text() -> None:
    found = asked("müller kreis:fulda 069 90009-1 -ikz:ja")
    assert found.text.split() == ["müller", "069", "90009-1"]
    assert found.wanted == ((KREIS_FULDA,),)
    assert found.unwanted == facets.cooperating_on(AROUND.today)


@pytest.mark.parametrize(
    "text",
    [
        "kreis:fulda", "KREIS:FULDA", "Kreis:Fuld", "kreis:f", 'kreis:"Fulda"', "kreis:„Fulda“",
        "kreis:»fulda«", 'kreis:"fulda', "kreis:landkreis-fulda", 'kreis:"LK Fulda"',
        "\uff4breis:fulda",
    ],
)  # fmt: skip
def test_a_value_is_met_however_it_is_written(text: str) -> None:
    assert wanted(text) == ((KREIS_FULDA,),)


@pytest.mark.parametrize(
    "text", ["kreis:gießen", "kreis:giessen", "kreis:GIESSEN", "kreis:Gie\u00dfen", "kreis:gie"]
)
def test_umlauts_and_sharp_s_make_no_difference(text: str) -> None:
    assert wanted(text) == ((KREIS_GIESSEN,),)
    assert wanted("art:bu\u0308ndel") == wanted("art:buendel") == wanted("art:Bündel")


def test_a_value_with_blanks_stands_in_quotes() -> None:
    assert wanted('kreis:"main kinzig" wort') == wanted("kreis:main-kinzig") == (("§k435",),)
    assert asked('kreis:"main kinzig" wort').text.split() == ["wort"]
    assert asked("kreis:main-kinzig fulda").text.split() == ["fulda"]


def test_a_later_word_of_a_value_will_do_when_it_is_the_only_one() -> None:
    assert wanted("kreis:kinzig") == (("§k435",),)
    assert wanted("status:ministerium") == ((facets.station("ministry"),),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("farbe:rot", "»farbe:« ist kein Filter. Möglich sind: "),
        ("farbe:", "»farbe:« ist kein Filter. Möglich sind: "),
        ("-farbe:rot", "»farbe:« ist kein Filter. Möglich sind: "),
        ("kreis:main", "»kreis:main« ist nicht eindeutig. Möglich sind: Main-Kinzig-Kreis, "),
        ("status:ab", "»status:ab« ist nicht eindeutig. Möglich sind: abgelehnt, abgerechnet, "),
        ("modul:7", "»modul:7« gibt es nicht. Möglich sind: 1, 2, 3, 4."),
        ("art:\x1b[2J", "»art:·[2J« gibt es nicht. Möglich sind: Anruf, Antrag, "),
        ("tag:bald", "»tag:bald« ist kein Tag. "),
    ],
)
def test_what_there_is_not_is_said_with_what_there_is(text: str, sentence: str) -> None:
    with pytest.raises(FilterError) as refused:
        asked(f"müller {text}")
    assert str(refused.value).startswith(sentence)
    if "kein Filter" in sentence:
        assert str(refused.value).endswith(", ".join(FILTERS) + ".")


@pytest.mark.parametrize(
    "text", ["kreis:", "-kreis:", 'kreis:"', 'kreis:""', "tag:", "wer:", "mit:"]
)
def test_a_filter_without_a_value_yet_is_none(text: str) -> None:
    assert asked(f"müller {text}") == asked("müller ")._replace(text=asked(f"müller {text}").text)


def test_a_colon_in_prose_is_no_filter() -> None:
    for text in ("Betreff: Anfrage", "10:30 Uhr", "https://ozg.hessen.de", "http:", "a1:b", ":x"):
        assert asked(text).wanted == ()
        assert asked(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "tel:+49-69-90009-101",
        "TEL:+49%2069%2090009101",
        "callto:06990009101",
        "tel:+496990009101;ext=5",
    ],
)
def test_an_address_of_a_telephone_is_its_number(text: str) -> None:
    (part,) = parts(asked(text).text)
    assert ("06990009101",) in part.readings


def test_one_of_several_values_is_enough_but_each_thing_must_be_there() -> None:
    modules = facets.module(1), facets.module(2)
    assert wanted("modul:1 fulda modul:2") == (modules,)
    assert wanted("modul:1 modul:1") == ((modules[0],),)
    assert wanted("mit:email mit:telefon") == (
        (facets.has(facets.REACHED_BY_EMAIL),),
        (facets.has(facets.REACHED_BY_PHONE),),
    )
    assert asked("-modul:1 -modul:2").unwanted == modules
    assert set(wanted("kreis:fulda modul:1")) == {(KREIS_FULDA,), (modules[0],)}


def test_open_and_done_mean_everything_that_can_be_so() -> None:
    (still_open,), (done,) = wanted("status:offen"), wanted("status:erledigt")
    assert not set(still_open) & set(done)
    stations = {facets.station(code) for code in Station}
    assert stations <= set(still_open) | set(done)
    assert {facets.booking_state(code) for code in BookingState} <= {*still_open, *done}
    assert {facets.call_result(code) for code in CallResult} <= {*still_open, *done}
    assert {facets.follow_up(done=True), facets.follow_up(done=False)} <= {*still_open, *done}


def test_a_label_of_several_kinds_means_each_of_them() -> None:
    assert set(wanted("status:abgelehnt")[0]) == {
        facets.booking_state("declined"),
        facets.station("rejected"),
    }


def test_days_are_read_as_people_write_them() -> None:
    today, yesterday = facets.day(date(2026, 11, 23)), facets.day(date(2026, 11, 22))
    for text in ("heute", "heu", "h", "23.11.2026", "23.11.", "2311", "2026-11-23"):
        assert wanted(f"tag:{text}") == ((today,),), text
    assert wanted("tag:gestern") == ((yesterday,),)
    assert wanted("tag:11.2026") == (("§t202611*",),)


def test_the_owner_is_me_or_whoever_is_named() -> None:
    assert wanted("wer:ich") == (("§wkaya*",), ("§wbeck*",))
    assert wanted('wer:"Jo Lang"') == (("§wjo*",), ("§wlang*",))


def test_words_for_roles_and_topics_are_understood() -> None:
    assert dict(asked("datensch").also) == {"datensch": (facets.role("data_protection"),)}
    assert dict(asked("it").also) == {"it": (facets.role("it"),)}
    assert asked("dat").also == ()
    assert set(dict(asked("ikz").also)["ikz"]) == {
        facets.role("cooperation"),
        facets.topic("cooperation"),
    }


def test_facets_are_words_that_no_typed_text_can_meet() -> None:
    every = [
        *(facets.kind(number) for number in range(9)),
        *map(facets.organisation_kind, OrganisationKind),
        *map(facets.booking_state, BookingState),
        *map(facets.station, Station),
        *map(facets.rollout_state, RolloutState),
        *map(facets.call_result, CallResult),
        *map(facets.role, (*Role, "historic")),
        *map(facets.topic, Topic),
        *(facets.follow_up(done=done) for done in (True, False)),
        *map(facets.cooperating, (None, date(2026, 11, 23), date.max)),
        *(facets.has(what, present) for what in "epcb" for present in (True, False)),
        *map(facets.module, range(1, 5)),
        "§k631",
    ]
    assert len(every) == len(set(every))
    for facet in every:
        assert facet[0] not in "0123456789abcdefghijklmnopqrstuvwxyz"
        assert re.fullmatch("[0-9a-z]+", facet[1:])


def test_the_region_is_in_the_key_of_the_seeded_kommunen() -> None:
    import csv
    from pathlib import Path

    import seeds

    digits = {"Darmstadt": "4", "Gießen": "5", "Kassel": "6"}
    path = Path(seeds.__file__).parent / "municipalities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) > 440
    assert all(row["key"][2] == digits[row["region"]] for row in rows)


# However odd the text, and however long


PIECES = (
    *FILTERS, *hostile.MARKUP, *hostile.ESCAPES, *hostile.SQL, *hostile.QUERY, *hostile.UNICODE,
    *hostile.INVISIBLE, *hostile.BIDI, *hostile.NUMBERS, "fulda", "müller", "kreis:fulda", "ikz:ja",
    "-status:live", 'wer:"', "tag:", "tag:1.", "tag:32", "mit:", "-", ":", "::", "tel:", "a:b", "ß",
    "0611", "+49", "(0)", "353-1950", "\u0308", "\x00", "\ud800", "\uff1a", "„", "“", "»", "«",
)  # fmt: skip


def test_any_text_is_understood_or_answered_with_a_sentence() -> None:
    chance = random.Random(11)
    sentences: set[str] = set()
    answered = refused = 0
    for _ in range(times(6_000)):
        pieces = chance.choices(PIECES, k=chance.randrange(1, 5))
        text = chance.choice(("", " ", ":")).join(pieces)
        if chance.random() < 0.3:
            cut = chance.randrange(len(text) + 1)
            text = text[:cut] + chr(chance.choice((33, 58, 255, 776, 8238, 128512))) + text[cut:]
        try:
            found = understand.__wrapped__(text, AROUND)
        except FilterError as error:
            sentences.add(str(error))
            refused += 1
            continue
        answered += 1
        for group in (*found.wanted, found.unwanted):
            assert all(facet[0] == "§" and '"' not in facet and "'" not in facet for facet in group)
    assert answered > 1_800
    assert refused > 600
    assert all(each.endswith(".") and clean(each) == each for each in sentences)
    assert max(map(len, sentences)) < 1_000


ALPHABET = set("0123456789abcdefghijklmnopqrstuvwxyz§¹²³⁴º*\"':()&|! ANDORT")


def test_what_reaches_an_index_is_made_of_its_words_alone() -> None:
    chance = random.Random(13)
    for _ in range(1_000):
        text = chance.choice(("", " ")).join(chance.choices(PIECES, k=4))
        for dialect in ("sqlite", "postgresql"):
            for question in (
                query(text, (), (), (), dialect).found,
                *query(text, (), (), (), dialect).ranks,
            ):
                assert question is None or set(question) <= ALPHABET, text


def test_of_a_very_long_text_the_first_words_count() -> None:
    text = " ".join(f"wort{number}" for number in range(700))
    assert len(parts(text)) == MOST_WORDS
    assert len(query(text, (), (), (), "sqlite").ranks[-1]) < 10_000
