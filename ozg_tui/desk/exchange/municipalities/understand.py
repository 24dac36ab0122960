"""Rows of a register beside what the desk knows of the Kommunen: what they would change.

Names, inhabitants and addresses change. A new key, a Kommune that is gone and one that is missing
are told and never guessed at: what became of whom stands in the law, not in a list of today.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.tables import Organisation
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.entry.check import check
from ozg_tui.desk.entry.fields import fields_of
from ozg_tui.desk.exchange.file import File, Line
from ozg_tui.desk.exchange.memory import fields_of_staff
from ozg_tui.desk.exchange.municipalities.compare import REACH, changes, inhabitants
from ozg_tui.desk.exchange.municipalities.edition import edition_of
from ozg_tui.desk.exchange.municipalities.names import Renamed, called, kind_said, renamed
from ozg_tui.desk.exchange.municipalities.shape import key_of
from ozg_tui.desk.exchange.understood import (
    TAKE,
    Answer,
    Difference,
    Fault,
    Outcome,
    Question,
    Understood,
    overwriting,
)
from ozg_tui.desk.exchange.which_place import keyed
from ozg_tui.desk.register.municipalities import MUNICIPALITIES, MunicipalityInput
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.territory import Period, is_municipality

_LEAVE, _SINCE, _ALWAYS = "leave", "since", "always"
_FIELDS = {field.name: field for field in fields_of(MunicipalityInput)}
_FIELD_OF = {name: name for name in _FIELDS} | {"switchboard": "phone"}
"""The fields of a file by those of the form."""

_TABLES = {"switchboard": "phone_number", "email": "address"}
"""The tables of what is no column of an organisation."""

_NOT_GUESSED = "Gebietsänderungen werden gemeldet und nicht aus einer Liste übernommen."


class Content(NamedTuple):
    """What is to be kept about a Kommune, and what it is called from some day on."""

    value: MunicipalityInput
    renamed: Renamed | None


class _Beside:
    """What rows are held against, and what is answered so far."""

    def __init__(self, file: File) -> None:
        desk = file.desk
        self.today = desk.today()
        self.land = territory(desk)
        self.edition = edition_of(file.table, file.mapped, self.today)
        self.answers = file.answers
        self.stored = _stored(desk, self.land)
        self.staff = fields_of_staff(desk, "organisation", self.stored)
        self.seen: dict[int, int] = {}

    @property
    def day(self) -> date:
        """The day whose borders the file has; today's where it does not say."""
        return self.edition.as_of or self.today

    def period(self, number: int) -> Period | None:
        """What a Kommune was on that day; None where there was none."""
        place = self.land.by_id[number]
        if self.edition.as_of is not None:
            return place.on(self.edition.as_of)
        return place.latest if number not in self.land.successors else None


class _Read(NamedTuple):
    """A row as it is read: which Kommune it is, and what stands under which heading."""

    line: Line
    title: str
    number: int
    period: Period

    @property
    def values(self) -> Mapping[str, str]:
        """Its texts by field."""
        return self.line.values


def understand(file: File) -> tuple[Understood, ...]:
    """Understand all rows."""
    beside = _Beside(file)
    found = []
    for line in file.lines():
        read = _read(line, beside)
        found.append(_compared(read, beside) if isinstance(read, _Read) else read)
    return (*found, *_missing(beside))


def _read(line: Line, beside: _Beside) -> _Read | Understood:
    """Which Kommune a row is about, or why that is not clear."""
    values, land = line.values, beside.land
    key = key_of(values)
    number = keyed(land, key)
    title = f"{called(values) or (land.name(number) if number else '')} ({key})"
    period = beside.period(number) if number is not None else None
    if number is None or number not in beside.stored:
        sentence = _new(beside, called(values))
    elif (first := beside.seen.setdefault(number, line.number)) != line.number:
        sentence = f"Diese Kommune steht schon in Zeile {first}."
    elif period is None:
        sentence = _gone(beside, number)
    elif beside.edition.as_of and len(key) == len(period.key) and key != period.key:
        sentence = f"Im Bestand ist der Schlüssel {period.key}. {_NOT_GUESSED}"
    else:
        return _Read(line, title, number, period)
    column = line.heading("key") or line.heading("ars")
    fault = Fault(line.number, column, key, sentence)
    return Understood(line.number, Outcome.FAILED, title, faults=(fault,))


