#!/usr/bin/env bash
# What: a table with the headings "Amt" and "AMT" is left out with everything in it, rows and
# headings; add_table() gives a number and a warning, the file opens and the sheet is empty.
# Versions: XlsxWriter 3.3.1, python-calamine 0.9.1, Python 3.11.7.
# Seen (2026-11-30):
#   XlsxWriter 3.3.1
#   expected: [['Amt', 'AMT'], ['Bauamt', '60']] or an exception
#   seen:     [] with ["Duplicate header name in add_table(): 'amt'"]
# Matters because: headings that a register or a person has chosen decide whether a sheet has any
# rows, and nobody reads the warnings of a program that runs.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q XlsxWriter==3.3.1 python-calamine==0.9.1

"$room/venv/bin/python" - <<'PYTHON'
import io
import sys
import warnings
from importlib.metadata import version

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook


def rows(*headings):
    file = io.BytesIO()
    with Workbook(file) as book:
        columns = [{"header": each} for each in headings]
        sheet = book.add_worksheet()
        sheet.add_table(0, 0, 1, 1, {"columns": columns, "data": [["Bauamt", "60"]]})
    file.seek(0)
    return CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()


with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    well, seen = rows("Amt", "Nummer"), rows("Amt", "AMT")

print("XlsxWriter", version("XlsxWriter"))
print("expected:", [["Amt", "AMT"], ["Bauamt", "60"]], "or an exception")
print("seen:    ", seen, "with", [str(each.message) for each in said])
if well != [["Amt", "Nummer"], ["Bauamt", "60"]]:
    sys.exit("Changed: a table with different headings is written otherwise.")
if seen or len(said) != 1:
    sys.exit("Changed: the table is written, or nobody is warned.")
PYTHON
