"""What every table shares: the declarative base, row number, version counter."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, MetaData, Table, event
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Mapper,
    declared_attr,
    mapped_column,
)

from db.metadata import Document, Key, UtcTime, metadata
from db.seams import know_what_was_there

Cents = Annotated[int, mapped_column(BigInteger)]
"""Money; a list of amounts never loses a cent to a float."""

OWNED = "owned"
"""Marks a foreign key to the record that a row is part of; see `reference`."""


class Base(DeclarativeBase):
    """The declarative base; its types are the same on both databases."""

    metadata = metadata
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcTime(),
        dict[str, Any]: Document,
        list[str]: Document,
    }

    @classmethod
    def __table_cls__(cls, name: str, metadata: MetaData, *parts: Any, **options: Any) -> Table:
        """Let SQLite give out no row number a second time, as PostgreSQL's sequences do."""
        return Table(name, metadata, *parts, sqlite_autoincrement=True, **options)

    shown_in: ClassVar[tuple[tuple[str, str], ...]] = ()
    """The search entries that show something of a row: column names, and what each points to.

    What the column held before counts as well: an entry must let go of what has left it.
    """


@event.listens_for(Base, "before_mapper_configured", propagate=True)
def _know_what_was_there(mapper: Mapper[Any], _table: type[Base]) -> None:
    know_what_was_there(mapper)


class Record(Base):
    """A table that staff edit: numbered, stamped and counted up with every save.

    The stamp makes the row itself change when only its owned rows do, so that the version counts
    for the record as a whole.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime | None]
    changed_by: Mapped[str | None]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let the mapper refuse a save that is based on an older version."""
        return {"version_id_col": cls.__table__.c.version} if "__table__" in vars(cls) else {}


def reference(target: str, *, owned: bool = False, index: bool = True, **options: Any) -> Any:
    """A foreign key, which keeps its target from being deleted.

    `owned` rows are part of the record that they describe: whoever changes one saves the record,
    and a relationship of the record deletes them with it. The database does not: what it deletes
    by itself leaves no history. Without an `index` of its own the column begins another one.
    """
    key = ForeignKey(target, ondelete="RESTRICT")
    return mapped_column(Key, key, index=index, info={OWNED: True} if owned else {}, **options)


def one_of(column: str, values: type[StrEnum] | Iterable[str]) -> CheckConstraint:
    """A check that a code column holds one of its codes."""
    return CheckConstraint(f"{column} IN ({quoted(values)})", name=column)


def quoted(codes: Iterable[str]) -> str:
    """Codes as literals of SQL, for what the database itself must know; no other text."""
    return ", ".join(f"'{code}'" for code in codes)


def not_before(end: str, start: str) -> CheckConstraint:
    """A check that a period does not end before it starts."""
    return CheckConstraint(f"{end} IS NULL OR {start} IS NULL OR {end} >= {start}", name=end)