def _compared(read: _Read, beside: _Beside) -> Understood:
    """What a row changes, field by field."""
    line, stored = read.line.number, beside.stored[read.number]
    typed = {name: text for name, field in _FIELD_OF.items() if (text := read.values.get(field))}
    checked = check(MunicipalityInput, typed, {"today": beside.today})
    if checked.value is None or (read.values.get("kind") and kind_said(read.values) is None):
        faults = tuple(_faults(read, checked.errors, typed))
        return Understood(line, Outcome.FAILED, read.title, faults=faults)
    questions: list[Question] = []
    then = changes(stored, checked.value, typed)
    is_gone = read.number in beside.land.successors
    if "record_type" in read.values and (stored.postcode is not None or is_gone):
        # The registers of the areas name one of several postcodes, without the street.
        then.pop("postcode", None)
    if not REACH.isdisjoint(then) and "reach_source" not in typed:
        then |= {"reach_source": beside.edition.name, "reach_on": beside.edition.as_of}
    then |= _inhabitants(read, stored, checked.value, beside, questions)
    new_name = _renamed(read, beside, questions)
    differences = tuple(_difference(stored, name, value) for name, value in then.items())
    questions += _overwritten(read, then, stored, beside)
    differences = (*(new_name.differences if new_name else ()), *differences)
    outcome = Outcome.QUESTION if questions else (
        Outcome.CHANGED if differences else Outcome.UNCHANGED
    )  # fmt: skip
    content = Content(stored.model_copy(update=then), new_name)
    return Understood(
        line, outcome, read.title, content, read.number, differences, tuple(questions)
    )


def _faults(
    read: _Read, errors: Mapping[tuple[str | int, ...], str], typed: Mapping[str, str]
) -> Iterator[Fault]:
    for path, sentence in errors.items():
        name = str(path[0]) if path else ""
        column = read.line.heading(_FIELD_OF.get(name, ""))
        yield Fault(read.line.number, column, typed.get(name, ""), sentence)
    if (kind := read.values.get("kind")) and kind_said(read.values) is None:
        sentence = f"»{kind}« ist keine Art von Kommune."
        yield read.line.fault("kind", sentence)


def _inhabitants(
    read: _Read,
    stored: MunicipalityInput,
    row: MunicipalityInput,
    beside: _Beside,
    questions: list[Question],
) -> Mapping[str, Any]:
    """New inhabitants; of which day they are is asked once for the whole file."""
    answer = beside.answers.get("population_on")
    on = row.population_on or beside.edition.population_on
    if answer == _LEAVE or row.population is None:
        return {}
    if on is None and answer:
        on = date.fromisoformat(answer)
    if on is None and row.population != stored.population:
        last = date(beside.day.year - 1, 12, 31)
        days = (beside.day, last, last.replace(year=last.year - 1))
        offered = [
            Answer(day.isoformat(), format_date(day))
            for day in days
            if (day.month, day.day) == (12, 31)
        ]
        sentence = "Von welchem Tag sind die Einwohnerzahlen? Die Datei sagt es nicht."
        text = read.values["population"]
        questions.append(
            Question(
                "population_on", read.line.number, read.line.heading("population"), text, sentence,
                (*offered, Answer(_LEAVE, "Einwohnerzahlen auslassen")),
            )
        )  # fmt: skip
    return inhabitants(stored, row, on)


