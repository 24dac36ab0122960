"""Looks into a packed file before anything unpacks it: bombs are made to be opened."""

import re
import zipfile
from io import BytesIO
from typing import NamedTuple

from ozg_tui.desk.exchange.reading.table import UnreadableError

MOST_UNPACKED = 100_000_000
MOST_RATIO = 100
MOST_MEMBERS = 1_000

_CHUNK = 1 << 20
_OVERLAP = 200
_NESTED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\xfd7zXZ", b"Rar!")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TEXTS = (".txt", ".asc", ".csv")
_MARKUP = (".xml", ".rels", ".vml")

# Places of cells beyond the limits: readers of sheets make room for everything before them.
_FAR_CELL = re.compile(
    rb"""\sr\s*=\s*["'](?:
    (?:[A-Z]{3,}|[H-Z][A-Z]|G[S-Z])\d   # a column behind GR, the two hundredth
    | [A-Z]*(?:[2-9]\d{5}|\d{7,})\D     # a row behind 200,000
    | [^"'A-Z\d] )""",
    re.VERBOSE,
)
_REPEATED = re.compile(
    rb"<table:(?:covered-)?table-(cell|row)\b([^>]*?number-(?:columns|rows)-repeated="
    rb"""["'](\d+)["'][^>]*)>"""
)
_MOST_REPEATED = 200
_END_OF_ROW = b"</table:table-row>"
_FILLED = re.compile(rb"office:value-type|<text:p")


def only_text(raw: bytes) -> bytes:
    """The one text file of an archive that was looked into. Raises `UnreadableError`."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(_TEXTS)]
        if len(names) != 1:
            raise UnreadableError(
                "Das ist ein ZIP-Archiv, in dem nicht genau eine Textdatei liegt. Bitte die Datei "
                "darin auspacken."
            )
        return archive.read(names[0])


class Packed(NamedTuple):
    """A checked archive: what it is, and the names in it."""

    type: str
    names: tuple[str, ...]


def looked_into(raw: bytes) -> Packed:
    """Check a packed file against all limits, reading it through once.

    Raises `UnreadableError` with the limit that it breaks.
    """
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            members = archive.infolist()
            _refuse_by_size(members, len(raw))
            for member in members:
                _read_through(archive, member)
            return _recognised(archive)
    except UnreadableError:
        raise
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        raise UnreadableError(
            "Die Datei ist beschädigt oder mit Kennwort geschützt und lässt sich nicht öffnen."
        ) from None
    except Exception as error:
        # zlib, lzma and bz2 have errors of their own for broken data.
        raise UnreadableError("Die Datei ist beschädigt und lässt sich nicht öffnen.") from error


def _refuse_by_size(members: list[zipfile.ZipInfo], packed: int) -> None:
    if len(members) > MOST_MEMBERS:
        raise UnreadableError("Die Datei hat mehr als 1.000 Teile und wird nicht geöffnet.")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED:
        raise UnreadableError("Ausgepackt ist die Datei größer als 100 MB und wird nicht geöffnet.")
    if unpacked > MOST_RATIO * packed:
        raise UnreadableError(
            "Die Datei ist auf weniger als ein Hundertstel gepackt; so sind Dateien gemacht, die "
            "schaden sollen. Sie wird nicht geöffnet."
        )


def _read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 1:
        raise UnreadableError(
            "Die Datei ist mit einem Kennwort geschützt. Bitte ohne Kennwort sichern."
        )
    left, tail = member.file_size, b""
    is_markup = member.filename.lower().endswith(_MARKUP)
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            if left == member.file_size:
                _refuse_beginning(chunk, is_markup)
            left -= len(chunk)
            if left < 0:
                raise UnreadableError("Die Datei sagt über ihre Größe nicht die Wahrheit.")
            if is_markup:
                _refuse_markup(tail + chunk)
                tail = chunk[-_OVERLAP:]


def _refuse_beginning(chunk: bytes, is_markup: bool) -> None:
    if chunk.startswith(_NESTED):
        raise UnreadableError("In der Datei steckt eine weitere gepackte Datei.")
    if is_markup and chunk.startswith(_WIDE):
        raise UnreadableError("Ein Teil der Datei ist ungewöhnlich geschrieben (UTF-16).")


def _refuse_markup(text: bytes) -> None:
    if _DOCTYPE.search(text):
        raise UnreadableError("Die Datei enthält eine DOCTYPE-Angabe und wird nicht geöffnet.")
    if _FAR_CELL.search(text):
        raise UnreadableError(
            "Die Tabelle hat mehr als 200 Spalten oder mehr als 200.000 Zeilen. Bitte teilen Sie "
            "sie, und löschen Sie, was weit rechts oder unten steht."
        )
    for found in _REPEATED.finditer(text):
        if int(found[3]) > _MOST_REPEATED and _is_filled(text, found):
            raise UnreadableError(
                "Die Tabelle wiederholt einen Inhalt mehr als 200-mal. Bitte löschen Sie, was weit "
                "rechts oder unten steht."
            )


def _is_filled(text: bytes, repeated: "re.Match[bytes]") -> bool:
    """Whether what is repeated holds something; the empty ends of sheets are repeated always."""
    if repeated[1] == b"cell":
        return bool(_FILLED.search(repeated[2]))
    if repeated[2].endswith(b"/"):
        return False
    end = text.find(_END_OF_ROW, repeated.end())
    return bool(_FILLED.search(text, repeated.end(), end if end >= 0 else len(text)))


def _recognised(archive: zipfile.ZipFile) -> Packed:
    names = tuple(archive.namelist())
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return Packed("xlsx", names)
    if "content.xml" in names:
        return Packed("ods", names)
    return Packed("zip", names)
