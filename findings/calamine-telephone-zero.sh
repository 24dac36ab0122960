#!/usr/bin/env bash
# What: a telephone number in a numeric cell comes back as a float; written as text it gains a
# zero after the point, and phonenumbers takes the point for punctuation: another number, and a
# valid one.
# Versions: python-calamine 0.9.1, phonenumbers 9.0.43, XlsxWriter 3.3.1, Python 3.11.7.
# Seen (2026-11-30):
#   python-calamine 0.9.1 phonenumbers 9.0.43
#   expected: +496119000912, or an error for the decimal point
#   seen:     +4961190009120, valid: True (the cell is 6119000912.0)
# Matters because: Excel makes a number of 06119000912 as soon as it is typed; three libraries
# that each do as they say lead to a stranger's telephone, and no check on the way fails.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q python-calamine==0.9.1 phonenumbers==9.0.43 XlsxWriter==3.3.1

"$room/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import phonenumbers
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

file = io.BytesIO()
with Workbook(file) as book:
    book.add_worksheet().write_number(0, 0, 6119000912)
file.seek(0)
cell = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()[0][0]
number = phonenumbers.parse(str(cell), "DE")
seen = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
valid = phonenumbers.is_valid_number(number)

print("python-calamine", version("python-calamine"), "phonenumbers", version("phonenumbers"))
print("expected: +496119000912, or an error for the decimal point")
print(f"seen:     {seen}, valid: {valid} (the cell is {cell!r})")
if (seen, valid) != ("+4961190009120", True):
    sys.exit("Changed: the cell is read as another number, or is refused.")
PYTHON
