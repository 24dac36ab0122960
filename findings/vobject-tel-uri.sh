#!/usr/bin/env bash
# What: vobject puts a backslash into a tel: URI that has an extension, though values of VALUE=uri
# are not escaped; phonenumbers, which had written the URI, cannot read what comes out.
# Versions: vobject 0.9.9, phonenumbers 9.0.43, Python 3.11.7.
# Seen (2026-11-30):
#   vobject 0.9.9 phonenumbers 9.0.43
#   expected: tel:+49-611-9000912;ext=34
#   seen:     tel:+49-611-9000912\;ext=34
#   read by phonenumbers: no number ((1) The string supplied did not seem to be a phone number.)
# Matters because: a vCard 4.0 that is read and written again, with nothing changed, gives numbers
# with an extension that nobody can dial.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q vobject==0.9.9 phonenumbers==9.0.43

"$room/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import phonenumbers
import vobject

number = phonenumbers.parse("+49 611 90009-12", None)
number.extension = "34"
uri = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966)
card = (
    "BEGIN:VCARD\r\nVERSION:4.0\r\nN:Muster;Erika;;;\r\nFN:Erika Muster\r\n"
    f"TEL;VALUE=uri:{uri}\r\nEND:VCARD\r\n"
)
lines = vobject.readOne(card).serialize().splitlines()
seen = next(line for line in lines if line.startswith("TEL")).partition(":")[2]
try:
    verdict = phonenumbers.parse(seen, None).extension
except phonenumbers.NumberParseException as error:
    verdict = f"no number ({error})"

print("vobject", version("vobject"), "phonenumbers", version("phonenumbers"))
print("expected:", uri)
print("seen:    ", seen)
print("read by phonenumbers:", verdict)
if seen != uri.replace(";", "\\;"):
    sys.exit("Changed: vobject writes the URI otherwise.")
if not verdict.startswith("no number"):
    sys.exit("Changed: phonenumbers reads the URI with the backslash.")
PYTHON
