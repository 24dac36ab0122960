#!/usr/bin/env bash
# What: cells of one column, one format and one type come back as datetime, except those at
# midnight, which come back as date; the column cannot be sorted any more.
# Versions: python-calamine 0.9.1, XlsxWriter 3.3.1, Python 3.11.7.
# Seen (2026-11-30):
#   python-calamine 0.9.1
#   expected: [datetime.datetime(2026, 3, 10, 9, 30), datetime.datetime(2026, 3, 11, 0, 0)]
#   seen:     [datetime.datetime(2026, 3, 10, 9, 30), datetime.date(2026, 3, 11)]
#   sorted:   TypeError: can't compare datetime.datetime to datetime.date
# Matters because: deadlines end at 00:00; an importer that was tried with other hours stops at
# the first of them, or takes the time to be missing.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q python-calamine==0.9.1 XlsxWriter==3.3.1

"$room/venv/bin/python" - <<'PYTHON'
import io
import sys
from datetime import date, datetime
from importlib.metadata import version

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

written = [datetime(2026, 3, 10, 9, 30), datetime(2026, 3, 11, 0, 0)]
file = io.BytesIO()
with Workbook(file) as book:
    sheet, layout = book.add_worksheet(), book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
    for row, moment in enumerate(written):
        sheet.write_datetime(row, 0, moment, layout)
file.seek(0)
read = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
seen = [row[0] for row in read]
try:
    order = sorted(seen)
except TypeError as error:
    order = f"TypeError: {error}"

print("python-calamine", version("python-calamine"))
print("expected:", written)
print("seen:    ", seen)
print("sorted:  ", order)
if [type(each) for each in seen] != [datetime, date]:
    sys.exit("Changed: the cells have other types.")
PYTHON
