"""Every row of the store that is about a person, or names them."""

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, LargeBinary, Row, Select, or_, select

from db.tables import Change, Draft, SeedRecord
from ozg_tui.desk.privacy.person import Person, names_person
from ozg_tui.desk.privacy.tables import SPECIAL, Kept, kept_tables
from ozg_tui.desk.register.subject import CONTACT

Key = tuple[str, str]
"""A row: its table and its number as the history writes it."""

TYPED = "typed"
"""Where a draft holds what was typed, as JSON within its document."""

_PAGE = 2_000
_FORMS = frozenset({CONTACT.code, *CONTACT.steps})
"""The forms whose drafts are about the person of their number."""


class Tie(StrEnum):
    """How a row hangs on a person."""

    OWN = "own"
    """It is the person's, or names them by number."""

    NAMED = "named"
    """It names them by a text that means nobody else."""

    POSSIBLE = "possible"
    """A text has their name, which may be another's."""


class Found(NamedTuple):
    """A row with the values that concern the person; of an own row these are all there are."""

    kept: Kept
    row_id: str
    tie: Tie
    values: Mapping[str, Any]

    @property
    def key(self) -> Key:
        """The row."""
        return self.kept.name, self.row_id


def rows_about(reader: Connection, person: Person) -> Iterator[Found]:
    """The rows of all tables, the history last; what is the person's own comes before mentions."""
    kept = kept_tables()
    own: set[Key] = set()
    for each in kept.values():
        if each.name in SPECIAL:
            continue
        for found in _rows(reader, each, person):
            if found.tie is Tie.OWN:
                own.add(found.key)
            yield found
    yield from drafts_about(reader, person)
    own |= _ever_own(reader, person)
    yield from _seeded(reader, kept[SeedRecord.__tablename__], person, own)
    yield from _history(reader, kept[Change.__tablename__], person, own)


def tie_of(texts: Any, person: Person) -> Tie | None:
    """How a text or document names the person; None where it does not."""
    if not person.hints.allow(texts):
        return None
    if person.sure.finds(texts):
        return Tie.NAMED
    return Tie.POSSIBLE if person.possible.finds(texts) else None


def _rows(reader: Connection, kept: Kept, person: Person) -> Iterator[Found]:
    columns, number = kept.table.c, kept.table.primary_key.columns[0]
    own: set[str] = set()
    if kept.personal.by:
        is_own = or_(*(columns[name] == person.id for name in kept.personal.by))
        for row in reader.execute(select(kept.table).where(is_own)):
            own.add(row_id := str(row._mapping[number.name]))
            yield Found(kept, row_id, Tie.OWN, dict(row._mapping))
    if not kept.columns:
        return
    texts = [columns[name] for name in kept.columns]
    others = select(number, *texts).where(or_(*(each.is_not(None) for each in texts)))
    for row in streamed(reader, others):
        row_id, values = str(row[0]), dict(zip(kept.columns, row[1:], strict=True))
        if row_id in own:
            continue
        if tie := tie_of(list(values.values()), person):
            yield Found(kept, row_id, tie, _that_name(values, person))


def _that_name(values: Mapping[str, Any], person: Person) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value and tie_of([value], person)}


def drafts_about(reader: Connection, person: Person) -> Iterator[Found]:
    """The unfinished forms of all who work here; no history says when they change."""
    kept = kept_tables()[Draft.__tablename__]
    for row in streamed(reader, select(Draft.__table__)):
        typed = json.loads(row.content[TYPED])
        is_form = row.form in _FORMS and row.record_id == person.id
        is_own = is_form or str(typed.get("contact_id", "")) == str(person.id)
        tie = Tie.OWN if is_own else tie_of(typed, person)
        if tie is not None:
            values = {"actor": row.actor, "form": row.form, "saved_at": row.saved_at}
            yield Found(kept, str(row.id), tie, values | {"record_id": row.record_id} | typed)


def _seeded(reader: Connection, kept: Kept, person: Person, own: set[Key]) -> Iterator[Found]:
    for row in streamed(reader, select(SeedRecord.__table__)):
        is_own = (row.table_name, str(row.row_id)) in own
        if tie := Tie.OWN if is_own else tie_of(row.content, person):
            yield Found(kept, row.seed, tie, dict(row._mapping))


def _ever_own(reader: Connection, person: Person) -> set[Key]:
    """Rows that were the person's at some time, by the history."""
    by = {name: each.personal.by for name, each in kept_tables().items()}
    statement = select(Change.table_name, Change.row_id, Change.before, Change.after).where(
        or_(Change.record == f"contact/{person.id}", names_person(Change, person.id))
    )
    return {
        (row.table_name, row.row_id)
        for row in reader.execute(statement)
        for payload in (row.before, row.after)
        for column in by.get(row.table_name, ())
        if (payload or {}).get(column) == person.id
    }


def _history(reader: Connection, kept: Kept, person: Person, own: set[Key]) -> Iterator[Found]:
    # The hashes of the chain say nothing to anybody.
    told = [each for each in kept.table.c if not isinstance(each.type, LargeBinary)]
    for row in streamed(reader, select(*told).order_by(Change.id)):
        payloads = [row.before, row.after]
        is_own = (row.table_name, row.row_id) in own
        if tie := Tie.OWN if is_own else tie_of(payloads, person):
            yield Found(kept, str(row.id), tie, dict(row._mapping))


def streamed(reader: Connection, statement: Select[Any]) -> Iterator[Row[Any]]:
    """Rows of a statement that may be many, a page in memory at a time."""
    return iter(reader.execute(statement, execution_options={"yield_per": _PAGE}))
