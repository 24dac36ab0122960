"""Those who work at the desk."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from db.tables.base import Record, not_before, one_of, reference
from ozg_tui.codes.rights import Right


class Colleague(Record):
    """Somebody of the desk; `name` is that of the account, under which they have follow-ups.

    `may` is what they may do in a file of this machine, everything where nothing is said; on a
    server its roles decide.
    """

    __tablename__ = "colleague"
    __table_args__ = (
        UniqueConstraint("name"),
        UniqueConstraint("initials"),
        not_before("valid_to", "valid_from"),
        not_before("absent_to", "absent_from"),
        one_of("may", Right),
    )

    name: Mapped[str]
    initials: Mapped[str | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    absent_from: Mapped[date | None]
    absent_to: Mapped[date | None]
    deputy_id: Mapped[int | None] = reference("colleague.id")
    handed_over_at: Mapped[datetime | None]
    may: Mapped[str | None]
