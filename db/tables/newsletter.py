"""The OZG-Report: its issues and who receives it, with consent and opt-out."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Record, one_of, reference
from ozg_tui.codes.newsletter import Consent


class NewsletterIssue(Record):
    """One issue of the OZG-Report."""

    __tablename__ = "newsletter_issue"
    shown_in = (("id", "newsletter_issue"),)
    __table_args__ = (UniqueConstraint("number"),)

    number: Mapped[str]
    published_on: Mapped[date | None]
    topics: Mapped[str | None]
    url: Mapped[str | None]
    source_code: Mapped[str | None]


class Subscription(Record):
    """An address that receives the OZG-Report; ending it wins over every later import."""

    __tablename__ = "subscription"
    shown_in = (("id", "subscription"),)
    __table_args__ = (
        one_of("consent", Consent),
        UniqueConstraint("email"),
        CheckConstraint("email = lower(email)", name="email"),
    )

    email: Mapped[str]
    contact_id: Mapped[int | None] = reference("contact.id")
    organisation_id: Mapped[int | None] = reference("organisation.id")
    function: Mapped[str | None]
    consent: Mapped[str]
    consent_source: Mapped[str | None]
    subscribed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    bounced: Mapped[bool] = mapped_column(default=False)
