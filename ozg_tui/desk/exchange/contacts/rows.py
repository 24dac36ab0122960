"""Rows of a list as filled-in contact forms, and what is still open about each."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from ozg_tui.desk.entry.check import check
from ozg_tui.desk.entry.fields import fields_of
from ozg_tui.desk.exchange.contacts.entry import (
    NUMBERS,
    Filled,
    as_raw,
    filled_in,
    person_of,
)
from ozg_tui.desk.exchange.contacts.known import (
    Name,
    folded_name,
)
from ozg_tui.desk.exchange.contacts.successions import Follows
from ozg_tui.desk.exchange.file import File, Line
from ozg_tui.desk.exchange.reading.table import Row
from ozg_tui.desk.exchange.understood import (
    Fault,
    Question,
)
from ozg_tui.desk.exchange.which_place import Hints, Meant, place_meant
from ozg_tui.desk.register.contacts import ContactInput
from ozg_tui.desk.telephone.callers import area_code_of
from ozg_tui.rules.dates import parse_date
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.phone import normalise

_LABELS = {field.name: field.label for field in fields_of(ContactInput)}


class Content(NamedTuple):
    """What a row of contacts writes: the form, and the day of a state that is past.

    `e164` are its numbers as they are compared, by kind; `follows` is whose office it is.
    """

    value: ContactInput
    historic_on: date | None = None
    e164: Mapping[str, str] = MappingProxyType({})
    follows: Follows | None = None


class Draft(NamedTuple):
    """A row on its way: what the form's checks let pass, and what is still open."""

    row: Row
    title: str
    content: Content | None
    given: tuple[str, ...]
    questions: tuple[Question, ...]
    faults: tuple[Fault, ...]

    @property
    def name(self) -> Name:
        """Where, and who."""
        assert self.content is not None
        value = self.content.value
        return value.organisation_id, folded_name(value.family_name, value.given_name)


class Reader:
    """Reads rows as filled-in forms; what is asked of the store is asked once for each place."""

    def __init__(self, file: File) -> None:
        self._desk = file.desk
        self._answers = file.answers
        self._places: dict[Hints, Meant] = {}
        self._area_codes: dict[int, str | None] = {}
        self._today = file.desk.today()

    def draft(self, line: Line) -> Draft:
        """The row as a form."""
        values = line.values
        place = self._place(values)
        filled = filled_in(line, self._area_code(place), self._answers)
        faults = list(filled.faults)
        historic_on = self._historic(line, filled, faults)
        # Without a place the rest is still judged, so that everything wrong is said at once.
        raw = as_raw(filled, place.organisation_id or 0)
        value, wrong = self._checked(raw, place)
        for name, sentence in wrong.items():
            column = line.heading(filled.origin.get(name, name)) or _LABELS.get(name, "")
            faults.append(Fault(line.number, column, filled.texts.get(name, ""), sentence))
        questions = list(filled.questions)
        if place.organisation_id is None:
            questions.append(_which_place(line, place))
        is_whole = value is not None and place.organisation_id is not None and not faults
        return Draft(
            line.row,
            _title(values),
            _content(value, historic_on) if is_whole and value is not None else None,
            tuple(name for name in filled.texts if name != "historic_on"),
            tuple(questions),
            tuple(faults),
        )

    def _checked(
        self, raw: dict[str, Any], place: Meant
    ) -> tuple[ContactInput | None, dict[str, str]]:
        context = {"today": self._today, "area_code": self._area_code(place)}
        found = check(ContactInput, raw, context)
        return found.value, {str(path[0]): each for path, each in found.errors.items() if path}

    def _historic(self, line: Line, filled: Filled, faults: list[Fault]) -> date | None:
        text = filled.texts.get("historic_on")
        if text is None:
            return None
        try:
            return parse_date(text, self._today)
        except InputError as error:
            faults.append(Fault(line.number, line.heading("historic_on"), text, str(error)))
            return None

    def _place(self, values: Mapping[str, str]) -> Meant:
        hints = Hints(
            *(values.get(field, "") for field in ("key", "organisation", "town", "email"))
        )
        if answer := self._answers.get(_place_key(values)):
            return Meant(int(answer))
        # The address only proposes; it must not make each row a question of its own.
        short = hints._replace(email=hints.email.rpartition("@")[2].strip().lower())
        if short not in self._places:
            self._places[short] = place_meant(self._desk, hints)
        return self._places[short]

    def _area_code(self, place: Meant) -> str | None:
        number = place.organisation_id
        if number is None:
            return None
        if number not in self._area_codes:
            self._area_codes[number] = area_code_of(self._desk, number)
        return self._area_codes[number]


def _which_place(line: Line, place: Meant) -> Question:
    values = line.values
    field = next((each for each in ("key", "organisation") if values.get(each)), "")
    text = values.get(field, "")
    sentence = (
        f"Welche Kommune oder Stelle ist »{text}«?"
        if text
        else "In dieser Zeile steht keine Kommune. Wohin gehört die Person?"
    )
    column = line.heading(field) or _LABELS["organisation_id"]
    return Question(_place_key(values), line.number, column, text, sentence, place.proposed)


def _content(value: ContactInput, historic_on: date | None) -> Content:
    numbers = {kind: raw for kind in NUMBERS if (raw := getattr(value, kind)) is not None}
    return Content(value, historic_on, {kind: normalise(raw).e164 for kind, raw in numbers.items()})


def _place_key(values: Mapping[str, str]) -> str:
    """Rows that name a place alike are answered alike; without a name, those of one town."""
    said = values.get("key", ""), values.get("organisation", "")
    town = values.get("town", "") if not any(said) else ""
    return f"place {' | '.join((*said, town))}"


def _title(values: Mapping[str, str]) -> str:
    name = person_of(values)
    return ", ".join(part for part in (name.family, name.given) if part)
