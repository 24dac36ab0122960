"""Where facts come from, what sources state against each other, and figures they report."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from db.tables.base import Record


class Source(Record):
    """A document or register that facts are taken from."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("code"),)

    code: Mapped[str]
    title: Mapped[str]
    publisher: Mapped[str]
    published_on: Mapped[date | None]
    data_as_of: Mapped[date | None]
    url: Mapped[str | None]
    attribution: Mapped[str | None]


class Statement(Record):
    """What one source says about a subject; several may disagree, one is held valid."""

    __tablename__ = "statement"
    __table_args__ = (UniqueConstraint("subject", "source_code", "stated"),)

    subject: Mapped[str]
    stated: Mapped[str]
    held_valid: Mapped[bool]
    as_of: Mapped[date | None]
    note: Mapped[str | None]
    source_code: Mapped[str]


class ReportedFigure(Record):
    """A figure that a source reports for a day; never computed from the desk's own rows."""

    __tablename__ = "reported_figure"
    __table_args__ = (UniqueConstraint("code", "as_of"),)

    code: Mapped[str]
    label: Mapped[str]
    value: Mapped[int]
    unit: Mapped[str]
    as_of: Mapped[date]
    note: Mapped[str | None]
    source_code: Mapped[str]


class Knowledge(Record):
    """A short answer to what callers ask, with where it is from and when it was last looked at.

    `stated_on` is the day of the source, `checked_on` when somebody of the desk made sure of it.
    `words` are further ones by which it is found.
    """

    __tablename__ = "knowledge"
    shown_in = (("id", "knowledge"),)
    __table_args__ = (UniqueConstraint("question"),)

    question: Mapped[str]
    answer: Mapped[str]
    words: Mapped[str | None]
    source: Mapped[str | None]
    source_code: Mapped[str | None]
    stated_on: Mapped[date | None]
    url: Mapped[str | None]
    checked_on: Mapped[date | None]
    checked_by: Mapped[str | None]
