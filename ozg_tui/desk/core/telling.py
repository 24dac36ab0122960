"""How a row of the history becomes a sentence: what every subject says »since the last call« with.

A subject names a `Telling` for its table and each of its parts: which of its rows belong to an
organisation, and the sentence for a change of one.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, literal, select

from db.metadata import UtcTime
from db.tables import Contact, Organisation
from ozg_tui.desk.core.shown import changed_fields, shown
from ozg_tui.desk.core.territory import Territory

ADDED, CHANGED, WARNING = "+", "~", "!"

_GOOD = frozenset({"live", "held", "settled", "approved", "paid", "closed", "confirmed", "passed"})
_BAD = frozenset({
    "disturbed", "switched_off", "cancelled", "declined", "no_show", "rejected", "withdrawn",
    "incomplete", "revoked", "adjourned", "ended", "resigned",
})  # fmt: skip

PLACE = bindparam("id", type_=Organisation.id.type)
MOMENT = bindparam("moment", type_=UtcTime())
"""The organisation that is looked at, and the moment after which something has to be told."""

OUR_CONTACT = and_(Contact.organisation_id == PLACE, Contact.changed_at > MOMENT)
PERSON = {
    "title": Contact.title,
    "given_name": Contact.given_name,
    "family_name": Contact.family_name,
}
_NOTHING = {
    "title": literal(""),
    "given_name": literal(""),
    "family_name": literal(""),
    "number": literal(""),
    "place": literal(0),
    "text": literal(""),
    "record": literal(0),
}


class About(NamedTuple):
    """What a sentence about a row has to name; empty where the row has none of it.

    `text` is what the row says now, or the code of its kind; `record` what it is part of.
    """

    person: str = ""
    number: str = ""
    organisation_id: int = 0
    text: str = ""
    record: int = 0


class Recorded(NamedTuple):
    """One row of the history that belongs to the organisation."""

    id: int
    unit: str
    at: datetime
    actor: str
    action: str
    table: str
    row_id: int
    before: dict[str, Any]
    after: dict[str, Any]
    about: About


class Around(NamedTuple):
    """What a sentence may look up: names of organisations, and the new parts of a new record."""

    land: Territory
    came_along: Callable[[Recorded], list[Recorded]]


class Said(NamedTuple):
    """A sentence with its sign."""

    sign: str
    text: str


class Telling(NamedTuple):
    """The rows of a table that are an organisation's, and what a change of one means there.

    `tell` answers None for what is bookkeeping or told elsewhere.
    """

    rows: tuple[Select[*tuple[Any, ...]], ...]
    tell: Callable[[Recorded, Around], Said | None]


def rows(table: Any, record: Any = None, **names: Any) -> Select[*tuple[Any, ...]]:
    """The rows of a table, with the record that they are part of and what names them."""
    record = record or table
    columns = {"record": record.id} | names
    return select(
        literal(table.__tablename__).label("table_name"),
        table.id.label("row_id"),
        record.changed_at,
        *(columns.get(name, empty).label(name) for name, empty in _NOTHING.items()),
    )


def rows_at_us(table: Any, **names: Any) -> Select[*tuple[Any, ...]]:
    """The rows of a table of records that refer to the organisation themselves."""
    ours = (table.organisation_id == PLACE, table.changed_at > MOMENT)
    return rows(table, **names).where(*ours)


def sign_of(code: str, otherwise: str = CHANGED) -> str:
    """Whether a state is good news or bad."""
    return ADDED if code in _GOOD else WARNING if code in _BAD else otherwise


def moved(step: Recorded, what: str, field: str, labels: Mapping[str, str]) -> Said | None:
    """From one state to another: `Ehe Online: im Test -> live`."""
    if field not in step.after:
        return None
    before, after = step.before.get(field), step.after[field]
    return Said(sign_of(after), f"{what}: {labels.get(before or '', 'neu')} -> {labels[after]}")


def fields(step: Recorded, subject: str) -> Said | None:
    """All fields that staff see, under the titles of the form."""
    if step.action != "update":
        return None
    said = ", ".join(changed_fields(step.table, step.after))
    return Said(CHANGED, f"{subject}{said}") if said else None


def reach(step: Recorded, kind: str, field: str) -> Said | None:
    """A way to reach somebody comes, goes or changes."""
    whose = f" von {step.about.person}" if step.about.person else ""
    if step.action == "delete":
        return Said(CHANGED, f"{kind}{whose} entfernt: {shown(field, step.before[field])}")
    if field not in step.after:
        return None
    word = "neu" if step.action == "insert" else "jetzt"
    sign = ADDED if step.action == "insert" else CHANGED
    return Said(sign, f"{kind}{whose} {word}: {shown(field, step.after[field])}")
