"""A list is one order: whoever turns its pages sees every record once, at its place."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from db.fold import sort_key
from db.search import placing
from db.search import table as search_table
from db.search.pages import Line, Scope, count, page
from db.search.table import first_position, search_entry
from db.store import Store
from db.tables import Contact, Note, Organisation
from ozg_tui.codes.search import Kind
from tests.kit.rows import ACTOR, MORNING, kommune, save
from tests.kit.stores import DIALECTS, Stores

PLACES = 3


def three_places(store: Store) -> None:
    save(store, *(kommune(f"Ort {index}", key=f"0653100{index}") for index in range(PLACES)))


def _all(store: Store, scope: Scope = Scope()) -> list[Line]:  # noqa: B008
    with store.engine.connect() as connection:
        return page(connection, scope, 100_000)


def assert_one_order(store: Store) -> None:
    with store.engine.connect() as connection:
        kept = search_entry.c
        rows = connection.execute(
            select(kept.position, kept.kind, kept.sort_key).order_by(kept.position)
        ).all()
    assert len({row.position for row in rows}) == len(rows)
    keys = [(row.kind, row.sort_key) for row in rows]
    assert keys == sorted(keys)
    for row in rows:
        base = first_position(row.kind, row.sort_key)
        assert base <= row.position < base + search_table.SLOTS


def assert_pages_agree(store: Store, scope: Scope, size: int) -> None:
    whole = _all(store, scope)
    with store.engine.connect() as connection:
        forward: list[Line] = []
        while lines := page(
            connection, scope, size, after=forward[-1].position if forward else None
        ):
            forward += lines
        assert forward == whole
        backward: list[Line] = []
        end = scope.bounds[1] + 1
        while lines := page(
            connection, scope, size, before=backward[0].position if backward else end
        ):
            assert len(lines) <= size
            backward = lines + backward
        assert backward == whole
        assert page(connection, scope, size) == whole[:size]
        assert page(connection, scope, size, before=end) == whole[-size:]
        assert count(connection, scope, 100_000) == len(whole)
        assert count(connection, scope, size) == min(size, len(whole))


def test_a_position_before_the_list_begins_it(store: Store) -> None:
    three_places(store)
    save(store, Contact(organisation_id=1, family_name="Abt"))
    scope = Scope(Kind.CONTACT, Kind.CONTACT)
    with store.engine.connect() as connection:
        assert page(connection, scope, 9, after=0) == page(connection, scope, 9) != []


LETTERS = st.text(alphabet="aäbMmüuß -.", min_size=1, max_size=6)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), LETTERS, st.integers(0, 50)),
        st.tuples(st.just("rename"), LETTERS, st.integers(0, 50)),
        st.tuples(st.just("remove"), st.just(""), st.integers(0, 50)),
        st.tuples(st.just("place"), LETTERS, st.integers(0, 50)),
    ),
    min_size=5,
    max_size=18,
)


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(
    max_examples=6,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS, st.integers(1, 7), st.sampled_from(["", "a", "m", "müll", "ort"]))
def test_any_work_leaves_one_order(
    stores: Stores, dialect: str, steps: list[tuple[str, str, int]], size: int, query: str
) -> None:
    with stores.opened(dialect, three_places) as store:
        for step, name, which in steps:
            with store.writing(ACTOR) as session:
                people = session.scalars(select(Contact).order_by(Contact.id)).all()
                chosen = people[which % len(people)] if people else None
                if step == "add":
                    session.add(Contact(organisation_id=which % PLACES + 1, family_name=name))
                elif step == "place":
                    place = session.get_one(Organisation, which % PLACES + 1)
                    place.periods[0].name = name
                elif chosen is not None and step == "rename":
                    chosen.family_name = name
                elif chosen is not None:
                    session.delete(chosen)
        assert_one_order(store)
        assert_pages_agree(store, Scope(text=query), size)
        assert_pages_agree(store, Scope(Kind.CONTACT, Kind.CONTACT, query), size)
        before = [(line.kind, line.record_id) for line in _all(store)]
        store.rebuild_search()
        assert_one_order(store)
        assert {(line.kind, line.record_id) for line in _all(store)} == set(before)


@pytest.fixture
def few_slots(monkeypatch: pytest.MonkeyPatch) -> int:
    """A group of names that begin alike holds few of them, so that it must be spread often."""
    slots = 64
    span = search_table._ALPHABET**search_table.LETTERS * slots
    monkeypatch.setattr(search_table, "SLOTS", slots)
    monkeypatch.setattr(search_table, "_KIND_SPAN", span)
    monkeypatch.setattr(placing, "SLOTS", slots)
    return slots


def test_a_full_group_of_names_is_spread(store: Store, few_slots: int) -> None:
    three_places(store)
    names = [f"Schneider-M{'abcdefghijklmnop'[index * 7 % 16]}" for index in range(few_slots // 2)]
    for name in names:
        save(store, Contact(organisation_id=1, family_name=name))
    assert_one_order(store)
    shown = [line.title for line in _all(store, Scope(Kind.CONTACT, Kind.CONTACT))]
    assert shown == sorted(names, key=sort_key)
    assert_pages_agree(store, Scope(text="schneider"), 5)


@pytest.mark.usefixtures("few_slots")
def test_names_saved_backwards_stand_forwards(store: Store) -> None:
    three_places(store)
    names = [f"Schneider {letter}" for letter in "zyxwvutsrqponmlkjihgfedcba"]
    for name in names:
        save(store, Contact(organisation_id=1, family_name=name))
    assert [line.title for line in _all(store, Scope(Kind.CONTACT, Kind.CONTACT))] == names[::-1]
    assert_one_order(store)


def test_a_full_group_can_be_filled_to_its_last_place(store: Store, few_slots: int) -> None:
    three_places(store)
    for _ in range(few_slots - 1):
        save(store, Contact(organisation_id=1, family_name="Schneider-Meier"))
    assert_one_order(store)
    assert len(_all(store, Scope(text="schneider"))) == few_slots - 1


def test_seven_hundred_of_one_name_stand_in_order(store: Store) -> None:
    three_places(store)
    with store.writing(ACTOR) as session:
        for index in range(700):
            first = f"{'zyxwvutsrq'[index % 10]}{index:03}"
            session.add(Contact(organisation_id=1, family_name="Müller-Meier", given_name=first))
            if index % 100 == 0:
                session.flush()
    assert_one_order(store)
    assert_pages_agree(store, Scope(text="muller meier"), 97)


@pytest.mark.usefixtures("few_slots")
def test_half_a_million_notes_have_their_places(sqlite_store: Store) -> None:
    """On a scale of 1 : 1,024, like the places: their days must not crowd into one group."""
    with sqlite_store.writing(ACTOR) as session:
        for index in range(500_000 // 1_024):
            written = MORNING + timedelta(days=index * 8)
            session.add(Note(written_at=written, written_by=ACTOR, text=f"Notiz {index}"))
    assert_one_order(sqlite_store)
    assert sqlite_store.rebuild_search() == 500_000 // 1_024


def test_notes_stand_by_their_day(store: Store) -> None:
    for days in (3, 1, 2, 0):
        save(
            store,
            Note(written_at=MORNING + timedelta(days=days), written_by=ACTOR, text=f"Tag {days}"),
        )
    assert_one_order(store)
    assert len({line.title for line in _all(store, Scope(text="tag"))}) == 4


def test_the_full_text_index_holds_what_the_entries_hold(sqlite_store: Store) -> None:
    three_places(sqlite_store)
    for turn in range(40):
        with sqlite_store.writing(ACTOR) as session:
            session.get_one(Organisation, turn % PLACES + 1).periods[0].name = f"Ort {turn % 7}"
            session.add(Contact(organisation_id=turn % PLACES + 1, family_name="Meier"))
        if turn % 3 == 0:
            with sqlite_store.writing(ACTOR) as session:
                session.delete(session.scalars(select(Contact)).first())
    with sqlite_store.engine.begin() as connection:
        for command in ("'integrity-check'", "'integrity-check', 1"):
            columns = "search_index, rank" if "," in command else "search_index"
            connection.execute(text(f"INSERT INTO search_index({columns}) VALUES({command})"))


NAMES = st.lists(
    st.text(alphabet="abü -", min_size=1, max_size=9).filter(str.strip), min_size=1, max_size=60
)


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(standing=NAMES, newcomers=NAMES)
def test_many_that_come_together_stand_as_if_they_had_come_one_by_one(
    stores: Stores, dialect: str, standing: list[str], newcomers: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch, stores.opened(dialect, three_places) as store:
        patch.setattr(placing, "_FEW", 1)
        for names in (standing, newcomers):
            with store.writing(ACTOR) as session:
                session.add_all(Contact(organisation_id=1, family_name=name) for name in names)
        assert_one_order(store)
        assert len(_all(store)) == PLACES + len(standing) + len(newcomers)


@pytest.mark.usefixtures("few_slots")
def test_many_that_find_no_gap_move_those_who_stand_there(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "_FEW", 1)
    with store.writing(ACTOR) as session:
        place = kommune()
        session.add(place)
        session.flush()
        for part in (("b", "z"), tuple("cdefghij" * 4)):
            session.add_all(
                Contact(organisation_id=place.id, family_name=f"Schneider {letter}")
                for letter in part
            )
            session.flush()
    assert_one_order(store)
