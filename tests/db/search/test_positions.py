"""A position holds the order of the letters, and a group of names can be filled to its end."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import RefusedError
from db.fold import sort_key
from db.search import placing
from db.search import table as search_table
from db.search.pages import Scope, page
from db.search.table import first_position
from db.store import Store
from db.tables import Contact
from ozg_tui.codes.search import Kind
from tests.kit.rows import kommune, save

OWN_CODES = "\x01 " + string.digits + string.ascii_lowercase
SLOTS = 16


@pytest.fixture
def few_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    span = search_table._ALPHABET**search_table.LETTERS * SLOTS
    monkeypatch.setattr(search_table, "SLOTS", SLOTS)
    monkeypatch.setattr(search_table, "_KIND_SPAN", span)
    monkeypatch.setattr(placing, "SLOTS", SLOTS)


def test_every_position_fits_into_both_databases() -> None:
    assert first_position(max(Kind) + 1) < 2**63


def test_digits_letters_space_and_end_share_no_group() -> None:
    groups = {first_position(0, sort_key(sign) if sign != "\x01" else "") for sign in OWN_CODES}
    assert len(groups) == len(OWN_CODES)
    for sign in OWN_CODES[1:]:
        begun = sort_key(f"a{sign}b"), sort_key(f"a{sign}c")
        assert first_position(0, begun[0]) < first_position(0, begun[1])


TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="abmzäöß019 -.,'()_:<=@[~\x00\x01\x02é", max_size=10),
)


@given(TEXTS, TEXTS)
def test_positions_never_contradict_the_order_of_names(one: str, other: str) -> None:
    first, second = sorted((sort_key(one), sort_key(other)))
    assert first_position(2, first) <= first_position(2, second)
    assert first_position(2) <= first_position(2, first)
    assert first_position(2, second) + search_table.SLOTS <= first_position(3)


def _people(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        return [each.title for each in page(connection, Scope(Kind.CONTACT, Kind.CONTACT), 99)]


@pytest.mark.usefixtures("few_slots")
@pytest.mark.parametrize("which", ["last", "first", "middle"])
def test_a_group_takes_as_many_as_it_has_places_and_refuses_one_more(
    store: Store, which: str
) -> None:
    letters = string.ascii_lowercase[: SLOTS - 1]
    order = {
        "last": letters,
        "first": letters[::-1],
        "middle": "".join(sorted(letters, key=lambda letter: abs(ord(letter) - ord("h")))[::-1]),
    }[which]
    place = save(store, kommune())
    for letter in order:
        save(store, Contact(organisation_id=place, family_name=f"Schneider {letter}"))
    names = [f"Schneider {letter}" for letter in letters]
    assert _people(store) == names
    with pytest.raises(RefusedError, match="Anfangsbuchstaben"):
        save(store, Contact(organisation_id=place, family_name="Schneider zz"))
    assert _people(store) == names
    save(store, Contact(organisation_id=place, family_name="Schulz"))
    assert store.rebuild_search() == SLOTS + 1
    assert _people(store) == [*names, "Schulz"]
