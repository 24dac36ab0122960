"""What was written into the history stays as it was, or it is found and named."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.engine import URL

from db import chain, migrate
from db.chain import Verified
from db.connection import open_engine
from db.store import Store
from db.tables import Change, Contact, Seal
from tests.kit.older_stores import written_at
from tests.kit.rows import ACTOR, MORNING, kommune, save
from tests.kit.stores import Stores, opened

OTHER = "weber"
_OF_OLD = text(
    "/**/ INSERT INTO change (unit, at, actor, action, table_name, row_id, after) VALUES (:unit,"
    " '2021-05-19 07:30:00', 'beck', 'insert', 'contact', :row, '{\"family_name\": \"Müller\"}')"
)


def thirteen_saves(store: Store) -> None:
    """A Kommune and people, the last of them in one save."""
    place = save(store, kommune())
    for name in "ABCDEFGHIJK":
        save(store, Contact(organisation_id=place, family_name=name))
    with store.writing(OTHER) as session:
        session.add_all(Contact(organisation_id=place, family_name=name) for name in "LMNOP")


@pytest.fixture
def kept(stores: Stores, dialect: str) -> Iterator[Store]:
    """A store after those saves, on each database in turn."""
    with stores.opened(dialect, thirteen_saves) as store:
        yield store


def verified(store: Store) -> Verified:
    with store.reading() as session:
        return chain.verify(session.connection())


def bend(store: Store, *statements: object) -> None:
    """Change the history past the program."""
    engine = open_engine(store.engine.url)
    with engine.connect() as plain:
        connection = plain.execution_options(ozg_mode="write")
        with connection.begin():
            for each in statements:
                connection.execute(each)  # type: ignore[call-overload]
    engine.dispose()


def rows(store: Store, actor: str = ACTOR) -> list[Change]:
    with store.reading() as session:
        return list(
            session.scalars(select(Change).where(Change.actor == actor).order_by(Change.id))
        )


def test_every_save_is_sealed(kept: Store) -> None:
    found = verified(kept)
    with kept.reading() as session:
        units = session.scalar(select(func.count(Change.unit.distinct())))
    assert (found.broken, found.erased) == (None, 0)
    assert found.seals == units
    assert found.rows == len(rows(kept)) + len(rows(kept, OTHER))


@pytest.mark.parametrize("column", ["actor", "at", "action", "table_name", "row_id", "record"])
def test_a_changed_row_is_named(kept: Store, column: str) -> None:
    bent = rows(kept)[7]
    other = MORNING if column == "at" else "x"
    bend(kept, update(Change).where(Change.id == bent.id).values({column: other}))
    found = verified(kept).broken
    assert found is not None
    assert found.row == bent.id


@pytest.mark.parametrize("where", [0, 2, 4])
def test_a_changed_payload_is_named_wherever_it_stands(kept: Store, where: int) -> None:
    bent = rows(kept, OTHER)[where]
    after = {**(bent.after or {}), "family_name": "Weber"}
    bend(kept, update(Change).where(Change.id == bent.id).values(after=after))
    found = verified(kept).broken
    assert found == (bent.id, "Ihr Inhalt ist ein anderer als der, der geschrieben wurde.")


@pytest.mark.parametrize(("where", "named"), [(0, 1), (1, 2), (4, 4)])
def test_a_row_taken_out_of_a_save_is_named(kept: Store, where: int, named: int) -> None:
    """Out of the middle, the next one does not follow on the one before any more."""
    of_one = rows(kept, OTHER)
    bend(kept, delete(Change).where(Change.id == of_one[where].id))
    found = verified(kept).broken
    assert found is not None
    assert found.row == of_one[named].id


def test_a_save_that_is_gone_is_named(kept: Store) -> None:
    gone = rows(kept)[5]
    bend(kept, delete(Change).where(Change.unit == gone.unit))
    found = verified(kept).broken
    assert found is not None
    assert found.row == gone.id


def test_a_save_that_is_gone_with_its_seal_is_found_behind_it(kept: Store) -> None:
    gone, following = rows(kept)[5], rows(kept)[6]
    bend(
        kept,
        delete(Change).where(Change.unit == gone.unit),
        delete(Seal).where(Seal.unit == gone.unit),
    )
    found = verified(kept).broken
    assert found is not None
    assert found.row == following.id


def test_the_newest_save_is_missed_by_who_has_noted_its_seal(kept: Store) -> None:
    tip, newest = verified(kept).tip, rows(kept, OTHER)[-1]
    with kept.reading() as session:
        assert chain.holds(session.connection(), tip)
    bend(
        kept,
        delete(Change).where(Change.unit == newest.unit),
        delete(Seal).where(Seal.unit == newest.unit),
    )
    with kept.reading() as session:
        assert not chain.holds(session.connection(), tip)
        assert not chain.holds(session.connection(), "kein Siegel")


@pytest.mark.parametrize("actors", [(ACTOR, ACTOR), (OTHER, OTHER), (ACTOR, OTHER)])
def test_two_exchanged_rows_are_named(kept: Store, actors: tuple[str, str]) -> None:
    one, other = rows(kept, actors[0])[1], rows(kept, actors[1])[3]

    def renumber(old: int, new: int) -> object:
        return update(Change).where(Change.id == old).values(id=new)

    bend(kept, renumber(one.id, -1), renumber(other.id, one.id), renumber(-1, other.id))
    found = verified(kept).broken
    assert found is not None
    assert found.row == one.id


def test_two_exchanged_payloads_are_named(kept: Store) -> None:
    one, other = rows(kept)[3], rows(kept)[8]
    bend(
        kept,
        update(Change).where(Change.id == one.id).values(after=other.after),
        update(Change).where(Change.id == other.id).values(after=one.after),
    )
    found = verified(kept).broken
    assert found is not None
    assert found.row == one.id


def test_a_row_written_past_the_program_is_named(kept: Store) -> None:
    after = {"unit": "u", "at": MORNING, "actor": ACTOR, "action": "insert"}
    after |= {"table_name": "contact", "row_id": "1", "before": None, "after": {}}
    bend(kept, insert(Change).values(after))
    found = verified(kept).broken
    assert found is not None
    assert found.row == rows(kept)[-1].id


def test_any_bending_is_found(kept: Store) -> None:
    """Whatever is changed anywhere in rows and seals."""
    chosen = random.Random(7)
    everywhere = rows(kept) + rows(kept, OTHER)
    with kept.reading() as session:
        seals = list(session.scalars(select(Seal)))
    bendings: list[Callable[[], object]] = [
        *(
            lambda row=row: update(Change).where(Change.id == row.id).values(link=b"x")
            for row in chosen.sample(everywhere, 3)
        ),
        *(
            lambda row=row: update(Change).where(Change.id == row.id).values(digest=b"x")
            for row in chosen.sample(everywhere, 3)
        ),
        *(
            lambda seal=seal: update(Seal).where(Seal.id == seal.id).values(size=seal.size + 1)
            for seal in chosen.sample(seals, 3)
        ),
        *(lambda seal=seal: delete(Seal).where(Seal.id == seal.id) for seal in seals[-1:]),
    ]
    engine = open_engine(kept.engine.url)
    for each in bendings:
        with engine.connect() as plain:
            connection = plain.execution_options(ozg_mode="write")
            transaction = connection.begin()
            connection.execute(each())  # type: ignore[call-overload]
            assert chain.verify(connection).broken is not None
            transaction.rollback()
    engine.dispose()
    assert verified(kept).broken is None


def test_a_payload_that_is_forgotten_leaves_the_link(kept: Store) -> None:
    gone = rows(kept)[4]
    values = {"after": {"family_name": "[gelöscht]"}, **chain.FORGOTTEN}
    bend(kept, update(Change).where(Change.id == gone.id).values(values))
    assert verified(kept).erased == 1
    assert verified(kept).broken is None
    bend(kept, update(Change).where(Change.id == gone.id).values(actor="x"))
    found = verified(kept).broken
    assert found is not None
    assert found.row == gone.id


def test_many_at_once_make_one_chain(store: Store) -> None:
    place = save(store, kommune())
    start = Barrier(6)

    def work(name: str) -> None:
        start.wait()
        for index in range(8):
            with store.writing(name, patience=60) as session:
                session.add(Contact(organisation_id=place, family_name=f"{name} {index}"))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, "ABCDEF"))
    found = verified(store)
    assert found.broken is None
    assert found.rows >= 48


def test_what_is_given_up_is_no_part_of_the_chain(kept: Store) -> None:
    before = verified(kept)
    with pytest.raises(KeyboardInterrupt), kept.writing(ACTOR) as session:  # noqa: PT012
        session.add(Contact(organisation_id=1, family_name="Weber"))
        session.flush()
        raise KeyboardInterrupt
    assert verified(kept) == before


def test_what_was_only_tried_out_is_not_sealed(kept: Store) -> None:
    before = verified(kept)
    with kept.writing(ACTOR) as session:
        session.add(Contact(organisation_id=1, family_name="Weber"))
        session.flush()
        session.rollback()
    assert verified(kept) == before


def test_an_older_store_is_sealed_as_it_is(empty_url: URL) -> None:
    with opened(empty_url) as store:
        with written_at(store, "0012") as connection:
            # Two people at once, as on a server.
            for row, unit in enumerate("abac", 1):
                connection.execute(_OF_OLD, {"unit": unit, "row": str(row)})
        migrate.upgrade(store.engine, store.clock)
        found = verified(store)
        assert (found.rows, found.seals, found.broken) == (4, 3, None)
        save(store, kommune())
        assert verified(store).broken is None
        assert verified(store).seals == 4
