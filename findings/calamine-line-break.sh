#!/usr/bin/env bash
# What: a line break or a tab inside the paragraph of an .ods cell is dropped, and what stood on both
# sides grows together. OpenDocument writes them as elements of their own (1.3, part 3, 6.1.4 and
# 6.1.5), as it does runs of spaces, which are read; two paragraphs are read with a line break.
# Versions: python-calamine 0.9.1, odfpy 1.4.1 to write, pyexcel-ods3 0.6.1 beside it.
# Seen (2026-12-01):
#   python-calamine 0.9.1 pyexcel-ods3 0.6.1
#   paragraphs  calamine '0561 90009-100\n0561 90009-101'  ods3 '0561 90009-100\n0561 90009-101'
#   line-break  calamine '0561 90009-1000561 90009-101'  ods3 '0561 90009-100\n0561 90009-101'
#   tab         calamine '0561 90009-1000561 90009-101'  ods3 '0561 90009-100\t0561 90009-101'
# Matters because: two telephone numbers of a cell become one, and two lines of an address one word.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q python-calamine==0.9.1 odfpy==1.4.1 pyexcel-ods3==0.6.1
cd "$room"

"$room/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P, Tab
from pyexcel_ods3 import get_data
from python_calamine import CalamineWorkbook

FIRST, SECOND = "0561 90009-100", "0561 90009-101"


def paragraph(*parts):
    made = P()
    for part in parts:
        made.addText(part) if isinstance(part, str) else made.addElement(part)
    return made


cells = {
    "paragraphs": (paragraph(FIRST), paragraph(SECOND)),
    "line-break": (paragraph(FIRST, LineBreak(), SECOND),),
    "tab": (paragraph(FIRST, Tab(), SECOND),),
}
sheet = Table(name="Kontakte")
for paragraphs in cells.values():
    row, cell = TableRow(), TableCell(valuetype="string")
    for each in paragraphs:
        cell.addElement(each)
    row.addElement(cell)
    sheet.addElement(row)
document = OpenDocumentSpreadsheet()
document.spreadsheet.addElement(sheet)
document.save("kontakte.ods")

calamine = [row[0] for row in CalamineWorkbook.from_path("kontakte.ods").get_sheet_by_index(0).to_python()]
ods3 = [row[0] for row in get_data("kontakte.ods")["Kontakte"]]
print("python-calamine", version("python-calamine"), "pyexcel-ods3", version("pyexcel-ods3"))
for name, one, other in zip(cells, calamine, ods3):
    print(f"{name:<11} calamine {one!r}  ods3 {other!r}")
if calamine != [f"{FIRST}\n{SECOND}", FIRST + SECOND, FIRST + SECOND]:
    sys.exit("Changed: calamine keeps line breaks or tabs.")
PYTHON
