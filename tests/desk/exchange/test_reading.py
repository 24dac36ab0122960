"""Files of other programs become tables: encodings, separators, headings, cards, sheets."""

from datetime import date, datetime

import pytest

from ozg_tui.desk.exchange.mapping import map_columns, synonyms
from ozg_tui.desk.exchange.reading.recognise import bytes_of, read_table
from ozg_tui.desk.exchange.reading.table import UnreadableError, Wanted
from ozg_tui.rules.errors import InputError
from tests.desk.exchange.files import (
    OUTLOOK_CARD,
    PHONE_CARD,
    csv_of,
    ods,
    outlook,
    packed,
    xlsx,
)

KNOWN = synonyms("contacts")
HEAD = ("Nachname", "Vorname", "Firma", "Telefon geschäftlich", "Notizen")
ROW = ("Müller", "Käthe", "Gemeinde Ahnatal", "05609 90009-12", "")


def read(raw, wanted=None):
    return read_table(raw, KNOWN.knows, wanted or Wanted())


def values(table):
    mapped = map_columns(table, KNOWN, {})
    return [mapped.values(row) for row in table.rows]


# Text


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encoding_and_separator_are_recognised(encoding, found, separator):
    table = read(csv_of([HEAD, ROW], separator).encode(encoding))
    assert (table.format.encoding, table.format.separator) == (found, separator)
    assert values(table)[0]["family_name"] == "Müller"
    assert table.format.header_line == 1


def test_a_list_put_together_by_hand_may_hold_lines_of_two_encodings():
    raw = csv_of([HEAD, ROW]).encode() + csv_of([("Größe", "Jürgen")]).encode("cp1252")
    table = read(raw)
    assert table.format.encoding == "utf-8/cp1252"
    assert [row["family_name"] for row in values(table)] == ["Müller", "Größe"]


def test_bytes_that_windows_leaves_open_spoil_nothing_else():
    table = read(csv_of([HEAD, ROW]).encode("cp1252").replace(b"Ahnatal", b"Ahnat\x81l"))
    assert values(table)[0]["family_name"] == "Müller"


def test_a_title_above_the_headings_is_no_heading():
    rows = [("Kontakte der Kreise", "Stand 01.02.2025"), (), HEAD, ROW]
    table = read(csv_of(rows).encode())
    assert table.format.header_line == 3
    assert [row.line for row in table.rows] == [4]


def test_a_quoted_line_break_beside_an_empty_field_stays_in_its_field():
    # csv.Sniffer of Python 3.11 finds no separator in such a file.
    rows = [HEAD, ("Müller", "", "Ahnatal", "", 'Zeile 1\nsagt "ja"; oder nein'), ROW]
    table = read(csv_of(rows).encode())
    assert values(table)[0]["note"] == 'Zeile 1\nsagt "ja"; oder nein'
    assert [row.line for row in table.rows] == [2, 4]


def test_one_column_alone_is_a_table():
    table = read(csv_of([("E-Mail",), ("a@example.org",)]).encode())
    assert values(table) == [{"email": "a@example.org"}]


def test_records_shorter_than_the_header_are_read():
    people = [{"Nachname": "Müller", "Vorname": "Käthe", "Firma": "Gemeinde Ahnatal"}]
    table = read(outlook(people))
    assert table.format.encoding == "cp1252"
    assert values(table) == [
        {"family_name": "Müller", "given_name": "Käthe", "organisation": "Gemeinde Ahnatal"}
    ]


def test_what_is_recognised_can_be_said_otherwise():
    raw = csv_of([HEAD, ROW], "#").encode("cp850")
    table = read(raw, Wanted(encoding="cp850", separator="#"))
    assert values(table)[0]["family_name"] == "Müller"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "leer"),
        (b" \r\n ", "leer"),
        (b"Nachname;Vorname\nM\x00ller;K", "Zeile 2 stehen Nullzeichen"),
        (b'Nachname;Vorname\n"M;K\nX;Y\n', "In Zeile 2 beginnt ein Anf"),
        (b"Nachname;Notiz\nM;" + b"x" * 10_001, "In Zeile 2 beginnt ein Feld mit mehr als 10.000"),
        (b";" * 300, "mehr als 200 Spalten"),
        (b"Nachname\n" + b"x\n" * 200_001, "mehr als 200.000 Zeilen"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "alten Excel-Format"),
    ],
    ids=["nothing", "blank", "nul", "quote", "field", "columns", "rows", "pdf", "xls"],
)
def test_what_cannot_be_read_is_told_with_the_place(raw, sentence):
    with pytest.raises(UnreadableError, match=sentence):
        read(raw)


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "gross.csv"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(UnreadableError, match="größer als 20 MB"):
        bytes_of(path)


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path):
    with pytest.raises(UnreadableError, match="gibt es nicht"):
        bytes_of(tmp_path / "keine.csv")
    with pytest.raises(UnreadableError, match="ist ein Ordner"):
        bytes_of(tmp_path)


