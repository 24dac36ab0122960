"""What search entries are made of, and how the rows behind them are read."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, select

from db.names import full_name
from db.search import Kind
from db.tables import OrganisationPeriod, Record

CHUNK = 5_000
"""How many numbers one statement takes: both databases limit their parameters."""

AnyRow = Row[*tuple[Any, ...]]


class Entry(NamedTuple):
    """A search entry before it has a place; `matches` are pairs of what and text."""

    kind: Kind
    record_id: int
    sort_text: str
    title: str
    place: str
    state: str
    detail: str
    matches: tuple[tuple[str, str], ...]


class Source(NamedTuple):
    """How the entries of one kind of record are made; a record that is gone or closed has none."""

    kinds: tuple[Kind, ...]
    table: type[Record]
    make: Callable[[Connection, Sequence[int]], Iterator[Entry]]

    def all_ids(self, connection: Connection) -> list[int]:
        """The numbers of all records."""
        return list(connection.scalars(select(self.table.id)))


def by(
    connection: Connection, statement: Select[*tuple[Any, ...]], key: str
) -> dict[int, list[AnyRow]]:
    """The rows of a statement by the number in one of their columns; none where there are none."""
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for row in connection.execute(statement):
        found[getattr(row, key)].append(row)
    return found


def names(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """The newest name of each organisation, empty for one that has no name yet."""
    period, wanted = OrganisationPeriod, set(ids)
    rows = connection.execute(
        select(period.organisation_id, period.name, period.kind)
        .where(period.organisation_id.in_(wanted))
        .order_by(period.valid_from.asc().nulls_first())
    )
    return dict.fromkeys(wanted, "") | {
        row.organisation_id: full_name(row.name, row.kind) for row in rows
    }
