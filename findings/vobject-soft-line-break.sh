#!/usr/bin/env bash
# What: a long quoted-printable note of a vCard 2.1, continued on the next line as the format
# wants it, is cut at the end of the line; a rest that looks like a property becomes one. Only the
# argument allowQP reads it right, although the encoding is decoded without it too.
# Versions: vobject 0.9.9, Python 3.11.7.
# Seen (2026-11-30):
#   vobject 0.9.9
#   expected: ('Sprechzeit montags\r\nTEL: nur vormittags', []) (note, telephone numbers)
#   seen:     ('Sprechzeit montags\r\n', [' nur vormittags'])
# Matters because: the remark "TEL: nur vormittags" becomes a telephone number of the person, and
# the note has lost its end.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q vobject==0.9.9

"$room/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import vobject

card = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Muster;Erika\r\nFN:Erika Muster\r\n"
    "NOTE;ENCODING=QUOTED-PRINTABLE:Sprechzeit montags=0D=0A=\r\n"
    "TEL: nur vormittags\r\n"
    "END:VCARD\r\n"
)


def read(**options):
    found = vobject.readOne(card, **options).contents
    return found["note"][0].value, [each.value for each in found.get("tel", [])]


whole, seen = read(allowQP=True), read()
print("vobject", version("vobject"))
print("expected:", whole, "(note, telephone numbers)")
print("seen:    ", seen)
if whole != ("Sprechzeit montags\r\nTEL: nur vormittags", []):
    sys.exit("Changed: allowQP reads the note otherwise.")
if seen != ("Sprechzeit montags\r\n", [" nur vormittags"]):
    sys.exit("Changed: without allowQP the card is read otherwise.")
PYTHON
