#!/usr/bin/env bash
# What: a start such as 2026-03-10T09:00+01:00 is written as local time of a zone named
# "UTC+01:00", which the file does not define, add_missing_timezones() does not add, and icalendar
# itself cannot resolve.
# Versions: icalendar 7.3.0, tzdata 2026.6, Python 3.11.7.
# Seen (2026-11-30):
#   icalendar 7.3.0
#   written:  DTSTART;TZID="UTC+01:00":20260310T090000
#   expected: 2026-03-10T09:00:00+01:00 (or the same moment in UTC, or a VTIMEZONE)
#   seen:     2026-03-10T09:00:00 with VTIMEZONE: False
# Matters because: every time that comes from ISO 8601 text has a plain offset; the appointment
# loses it and is read as floating, at the reader's own clock.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q icalendar==7.3.0 tzdata==2026.6

"$room/venv/bin/python" - <<'PYTHON'
import sys
from datetime import datetime
from importlib.metadata import version

from icalendar import Calendar, Event

start = datetime.fromisoformat("2026-03-10T09:00+01:00")
calendar = Calendar.new()
calendar.add_component(Event.new(summary="Beratung", start=start, uid="1@example.org"))
calendar.add_missing_timezones()
text = calendar.to_ical().decode()
back = Calendar.from_ical(text).events[0].start

print("icalendar", version("icalendar"))
print("written: ", next(line for line in text.splitlines() if line.startswith("DTSTART")))
print("expected:", start.isoformat(), "(or the same moment in UTC, or a VTIMEZONE)")
print("seen:    ", back.isoformat(), "with VTIMEZONE:", "BEGIN:VTIMEZONE" in text)
if back.tzinfo is not None or "BEGIN:VTIMEZONE" in text:
    sys.exit("Changed: the offset of the start survives, or the file defines its zone.")
PYTHON
