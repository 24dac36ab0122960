"""Rows of a list as people: found again, told apart, judged by the checks of the contact form."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.entry.check import check
from ozg_tui.desk.entry.fields import fields_of
from ozg_tui.desk.exchange.contacts.compare import (
    Compared,
    compared,
    reached_only_by_name,
    share_a_way,
)
from ozg_tui.desk.exchange.contacts.entry import (
    NUMBERS,
    Filled,
    as_raw,
    filled_in,
    person_of,
)
from ozg_tui.desk.exchange.contacts.known import (
    Name,
    Person,
    elsewhere,
    folded_name,
    numbers_by_name,
    people,
)
from ozg_tui.desk.exchange.contacts.successions import Follows, Said, with_successions
from ozg_tui.desk.exchange.file import File, Line
from ozg_tui.desk.exchange.memory import of_staff
from ozg_tui.desk.exchange.reading.table import Row
from ozg_tui.desk.exchange.understood import (
    Answer,
    Difference,
    Fault,
    Outcome,
    Question,
    Understood,
    unfinished,
)
from ozg_tui.desk.exchange.which_place import Hints, Meant, place_meant
from ozg_tui.desk.register.contacts import ContactInput
from ozg_tui.desk.telephone.callers import area_code_of
from ozg_tui.rules.dates import parse_date
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.phone import normalise

SAME, OTHER = "same", "other"
_SAME_PERSON = (Answer(SAME, "dieselbe Person"), Answer(OTHER, "eine andere Person"))
_LABELS = {field.name: field.label for field in fields_of(ContactInput)}


class Content(NamedTuple):
    """What a row of contacts writes: the form, and the day of a state that is past.

    `e164` are its numbers as they are compared, by kind; `follows` is whose office it is.
    """

    value: ContactInput
    historic_on: date | None = None
    e164: Mapping[str, str] = MappingProxyType({})
    follows: Follows | None = None


class _Draft(NamedTuple):
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


def understand(file: File) -> tuple[Understood, ...]:
    """Understand all rows, in their order."""
    reader = _Reader(file)
    drafts, said = [], {}
    for line in file.lines():
        if not line.values:
            continue
        drafts.append(reader.draft(line))
        if name := line.values.get("predecessor"):
            reason = line.values.get("left_reason", "")
            said[line.number] = Said(name, reason, line.heading("predecessor"))
    broken = [
        Understood(number, Outcome.FAILED, "", faults=(Fault(number, "", "", sentence),))
        for number, sentence in file.table.faults
    ]
    apart = _told_apart(file.desk, drafts, file.answers)
    told = [*with_successions(file.desk, apart, said), *broken]
    return tuple(sorted(told, key=lambda each: each.line))


class _Reader:
    """Reads rows as filled-in forms; what is asked of the store is asked once for each place."""

    def __init__(self, file: File) -> None:
        self._desk = file.desk
        self._answers = file.answers
        self._places: dict[Hints, Meant] = {}
        self._area_codes: dict[int, str | None] = {}
        self._today = file.desk.today()

    def draft(self, line: Line) -> _Draft:
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
        return _Draft(
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


def _told_apart(
    desk: Desk, drafts: Iterable[_Draft], answers: Mapping[str, str]
) -> Iterator[Understood]:
    whole = [draft for draft in drafts if draft.content is not None]
    present = numbers_by_name(desk, {draft.name[0] for draft in whole})
    wanted = {number for draft in whole for number in present.get(draft.name, ())}
    stored, touched = people(desk, wanted), of_staff(desk, "contact", wanted)
    abroad = _abroad(desk, [draft for draft in whole if draft.name not in present])
    seen: dict[Name, list[_Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.content is None or draft.questions:
            yield unfinished(draft.row.line, draft.title, draft.questions, draft.faults)
            continue
        earlier = seen[draft.name]
        earlier.append(draft)
        same = [stored[number] for number in present.get(draft.name, ()) if number in stored]
        if len(earlier) > 1:
            yield _again(draft, earlier[0], answers)
        elif same:
            yield _beside(draft, same, touched, answers)
        else:
            yield _newcomer(draft, abroad, answers)


def _again(draft: _Draft, first: _Draft, answers: Mapping[str, str]) -> Understood:
    """A second row of the same name at the same place."""
    assert draft.content is not None and first.content is not None
    if compared(first.content.value, draft.content.value, draft.given).is_same:
        return Understood(draft.row.line, Outcome.UNCHANGED, draft.title, draft.content)
    key = f"twice {draft.row.line}"
    if answers.get(key) == OTHER:
        return Understood(draft.row.line, Outcome.NEW, draft.title, draft.content)
    sentence = (
        f"{draft.title} steht schon in Zeile {first.row.line}, mit anderen Angaben. Ist das noch "
        "jemand?"
    )
    return _asked(draft, key, sentence, _SAME_PERSON[1:])


def _beside(
    draft: _Draft, same: list[Person], touched: set[int], answers: Mapping[str, str]
) -> Understood:
    """A row whose name stands at its place already."""
    assert draft.content is not None
    value = draft.content.value
    found = {person.id: compared(person.value, value, draft.given) for person in same}
    for number, each in found.items():
        if each.is_same:
            return Understood(draft.row.line, Outcome.UNCHANGED, draft.title, draft.content, number)
    key = f"person {draft.row.line} {draft.name[1]}"
    answer = answers.get(key)
    if answer == OTHER:
        return Understood(draft.row.line, Outcome.NEW, draft.title, draft.content)
    sure = [
        person
        for person in same
        if share_a_way(person.value, value)
        or (len(same) == 1 and (person.id not in touched or reached_only_by_name(person.value)))
        or (len(same) == 1 and answer == SAME)
    ]
    if len(sure) != 1:
        sentence = (
            f"{draft.title} gibt es dort schon, mit anderer Nummer und Adresse. Ist das dieselbe "
            "Person?"
        )
        return _asked(draft, key, sentence, _SAME_PERSON if len(same) == 1 else _SAME_PERSON[1:])
    return _changed(draft, sure[0], found[sure[0].id], sure[0].id in touched, answers)


def _changed(
    draft: _Draft,
    person: Person,
    found: Compared,
    is_touched: bool,
    answers: Mapping[str, str],
) -> Understood:
    """What staff have written is never overwritten without being asked about."""
    key = f"overwrite {draft.row.line} {draft.name[1]}"
    if found.changed and is_touched and answers.get(key) != SAME:
        told = "; ".join(_told(each) for each in found.changed)
        sentence = f"Hier steht inzwischen anderes, das jemand eingetragen hat: {told}."
        question = Question(
            key, draft.row.line, "", "", sentence, (Answer(SAME, "aus der Datei nehmen"),)
        )
        return Understood(
            draft.row.line,
            Outcome.QUESTION,
            draft.title,
            record_id=person.id,
            differences=found.changed,
            questions=(question,),
        )
    return Understood(
        draft.row.line,
        Outcome.CHANGED,
        draft.title,
        Content(found.value),
        person.id,
        (*found.changed, *found.filled),
    )


def _told(each: Difference) -> str:
    return f"{each.label} »{each.now}«, in der Datei »{each.then}«"


def _newcomer(
    draft: _Draft,
    abroad: Mapping[str, tuple[tuple[int, str], ...]],
    answers: Mapping[str, str],
) -> Understood:
    """Somebody new, unless the same name is reached by the same way at another place."""
    assert draft.content is not None
    key = f"moved {draft.row.line} {draft.name[1]}"
    is_known = any(
        name == draft.name[1]
        for way in _personal_ways(draft.content)
        for _, name in abroad.get(way, ())
    )
    if is_known and answers.get(key) != OTHER:
        sentence = (
            f"{draft.title} ist mit derselben Adresse oder Nummer an anderer Stelle eingetragen. "
            "Ist die Person gewechselt?"
        )
        return _asked(draft, key, sentence, _SAME_PERSON[1:])
    return Understood(draft.row.line, Outcome.NEW, draft.title, draft.content)


def _abroad(desk: Desk, drafts: list[_Draft]) -> Mapping[str, tuple[tuple[int, str], ...]]:
    ways = [way for each in drafts if each.content for way in _personal_ways(each.content)]
    return elsewhere(
        desk,
        [way for way in ways if "@" in way],
        [way for way in ways if "@" not in way],
    )


def _personal_ways(content: Content) -> list[str]:
    value = content.value
    emails = [text.lower() for text in (value.email, value.email_2) if text]
    return [*emails, *([content.e164["mobile"]] if "mobile" in content.e164 else [])]


def _asked(draft: _Draft, key: str, sentence: str, offered: tuple[Answer, ...]) -> Understood:
    question = Question(key, draft.row.line, "", draft.title, sentence, offered)
    return Understood(draft.row.line, Outcome.QUESTION, draft.title, questions=(question,))
