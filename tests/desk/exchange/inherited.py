"""The files that a desk inherits, as real programs write them; everything in them is invented."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from tests.desk.exchange.files import outlook, xlsx

PEOPLE = 900
_GIVEN = ("Käthe", "Karl", "Erika", "Jürgen", "Zoë", "Ali", "Björn", "Renée")
_FAMILY = ("Müller", "Groß", "Özdemir", "von der Au", "Meyer-Lüdenscheidt", "Weiß", "Çelik")
_OFFICES = {
    "stadt": "Magistrat der Stadt {}",
    "gemeinde": "Gemeindevorstand der Gemeinde {}",
}
_CELLS = (
    "0561 90009-{}",
    "0561/90009-{} (vormittags)",
    "+49 (0) 561 90009-{}",
    "0561 90009-0 DW {}",
    "0561 90009-{}; Fax 0561 90009-99",
    "Tel. 0561 90009-{}, Mobil: 0152 00283912",
    "0049 561 90009{} Zi. 12",
)


class Expected(NamedTuple):
    """How many rows of a file come to what."""

    new: int
    questions: int
    failed: int


class Place(NamedTuple):
    """A Kommune as a list names it."""

    name: str
    kind: str
    key: str

    @property
    def written(self) -> str:
        """With the office in front, as letters have it."""
        return _OFFICES.get(self.kind, "{}").format(self.name)


def contacts(places: Sequence[Place]) -> tuple[bytes, Expected]:
    """A German Outlook's export: short records, remarks behind numbers, line breaks in notes."""
    rows = []
    for number in range(PEOPLE):
        place = places[number % len(places)]
        rows.append({
            "Anrede": "Frau" if number % 2 else "Herr",
            "Vorname": _GIVEN[number % len(_GIVEN)],
            "Nachname": f"{_FAMILY[number % len(_FAMILY)]} {_word(number)}",
            "Firma": place.written if number % 3 else place.name,
            "Position": ("Bürgermeister", "EDV", "Sachbearbeitung", "")[number % 4],
            "Straße geschäftlich": f"Rathausplatz {number % 80 + 1}",
            "Ort geschäftlich": place.name,
            "Postleitzahl geschäftlich": "34000",
            "Telefon geschäftlich": _CELLS[number % len(_CELLS)].format(number % 90 + 100),
            "Telefon privat": "0561 90009-999",
            "E-Mail-Adresse": f"person{number}@example.org",
            "Notizen": 'Zeile 1\r\nsagt "ja"; oder, nein' if number % 50 == 0 else "",
        })  # fmt: skip
    for at in (5, 105, 205):
        rows[at]["E-Mail-Adresse"] = "keine adresse@"
    rows[300]["Nachname"] = ""
    for at in (10, 110):
        rows[at]["Firma"] = "Gießen"
    rows[210]["Firma"] = "Büro am Markt"
    rows[310]["Telefon geschäftlich"] = "4956190009112"
    rows[410]["Telefon geschäftlich"] = "0561 90009-112/13"
    return outlook(rows), Expected(PEOPLE - 9, 5, 4)


def cards_of_outlook(places: Sequence[Place], count: int = 20) -> tuple[bytes, Expected]:
    """vCard 2.1 with quoted printable in Windows-1252."""
    cards = []
    for number in range(count):
        place = places[number].name.encode("cp1252")
        name = b"".join(b"=%02X" % byte for byte in place)
        cards.append(
            b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
            b"N;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:M=F6bius %d;J=F6rg\r\n"
            b"ORG;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:%s=\r\n;Amt\r\n"
            b"TEL;WORK;VOICE:0561 90009-%d\r\n"
            b"PHOTO;ENCODING=BASE64:\r\n /9j/4AAQ\r\n\r\nEND:VCARD\r\n"
            % (number, name, 300 + number)
        )
    return b"".join(cards), Expected(count, 0, 0)


