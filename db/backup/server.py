"""The backup of a PostgreSQL database: dumped, restored beside it, compared by the server."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from db.backup import places
from db.backup.failures import StepFailedError
from db.backup.tools import Tools, run, tools_for, write_script

PAYLOAD = "bestand.dump"
_WORKERS = 2
_TABLES = text(
    "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema() ORDER BY c.relname"
)
_LOCALE = text("SELECT datcollate, datctype FROM pg_database WHERE datname = current_database()")
_MAY_CREATE = text("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
_LEFT = text(
    "SELECT datname FROM pg_database d WHERE starts_with(datname, :stem) AND NOT EXISTS"
    " (SELECT 1 FROM pg_stat_activity a WHERE a.datid = d.oid)"
)
_NAME_LENGTH = 63
_REFUSE_LATER = (
    "DO $$ BEGIN IF (SELECT coalesce(max(id), 0) FROM change) <> {} THEN"
    " RAISE EXCEPTION 'ozg saved since'; END IF; END $$"
)


class Digest(NamedTuple):
    """How many rows a table has, and two independent sums over all of their text."""

    rows: int
    first: int | None
    second: int | None


@contextmanager
def plain(url: URL) -> Iterator[Engine]:
    """An engine without the time limits of the desk."""
    engine = create_engine(
        url, poolclass=NullPool, connect_args={"connect_timeout": 5, "prepare_threshold": None}
    )
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of a database, whatever others save meanwhile."""
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection:
        connection.execute(text("SET LOCAL timezone = 'UTC'"))
        yield connection
        connection.rollback()


def tools_of(connection: Connection) -> Tools:
    """The programs that go with the server of a connection."""
    return tools_for(
        connection.scalar(text("SELECT current_setting('server_version_num')::int / 10000"))
    )


def size_of(connection: Connection) -> int:
    """How many bytes the database has; a dump has less."""
    size: int = connection.scalar(text("SELECT pg_database_size(current_database())"))
    return size


def schema_of(connection: Connection) -> str:
    """The revision of a store's schema."""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def dump(connection: Connection, url: URL, target: Path, tools: Tools) -> None:
    """Dump the state that a connection sees into a file that is there already."""
    name = connection.scalar(text("SELECT pg_export_snapshot()"))
    run(
        tools.dump, url, "--format=custom", "--compress=1", f"--snapshot={name}",
        f"--file={target}",
    )  # fmt: skip


def last_change(connection: Connection) -> int:
    """The number of the newest row of a store's history; 0 without any."""
    return int(connection.scalar(text("SELECT coalesce(max(id), 0) FROM change")) or 0)


def bring_back(
    connection: Connection, url: URL, dumped: Path, tools: Tools, known: int | None
) -> None:
    """Put the tables of a dump in the place of those at `url`, in one transaction of the server.

    `connection` tells which tables there are, `known` is the newest change that was kept. Raises
    `StepFailedError` while others keep the tables busy, and where somebody has saved since.
    """
    quote = connection.dialect.identifier_preparer.quote_identifier
    present = [quote(name) for name in connection.scalars(_TABLES)]
    connection.rollback()
    first = ["SET synchronous_commit = on"]
    if known is not None:
        first += ["LOCK TABLE change", _REFUSE_LATER.format(known)]
    if present:
        first.append(f"DROP TABLE {', '.join(present)} CASCADE")
    script = dumped.with_suffix(".sql")
    os.close(places.new_file(script))
    write_script(tools.restore, dumped, script)
    run(
        tools.query, url, "--quiet", "--no-psqlrc", "--single-transaction",
        "--set=ON_ERROR_STOP=1", *(f"--command={each}" for each in first), f"--file={script}",
    )  # fmt: skip


def digests(connection: Connection) -> Mapping[str, Digest]:
    """What the server computes over each row of each table; nothing but sums leaves it."""
    found = {}
    for table in connection.scalars(_TABLES).all():
        name = connection.dialect.identifier_preparer.quote(table)
        row = connection.execute(
            text(
                "SELECT count(*), sum(hashtextextended(t::text, 0)::numeric),"  # noqa: S608
                f" sum(hashtextextended(t::text, 1)::numeric) FROM ONLY {name} AS t"
            )
        ).one()
        found[table] = Digest(*row)
    return found


def compare(source: Mapping[str, Digest], restored: Mapping[str, Digest]) -> int:
    """Hold a restored database against the one it is from; answers how many rows."""
    if source.keys() != restored.keys():
        raise StepFailedError("die zurückgeholte Kopie hat andere Tabellen.")
    for table, digest in source.items():
        if restored[table] != digest:
            raise StepFailedError(f"die zurückgeholte Kopie weicht in »{table}« ab.")
    return sum(each.rows for each in source.values())


def has_tables(connection: Connection) -> bool:
    """Whether a database holds anything yet."""
    return bool(connection.scalars(_TABLES).all())


def may_create_databases(connection: Connection) -> bool:
    """Whether the role can make a database to restore into."""
    return bool(connection.scalar(_MAY_CREATE))


@contextmanager
def restored(url: URL, connection: Connection, dumped: Path, tools: Tools) -> Iterator[URL]:
    """A database beside the one at `url` into which a dump was restored; gone after the block."""
    stem = f"{url.database}_probe_"[-_NAME_LENGTH + 8 :]
    collate, ctype = connection.execute(_LOCALE).one()
    with (
        plain(url) as engine,
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as maker,
    ):
        quote = maker.dialect.identifier_preparer.quote_identifier
        for left in maker.scalars(_LEFT, {"stem": stem}).all():
            _drop(maker, quote(left))
        name = f"{stem}{os.getpid() % 10**7}"
        maker.exec_driver_sql(
            f"CREATE DATABASE {quote(name)} TEMPLATE template0 ENCODING 'UTF8'"
            f" LC_COLLATE {_literal(collate)} LC_CTYPE {_literal(ctype)}"
        )
        try:
            run(
                tools.restore, url, "--exit-on-error", "--no-owner", "--no-privileges",
                f"--jobs={_WORKERS}", str(dumped), database=name,
            )  # fmt: skip
            yield url.set(database=name)
        finally:
            _drop(maker, quote(name))


def _drop(maker: Connection, name: str) -> None:
    try:
        maker.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
    except DBAPIError:
        # Somebody looks into it; the next backup takes it away.
        return


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
