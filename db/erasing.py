"""Makes a store forget what was erased: the search words, and the space that rows have left.

A row that is changed or removed leaves its former text in the file, in the log beside it and in the
index, until those are written anew.
"""

import time
from collections.abc import Iterable
from contextlib import closing

from sqlalchemy import Connection, Engine, delete, exists, literal, select, text
from sqlalchemy.engine.interfaces import DBAPICursor

from db.connection import is_embedded, open_writer, spoken_errors
from db.errors import StoreBusyError
from db.metadata import DERIVED
from db.search.table import search_entry, search_word

_PATIENCE_SECONDS = 5.0
_STATISTICS = "pg_statistic"
"""Where PostgreSQL keeps the most frequent values of each column, to plan by them."""


def forget_words(connection: Connection, words: Iterable[str]) -> None:
    """Drop the folded words of names that no search entry holds any more, and all made of them."""
    for word in words:
        of_it = search_word.c.word.contains(word, autoescape=True)
        spaced = literal(" ") + search_entry.c.words + literal(" ")
        held = exists().where(spaced.contains(literal(" ") + search_word.c.word + literal(" ")))
        gone = select(search_word.c.word).where(of_it, ~held)
        connection.execute(delete(search_word).where(search_word.c.word.in_(gone)))


def clean(engine: Engine, tables: Iterable[str]) -> None:
    """Write anew what holds remains; the embedded store as a whole, on a server these tables.

    What a server's own log and its backups hold is its administrator's. Raises `StoreBusyError`
    while others read or write: then remains may be left, and it can be tried again.
    """
    with spoken_errors():
        if is_embedded(engine):
            _clean_file(engine)
        else:
            _clean_tables(engine, {*tables, *DERIVED})


def _clean_file(engine: Engine) -> None:
    with open_writer(engine) as connection, connection.begin():
        # Words that were deleted stay in the index until its parts are joined.
        connection.execute(text("INSERT INTO search_index(search_index) VALUES ('optimize')"))
    # Not within a transaction: SQLite refuses to write its file anew there.
    with closing(engine.raw_connection()) as held, closing(held.cursor()) as cursor:
        cursor.execute("VACUUM")
        end = time.monotonic() + _PATIENCE_SECONDS
        while not _log_is_empty(cursor):
            if time.monotonic() > end:
                raise StoreBusyError("Ein anderes Fenster des Programms liest gerade den Bestand.")
            time.sleep(0.05)


def _log_is_empty(cursor: DBAPICursor) -> bool:
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    answer = cursor.fetchone()
    return answer is not None and not answer[0]


def _clean_tables(engine: Engine, tables: Iterable[str]) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        try:
            for table in (*sorted(tables), _STATISTICS):
                analyze = "" if table == _STATISTICS else ", ANALYZE"
                connection.exec_driver_sql(f'VACUUM (FULL{analyze}) "{table}"')
        finally:
            connection.exec_driver_sql("RESET statement_timeout")
