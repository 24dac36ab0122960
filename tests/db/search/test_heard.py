"""Names that were heard at the telephone lead to how they are written."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.search.heard import distance, one_letter_apart, similar, sound
from db.store import Store
from db.tables import Contact
from tests.kit.rows import kommune, save

WORDS = st.text(alphabet=string.ascii_lowercase, min_size=1, max_size=10)


@pytest.mark.parametrize(
    ("word", "digits"),
    [
        # The examples that the method is usually explained with, folded.
        ("wikipedia", "3412"),
        ("muller", "657"),
        ("ludenscheidt", "52682"),
        ("breschnew", "17863"),
        ("heinz", "068"),
        ("classen", "4586"),
        ("xaver", "4837"),
        ("philipp", "351"),
        ("", ""),
    ],
)
def test_the_sound_is_that_of_the_cologne_phonetics(word: str, digits: str) -> None:
    assert sound(word) == digits


@pytest.mark.parametrize(
    "alike",
    [
        ("maier", "meyer", "mayr", "meier", "mayer", "mair"),
        ("schmidt", "schmitt", "schmied"),
        ("hoffmann", "hofmann"),
        ("hofbieber", "hofbiber"),
        ("philippsthal", "filipsthal"),
        ("christian", "kristian"),
        ("kowalski", "kovalsky"),
    ],
)
def test_what_sounds_alike_has_one_sound(alike: tuple[str, ...]) -> None:
    assert len({sound(word) for word in alike}) == 1


@given(WORDS)
def test_words_one_letter_apart_are_all_at_distance_one(word: str) -> None:
    near = one_letter_apart(word)
    assert word not in near
    assert all(distance(word, other) == 1 for other in near)


@given(WORDS, WORDS)
def test_a_distance_is_the_same_from_either_side(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert (distance(one, other) == 1) == (one in one_letter_apart(other))


NAMES = (
    "Maier", "Meyer", "Mayr", "Meier", "Mohr", "Moor", "Müller", "Möller", "Mahler", "Schmidt",
    "Schmitt", "Yılmaz", "Wolf", "Abt", "Li", "Hofbieber",
)  # fmt: skip


@pytest.fixture
def people(store: Store) -> Store:
    place = save(store, kommune())
    save(store, *(Contact(organisation_id=place, family_name=name) for name in NAMES))
    return store


HEARD = [
    ("maier", {"meyer", "mayr", "meier"}),
    ("meyer", {"maier", "mayr", "meier"}),
    ("mair", {"maier", "meyer", "mayr", "meier"}),
    ("muller", {"moller"}),
    ("schmid", {"schmitt"}),
    ("schmied", {"schmidt", "schmitt"}),
    ("hofbiber", {"hofbieber"}),
    ("hofbibeer", {"hofbieber"}),
    ("hobfieber", {"hofbieber"}),
    ("yilmas", {"yilmaz"}),
    ("wolff", {"wolf"}),
    ("abtt", {"abt"}),
    ("xyz", set()),
    ("a" * 64, set()),
]


def test_a_heard_name_stands_for_those_that_are_near(people: Store) -> None:
    with people.engine.connect() as connection:
        for heard, known in HEARD:
            found = similar(connection, heard)
            assert set(found) == known, heard
            assert len(found) == len(known)


def test_what_is_nearest_comes_first(people: Store) -> None:
    with people.engine.connect() as connection:
        assert similar(connection, "mayer")[0] in {"maier", "mayr", "meyer"}
        assert similar(connection, "schmied")[0] == "schmidt"
