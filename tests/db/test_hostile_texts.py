"""Whatever a text holds, it is stored as it is, found by its words, and harms nothing."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from db.fold import words
from db.search.pages import Scope, count, page
from db.store import Store
from db.tables import (
    Address,
    Application,
    Change,
    Contact,
    Note,
    Organisation,
    Participant,
    PhoneNumber,
    Service,
    ServiceBundle,
)
from ozg_tui.codes.search import Kind
from tests.kit import hostile
from tests.kit.rows import ACTOR, MORNING, kommune, save
from tests.kit.stores import DIALECTS, Stores


def hostile_world(store: Store) -> None:
    """Every hostile text in every searched column."""
    places = [kommune(evil, key=evil[:20], suffix=evil, ars=evil[:12]) for evil in hostile.ALL]
    save(store, *places)
    with store.writing(ACTOR) as session:
        for index, (evil, place) in enumerate(zip(hostile.ALL, places, strict=True)):
            number = PhoneNumber(kind="direct", raw=evil, e164=evil)
            lead = Participant(organisation_id=place.id, position=1, role="lead")
            session.add_all(
                (
                    Contact(
                        organisation_id=place.id,
                        family_name=evil,
                        given_name=evil,
                        title=evil,
                        numbers=[number],
                        addresses=[Address(kind="email", text=evil)],
                    ),
                    Application(
                        number=f"{index} {evil}",
                        title=evil,
                        field_of_work=evil,
                        participants=[lead],
                    ),
                    ServiceBundle(
                        code=f"{index} {evil}",
                        position=index,
                        name=evil,
                        services=[Service(number=1, name=evil)],
                    ),
                    Note(written_at=MORNING, written_by=evil, organisation_id=place.id, text=evil),
                )
            )


@pytest.fixture(scope="module", params=DIALECTS)
def world(request: pytest.FixtureRequest, stores: Stores) -> Iterator[Store]:
    with stores.opened(request.param, hostile_world) as store:
        yield store


NAMES = [f"{index}-{evil[:12]!a}" for index, evil in enumerate(hostile.ALL)]


def test_there_are_enough_of_them() -> None:
    assert len(hostile.ALL) >= 40
    assert len(set(hostile.ALL)) == len(hostile.ALL)
    assert not any("\x00" in evil for evil in hostile.ALL)


def test_every_text_is_kept_letter_by_letter(world: Store) -> None:
    with world.reading() as session:
        assert list(session.scalars(select(Note.text).order_by(Note.id))) == list(hostile.ALL)
        kept = session.scalars(
            select(Change).where(Change.table_name == "note").order_by(Change.id)
        ).all()
        assert [(each.after or {})["text"] for each in kept] == list(hostile.ALL)


@pytest.mark.parametrize("evil", hostile.ALL, ids=NAMES)
def test_a_hostile_query_finds_its_records_and_raises_nothing(world: Store, evil: str) -> None:
    place = hostile.ALL.index(evil) + 1
    with world.engine.connect() as connection:
        scope = Scope(Kind.MUNICIPALITY, Kind.MUNICIPALITY, evil)
        found = page(connection, scope, 1_000)
        assert count(connection, scope, 1_000) == len(found)
        if words(evil):
            assert place in {line.record_id for line in found}
            for kind in (Kind.CONTACT, Kind.APPLICATION, Kind.BUNDLE, Kind.NOTE):
                assert page(connection, Scope(kind, kind, evil), 1_000)
        else:
            assert found == []


def test_no_beginning_of_a_hostile_query_raises(world: Store) -> None:
    with world.engine.connect() as connection:
        for evil in hostile.ALL:
            for end in range(1, min(len(evil), 40)):
                page(connection, Scope(text=evil[:end]), 5)


def test_nothing_was_dropped(world: Store) -> None:
    with world.reading() as session:
        for table in (Organisation, Contact, Application, ServiceBundle, Note):
            assert len(session.scalars(select(table)).all()) == len(hostile.ALL)
    if world.engine.dialect.name == "sqlite":
        with world.engine.begin() as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
            connection.execute(
                text("INSERT INTO search_index(search_index, rank) VALUES('integrity-check', 1)")
            )


def test_the_entries_are_made_anew_all_the_same(stores: Stores) -> None:
    for dialect in DIALECTS:
        with stores.opened(dialect, hostile_world) as store:
            assert store.rebuild_search() == 5 * len(hostile.ALL)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=40),
        st.text(alphabet="\"'*()&|!<>:-+^~%_\\ ANDORTgie0", max_size=25),
        st.from_regex(r"[0-9a-z]{1,12}( [0-9a-z]{1,12}){0,3}", fullmatch=True),
    )
)
def test_no_query_raises(world: Store, query: str) -> None:
    with world.engine.connect() as connection:
        page(connection, Scope(text=query), 5)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.from_regex(r"[0-9]{0,3}[a-fx]?[0-9]{0,3}[a-fx]{0,2}[0-9a-z]{1,4}", fullmatch=True))
def test_a_word_of_letters_and_digits_is_one_word_everywhere(
    postgresql_words: Store, word: str
) -> None:
    with postgresql_words.engine.connect() as connection:
        asked = Scope(text=word).query("postgresql").found
        found = connection.scalar(
            text("SELECT CAST(CAST(:query AS tsquery) AS text)"), {"query": asked}
        )
        assert found.count("'") == asked.count("'")


@pytest.fixture(scope="module")
def postgresql_words(stores: Stores) -> Iterator[Store]:
    with stores.opened("postgresql") as store:
        yield store


def test_an_actor_with_a_hostile_name_is_only_a_name(store: Store) -> None:
    evil = "'; drop table contact; --\x1b]0;x\x07"
    save(store, Organisation(town="Gießen"), actor=evil)
    with store.reading() as session:
        assert session.scalars(select(Change.actor)).all() == [evil]
        assert session.scalars(select(Organisation.changed_by)).all() == [evil]
