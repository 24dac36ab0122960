"""A row of a list as the contact form would be filled in, and what does not fit into it.

The form's own checks judge what comes out; here nothing is judged but telephone cells and places.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from db.fold import words
from ozg_tui.desk.exchange.file import Line
from ozg_tui.desk.exchange.understood import Answer, Fault, Question
from ozg_tui.german.labels import ROLES
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.mail import bare_address
from ozg_tui.rules.person_name import PersonName, split_name, without_title
from ozg_tui.rules.phone_cell import CellNumber, PhoneCell, Use, read_cell

NUMBERS = ("direct", "secretariat", "switchboard", "mobile")
COLUMNS = ("phone", *NUMBERS)
_LEFT_OUT = frozenset({Use.FAX, Use.PRIVATE})
_EMPTY_DAYS = frozenset({"0.0.00", "0.0.0000", "00.00.0000", "0", "-"})
_AS_TYPED = ("confirmed_on", "call_first", "historic_on", "role_since", "role_title")
_SALUTATIONS = {
    **dict.fromkeys(("frau", "fr.", "ms", "mrs"), "ms"),
    **dict.fromkeys(("herr", "herrn", "hr.", "mr"), "mr"),
}


class Filled(NamedTuple):
    """The texts of a form by field, from which column each came, and what is open or wrong."""

    texts: Mapping[str, str]
    origin: Mapping[str, str]
    questions: tuple[Question, ...] = ()
    faults: tuple[Fault, ...] = ()


class _Sheet:
    """A form that is being filled in from one row."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.values = line.values
        self.texts: dict[str, str] = {}
        self.origin: dict[str, str] = {}
        self.notes: list[str] = []
        self.questions: list[Question] = []
        self.faults: list[Fault] = []

    def put(self, field: str, text: str, column: str) -> None:
        if text:
            self.texts[field] = text
            self.origin[field] = column


def filled_in(line: Line, area_code: str | None, answers: Mapping[str, str]) -> Filled:
    """Fill the form from a row.

    `area_code` is that of the place; `answers` are those given so far, by the key of the question.
    """
    sheet, values = _Sheet(line), line.values
    _name(sheet)
    for field in _AS_TYPED:
        text = values.get(field, "")
        sheet.put(field, "" if text in _EMPTY_DAYS else text, field)
    _role(sheet)
    salutation = sheet.values.get("salutation", "").strip().casefold()
    sheet.put("salutation", _SALUTATIONS.get(salutation, ""), "salutation")
    for column in COLUMNS:
        if cell := values.get(column):
            _numbers(sheet, column, cell, area_code, answers)
    _addresses(sheet)
    _note(sheet)
    return Filled(sheet.texts, sheet.origin, tuple(sheet.questions), tuple(sheet.faults))


def person_of(values: Mapping[str, str]) -> PersonName:
    """The name in a row, whichever columns hold it."""
    family, given = values.get("family_name", ""), values.get("given_name", "")
    whole, title = values.get("full_name", ""), values.get("title", "")
    if not family and given and whole:
        # A column Name beside a column Vorname holds the family name, unless it repeats the other.
        family = whole.removeprefix(given).strip(" ,") if whole.startswith(given) else whole
    if not family and whole:
        name = split_name(whole)
        return name._replace(title=title or name.title)
    return without_title(family, given, title)


def _name(sheet: _Sheet) -> None:
    name = person_of(sheet.values)
    family = "family_name" if "family_name" in sheet.values else "full_name"
    given = "given_name" if "given_name" in sheet.values else "full_name"
    sheet.put("family_name", name.family, family)
    sheet.put("given_name", name.given, given)
    sheet.put("title", name.title, "title" if "title" in sheet.values else family)


def _role(sheet: _Sheet) -> None:
    """The function by its word; one that the desk has no word for stays in the note."""
    said = " ".join((sheet.values.get("role") or sheet.values.get("role_title", "")).split())
    if not said:
        return
    code = _roles().get(_folded(said))
    if code is None:
        code = next(
            (code for word in words(said) if (code := _roles().get(word)) is not None), None
        )
    if code is not None:
        sheet.put("role", code, "role")
    is_titled = sheet.texts.get("role_title") == said
    if not is_titled and (code is None or ROLES[code].casefold() != said.casefold()):
        sheet.notes.append(f"Funktion: {said}")


