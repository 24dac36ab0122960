#!/usr/bin/env bash
# What: a VTIMEZONE of a file that was read stays for the whole process: another file that defines
# a zone of the same name otherwise is read by the definition of the first.
# Versions: icalendar 7.3.0, tzdata 2026.6, Python 3.11.7.
# Seen (2026-11-30):
#   icalendar 7.3.0
#   expected: 08:00 UTC for the file of +01:00, 04:00 UTC for the file of +05:00
#   seen:     08:00 UTC and 08:00 UTC
# Matters because: Outlook sends zones of the name "Customized Time Zone", whatever their offset;
# the appointments of the second sender are hours off, depending on what was read before.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q icalendar==7.3.0 tzdata==2026.6

"$room/venv/bin/python" - <<'PYTHON'
import sys
from datetime import UTC
from importlib.metadata import version

from icalendar import Calendar

FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example.org//DE
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1@example.org
DTSTAMP:20260101T000000Z
DTSTART;TZID=Customized Time Zone:20260310T090000
END:VEVENT
END:VCALENDAR
"""


def read(offset):
    calendar = Calendar.from_ical(FILE.format(offset=offset).replace("\n", "\r\n"))
    return f"{calendar.events[0].start.astimezone(UTC):%H:%M} UTC"


first, second = read("+0100"), read("+0500")
print("icalendar", version("icalendar"))
print("expected: 08:00 UTC for the file of +01:00, 04:00 UTC for the file of +05:00")
print(f"seen:     {first} and {second}")
if (first, second) != ("08:00 UTC", "08:00 UTC"):
    sys.exit("Changed: the second file is no longer read with the zone of the first.")
PYTHON
