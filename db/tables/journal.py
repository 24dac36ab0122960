"""The store's own memory: every change, unfinished forms, what the seeds brought."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.metadata import Document, Key
from db.tables.base import Base, one_of


class Change(Base):
    """Who changed which row when, and what it held before and after. Rows are only ever added.

    `unit` is the transaction; `record` is what the row is part of: `application/14`. `salt`,
    `digest` and `link` are those of `db.chain`; a row without a salt has lost what it held.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_row", "table_name", "row_id"),
        Index("ix_change_table", "table_name", "id"),
        Index("ix_change_actor", "actor", "id"),
        Index("ix_change_record", "record", "actor", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    unit: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    table_name: Mapped[str]
    row_id: Mapped[str]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    record: Mapped[str | None]
    salt: Mapped[bytes | None]
    digest: Mapped[bytes | None]
    link: Mapped[bytes | None]


class Seal(Base):
    """The end of a transaction in the history: how many rows it added, which is the first and which
    the last, and the hash over them and over the seal before. Rows are only ever added."""

    __tablename__ = "seal"
    __table_args__ = (UniqueConstraint("unit"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    unit: Mapped[str]
    size: Mapped[int]
    first: Mapped[int] = mapped_column(Key)
    last: Mapped[int] = mapped_column(Key)
    link: Mapped[bytes]
    seal: Mapped[bytes] = mapped_column(index=True)


class Reversal(Base):
    """A unit of changes that took another one back, or gave back what was taken back.

    Each unit is answered once. Rows are only ever added.
    """

    __tablename__ = "reversal"
    __table_args__ = (
        UniqueConstraint("of_unit"),
        UniqueConstraint("unit"),
        Index("ix_reversal_actor", "actor", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    unit: Mapped[str]
    of_unit: Mapped[str]
    actor: Mapped[str]
    gives_back: Mapped[bool]


class Draft(Base):
    """What somebody has typed into a form and not yet saved.

    `begun_at` is when that began, after the last pause; older programs have not said. `holder` is
    the open form that keeps it: two windows of one person have a draft each.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("actor", "form", "record_id", "holder"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    actor: Mapped[str]
    form: Mapped[str]
    record_id: Mapped[int] = mapped_column(default=0)
    holder: Mapped[str] = mapped_column(default="")
    begun_at: Mapped[datetime | None]
    saved_at: Mapped[datetime]
    content: Mapped[dict[str, Any]]


class Exchange(Base):
    """A file that came in or a list that went out: who, when, what, how many. Only ever added.

    `unit` is the transaction that took a file over; `content` says how the file was made, or by
    which filter the list.
    """

    __tablename__ = "exchange"
    __table_args__ = (
        one_of("direction", ("in", "out")),
        Index("ix_exchange_unit", "unit"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    direction: Mapped[str]
    kind: Mapped[str]
    format: Mapped[str]
    file_name: Mapped[str]
    rows: Mapped[int]
    unit: Mapped[str | None]
    content: Mapped[dict[str, Any]]


class Erasure(Base):
    """That a person was erased: who did it, when, in how many rows; nothing of what stood there.

    `contact_id` is the number that stands in place of the name, `content` the rows by table.
    `cleaned_at` is when the freed space of the store was written over; until then it may hold
    remains.
    """

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    contact_id: Mapped[int] = mapped_column(Key, index=True)
    rows: Mapped[int]
    content: Mapped[dict[str, Any]]
    cleaned_at: Mapped[datetime | None]


class Receipt(Base):
    """An answer of a report that can be given again: what was asked, and what the store knew.

    `id` is the hash over question, rows and figures; who gets the same answer again finds the
    first one. `through` is the newest change it rests on, `unwritten` those before it that others
    had not finished. Only ever added.
    """

    __tablename__ = "receipt"

    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    report: Mapped[str]
    asked: Mapped[dict[str, Any]]
    rows: Mapped[int]
    through: Mapped[int] = mapped_column(Key)
    unwritten: Mapped[list[int]] = mapped_column(Document)


class SeedRecord(Base):
    """What the seeds last wrote into a row, to tell their values from those of staff."""

    __tablename__ = "seed_record"

    seed: Mapped[str] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    row_id: Mapped[int]
    content: Mapped[dict[str, Any]]
