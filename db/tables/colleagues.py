"""Those who work at the desk."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from db.tables.base import Record, not_before, reference


class Colleague(Record):
    """Somebody of the desk; `name` is that of the account, under which they have follow-ups."""

    __tablename__ = "colleague"
    __table_args__ = (
        UniqueConstraint("name"),
        UniqueConstraint("initials"),
        not_before("valid_to", "valid_from"),
        not_before("absent_to", "absent_from"),
    )

    name: Mapped[str]
    initials: Mapped[str | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    absent_from: Mapped[date | None]
    absent_to: Mapped[date | None]
    deputy_id: Mapped[int | None] = reference("colleague.id")
    handed_over_at: Mapped[datetime | None]
