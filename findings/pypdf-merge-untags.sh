#!/usr/bin/env bash
# What: a PDF/UA-1 file appended to an empty PdfWriter looks the same and is no longer accessible:
# structure tree, marks, language, title and metadata of the document are gone, without a warning.
# Versions: pypdf 7.1.1, typst 0.15.2, Python 3.11.7.
# Seen (2026-11-30):
#   pypdf 7.1.1 typst 0.15.2
#   expected: ['/Lang', '/MarkInfo', '/Metadata', '/StructTreeRoot', '/ViewerPreferences'] Vermerk
#   seen:     [] None
# Matters because: putting a cover and an annex together is what one takes such a library for; an
# authority's documents must be accessible, and nobody sees the difference on the screen.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q pypdf==7.1.1 typst==0.15.2

"$room/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import typst
from pypdf import PdfReader, PdfWriter

SOURCE = """#set document(title: "Vermerk")
#set text(lang: "de")
= Vermerk
Die Voraussetzungen sind erfüllt.
""".encode()
NEEDED = ("/Lang", "/MarkInfo", "/Metadata", "/StructTreeRoot", "/ViewerPreferences")


def kept(file):
    reader = PdfReader(file)
    return [key for key in NEEDED if key in reader.trailer["/Root"]], reader.metadata.title


whole = io.BytesIO(typst.compile(SOURCE, format="pdf", pdf_standards=["ua-1"]))
merged, writer = io.BytesIO(), PdfWriter()
writer.append(whole)
writer.write(merged)
before, after = kept(whole), kept(merged)

print("pypdf", version("pypdf"), "typst", version("typst"))
print("expected:", *before)
print("seen:    ", *after)
if before != (list(NEEDED), "Vermerk"):
    sys.exit("Changed: typst writes other parts.")
if after != ([], None):
    sys.exit("Changed: pypdf keeps some of what makes the document accessible.")
PYTHON
