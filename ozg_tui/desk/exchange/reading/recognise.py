"""What a file is, by what stands in it and never by its name."""

import re
from pathlib import Path

from ozg_tui.desk.exchange.reading.archive import looked_into, only_text
from ozg_tui.desk.exchange.reading.card import read_cards
from ozg_tui.desk.exchange.reading.fixed import is_fixed, read_fixed
from ozg_tui.desk.exchange.reading.header import Known
from ozg_tui.desk.exchange.reading.objects import read_objects
from ozg_tui.desk.exchange.reading.sheet import read_sheet
from ozg_tui.desk.exchange.reading.table import MOST_BYTES, Table, UnreadableError, Wanted
from ozg_tui.desk.exchange.reading.text import decode, read_separated
from ozg_tui.text import clean

_ZIP = b"PK"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"
_CARD = "BEGIN:VCARD"
_OBJECTS = re.compile(r'\ufeff?\s*(?:\{\s*"|\[\s*\{)')
_NOTHING_SAID = Wanted()


def bytes_of(path: Path) -> bytes:
    """The whole file. Raises `UnreadableError` with the reason in German."""
    name = f"Die Datei »{clean(path)}«"
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableError(f"{name} gibt es nicht.") from None
    except IsADirectoryError:
        raise UnreadableError(f"»{clean(path)}« ist ein Ordner.") from None
    except PermissionError:
        raise UnreadableError(f"{name} darf nicht gelesen werden.") from None
    except OSError:
        raise UnreadableError(f"{name} lässt sich nicht lesen.") from None
    if len(raw) > MOST_BYTES:
        raise UnreadableError(f"{name} ist größer als 20 MB und wird nicht gelesen.")
    return raw


def read_table(raw: bytes, known: Known, wanted: Wanted = _NOTHING_SAID) -> Table:
    """Read a file of any kind as a table; `known` tells headings. Raises `UnreadableError`."""
    if not raw.strip():
        raise UnreadableError("Die Datei ist leer.")
    if raw.startswith(_ZIP):
        packed = looked_into(raw)
        if packed.type == "zip":
            return read_table(only_text(raw), known, wanted)
        return read_sheet(raw, packed.type, wanted, known)
    if raw.startswith(_COMPOUND):
        raise UnreadableError(
            "Das ist eine Datei im alten Excel-Format oder mit Kennwort. Bitte in Excel ohne "
            "Kennwort als .xlsx sichern."
        )
    if raw.startswith(_PDF):
        raise UnreadableError("Das ist ein PDF, keine Tabelle.")
    text = decode(raw, wanted.encoding)
    if text.content[:2_000].lstrip("\ufeff \t\r\n").upper().startswith(_CARD):
        return read_cards(text)
    if is_fixed(text.content):
        return read_fixed(text)
    if _OBJECTS.match(text.content):
        return read_objects(text.content.removeprefix("\ufeff"))
    return read_separated(text, wanted, known)
