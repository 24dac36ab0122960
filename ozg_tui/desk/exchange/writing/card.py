"""Contacts as vCard 3.0, which Outlook, Thunderbird and telephones read."""

from collections.abc import Iterator
from typing import IO

from ozg_tui.desk.exchange.writing.sheet import Sheet, written
from ozg_tui.german.people import person as person_of

_LINE = 75
_LABELLED = {"secretariat": "Sekretariat", "switchboard": "Zentrale"}
_OWN = {
    "key": "X-OZG-KEY",
    "role": "X-OZG-ROLE",
    "role_title": "X-OZG-ROLE-TITLE",
    "role_since": "X-OZG-ROLE-SINCE",
    "salutation": "X-OZG-SALUTATION",
    "postal": "X-OZG-POSTAL",
    "confirmed_on": "X-OZG-CONFIRMED",
    "call_first": "X-OZG-CALL-FIRST",
    "historic_on": "X-OZG-HISTORIC",
}


def write_cards(sheet: Sheet, file: IO[bytes]) -> int:
    """Write a card for each row of a list of contacts."""
    codes = [column.code for column in sheet.columns]
    count = 0
    for row in sheet.rows:
        texts = {code: written(cell) for code, cell in zip(codes, row, strict=True)}
        for line in _card({code: text for code, text in texts.items() if text}):
            file.write(_folded(line))
        count += 1
    return count


def _card(person: dict[str, str]) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    title, given, family = (person.get(code, "") for code in ("title", "given_name", "family_name"))
    yield f"N:{';'.join(map(_escaped, (family, given, '', title, '')))}"
    yield f"FN:{_escaped(person_of(title, given, family))}"
    if place := person.get("organisation"):
        yield f"ORG:{_escaped(place)}"
    if role := person.get("role"):
        yield f"TITLE:{_escaped(role)}"
    yield from _reached(person)
    if postal := person.get("postal"):
        yield f"ADR;TYPE=WORK:;;{_escaped(postal)};;;;"
    if note := person.get("note"):
        yield f"NOTE:{_escaped(note)}"
    for code, name in _OWN.items():
        if text := person.get(code):
            yield f"{name}:{_escaped(text)}"
    yield "END:VCARD"


def _reached(person: dict[str, str]) -> Iterator[str]:
    if number := person.get("direct"):
        yield f"TEL;TYPE=WORK,VOICE:{_escaped(number)}"
    for index, (code, label) in enumerate(_LABELLED.items(), 1):
        if number := person.get(code):
            yield f"item{index}.TEL;TYPE=WORK:{_escaped(number)}"
            yield f"item{index}.X-ABLabel:{label}"
    if number := person.get("mobile"):
        yield f"TEL;TYPE=CELL,WORK:{_escaped(number)}"
    for code in ("email", "email_2"):
        if address := person.get(code):
            yield f"EMAIL;TYPE=WORK,INTERNET:{_escaped(address)}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> bytes:
    """A line of at most 75 bytes, and what is longer on lines that begin with a blank."""
    pieces: list[bytes] = []
    piece = b""
    for char in line:
        encoded = char.encode()
        if len(piece) + len(encoded) > _LINE:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
