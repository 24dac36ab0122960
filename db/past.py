"""The store as it was known once: every table as it stood when a change was the newest one.

Temporary views stand before the tables under their names, so that any question asks them instead.
They hold what no later change has touched, and beside it what the history says the touched rows
held. Nothing of the store itself is changed, and all of it is gone with the transaction.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    func,
    insert,
    or_,
    select,
    union_all,
)
from sqlalchemy.schema import CreateView

from db.connection import aside, is_embedded, open_snapshot, spoken_errors
from db.history import value_of
from db.tables import Base, Change

_change: Table = Base.metadata.tables[Change.__tablename__]
_WRITING_NOW = 500
"""Transactions of a server end in another order than they began; so far back some may be open."""


class Known(NamedTuple):
    """What the store knew at a moment: changes up to one, but for those not written yet."""

    through: int
    unwritten: tuple[int, ...] = ()


@contextmanager
def one_state(engine: Engine, known: Known | None = None) -> Iterator[Connection]:
    """A connection whose answers all come from one state of the store: now, or as it was known.

    It is one of its own, because views stand before its tables.
    """
    with spoken_errors():
        if known is None:
            opened = aside(engine) if is_embedded(engine) else open_snapshot(engine)
            with opened as connection:
                yield connection
                connection.rollback()
            return
        opened = aside(engine) if is_embedded(engine) else _one_moment(engine)
        with opened as connection:
            if is_embedded(engine):
                # What the views hold of people must not come to rest in a file.
                connection.exec_driver_sql("PRAGMA temp_store=MEMORY")
            _go_back(connection, known)
            yield connection
            connection.rollback()


def known_now(connection: Connection) -> Known:
    """What the state that a connection sees knows."""
    newest = connection.execute(select(func.max(_change.c.id))).scalar() or 0
    if connection.dialect.name == "sqlite":
        return Known(newest)
    recent = select(_change.c.id).where(_change.c.id > newest - _WRITING_NOW)
    seen = set(connection.execute(recent).scalars())
    first = min(seen, default=newest)
    return Known(newest, tuple(sorted(set(range(first, newest)) - seen)))


def known_before(connection: Connection, moment: datetime) -> Known:
    """What the store knew when a moment came."""
    before = select(func.max(_change.c.id)).where(_change.c.at < moment)
    return Known(connection.execute(before).scalar() or 0)


def _one_moment(engine: Engine) -> Connection:
    """As a snapshot, but on a server that lets a view be put before a table."""
    return engine.connect().execution_options(isolation_level="REPEATABLE READ")


def _go_back(connection: Connection, known: Known) -> None:
    here = "main" if connection.dialect.name == "sqlite" else _schema(connection)
    later = select(_change).where(_is_later(_change, known)).order_by(_change.c.id.desc())
    changes: dict[str, list[Any]] = defaultdict(list)
    for change in connection.execute(later):
        changes[change.table_name].append(change)
    for name, steps in changes.items():
        _stand_before(connection, Base.metadata.tables[name], here, steps)
    real = _change.to_metadata(MetaData(), schema=here)
    kept = select(real).where(~_is_later(real, known))
    connection.execute(CreateView(kept, _change.name, temporary=True))


def _is_later(change: Any, known: Known) -> Any:
    later = change.c.id > known.through
    return or_(later, change.c.id.in_(known.unwritten)) if known.unwritten else later


def _schema(connection: Connection) -> str:
    return str(connection.execute(select(func.current_schema())).scalar_one())


def _stand_before(connection: Connection, table: Table, here: str, steps: Sequence[Any]) -> None:
    """Put a view before a table; `steps` are its later changes, the latest first."""
    beside = MetaData()
    real = table.to_metadata(beside, schema=here)
    numbers = Table(f"later_{table.name}", beside, _bare(table.c.id), prefixes=["TEMPORARY"])
    former = Table(
        f"former_{table.name}", beside, *map(_bare, table.columns), prefixes=["TEMPORARY"]
    )
    for each in (numbers, former):
        each.create(connection)
    touched = {int(step.row_id) for step in steps}
    connection.execute(insert(numbers), [{"id": number} for number in sorted(touched)])
    here_now = select(real).where(real.c.id.in_(select(numbers.c.id)))
    rows = _taken_back(table, connection.execute(here_now).mappings(), steps)
    if rows:
        connection.execute(insert(former), rows)
    untouched = select(real).where(real.c.id.not_in(select(numbers.c.id)))
    view = union_all(untouched, select(former))
    connection.execute(CreateView(view, table.name, temporary=True))


def _taken_back(
    table: Table, now: Iterable[Mapping[Any, Any]], steps: Sequence[Any]
) -> list[dict[str, Any]]:
    """The touched rows as they were before all of the steps."""
    rows: dict[int, dict[str, Any] | None] = {row["id"]: dict(row) for row in now}
    for step in steps:
        number = int(step.row_id)
        if step.action == "insert":
            rows[number] = None
        else:
            held = {
                name: value_of(table.c[name], plain)
                for name, plain in step.before.items()
                if name in table.c
            }
            rows[number] = (rows.get(number) or {}) | held
    names = [column.key for column in table.columns]
    return [{name: row.get(name) for name in names} for row in rows.values() if row is not None]


def _bare(column: Any) -> Any:
    """A column without what it guarantees: the rows were right once, under other rules perhaps."""
    return Column(column.key, column.type)
