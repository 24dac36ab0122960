#!/usr/bin/env bash
# What: an event with DTSTART and DURATION:PT8H in the night in which summer time begins ends
# after seven hours; hours of a duration are exact by RFC 5545 (3.3.6), only days and weeks go by
# the calendar.
# Versions: icalendar 7.3.0, tzdata 2026.6, Python 3.11.7.
# Seen (2026-11-30):
#   icalendar 7.3.0
#   expected: 2026-03-29T07:00:00+02:00 after 8:00:00
#   seen:     2026-03-29T06:00:00+02:00 after 7:00:00
# Matters because: a maintenance window or a night on call that is read from a foreign file has
# another end than in the calendar it came from, one or two nights a year.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q icalendar==7.3.0 tzdata==2026.6

"$room/venv/bin/python" - <<'PYTHON'
import sys
from datetime import UTC, timedelta
from importlib.metadata import version

from icalendar import Event

LINES = (
    "BEGIN:VEVENT",
    "UID:1@example.org",
    "DTSTAMP:20260101T000000Z",
    "DTSTART;TZID=Europe/Berlin:20260328T220000",
    "DURATION:PT8H",
    "END:VEVENT",
)

event = Event.from_ical("\r\n".join(LINES) + "\r\n")
start, end = event.start.astimezone(UTC), event.end.astimezone(UTC)
expected = (start + timedelta(hours=8)).astimezone(event.start.tzinfo)

print("icalendar", version("icalendar"))
print("expected:", expected.isoformat(), "after 8:00:00")
print("seen:    ", event.end.isoformat(), f"after {end - start}")
if end - start != timedelta(hours=7):
    sys.exit("Changed: the event no longer ends after seven hours.")
PYTHON
