#!/usr/bin/env bash
# What: a longer column makes SQLite hand out the number of a deleted row again: batch mode reflects
# the table, AUTOINCREMENT is not part of what it sees, and the copy is made without it. The highest
# number ever given goes with the old table.
# Versions: Alembic 1.20.1, SQLAlchemy 2.1.9, SQLite 3.40.1 of Python 3.11.7.
# Seen (2026-12-01):
#   Alembic 1.20.1 SQLite 3.40.1
#   expected: the next contact gets 4, 3 was given before
#   seen:     3
# Matters because: whoever still holds number 3, another process, a link, the history, now writes
# and reads a stranger's record; the data were copied faithfully, so nothing else looks wrong.
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
from sqlalchemy import String, create_engine

BEFORE = (
    "CREATE TABLE contact (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(40))",
    "INSERT INTO contact (name) VALUES ('Probe'), ('Muster'), ('Beispiel')",
    "DELETE FROM contact WHERE id = 3",
)

with create_engine("sqlite://").connect() as connection:
    ask = connection.exec_driver_sql
    for statement in BEFORE:
        ask(statement)
    connection.commit()
    operations = Operations(MigrationContext.configure(connection))
    with operations.batch_alter_table("contact") as contact:
        contact.alter_column("name", type_=String(80))
    connection.commit()
    seen = ask("INSERT INTO contact (name) VALUES ('Versuch') RETURNING id").scalar()

print("Alembic", version("alembic"), "SQLite", sqlite3.sqlite_version)
print("expected: the next contact gets 4, 3 was given before")
print("seen:    ", seen)
if seen != 3:
    sys.exit("Changed: the number of a deleted row is not given again.")
PYTHON
