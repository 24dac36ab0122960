"""SQLite hands out a row number once: also the number of a removed row is never another row's.

A form that is open, a draft, the history and what somebody wrote down name a record by its number.
"""

import re
from collections.abc import Mapping

from sqlalchemy import Connection, text

_PLAIN = re.compile(r"\bid INTEGER NOT NULL\b")
_NUMBERED = "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"
_SEPARATE_KEY = re.compile(r",\s*CONSTRAINT \w+ PRIMARY KEY \(id\)|,\s*PRIMARY KEY \(id\)")

_TABLES = text("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL")
_BESIDE = text(
    "SELECT sql FROM sqlite_master"
    " WHERE tbl_name = :table AND type IN ('index', 'trigger') AND sql IS NOT NULL"
)
_HISTORY = text(
    "SELECT table_name, max(CAST(row_id AS INTEGER)) FROM change"
    " WHERE row_id NOT GLOB '*[^0-9]*' GROUP BY table_name"
)


def given_out(connection: Connection) -> dict[str, int]:
    """The highest number that SQLite says it has given out, by table."""
    if "sqlite_sequence" not in {row.name for row in connection.execute(_TABLES)}:
        return {}
    rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
    return {row.name: row.seq for row in rows}


def seal(connection: Connection, known: Mapping[str, int]) -> None:
    """Let no table give a number out twice; `known` are numbers given out before an upgrade.

    Needs a transaction with foreign keys switched off. A table that is made anew without its
    AUTOINCREMENT gets it back, and no counter stands below a number of the history.
    """
    for table, sql in _numbered_tables(connection).items():
        if "AUTOINCREMENT" not in sql:
            _make_anew(connection, table, sql)
    history = {row[0]: row[1] for row in connection.execute(_HISTORY)}
    now = given_out(connection)
    for table in _numbered_tables(connection):
        highest = max(known.get(table, 0), history.get(table, 0))
        if highest <= now.get(table, 0):
            continue
        statement = (
            "UPDATE sqlite_sequence SET seq = :seq WHERE name = :table"
            if table in now
            else "INSERT INTO sqlite_sequence(name, seq) VALUES (:table, :seq)"
        )
        connection.execute(text(statement), {"table": table, "seq": highest})


def _numbered_tables(connection: Connection) -> dict[str, str]:
    return {row.name: row.sql for row in connection.execute(_TABLES) if _PLAIN.search(row.sql)}


def _make_anew(connection: Connection, table: str, sql: str) -> None:
    """Put a table with AUTOINCREMENT in its own place: checks, collations, indexes as they were."""
    beside = connection.scalars(_BESIDE, {"table": table}).all()
    rows = _count(connection, table)
    body = sql[sql.index("(") :]
    body, keys = _SEPARATE_KEY.subn("", body, count=1)
    assert keys == 1, f"the key of {table} stands where nobody expects it"
    body = _PLAIN.sub(_NUMBERED, body, count=1)
    connection.exec_driver_sql(f'CREATE TABLE "numbered_{table}" {body}')
    connection.exec_driver_sql(f'INSERT INTO "numbered_{table}" SELECT * FROM "{table}"')  # noqa: S608
    assert _count(connection, f"numbered_{table}") == rows, f"rows of {table} were lost"
    connection.exec_driver_sql(f'DROP TABLE "{table}"')
    connection.exec_driver_sql(f'ALTER TABLE "numbered_{table}" RENAME TO "{table}"')
    for each in beside:
        connection.exec_driver_sql(each)


def _count(connection: Connection, table: str) -> int:
    count: int = connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()  # noqa: S608
    return count
