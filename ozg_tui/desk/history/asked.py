"""What somebody wants to see of the history: `wer:probe tag:heute art:kontakt Weber`."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from db.errors import FilterError
from db.fold import words
from db.tables import TABLES, Change
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.subject import Subject
from ozg_tui.desk.core.subjects import BY_CODE, SUBJECTS
from ozg_tui.desk.search.lists import Scope, lines
from ozg_tui.rules.dates import parse_date
from ozg_tui.rules.errors import InputError
from ozg_tui.text import clean

FILTERS = ("wer", "tag", "art")
HITS = 50
"""The records whose names are meant by words, the best first."""

_BESIDE = 300
"""How many records of a kind belong to the history of a Kommune, those changed last."""

_FILTER = re.compile(r"(?P<name>\w+):(?P<value>\S*)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WEEK = re.compile(r"kw\.?(?P<week>\d{1,2})")
_YEARS_TO_A_WEEK_53 = 8
_MONTH = re.compile(r"(?P<month>\d{1,2})\.(?P<year>\d{4})")
_NEXT_ACTOR = select(func.min(Change.actor)).where(Change.actor > bindparam("last"))


class Wanted(NamedTuple):
    """Which rows: of these people, records and tables, on the days from the first to the last.

    What is None may be anything; what is empty is met by nothing.
    """

    actors: tuple[str, ...] | None = None
    records: tuple[str, ...] | None = None
    tables: tuple[str, ...] | None = None
    first: date | None = None
    last: date | None = None


def understand(desk: Desk, text: str) -> Wanted:
    """Read a text. Raises `FilterError` with what is possible."""
    wanted = Wanted()
    for found in _FILTER.finditer(text):
        name, value = found["name"].lower(), found["value"]
        if name not in FILTERS:
            raise FilterError(
                f"»{clean(name)[:40]}:« ist hier kein Filter. Möglich sind: {', '.join(FILTERS)}."
            )
        if not value:
            continue
        if name == "wer":
            wanted = wanted._replace(actors=_actors(desk, value))
        elif name == "art":
            wanted = wanted._replace(tables=_tables(value))
        else:
            first, last = _days(value, desk.today())
            wanted = wanted._replace(first=first, last=last)
    rest = _FILTER.sub(" ", text).strip()
    return wanted._replace(records=tuple(_records(desk, rest))) if rest else wanted


def of_record(desk: Desk, code: str, record_id: int) -> Wanted:
    """The history of one record; that of a Kommune has all that refers to it."""
    subject = subject_of(code)
    own = f"{subject.table}/{record_id}"
    if subject is not BY_CODE["organisation"]:
        return Wanted(records=(own,))
    return Wanted(records=(own, *desk.read(lambda reader: list(_beside(reader, record_id)))))


def subject_of(code: str) -> Subject:
    """The subject with this code, or with a list of this code."""
    return next(
        each for each in SUBJECTS if code in {each.code, *(listed.code for listed in each.lists)}
    )


def _beside(reader: Connection, organisation_id: int) -> Iterator[str]:
    for subject in SUBJECTS:
        table = TABLES[subject.table].__table__
        if "organisation_id" not in table.c:
            continue
        newest = (
            select(table.c.id)
            .where(table.c.organisation_id == organisation_id)
            .order_by(table.c.changed_at.desc(), table.c.id.desc())
            .limit(_BESIDE)
        )
        for number in reader.scalars(newest):
            yield f"{subject.table}/{number}"


def _actors(desk: Desk, value: str) -> tuple[str, ...]:
    """Whoever is called so, or begins so; `ich` is who asks."""
    if words(value) == ["ich"]:
        return (desk.actor,)
    known = desk.read(lambda reader: list(_known_actors(reader)))
    typed = "".join(words(value))
    found = tuple(
        each
        for each in known
        if any("".join(words(each)[start:]).startswith(typed) for start in range(len(words(each))))
    )
    if not found:
        names = ", ".join(clean(each) for each in known[:10])
        raise FilterError(f"»wer:{clean(value)[:40]}« hat nichts geändert. Möglich sind: {names}.")
    return found


def _known_actors(reader: Connection) -> Iterator[str]:
    last: str | None = ""
    while (last := reader.scalar(_NEXT_ACTOR, {"last": last})) is not None:
        yield last


def _tables(value: str) -> tuple[str, ...]:
    typed = "".join(words(value))
    names = {
        "".join(words(name)): subject
        for subject in SUBJECTS
        for noun in (subject.noun, *(each.noun for each in subject.lists))
        for name in (noun.plural, noun.singular)
    }
    found = (
        {subject.code: subject for name, subject in names.items() if name.startswith(typed)}
        if typed
        else {}
    )
    if len(found) != 1:
        nouns = ", ".join(sorted(subject.noun.singular for subject in SUBJECTS))
        word = "ist nicht eindeutig" if found else "gibt es nicht"
        raise FilterError(f"»art:{clean(value)[:40]}« {word}. Möglich sind: {nouns}.")
    (subject,) = found.values()
    return (subject.table, *(part.table for part in subject.parts))


def _days(value: str, today: date) -> tuple[date, date]:
    """The first and the last day of what is asked for: a day, a week, a month or a year."""
    typed = "".join(value.split()).lower()
    if _YEAR.fullmatch(typed):
        return date(int(typed), 1, 1), date(int(typed), 12, 31)
    week = _WEEK.fullmatch(typed)
    if week and (days := _last_week(int(week["week"]), today)):
        return days
    if found := _MONTH.fullmatch(typed):
        month, year = int(found["month"]), int(found["year"])
        if 1 <= month <= 12:
            first = date(year, month, 1)
            following = date(year + month // 12, month % 12 + 1, 1)
            return first, following - timedelta(days=1)
    begun = [
        day
        for name, day in (("heute", today), ("gestern", today - timedelta(days=1)))
        if name.startswith(typed)
    ]
    try:
        day = begun[0] if begun else parse_date(typed, today)
    except InputError as error:
        raise FilterError(
            f"»tag:{clean(value)[:40]}« ist kein Tag. Möglich sind zum Beispiel heute, gestern, "
            "23.11.2026, eine Woche: kw50, ein Monat: 11.2026, oder ein Jahr: 2026."
        ) from error
    return day, day


def _last_week(week: int, today: date) -> tuple[date, date] | None:
    """The last week of this number that has begun: fields look ahead, the history looks back."""
    for year in range(today.isocalendar().year, today.year - _YEARS_TO_A_WEEK_53, -1):
        try:
            monday = date.fromisocalendar(year, week, 1)
        except ValueError:
            continue
        if monday <= today:
            return monday, monday + timedelta(days=6)
    return None


def _records(desk: Desk, text: str) -> Iterator[str]:
    """The records that the words mean; a Kommune stands for itself alone."""
    by_kind = {int(each.kind): subject for subject in SUBJECTS for each in subject.lists}
    for line in lines(desk, Scope(0, max(by_kind), text), HITS):
        yield f"{by_kind[line.kind].table}/{line.record_id}"