def _numbers(
    sheet: _Sheet,
    column: str,
    cell: str,
    area_code: str | None,
    answers: Mapping[str, str],
) -> None:
    try:
        read = read_cell(cell, area_code)
        if read.question:
            read = _answered(sheet, column, cell, read, answers)
    except InputError as error:
        sheet.faults.append(sheet.line.fault(column, str(error)))
        return
    for number in read.numbers:
        if number.said in _LEFT_OUT:
            continue
        _place_number(sheet, column, number)
        if number.remark:
            sheet.notes.append(f"{number.text}: {number.remark}")


def _answered(
    sheet: _Sheet, column: str, cell: str, read: PhoneCell, answers: Mapping[str, str]
) -> PhoneCell:
    """The numbers that a person has chosen; without an answer the question stays."""
    key = f"number {cell}"
    if chosen := answers.get(key):
        parts = [read_cell(text).numbers for text in chosen.split("\n")]
        return PhoneCell(numbers=tuple(number for part in parts for number in part))
    offered = tuple(Answer("\n".join(each), " und ".join(each)) for each in read.answers)
    sheet.questions.append(
        Question(key, sheet.line.number, sheet.line.heading(column), cell, read.question, offered)
    )
    return PhoneCell()


def _place_number(sheet: _Sheet, column: str, number: CellNumber) -> None:
    """The field of a number: what the cell says, else the column, else what the digits show."""
    use = number.said.value if number.said else ""
    field = use or (column if column != "phone" else "") or (number.shown or Use.DIRECT).value
    if field in sheet.texts and sheet.texts[field] != number.text and not use:
        # A second number of a general column may still be of another use.
        free = "switchboard" if number.shown is Use.SWITCHBOARD else field
        field = free if free not in sheet.texts else field
    if field not in sheet.texts:
        sheet.put(field, number.text, column)
    elif sheet.texts[field] != number.text:
        sheet.notes.append(f"Weitere Nummer: {number.text}")


def _addresses(sheet: _Sheet) -> None:
    emails = [text for line in _lines(sheet.values.get("email", "")) for text in _several(line)]
    for field, text in zip(("email", "email_2"), dict.fromkeys(emails), strict=False):
        sheet.put(field, text, "email")
    sheet.notes += [f"Weitere E-Mail: {text}" for text in [*dict.fromkeys(emails)][2:]]
    if postal := sheet.values.get("postal"):
        sheet.put("postal", ", ".join(_lines(postal)), "postal")
        return
    street = ", ".join(_lines(sheet.values.get("street", "")))
    place = [sheet.values.get(each, "") for each in ("postcode", "town")]
    town = " ".join(line for text in place for line in _lines(text))
    if street:
        sheet.put("postal", ", ".join(filter(None, (street, town))), "street")


def _several(text: str) -> list[str]:
    for separator in (";", ":::", ","):
        text = text.replace(separator, " ")
    addresses = [bare_address(each) for each in text.split() if "@" in each]
    return addresses or [text]


def _note(sheet: _Sheet) -> None:
    if department := sheet.values.get("department"):
        sheet.notes.insert(0, f"Abteilung: {', '.join(_lines(department))}")
    said = sheet.values.get("note", "")
    # What was taken over once stands in the note already.
    more = [line for line in dict.fromkeys(sheet.notes) if line not in said.splitlines()]
    column = "note" if said else "phone"
    sheet.put("note", "\n".join([*([said] if said else []), *more]), column)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def as_raw(filled: Filled, organisation_id: int) -> dict[str, Any]:
    """What the contact's model gets."""
    texts = {name: text for name, text in filled.texts.items() if name != "historic_on"}
    return {**texts, "organisation_id": organisation_id}


@cache
def _roles() -> Mapping[str, str]:
    """The codes of functions by their folded words."""
    text = files("ozg_tui.desk.exchange").joinpath("roles.toml").read_text(encoding="utf-8")
    found = {_folded(label): code for code, label in ROLES.items() if code != "historic"}
    for code, spoken in tomllib.loads(text)["roles"].items():
        found |= {_folded(word): code for word in spoken}
    return found


def _folded(text: str) -> str:
    return "".join(words(text))
