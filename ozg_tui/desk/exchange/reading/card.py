"""vCards as a table: one row a card, under headings that the mapping knows.

An own reader, because vobject 0.9.9 reads the 2.1 that Outlook writes wrongly: a line of a note
becomes a telephone number, `=3B` splits an organisation, one broken card ends the file.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ozg_tui.desk.exchange.reading.properties import Property, properties
from ozg_tui.desk.exchange.reading.table import (
    Format,
    Row,
    Table,
    UnreadableError,
    refuse_too_long,
    refuse_too_many,
)
from ozg_tui.desk.exchange.reading.text import Text

HEADINGS = (
    "Nachname", "Vorname", "Titel", "Name", "Organisation", "Abteilung", "Schlüssel", "Funktion",
    "Amtsbezeichnung", "Im Amt seit", "Anrede",
    "Durchwahl", "Sekretariat", "Zentrale", "Mobil", "Telefax", "Telefon privat",
    "E-Mail", "E-Mail privat", "Straße", "PLZ", "Ort", "Postanschrift", "Adresse privat",
    "Angaben bestätigt am", "Zuerst anrufen", "Stand (früher)", "Bemerkung",
)  # fmt: skip

_OWN = {
    "X-OZG-KEY": "Schlüssel",
    "X-OZG-ROLE": "Funktion",
    "X-OZG-ROLE-TITLE": "Amtsbezeichnung",
    "X-OZG-ROLE-SINCE": "Im Amt seit",
    "X-OZG-SALUTATION": "Anrede",
    "X-OZG-POSTAL": "Postanschrift",
    "X-OZG-CONFIRMED": "Angaben bestätigt am",
    "X-OZG-CALL-FIRST": "Zuerst anrufen",
    "X-OZG-HISTORIC": "Stand (früher)",
}
_PICTURES = frozenset({"PHOTO", "LOGO"})
_GROUPS = frozenset({"KIND", "X-ADDRESSBOOKSERVER-KIND"})
_BETWEEN = "\n"


class _Card(NamedTuple):
    line: int
    properties: list[Property]


class _Fault(NamedTuple):
    line: int
    sentence: str


def read_cards(text: Text) -> Table:
    """Read all cards of a file; a broken one is a fault and the others stay.

    Raises `UnreadableError`.
    """
    rows, faults, left_out = [], [], Counter[str]()
    versions: set[str] = set()
    for card in _cards(properties(text.content)):
        if isinstance(card, _Fault):
            faults.append((card.line, card.sentence))
            continue
        left_out["Fotos"] += sum(each.name in _PICTURES for each in card.properties)
        versions.update(each.text for each in card.properties if each.name == "VERSION")
        if any(each.name in _GROUPS and each.text.lower() == "group" for each in card.properties):
            left_out["Verteilerlisten"] += 1
            continue
        cells = _cells(card.properties)
        for cell in cells:
            refuse_too_long(cell, card.line)
        if not any(cells):
            faults.append((card.line, "Die Karte ist leer."))
            continue
        rows.append(Row(card.line, cells))
    refuse_too_many(len(rows), len(HEADINGS))
    if not rows and not faults and not left_out:
        raise UnreadableError("Die Datei enthält keine Visitenkarte.")
    kind = f"vcard {'/'.join(sorted(versions))}".strip()
    return Table(Format(kind, text.encoding), HEADINGS, tuple(rows), +left_out, tuple(faults))


def _cards(found: Iterable[Property | tuple[int, str]]) -> Iterator[_Card | _Fault]:
    """The cards one after the other; a card within a card (2.1, AGENT) is left out."""
    card: _Card | None = None
    inner = 0
    for each in found:
        if not isinstance(each, Property):
            continue
        edge = each.text.upper() if each.name in {"BEGIN", "END"} else ""
        if edge == "VCARD" and each.name == "BEGIN":
            if card is not None and card.properties and card.properties[-1].name == "AGENT":
                inner += 1
                continue
            if card is not None:
                yield _Fault(card.line, "Die Karte endet nicht.")
            card = _Card(each.line, [])
        elif edge == "VCARD":
            if inner:
                inner -= 1
            elif card is not None:
                yield card
                card = None
        elif card is not None and not inner:
            card.properties.append(each)
    if card is not None:
        yield _Fault(card.line, "Die Karte endet nicht.")


def _cells(card: list[Property]) -> tuple[str, ...]:
    labels = {each.group: each.text for each in card if each.name == "X-ABLABEL" and each.group}
    found: dict[str, list[str]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for each in sorted(card, key=_preference):
        # Of one thing in several languages the first is taken.
        if alternative := each.parameters.get("ALTID"):
            if (each.name, alternative) in seen:
                continue
            seen.add((each.name, alternative))
        for heading, value in _placed(each, labels.get(each.group, "")):
            if value and value not in found[heading]:
                found[heading].append(value)
    if found["Nachname"]:
        found["Name"].clear()
    for once in ("Nachname", "Vorname", "Titel", "Name", "Organisation", "Straße", "PLZ", "Ort"):
        del found[once][1:]
    return tuple(_BETWEEN.join(found[heading]) for heading in HEADINGS)


def _preference(each: Property) -> int:
    """What is preferred comes first, by `PREF=1` of 4.0 or the type of 2.1 and 3.0."""
    rank = each.parameters.get("PREF", "")
    if rank.isdecimal():
        return int(rank[:3])
    return 0 if "PREF" in each.types else 100


def _placed(each: Property, label: str) -> Iterator[tuple[str, str]]:
    """Under which headings the value of a property stands."""
    if each.name in _OWN:
        yield _OWN[each.name], each.text
    match each.name:
        case "N":
            family, given, _, prefix, *_ = (*each.parts, "", "", "", "")
            yield "Nachname", family
            yield "Vorname", given
            yield "Titel", prefix
        case "FN":
            yield "Name", each.text
        case "ORG":
            yield "Organisation", each.parts[0]
            yield "Abteilung", ", ".join(part for part in each.parts[1:] if part)
        case "TITLE" | "ROLE":
            yield "Funktion", each.text
        case "TEL":
            yield _telephone(each.types, label.lower()), _number(each.text)
        case "EMAIL":
            yield ("E-Mail privat" if _is_private(each.types) else "E-Mail"), _address(each.text)
        case "ADR":
            yield from _postal(each)
        case "NOTE":
            yield "Bemerkung", each.text


def _telephone(types: frozenset[str], label: str) -> str:
    if "FAX" in types or "fax" in label:
        return "Telefax"
    if "sekretariat" in label or "assist" in label or "ASSISTANT" in types:
        return "Sekretariat"
    if "zentrale" in label or "MAIN" in types or "main" in label:
        return "Zentrale"
    if "CELL" in types or "mobil" in label:
        return "Mobil"
    return "Telefon privat" if _is_private(types) else "Durchwahl"


def _is_private(types: frozenset[str]) -> bool:
    return "HOME" in types and "WORK" not in types


def _number(text: str) -> str:
    """`tel:+49-611-353;ext=1950` as people write it."""
    if not text.lower().startswith("tel:"):
        return text
    number, *parameters = text[4:].split(";")
    extensions = [each[4:] for each in parameters if each.lower().startswith("ext=")]
    return f"{number} DW {extensions[0]}" if extensions else number


def _address(text: str) -> str:
    return text[7:] if text.lower().startswith("mailto:") else text


def _postal(each: Property) -> Iterator[tuple[str, str]]:
    box, extended, street, town, _, code, *_ = (*each.parts, *[""] * 7)
    if _is_private(each.types):
        yield "Adresse privat", " ".join(part for part in (street, code, town) if part)
        return
    yield "Straße", ", ".join(part for part in (extended, street) if part) or box
    yield "PLZ", code
    yield "Ort", town
