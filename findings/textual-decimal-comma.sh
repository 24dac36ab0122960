#!/usr/bin/env bash
# What: in an Input of type number the decimal comma is swallowed and the digits behind it are
# kept: whoever types 1,5 has entered 15, and the field is valid.
# Versions: Textual 8.2.8, Python 3.11.7.
# Seen (2026-11-30):
#   textual 8.2.8
#   expected: 1,5 and 1.234,56, or both marked as no number
#   seen:     ('15', True) ('1.23456', True) (value, valid)
# Matters because: an amount or a share that is typed as one writes it in German is ten or a
# hundred times too large.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install -q textual==8.2.8

"$room/venv/bin/python" - <<'PYTHON'
import asyncio
import sys
from importlib.metadata import version

from textual.app import App
from textual.widgets import Input


class Form(App):
    def compose(self):
        yield Input(type="number")


async def typed(text):
    async with Form().run_test() as pilot:
        await pilot.press(*text)
        field = pilot.app.query_one(Input)
        return field.value, field.is_valid


seen = asyncio.run(typed("1,5")), asyncio.run(typed("1.234,56"))
print("textual", version("textual"))
print("expected: 1,5 and 1.234,56, or both marked as no number")
print("seen:    ", *seen, "(value, valid)")
if seen != (("15", True), ("1.23456", True)):
    sys.exit("Changed: the field takes the comma otherwise.")
PYTHON
