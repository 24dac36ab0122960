"""What a unit of changes came to, and what has become of it since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import BindParameter, bindparam, exists, select
from sqlalchemy.orm import aliased

from db.history import COUNTERS
from db.metadata import metadata
from db.tables import Change, Exchange, Reversal
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.undo.known import SUBJECTS, together

T = TypeVar("T")
_CHUNK = 500

Key = tuple[str, str]
"""A row: its table and its number as the history writes it."""

RECORDS_OF_A_PLACE = 200
"""How many of the newest records of each kind count as part of an organisation's screen."""

PLACE = "organisation"
"""The table of the records whose screen shows others beside their own."""

_EARLIER, _LATER = aliased(Reversal), aliased(Reversal)
_SAVES = (
    select(Change.unit)
    .where(
        Change.actor == bindparam("actor"),
        ~exists().where(_LATER.of_unit == Change.unit),
        ~exists().where(_EARLIER.unit == Change.unit, _EARLIER.gives_back.is_(False)),
    )
    .order_by(Change.id.desc())
    .limit(1)
)
_TAKEN_BACK = (
    select(Reversal.unit)
    .where(
        Reversal.actor == bindparam("actor"),
        Reversal.gives_back.is_(False),
        ~exists().where(_LATER.of_unit == Reversal.unit),
    )
    .order_by(Reversal.id.desc())
    .limit(1)
)
_RECORDS: BindParameter[str] = bindparam("records", expanding=True)
_SAVES_OF = _SAVES.where(Change.record.in_(_RECORDS))
_TAKEN_BACK_OF = _TAKEN_BACK.where(
    exists().where(Change.unit == Reversal.unit, Change.record.in_(_RECORDS))
)
_UNIT = select(Change).where(Change.unit == bindparam("unit")).order_by(Change.id)
_SINCE = (
    select(Change)
    .where(
        Change.table_name == bindparam("table"),
        Change.row_id.in_(bindparam("rows", expanding=True)),
        Change.id > bindparam("last"),
    )
    .order_by(Change.id)
)
_SINCE_OF = (
    select(Change)
    .where(Change.record.in_(bindparam("records", expanding=True)), Change.id > bindparam("last"))
    .order_by(Change.id)
)
_FROM_A_FILE = select(Exchange.id).where(Exchange.unit == bindparam("unit"))
_ANSWERED = select(Reversal.id).where(Reversal.of_unit == bindparam("unit"))
_OF_A_PLACE = {
    name: select(metadata.tables[name].c.id)
    .where(metadata.tables[name].c.organisation_id == bindparam("id"))
    .order_by(metadata.tables[name].c.id.desc())
    .limit(RECORDS_OF_A_PLACE)
    for name, undone in SUBJECTS.items()
    if undone.shown_at_a_place
}
_GONE_FROM_A_PLACE = (
    select(Change.record)
    .join(Reversal, Reversal.unit == Change.unit)
    .where(
        Reversal.actor == bindparam("actor"),
        Reversal.gives_back.is_(False),
        ~exists().where(_LATER.of_unit == Reversal.unit),
        Change.action == "delete",
        Change.table_name.in_(_OF_A_PLACE),
        Change.before["organisation_id"].as_integer() == bindparam("id"),
    )
    .order_by(Reversal.id.desc())
    .limit(RECORDS_OF_A_PLACE)
)


class Net(NamedTuple):
    """What several changes of one row come to.

    `before` and `after` hold the fields that were changed, and None where there was no row. They
    are `whole` when they hold all fields that had a value.
    """

    before: dict[str, Any] | None
    after: dict[str, Any] | None
    whole: bool

    @property
    def fields(self) -> frozenset[str]:
        """What differs between both, without what every save moves."""
        before, after = self.before or {}, self.after or {}
        return frozenset(
            name
            for name in before.keys() | after.keys()
            if before.get(name) != after.get(name) and name not in COUNTERS
        )

    @property
    def is_nothing(self) -> bool:
        """Whether all is as it was."""
        if self.before is None or self.after is None:
            return self.before is self.after
        return not self.fields


