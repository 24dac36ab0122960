"""The history a page at a time, newest first: by keys alone, whatever its length."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, func, select, union_all
from sqlalchemy.orm import aliased

from db.search.table import search_entry
from db.tables import Change
from ozg_tui.clock import beginning_of
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.core.subject import Subject
from ozg_tui.desk.core.subjects import BY_TABLE, LISTED, owner_of
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.history.asked import Wanted, subject_of
from ozg_tui.desk.history.words import Value, sentence, values
from ozg_tui.text import clean

TOGETHER = 200
"""How many rows of one save are shown; a file that was taken over has more."""

_COLUMNS = (
    Change.id,
    Change.unit,
    Change.at,
    Change.actor,
    Change.action,
    Change.table_name,
    Change.row_id,
    Change.record,
    Change.before,
    Change.after,
)
_ROWS = (
    select(*_COLUMNS)
    .where(Change.id.in_(bindparam("ids", expanding=True)))
    .order_by(Change.id.desc())
)
_one = aliased(Change)
_TOGETHER = (
    select(*_COLUMNS)
    .join(_one, _one.unit == Change.unit)
    .where(_one.id == bindparam("number"))
    .order_by((Change.record == _one.record).desc(), Change.id)
    .limit(TOGETHER)
)
_AT = select(Change.at).where(Change.id >= bindparam("id")).order_by(Change.id).limit(1)
# Each by itself is one step in an index; SQLite reads all of it for both at once.
_ENDS = select(
    select(func.min(Change.id)).scalar_subquery(), select(func.max(Change.id)).scalar_subquery()
)
_NAMES = select(
    search_entry.c.kind, search_entry.c.record_id, search_entry.c.title, search_entry.c.place
).where(
    search_entry.c.kind == bindparam("kind"),
    search_entry.c.record_id.in_(bindparam("ids", expanding=True)),
)


class Entry(NamedTuple):
    """One row of the history. `kind` is the list that its record stands in now, -1 for none."""

    id: int
    unit: str
    at: datetime
    actor: str
    action: str
    table: str
    row: str
    record: str
    kind: int
    record_id: int
    title: str
    text: str
    values: tuple[Value, ...]


def page(
    desk: Desk, wanted: Wanted, limit: int, *, after: int | None = None, before: int | None = None
) -> list[Entry]:
    """The newest rows, those older than the row `after`, or those right before the row `before`."""
    land = territory(desk)
    return desk.read(lambda reader: _page(reader, land, wanted, limit, after, before))


def how_many(desk: Desk, wanted: Wanted) -> int:
    """How many rows there are."""
    return desk.read(lambda reader: _count(reader, wanted))


def whole_save(desk: Desk, number: int) -> tuple[str, str]:
    """All that was saved together with a row: a heading, and the values before and after."""
    land = territory(desk)

    def question(reader: Connection) -> list[Entry]:
        rows = reader.execute(_TOGETHER, {"number": number}).all()
        names = _names(reader, _records(rows))
        return [_entry(row, names, land) for row in rows]

    found = desk.read(question)
    first = found[0]
    lines = [line for each in found for line in (each.title, *_told(each), "")]
    return f"{moment_text(first.at)}, {first.actor}", "\n".join(lines)


def _told(entry: Entry) -> Iterator[str]:
    did, _, _ = entry.text.partition(" (")
    if entry.action != "update":
        yield f"  {did}"
    for each in entry.values:
        change = (
            f"{each.before} → {each.after}"
            if entry.action == "update"
            else (each.after if entry.action == "insert" else each.before)
        )
        yield f"  {each.title}: {change}"


def name_of(desk: Desk, code: str, record_id: int) -> str:
    """What a record is called: `Kontakt Weber`."""
    subject = subject_of(code)
    names = desk.read(lambda reader: _names(reader, {subject.table: {record_id}}))
    return _title(subject, *names.get((subject.table, record_id), (-1, "")), record_id)


def _page(
    reader: Connection,
    land: Territory,
    wanted: Wanted,
    limit: int,
    after: int | None,
    before: int | None,
) -> list[Entry]:
    found = _ids(reader, wanted, limit, after, before)
    rows = reader.execute(_ROWS, {"ids": found}).all() if found else []
    names = _names(reader, _records(rows))
    return [_entry(row, names, land) for row in rows]


def _ids(
    reader: Connection, wanted: Wanted, limit: int, after: int | None, before: int | None
) -> list[int]:
    where = _days(reader, wanted)
    if after is not None:
        where.append(Change.id < after)
    order = Change.id.desc()
    if before is not None:
        where.append(Change.id > before)
        order = Change.id.asc()
    parts = [
        select(Change.id).where(*where, *each).order_by(order).limit(limit)
        for each in _streams(wanted)
    ]
    if not parts:
        return []
    if len(parts) == 1:
        return list(reader.scalars(parts[0]))
    # Each part walks along its own index and stops after one page.
    both = union_all(*(select(each.subquery().c.id) for each in parts)).subquery()
    merged = both.c.id.asc() if before is not None else both.c.id.desc()
    return list(reader.scalars(select(both.c.id).order_by(merged).limit(limit)))


def _streams(wanted: Wanted) -> list[list[Any]]:
    """What each index is asked for; all streams together are what is wanted, none overlaps."""
    tables = [] if wanted.tables is None else [Change.table_name.in_(wanted.tables)]
    actors = [] if wanted.actors is None else [Change.actor.in_(wanted.actors)]
    if wanted.records is not None:
        return [[Change.record.in_(wanted.records), *tables, *actors]] if wanted.records else []
    if wanted.actors is not None:
        return [[Change.actor == each, *tables] for each in wanted.actors]
    if wanted.tables is not None:
        return [[Change.table_name == each] for each in wanted.tables]
    return [[]]


def _count(reader: Connection, wanted: Wanted) -> int:
    where = _days(reader, wanted)
    return sum(
        reader.scalar(select(func.count()).select_from(Change).where(*where, *each)) or 0
        for each in _streams(wanted)
    )


def _days(reader: Connection, wanted: Wanted) -> list[Any]:
    """Numbers follow one another as moments do, so a day is a stretch of them."""
    if wanted.first is None or wanted.last is None:
        return []
    begins, ends = beginning_of(wanted.first), beginning_of(wanted.last + timedelta(days=1))
    return [
        Change.id >= _first_since(reader, begins),
        Change.id < _first_since(reader, ends),
    ]


def _first_since(reader: Connection, moment: datetime) -> int:
    """The number of the first row since a moment; one more than the last where there is none."""
    low, high = reader.execute(_ENDS).one()
    if low is None:
        return 1
    high += 1
    while low < high:
        middle = (low + high) // 2
        at = reader.scalar(_AT, {"id": middle})
        if at is not None and at < moment:
            low = middle + 1
        else:
            high = middle
    return int(low)


_Named = Mapping[tuple[str, int], tuple[int, str]]


def _records(rows: Sequence[Row[Any]]) -> Mapping[str, set[int]]:
    """The records that rows are part of, by their tables."""
    found: dict[str, set[int]] = {}
    for row in rows:
        table, number = _record(row)
        if table in BY_TABLE and number:
            found.setdefault(table, set()).add(number)
    return found


def _names(reader: Connection, wanted: Mapping[str, set[int]]) -> _Named:
    """Kind and name of records, as they are called now."""
    found: dict[tuple[str, int], tuple[int, str]] = {}
    for table, numbers in wanted.items():
        for listed in BY_TABLE[table].lists:
            for each in reader.execute(_NAMES, {"kind": int(listed.kind), "ids": list(numbers)}):
                name = f"{each.title}, {each.place}" if listed.named_by_place else each.title
                found[table, each.record_id] = listed.kind, name
    return found


def _record(row: Row[Any]) -> tuple[str, int]:
    """Table and number of the record that a row is part of; number 0 for none."""
    table, _, number = (row.record or f"{row.table_name}/{row.row_id}").partition("/")
    return table, int(number) if number.isdecimal() else 0


def _entry(row: Row[Any], names: _Named, land: Territory) -> Entry:
    table, number = _record(row)
    kind, name = names.get((table, number), (-1, ""))
    if table == "organisation" and number in land.by_id:
        # What is no longer in any list has been a Kommune as well.
        kind, name = (kind if kind >= 0 else int(Kind.MUNICIPALITY)), land.name(number)
    changed = values(row.table_name, row.before, row.after, land)
    return Entry(
        row.id,
        row.unit,
        row.at,
        row.actor,
        row.action,
        row.table_name,
        row.row_id,
        f"{table}/{number}",
        kind,
        number,
        _title(owner_of(table), kind, name, number),
        sentence(row.table_name, row.action, changed),
        changed,
    )


def _title(subject: Subject | None, kind: int, name: str, number: int) -> str:
    noun = LISTED[kind].noun if kind >= 0 else subject.noun if subject is not None else None
    return clean(f"{noun.singular if noun is not None else 'Eintrag'} {name or number}")
