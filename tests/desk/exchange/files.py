"""Files as other programs write them; people, numbers and addresses are invented."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

OUTLOOK = (
    "Anrede", "Vorname", "Nachname", "Suffix", "Firma", "Abteilung", "Position",
    "Straße geschäftlich", "Ort geschäftlich", "Postleitzahl geschäftlich", "Telefon geschäftlich",
    "Telefon geschäftlich 2", "Telefon privat", "Mobiltelefon", "Geburtstag", "E-Mail-Adresse",
    "E-Mail: Angezeigter Name", "E-Mail 2: Adresse", "Notizen",
)  # fmt: skip


def csv_of(rows: Iterable[Sequence[str]], separator: str = ";", end: str = "\r\n") -> str:
    """Rows as programs write them: quoted where it is needed."""

    def cell(text: str) -> str:
        needs = any(sign in text for sign in (separator, '"', "\n", "\r"))
        return '"' + text.replace('"', '""') + '"' if needs else text

    return "".join(separator.join(map(cell, row)) + end for row in rows)


def outlook(people: Iterable[Mapping[str, str]]) -> bytes:
    """A German Outlook's file: Windows-1252, records shorter than the header, empty dates."""
    rows: list[tuple[str, ...]] = [OUTLOOK]
    for person in people:
        cells = [person.get(heading, "") for heading in OUTLOOK]
        cells[OUTLOOK.index("Geburtstag")] = "0.0.00"
        while cells and not cells[-1]:
            cells.pop()
        rows.append(tuple(cells))
    return csv_of(rows, ",").encode("cp1252")


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[object]]], merged: Sequence[tuple[str, str]] = ()
) -> bytes:
    """A workbook; `merged` are cells of the first sheet that are one, with their text."""
    from xlsxwriter import Workbook

    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    for index, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write(number, column, cell)
        for cells, text in merged if index == 0 else ():
            sheet.merge_range(cells, text)
    book.close()
    return target.getvalue()


def ods(rows: Sequence[Sequence[str]], after: str = "") -> bytes:
    """A sheet of LibreOffice with texts; `after` is raw markup behind the rows."""
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in rows
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Tabelle1">{body}{after}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({
        "mimetype": kind,
        "content.xml": content,
        "META-INF/manifest.xml": (
            '<manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>"
        ),
    })  # fmt: skip


def packed(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def repacked(raw: bytes, changes: Mapping[str, str | bytes]) -> bytes:
    """An archive with some members exchanged or added."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return packed({**members, **changes})


OUTLOOK_CARD = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
    b"N;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:M=FCller;K=E4the;;Dr.\r\n"
    b"FN;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:Dr. K=E4the M=FCller\r\n"
    b"ORG;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:"
    b"Gemeinde Gro=DFalmerode=3B Bauamt;Amt 2\r\n"
    b"TEL;WORK;VOICE:05604 90009-12\r\n"
    b"TEL;HOME;VOICE:05604 90009-99\r\n"
    b"TEL;CELL;VOICE:0152 00283912\r\n"
    b"TEL;WORK;FAX:05604 90009-88\r\n"
    b"ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;Marktplatz 1=0D=0A=\r\nRathaus;Musterort;;34000\r\n"
    b"NOTE;ENCODING=QUOTED-PRINTABLE:Erste Zeile=0D=0A=\r\n TEL: keine zweite\r\n"
    b"EMAIL;PREF;INTERNET:k.mueller@example.org\r\n"
    b"PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/4AAQSkZJRgABAQ\r\n =\r\n\r\n"
    b"END:VCARD\r\n"
)

PHONE_CARD = """BEGIN:VCARD
VERSION:3.0
N:Probe;Karl;;;
FN:Karl Probe
ORG:Stadt Vellmar;Hauptamt
TITLE:IT
item1.TEL;type=WORK:+49 561 90009-13
item1.X-ABLabel:Sekretariat
TEL;type=CELL;type=VOICE;type=pref:+49 152 00283913
EMAIL;type=INTERNET;type=WORK:k.probe@example.org
NOTE:Zeile 1\\nZeile 2\\, mit
  Falz
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Erika Muster
N:Muster;Erika;;Dr.;
KIND:individual
TEL;VALUE=uri;PREF=1;TYPE="voice,work":tel:+49-561-90009;ext=14
EMAIL;ALTID=1;PREF=1:e.muster@example.org
EMAIL;ALTID=1:zweite@example.org
BDAY:19723101
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:group
FN:Alle Bürgermeister
MEMBER:urn:uuid:1
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ohne Ende
"""