def _renamed(read: _Read, beside: _Beside, questions: list[Question]) -> Renamed | None:
    """A new name or kind; since when is asked, because the registers do not say."""
    found = renamed(read.values, beside.land.by_id[read.number], read.period)
    if found is None:
        return None
    key = f"name {read.period.key} {found.name} {found.kind}"
    answer = beside.answers.get(key)
    if answer == _LEAVE:
        return None
    if answer in {_SINCE, _ALWAYS}:
        return found._replace(since=beside.day if answer == _SINCE else None)
    told = "; ".join(f"{each.label} »{each.now}« → »{each.then}«" for each in found.differences)
    offered = (
        Answer(_SINCE, f"neu seit {format_date(beside.day)}, vorher wie im Bestand"),
        Answer(_ALWAYS, "war schon so, im Bestand stand es falsch"),
        Answer(_LEAVE, "so lassen, wie es im Bestand steht"),
    )
    sentence = f"{told}. Seit wann, sagt die Datei nicht."
    questions.append(
        Question(key, read.line.number, read.line.heading("name"), read.title, sentence, offered)
    )
    return found


def _overwritten(
    read: _Read, then: Mapping[str, Any], stored: MunicipalityInput, beside: _Beside
) -> Iterator[Question]:
    """What staff have written is never overwritten without being asked about."""
    theirs = beside.staff.get(read.number, set())
    touched = [
        _difference(stored, name, value)
        for name, value in then.items()
        if getattr(stored, name) is not None and _TABLES.get(name, name) in theirs
    ]
    key = f"overwrite {read.number} {sorted(then)}"
    if touched and beside.answers.get(key) != TAKE:
        yield overwriting(key, read.line.number, read.title, touched)


def _difference(stored: MunicipalityInput, name: str, value: Any) -> Difference:
    field = _FIELDS[name]
    return Difference(field.label, field.text(getattr(stored, name)), field.text(value))


def _new(beside: _Beside, name: str) -> str:
    """A key that nobody bears: perhaps another one than before."""
    for place in beside.land.by_id.values():
        latest = place.latest
        if name and latest.name == name and latest.valid_to is None:
            return f"{name} hat im Bestand den Schlüssel {latest.key}. {_NOT_GUESSED}"
    return f"Diesen Schlüssel kennt der Bestand nicht. {_NOT_GUESSED}"


def _gone(beside: _Beside, number: int) -> str:
    successor = beside.land.successors.get(number)
    into = f" Heute ist das {beside.land.name(successor)}." if successor is not None else ""
    return f"Am {format_date(beside.day)} gab es diese Kommune nach dem Bestand nicht.{into}"


def _missing(beside: _Beside) -> Iterator[Understood]:
    """Kommunen of the store that a whole register leaves out; a list of some leaves out many."""
    if beside.edition.as_of is None:
        return
    wanted = {
        number: period for number in beside.stored if (period := beside.period(number)) is not None
    }
    kinds = {wanted[number].kind for number in beside.seen if number in wanted}
    wanted = {
        number: period
        for number, period in wanted.items()
        if period.kind is not OrganisationKind.LANDKREIS or period.kind in kinds
    }
    missing = [number for number in wanted if number not in beside.seen]
    if len(missing) > len(wanted) // 2:
        return
    for number in missing:
        title = f"{wanted[number].name} ({wanted[number].key})"
        sentence = f"{title} steht nicht in der Datei. {_NOT_GUESSED}"
        yield Understood(0, Outcome.FAILED, title, faults=(Fault(0, "", "", sentence),))


def _stored(desk: Desk, land: Territory) -> Mapping[int, MunicipalityInput]:
    """The form of every Kommune, as it is filled now."""
    numbers = {number for number, each in land.by_id.items() if is_municipality(each.latest.kind)}
    wanted = select(Organisation).options(
        selectinload(Organisation.numbers), selectinload(Organisation.addresses)
    )
    with reading(desk) as session:
        return {
            row.id: MUNICIPALITIES.value(row)
            for row in session.scalars(wanted)
            if row.id in numbers
        }
