#!/usr/bin/env bash
# What: one changed column of a parent table empties its child table: batch mode copies the parent
# and drops the old one, and with foreign keys enforced SQLite deletes the rows that refer to it.
# The documentation promises an error; there is none, and foreign_key_check finds nothing.
# Versions: Alembic 1.20.1, SQLAlchemy 2.1.9, SQLite 3.40.1 of Python 3.11.7.
# Seen (2026-11-30):
#   Alembic 1.20.1 SQLite 3.40.1
#   expected: [2, 3] municipalities and contacts
#   seen:     [2, 0] and foreign_key_check finds []
# Matters because: a migration that touches no contact deletes all contacts; tests with an empty
# database, or without the pragma that the program sets, pass.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q alembic==1.20.1 SQLAlchemy==2.1.9

"$room/venv/bin/python" - <<'PYTHON'
import sqlite3
import sys
from importlib.metadata import version

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine

BEFORE = (
    "PRAGMA foreign_keys=ON",
    "CREATE TABLE municipality (id INTEGER PRIMARY KEY, note TEXT)",
    "CREATE TABLE contact (id INTEGER PRIMARY KEY, "
    "municipality_id INTEGER NOT NULL REFERENCES municipality (id) ON DELETE CASCADE)",
    "INSERT INTO municipality VALUES (1, ''), (2, '')",
    "INSERT INTO contact VALUES (1, 1), (2, 1), (3, 2)",
)

with create_engine("sqlite://").connect() as connection:
    ask = connection.exec_driver_sql
    for statement in BEFORE:
        ask(statement)
    connection.commit()
    operations = Operations(MigrationContext.configure(connection))
    with operations.batch_alter_table("municipality") as municipality:
        municipality.alter_column("note", nullable=False)
    connection.commit()
    seen = [ask(f"SELECT count(*) FROM {name}").scalar() for name in ("municipality", "contact")]
    broken = ask("PRAGMA foreign_key_check").all()

print("Alembic", version("alembic"), "SQLite", sqlite3.sqlite_version)
print("expected: [2, 3] municipalities and contacts")
print("seen:    ", seen, "and foreign_key_check finds", broken)
if (seen, broken) != ([2, 0], []):
    sys.exit("Changed: the contacts are kept, or something complains.")
PYTHON