class Since(NamedTuple):
    """What was changed after a unit, of which `last` is the last change, record by record."""

    last: int
    records: Mapping[str, list[Change]]


def nets(changes: Iterable[Change]) -> dict[Key, Net]:
    """What changes come to, row by row; what came to nothing is not among it."""
    found: dict[Key, Net] = {}
    for change in changes:
        key = (change.table_name, change.row_id)
        known = found.get(key)
        if known is None:
            found[key] = Net(change.before, change.after, change.action != "update")
        else:
            found[key] = _joined(known, change)
    return {key: net for key, net in found.items() if not net.is_nothing}


def _joined(known: Net, change: Change) -> Net:
    before, after = known.before, change.after
    if not known.whole:
        before = (change.before or {}) | (before or {})
    if change.action == "update":
        after = (known.after or {}) | (after or {})
    return Net(before, after, known.whole or change.action == "delete")


def newest(
    session: DeskSession, actor: str, records: Iterable[str] | None, again: bool
) -> str | None:
    """The newest own unit that can be taken back, or `again` the last one that was taken back.

    `records` are those that it has to be about; None for all there are.
    """
    wanted: dict[str, Any] = {"actor": actor}
    if records is None:
        return session.scalar(_TAKEN_BACK if again else _SAVES, wanted)
    wanted["records"] = list(records)
    return session.scalar(_TAKEN_BACK_OF if again else _SAVES_OF, wanted)


def records_at(session: DeskSession, record: str, actor: str) -> list[str]:
    """The record, and at an organisation what its screen shows and changes beside it.

    What the actor has taken back and so removed there is among it.
    """
    table, _, number = record.partition("/")
    found = [record]
    if table == PLACE:
        for name, statement in _OF_A_PLACE.items():
            ids = session.scalars(statement, {"id": int(number)})
            found += [f"{name}/{each}" for each in ids]
        found += session.scalars(_GONE_FROM_A_PLACE, {"id": int(number), "actor": actor})
    return found


def changes_of(session: DeskSession, unit: str) -> list[Change]:
    """All changes of a unit, in their order."""
    return list(session.scalars(_UNIT, {"unit": unit}))


def came_from_a_file(session: DeskSession, unit: str) -> bool:
    """Whether a unit took a file over."""
    return session.scalar(_FROM_A_FILE, {"unit": unit}) is not None


def is_answered(session: DeskSession, unit: str) -> bool:
    """Whether a unit has been taken back, or given back, already."""
    return session.scalar(_ANSWERED, {"unit": unit}) is not None


def since(session: DeskSession, keys: Iterable[Key], last: int) -> dict[Key, list[Change]]:
    """The changes of these rows after the change with the number `last`; many are asked at once."""
    found: dict[Key, list[Change]] = defaultdict(list)
    for table, of_table in groupby(sorted(keys), key=itemgetter(0)):
        for rows in in_chunks([row for _, row in of_table]):
            wanted = {"table": table, "rows": rows, "last": last}
            for change in session.scalars(_SINCE, wanted):
                found[table, change.row_id].append(change)
    return found


def since_at(session: DeskSession, records: Iterable[str], last: int) -> dict[str, list[Change]]:
    """The changes of records and their parts after the change with the number `last`."""
    found: dict[str, list[Change]] = {record: [] for record in records}
    for names in in_chunks(sorted(found)):
        for change in session.scalars(_SINCE_OF, {"records": names, "last": last}):
            found[str(change.record)].append(change)
    return found


def in_chunks(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """Things in pieces that a statement takes at once."""
    return (things[start : start + _CHUNK] for start in range(0, len(things), _CHUNK))


def fields_that_hang_together(table: str, fields: Iterable[str]) -> frozenset[str]:
    """These fields, with those that mean nothing without them."""
    found = frozenset(fields)
    for group in together(table):
        if found & group:
            found |= group
    return found