# Headings


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Telefon geschäftlich", "phone"), ("Telefon (geschäftlich)", "phone"),
        ("TELEFON GESCHAEFTLICH", "phone"), ("Telefon geschäftlich 2", "phone"),
        ("Tel. dienstlich", "phone"), ("Business Phone", "phone"), ("Phone 1 - Value", "phone"),
        ("Mobile Phone", "mobile"), ("Mobil-Tel.-Nr.", "mobile"), ("E-Mail-Adresse", "email"),
        ("E-Mail 2", "email"), ("E-mail 1 - Value", "email"), ("Primäre E-Mail-Adresse", "email"),
        ("Last Name", "family_name"), ("Firma", "organisation"), ("AGS", "key"),
        ("Kommune/Stelle", "organisation"), ("Job Title", "role"), ("Notizen", "note"),
        ("Telefon privat", None), ("Home Phone", None), ("Geburtstag", None), ("Telex", None),
    ],
)  # fmt: skip
def test_headings_of_many_programs_mean_the_same_field(heading, field):
    assert KNOWN.field_of(heading) == field


def test_what_is_taken_for_nothing_is_named_where_it_holds_something():
    table = read(csv_of([(*HEAD, "Telex", "Leer"), (*ROW, "1", "")]).encode())
    assert map_columns(table, KNOWN, {}).unmapped(table.rows) == ("Telex",)


def test_a_person_may_map_a_column_by_hand_or_leave_it_out():
    table = read(csv_of([(*HEAD, "Telex"), (*ROW, "Text")]).encode())
    mapped = map_columns(table, KNOWN, {"Telex": "note", "Firma": ""})
    assert mapped.mapped["Telex"] == "note"
    assert "Firma" not in mapped.mapped


@pytest.mark.parametrize("said", [{"Gibt es nicht": "note"}, {"Firma": "nothing"}])
def test_a_mapping_by_hand_that_cannot_be_is_refused(said):
    with pytest.raises(InputError):
        map_columns(read(csv_of([HEAD, ROW]).encode()), KNOWN, said)


# Sheets


def test_a_sheet_is_read_as_one_would_type_it():
    head = (*HEAD, "Angaben bestätigt am", "Zuerst anrufen")
    row = ("Müller", "Käthe", "Ahnatal", 5609900091, "", date(2025, 2, 1), True)
    raw = xlsx({"Notizen": [("x",)], "Kontakte": [("Liste",), head, row]})
    table = read(raw)
    assert (table.format.type, table.format.sheet, table.format.header_line) == (
        "xlsx", "Kontakte", 2,
    )  # fmt: skip
    (found,) = values(table)
    assert found["phone"] == "5609900091"
    assert found["confirmed_on"] == "01.02.2025"
    assert found["call_first"] == "ja"
    assert [each.line for each in table.rows] == [3]


def test_merged_cells_and_times_of_day_are_read():
    raw = xlsx(
        {"A": [(), HEAD, ("Müller", "", "", "", datetime(2025, 2, 1, 9, 30))]},  # noqa: DTZ001
        merged=[("A1:E1", "Liste")],
    )
    assert values(read(raw)) == [{"family_name": "Müller", "note": "01.02.2025 09:30"}]


def test_a_sheet_of_libreoffice_is_read_though_its_empty_end_is_repeated():
    table = read(ods([HEAD, ROW]))
    assert table.format.type == "ods"
    assert values(table)[0]["phone"] == "05609 90009-12"


def test_another_sheet_can_be_chosen():
    raw = xlsx({"Kontakte": [HEAD, ROW], "Alt": [HEAD, ("Alt", "", "", "", "")]})
    assert values(read(raw, Wanted(sheet="Alt"))) == [{"family_name": "Alt"}]
    with pytest.raises(UnreadableError, match="»Kontakte«, »Alt«"):
        read(raw, Wanted(sheet="Neu"))


@pytest.mark.parametrize(
    "raw", [xlsx({"Leer": []}), packed({"content.xml": "<a>"}), packed({"xl/workbook.xml": "<"})]
)
def test_a_sheet_without_content_or_with_broken_parts_is_told(raw):
    with pytest.raises(UnreadableError):
        read(raw)


# Cards


def test_the_cards_that_outlook_writes_are_read():
    table = read(OUTLOOK_CARD)
    (card,) = values(table)
    assert (card["family_name"], card["given_name"], card["title"]) == ("Müller", "Käthe", "Dr.")
    assert card["organisation"] == "Gemeinde Großalmerode; Bauamt"
    assert card["direct"] == "05604 90009-12"
    assert card["mobile"] == "0152 00283912"
    assert card["street"] == "Marktplatz 1\nRathaus"
    assert card["note"] == "Erste Zeile\n TEL: keine zweite"
    assert table.left_out == {"Fotos": 1}


def test_cards_of_several_versions_stand_in_one_file():
    table = read(PHONE_CARD.replace("\n", "\r\n").encode("utf-8-sig"))
    probe, muster = values(table)
    assert probe["secretariat"] == "+49 561 90009-13"
    assert probe["mobile"] == "+49 152 00283913"
    assert probe["note"] == "Zeile 1\nZeile 2, mit Falz"
    assert probe["role"] == "IT"
    assert muster["direct"] == "+49-561-90009 DW 14"
    assert muster["email"] == "e.muster@example.org"
    assert table.left_out == {"Verteilerlisten": 1}
    assert table.faults == ((30, "Die Karte endet nicht."),)
    assert table.format.type == "vcard 3.0/4.0"
