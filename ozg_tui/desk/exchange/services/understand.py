"""Rows of a list as the names and keys of numbered services.

A source may state how many services a bundle has and none of their names. What was recorded of a
number stays with it: a list without numbers names those first of which nothing is recorded, because
nobody can tell them apart.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.entry.check import check
from ozg_tui.desk.entry.fields import fields_of
from ozg_tui.desk.exchange.file import File, Line
from ozg_tui.desk.exchange.memory import of_staff
from ozg_tui.desk.exchange.services.known import Catalogue, Known
from ozg_tui.desk.exchange.understood import (
    TAKE,
    Answer,
    Difference,
    Outcome,
    Question,
    Understood,
    overwriting,
)
from ozg_tui.desk.services.service_input import ServiceInput
from ozg_tui.german.counting import counted

_FIELDS = {field.name: field for field in fields_of(ServiceInput)}


class _Beside(NamedTuple):
    """What rows are held against; `taken` are the services of earlier rows, by line."""

    known: Catalogue
    answers: Mapping[str, str]
    staff: set[int]
    taken: dict[int, int]


class _Read(NamedTuple):
    """A row as it is read."""

    line: Line
    value: ServiceInput
    given: frozenset[str]

    @property
    def values(self) -> Mapping[str, str]:
        """Its texts by field."""
        return self.line.values

    @property
    def title(self) -> str:
        """Bundle, number and name, as far as the row has them."""
        parts = (self.values.get(field, "") for field in ("bundle", "number"))
        of = " ".join(part for part in parts if part)
        return ": ".join(part for part in (of, self.value.name) if part)


def understand(file: File) -> tuple[Understood, ...]:
    """Understand all rows."""
    known = Catalogue(file.desk)
    beside = _Beside(known, file.answers, of_staff(file.desk, "service", known.by_id), {})
    found: list[tuple[_Read, int | None]] = []
    told: dict[int, Understood] = {}
    for line in file.lines():
        read = _read(file.desk, line)
        if isinstance(read, Understood):
            told[line.number] = read
        else:
            # Rows that say which service they mean come before those that take a free number.
            found.append((read, _meant(read, known)))
    for read, meant in sorted(found, key=lambda each: each[1] is None):
        told[read.line.number] = _judged(read, meant, beside)
    return tuple(told[number] for number in sorted(told))


def _read(desk: Desk, line: Line) -> _Read | Understood:
    values = line.values
    typed = {name: values[name] for name in _FIELDS if values.get(name)}
    if state := typed.get("central_state"):
        typed["central_state"] = _FIELDS["central_state"].chosen(state)
    checked = check(ServiceInput, typed, {"today": desk.today()})
    if checked.value is not None:
        return _Read(line, checked.value, frozenset(typed))
    faults = tuple(line.fault(str(path[0]), sentence) for path, sentence in checked.errors.items())
    return Understood(line.number, Outcome.FAILED, values.get("name", ""), faults=faults)


def _meant(read: _Read, known: Catalogue) -> int | None:
    """The service that a row names by bundle and number, by its key or by its name."""
    bundle, number = read.values.get("bundle", ""), read.values.get("number", "")
    if bundle and number.isdecimal():
        return next(
            (each.id for each in known.of_bundle(bundle) if each.number == int(number)), None
        )
    of = [*known.with_key(read.value.leika_key or ""), *known.called(read.value.name or "")]
    found = {each.id for each in of if not bundle or each in known.of_bundle(bundle)}
    return found.pop() if len(found) == 1 else None


def _judged(read: _Read, named: int | None, beside: _Beside) -> Understood:
    found = _free(read, beside) if named is None else named
    return found if isinstance(found, Understood) else _compared(read, found, beside)


def _compared(read: _Read, meant: int, beside: _Beside) -> Understood:
    """What a row says of its service beside what is known of it."""
    if (first := beside.taken.setdefault(meant, read.line.number)) != read.line.number:
        return _failed(read, "number", f"Diese Leistung steht schon in Zeile {first}.")
    service = beside.known.by_id[meant]
    then = {
        name: value
        for name in read.given
        if (value := getattr(read.value, name)) != getattr(service.value, name)
    }
    differences = tuple(_difference(service, name, then[name]) for name in _FIELDS if name in then)
    questions = tuple(_questions(read, service, then, beside))
    if questions:
        outcome = Outcome.QUESTION
    else:
        outcome = Outcome.CHANGED if differences else Outcome.UNCHANGED
    content = service.value.model_copy(update=then)
    return Understood(
        read.line.number, outcome, read.title, content, service.id, differences, questions
    )


def _free(read: _Read, beside: _Beside) -> int | Understood:
    """A number of the bundle that has no name yet; asked for where something is recorded of all."""
    bundle = read.values.get("bundle", "")
    key = f"number {bundle} | {read.value.name}"
    if answer := beside.answers.get(key):
        return int(answer)
    services = beside.known.of_bundle(bundle)
    nameless = [each for each in services if not each.value.name and each.id not in beside.taken]
    if why := _no_number(read, services, nameless):
        return _failed(read, *why)
    if free := [each.id for each in nameless if not each.has_history]:
        return free[0]
    sentence = (
        f"Welche Nummer ist »{read.value.name}«? Zu diesen ist schon eingetragen, wie weit "
        "Kommunen sind."
    )
    offered = tuple(Answer(str(each.id), each.title) for each in nameless)
    question = Question(
        key, read.line.number, read.line.heading("name"), read.title, sentence, offered
    )
    return Understood(read.line.number, Outcome.QUESTION, read.title, questions=(question,))


def _no_number(read: _Read, services: list[Known], nameless: list[Known]) -> tuple[str, str] | None:
    """Why there is no number for a row: its field that is wrong, and the sentence."""
    bundle, number = read.values.get("bundle", ""), read.values.get("number", "")
    if not bundle:
        return "bundle", "Hier fehlt das Umsetzungsbündel."
    if not services:
        return "bundle", f"Ein Bündel »{bundle}« gibt es im Bestand nicht."
    count = f"{bundle} hat {counted(len(services), 'Leistung', 'Leistungen')}"
    if number:
        return "number", f"{count}; eine Nummer {number} gibt es nicht."
    if not read.value.name:
        return "name", "Hier fehlen Nummer und Name der Leistung."
    return None if nameless else ("name", f"{count}, und alle haben schon einen Namen.")


def _questions(
    read: _Read, service: Known, then: Mapping[str, Any], beside: _Beside
) -> Iterator[Question]:
    """Names and keys that others have, and what would be overwritten."""
    line, answers = read.line.number, beside.answers
    others = [
        each
        for found in (
            beside.known.called(then.get("name", "")),
            beside.known.with_key(then.get("leika_key", "")),
        )
        for each in found
        if each.id != service.id
    ]
    key = f"other {service.id} {read.value.name}"
    if others and answers.get(key) != TAKE:
        sentence = (
            f"Name oder Schlüssel hat schon {others[0].title}. Ist {service.title} eine andere "
            "Leistung?"
        )
        offered = (Answer(TAKE, "eine andere mit demselben Namen"),)
        yield Question(key, line, read.line.heading("name"), read.title, sentence, offered)
    overwritten = [
        _difference(service, name, value)
        for name, value in then.items()
        if getattr(service.value, name) is not None
        and (name == "name" or service.id in beside.staff)
    ]
    key = f"overwrite {service.id} {sorted(then)}"
    if overwritten and answers.get(key) != TAKE:
        yield overwriting(key, line, read.title, overwritten, "Im Bestand steht anderes")


def _difference(service: Known, name: str, value: Any) -> Difference:
    field = _FIELDS[name]
    return Difference(field.label, field.text(getattr(service.value, name)), field.text(value))


def _failed(read: _Read, field: str, sentence: str) -> Understood:
    faults = (read.line.fault(field, sentence),)
    return Understood(read.line.number, Outcome.FAILED, read.title, faults=faults)
