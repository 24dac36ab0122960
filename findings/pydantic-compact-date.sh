#!/usr/bin/env bash
# What: a datetime field takes "20260310", a day in the compact form of ISO 8601, for seconds
# since 1970 and gives a moment in August 1970; Python's own datetime reads the day.
# Versions: pydantic 2.14.4, Python 3.11.7.
# Seen (2026-11-30):
#   pydantic 2.14.4
#   expected: 2026-03-10T00:00:00 or an error
#   seen:     1970-08-23T11:51:50+00:00
# Matters because: that form is the one of iCalendar, vCard and the Gemeindeverzeichnis; every
# such day of this century is a valid moment of August 1970, so that no check of the type finds
# it.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q pydantic==2.14.4

"$room/venv/bin/python" - <<'PYTHON'
import sys
from datetime import datetime
from importlib.metadata import version

from pydantic import TypeAdapter

DAY = "20260310"
expected = datetime.fromisoformat(DAY)
seen = TypeAdapter(datetime).validate_python(DAY)

print("pydantic", version("pydantic"))
print("expected:", expected.isoformat(), "or an error")
print("seen:    ", seen.isoformat())
if seen.isoformat() != "1970-08-23T11:51:50+00:00":
    sys.exit(f"Changed: {DAY} is read as {seen.isoformat()}.")
PYTHON