def cards_of_a_telephone(places: Sequence[Place], count: int = 20) -> tuple[bytes, Expected]:
    """vCard 3.0 and 4.0 in one file, with a group and a card that does not end."""
    cards = [
        f"BEGIN:VCARD\nVERSION:{'4.0' if number % 2 else '3.0'}\nFN:Ida Kärtchen {_word(number)}\n"
        f"N:Kärtchen {_word(number)};Ida;;;\nORG:{places[number].name}\n"
        f"item1.TEL:+49 561 90009-{400 + number}\nitem1.X-ABLabel:Sekretariat\nEND:VCARD\n"
        for number in range(count)
    ]
    cards.append("BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Alle\nEND:VCARD\n")
    cards.append("BEGIN:VCARD\nVERSION:3.0\nFN:Ohne Ende\n")
    return "".join(cards).encode(), Expected(count, 0, 1)


def bookings(places: Sequence[Place], count: int = 60) -> tuple[bytes, Expected]:
    """A workbook with a merged title; days as text and as days, modules with their titles."""
    head = ("Lfd. Nr.", "Stadt/Gemeinde", "Modul", "Status", "Angemeldet am", "Termin", "Bemerkung")
    rows: list[Sequence[Any]] = [(), head]
    for number in range(count):
        module = ("Modul 1", 2, "3 Zukunftsausblick", "Modul 4")[number % 4]
        day = date(2021, 3, number % 28 + 1)
        rows.append((
            number + 1, places[number].name, module, "durchgeführt", "1.2.21",
            day if number % 2 else f"{day:%d.%m.%Y}", "",
        ))  # fmt: skip
    second = (count + 1, places[0].name, "Modul 2", "angemeldet", "01.03.2021", "05.05.2021", "")
    too_late = (count + 2, places[count].name, 1, "angemeldet", "01.12.2022", "05.05.2023", "")
    raw = xlsx({"Buchungen": [*rows, second, too_late]}, merged=[("A1:G1", "Beratungen")])
    return raw, Expected(count, 0, 2)


class Column(NamedTuple):
    """A service as it stands over a column of a wide sheet."""

    bundle: str
    number: int


def wide_rollout(places: Sequence[Place], columns: Sequence[Column]) -> tuple[bytes, Expected]:
    """Who is live with what: Kommunen down, services across, the bundles merged over their columns.

    The page is printed with its headings on every sheet; a cell in a hundred is not clear, and the
    legend has the last word.
    """
    bundles: list[Any] = [None, None, None]
    for at, column in enumerate(columns):
        is_first = not at or columns[at - 1].bundle != column.bundle
        bundles.append(column.bundle if is_first else None)
    head = ["AGS", "Kommune", "Einwohner", *(f"Leistung {each.number}" for each in columns)]
    rows: list[Sequence[Any]] = [("Anbindung der Kommunen",), (), bundles, head]
    new = questions = 0
    for at, place in enumerate(places):
        cells = [_ROLLOUT[(at + 3 * column) % len(_ROLLOUT)] for column in range(len(columns))]
        new += sum(cell is not None and cell != "offen" for cell in cells)
        questions += cells.count("offen")
        if at % 40 == 39:
            rows.append(head)
        # A spreadsheet has made a number of the key here and there.
        rows.append((int(place.key) if at % 7 == 0 else place.key, place.written, 1000, *cells))
    return xlsx({"Legende": [("x = live",)], "Anbindung": rows}), Expected(new, questions, 0)


_ROLLOUT: tuple[Any, ...] = (
    *("x", None, "ja", None, "seit 3/2021", None, "live", None, date(2021, 3, 15), None) * 9,
    *("geplant", None, "Live (seit 01.03.2021)", None, "in Anbindung", None, "nein", None),
    "offen", None,
)  # fmt: skip


def _word(number: int) -> str:
    """A number as letters, as family names have them."""
    letters = ""
    while number or not letters:
        number, rest = divmod(number, 26)
        letters += chr(97 + rest)
    return letters.title()
