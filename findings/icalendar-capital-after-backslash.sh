#!/usr/bin/env bash
# What: icalendar writes a text in which a backslash stands before a capital N with a line break
# in that place; the N comes back small. Before any other letter, a small n too, the backslash is
# kept.
# Versions: icalendar 7.3.0, Python 3.11.7.
# Seen (2026-11-30):
#   icalendar 7.3.0
#   expected: 'Bürgerhaus\\Nebengebäude' and 'Bürgerhaus\\nebenan'
#   seen:     'Bürgerhaus\nebengebäude' and 'Bürgerhaus\\nebenan'
# Matters because: the title of an appointment changes on its way out, without an error, and only
# for some words.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q icalendar==7.3.0

"$room/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from icalendar import Event


def there_and_back(title):
    event = Event.new(summary=title, uid="1@example.org")
    return str(Event.from_ical(event.to_ical())["SUMMARY"])


capital, small = r"Bürgerhaus\Nebengebäude", r"Bürgerhaus\nebenan"
seen = there_and_back(capital)
print("icalendar", version("icalendar"))
print("expected:", repr(capital), "and", repr(small))
print("seen:    ", repr(seen), "and", repr(there_and_back(small)))
if there_and_back(small) != small:
    sys.exit("Changed: a backslash before a small n is no longer kept either.")
if seen != "Bürgerhaus\nebengebäude":
    sys.exit(f"Changed: the title with the capital comes back as {seen!r}.")
PYTHON
