"""Files that are broken or made to do harm: a sentence each, never a crash, never unpacked."""

import random
import zipfile
from io import BytesIO

import pytest

from ozg_tui.desk.exchange.mapping import map_columns, synonyms
from ozg_tui.desk.exchange.reading.recognise import read_table
from ozg_tui.desk.exchange.reading.table import UnreadableError
from tests.desk.exchange.files import (
    OUTLOOK_CARD,
    PHONE_CARD,
    csv_of,
    ods,
    outlook,
    packed,
    repacked,
    xlsx,
)
from tests.kit.broken_files import mutated

KNOWN = synonyms("contacts")
HEAD = ("Nachname", "Vorname", "Firma", "Telefon", "Notiz")
ROW = ("Müller", "Käthe", "Gemeinde Ahnatal", "05609 90009-12", 'sagt "ja"\nund mehr')
SHEET = xlsx({"Kontakte": [HEAD, ROW]})
CELLS = "xl/worksheets/sheet1.xml"


def sheet_with(markup: str) -> bytes:
    """The workbook with something put between the rows of its sheet."""
    with zipfile.ZipFile(BytesIO(SHEET)) as archive:
        content = archive.read(CELLS).decode()
    return repacked(SHEET, {CELLS: content.replace("</sheetData>", f"{markup}</sheetData>")})


def with_declaration(declaration: str) -> bytes:
    with zipfile.ZipFile(BytesIO(SHEET)) as archive:
        content = archive.read(CELLS).decode()
    head, _, rest = content.partition("?>")
    return repacked(SHEET, {CELLS: f"{head}?>{declaration}{rest}"})


def lying_about_its_size() -> bytes:
    """A member that says it unpacks to ten bytes."""
    raw = bytearray(packed({"xl/workbook.xml": "a" * 5_000}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = raw.find(mark) + at
        raw[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(raw)


def with_password() -> bytes:
    raw = bytearray(packed({"xl/workbook.xml": "x"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.find(mark) + at] |= 1
    return bytes(raw)


LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY a{number} '&a{number - 1};&a{number - 1};'>" for number in range(1, 30)
)
BOMBS = {
    "packed small": lambda: repacked(SHEET, {"xl/media/a.bin": b"\0" * 50_000_000}),
    "larger than 100 MB": lambda: packed(
        {f"xl/{number}.bin": random.Random(1).randbytes(1) * 10_000_001 for number in range(10)}
        | {"xl/workbook.xml": random.Random(2).randbytes(1_200_000)}
    ),
    "a thousand members": lambda: packed({f"xl/{number}": "" for number in range(1_001)}),
    "archive in the archive": lambda: repacked(SHEET, {"xl/embeddings/a.xlsx": SHEET}),
    "gzip in the archive": lambda: repacked(SHEET, {"xl/a.bin": b"\x1f\x8b" + b"\0" * 20}),
    "external entity": lambda: with_declaration('<!DOCTYPE a SYSTEM "file:///etc/passwd">'),
    "billion laughs": lambda: with_declaration(f"{LAUGHS}]>"),
    "far to the right": lambda: sheet_with('<row r="3"><c r="XFD3" t="n"><v>1</v></c></row>'),
    "far below": lambda: sheet_with('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
    "says too little": lying_about_its_size,
    "password": with_password,
    "repeated row": lambda: ods([HEAD, ROW], after=(
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    )),
    "repeated cell": lambda: ods([HEAD, ROW], after=(
        '<table:table-row><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>"
    )),
    "markup in UTF-16": lambda: repacked(SHEET, {CELLS: "<?xml?><a/>".encode("utf-16")}),
    "not a spreadsheet": lambda: packed({"a.doc": "x"}),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_an_archive_that_was_made_to_do_harm_is_not_opened(name, monkeypatch):
    def opened(_raw):
        raise AssertionError("the archive was handed on")

    monkeypatch.setattr("ozg_tui.desk.exchange.reading.sheet._opened", opened)
    with pytest.raises(UnreadableError):
        read_table(BOMBS[name](), KNOWN.knows)


FILES = {
    "csv": csv_of([HEAD, *[ROW] * 20]).encode(),
    "outlook": outlook([dict(zip(HEAD, ROW, strict=True))] * 20),
    "tsv": csv_of([HEAD, *[ROW] * 20], "\t").encode("utf-16"),
    "card 2.1": OUTLOOK_CARD * 3,
    "cards": PHONE_CARD.encode(),
    "xlsx": SHEET,
    "ods": ods([HEAD, ("a", "b", "c", "d", "e")]),
}
ROUNDS = 80


def refusal(raw: bytes) -> str:
    """The sentence with which a file is refused; empty when all of it could be read."""
    try:
        table = read_table(raw, KNOWN.knows)
    except UnreadableError as error:
        return str(error)
    mapped = map_columns(table, KNOWN, {})
    for row in table.rows:
        mapped.values(row)
    return ""


@pytest.mark.parametrize("name", FILES)
def test_a_mutated_file_is_read_or_refused_with_a_sentence(name):
    chance = random.Random(name)
    refusals = [refusal(mutated(FILES[name], chance)) for _ in range(ROUNDS)]
    assert all(sentence.endswith((".", "?")) for sentence in refusals if sentence)
    assert any(refusals)
