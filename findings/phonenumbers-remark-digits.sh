#!/usr/bin/env bash
# What: a remark behind a German number becomes part of it: letters are taken for keys of a dial,
# "DW 12" and "/51" are appended; the longer number is valid, and the extension is empty.
# Versions: phonenumbers 9.0.43, Python 3.11.7.
# Seen (2026-11-30):
#   phonenumbers 9.0.43
#   expected: +4961190009 with an extension, or a refusal
#   seen:     0611 90009 App. 12: +496119000927712, extension None, valid True
#   seen:     0611 90009 DW 12: +496119000912, extension None, valid True
#   seen:     0611 90009-12/51: +49611900091251, extension None, valid True
# Matters because: lists of contacts are full of such remarks, and as German numbers have no fixed
# length, is_valid_number() does not notice.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q phonenumbers==9.0.43

"$room/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import phonenumbers

OFFICE = "+4961190009"
ADDED = {"0611 90009 App. 12": "27712", "0611 90009 DW 12": "12", "0611 90009-12/51": "1251"}

print("phonenumbers", version("phonenumbers"))
print(f"expected: {OFFICE} with an extension, or a refusal")
for written, added in ADDED.items():
    number = phonenumbers.parse(written, "DE")
    seen = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    valid = phonenumbers.is_valid_number(number)
    print(f"seen:     {written}: {seen}, extension {number.extension}, valid {valid}")
    if (seen, number.extension, valid) != (OFFICE + added, None, True):
        sys.exit(f"Changed: {written!r} is read otherwise.")
PYTHON
