#!/usr/bin/env bash
# What: a word of a deleted row stays readable in the file of an FTS5 index, with secure_delete on
# and after VACUUM; only the index's own 'optimize' takes it away.
# Versions: SQLite 3.54.1 (of APSW 3.54.1.0), Python 3.11.7.
# Seen (2026-11-30):
#   SQLite 3.54.1
#   expected: the name is gone after DELETE, at the latest after VACUUM
#   seen:     in the file after DELETE True, VACUUM True, optimize False
# Matters because: somebody whose data had to be erased is still found by name in the file and in
# every backup of it.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q apsw==3.54.1.0

"$room/venv/bin/python" - <<'PYTHON'
import sys
import tempfile
from pathlib import Path

import apsw

with tempfile.TemporaryDirectory() as folder:
    file = Path(folder, "store.db")
    store = apsw.Connection(str(file))

    def run(*statements):
        for statement in statements:
            store.execute(statement).fetchall()
        return b"mustermann" in file.read_bytes()

    run(
        "PRAGMA secure_delete=ON",
        "CREATE VIRTUAL TABLE entry USING fts5(name)",
        "INSERT INTO entry VALUES ('Erika Mustermann')",
        "INSERT INTO entry VALUES ('Max Beispiel')",
    )
    deleted = run("DELETE FROM entry WHERE entry MATCH 'mustermann'")
    vacuumed = run("VACUUM")
    optimized = run("INSERT INTO entry(entry) VALUES ('optimize')", "VACUUM")
    store.close()

print("SQLite", apsw.sqlite_lib_version())
print("expected: the name is gone after DELETE, at the latest after VACUUM")
print(f"seen:     in the file after DELETE {deleted}, VACUUM {vacuumed}, optimize {optimized}")
if (deleted, vacuumed, optimized) != (True, True, False):
    sys.exit("Changed: the word leaves the file earlier, or stays longer.")
PYTHON
