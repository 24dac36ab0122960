"""Programmes, money lines, rule sets and the model municipalities, each with its source."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.tables.base import Base, Cents, Record, not_before, one_of, reference
from ozg_tui.codes.funding import Bearer, ModelStatus, RuleSetState, RuleTopic


class Programme(Record):
    """A funding programme of the Land."""

    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("code"), not_before("valid_to", "valid_from"))

    code: Mapped[str]
    name: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str | None]
    source_code: Mapped[str]

    lines: Mapped[list["FundingLine"]] = relationship(
        cascade="all, delete-orphan", order_by="FundingLine.code"
    )


class FundingLine(Record):
    """An amount that somebody promised for a period; `included_in_id` keeps it from counting twice.

    `upper_limit` marks "bis zu"; `yearly` an amount for each year of the period.
    """

    __tablename__ = "funding_line"
    __table_args__ = (UniqueConstraint("code"), not_before("valid_to", "valid_from"))

    programme_id: Mapped[int] = reference("programme.id", owned=True)
    code: Mapped[str]
    name: Mapped[str]
    amount_cents: Mapped[Cents]
    upper_limit: Mapped[bool] = mapped_column(default=False)
    yearly: Mapped[bool] = mapped_column(default=False)
    wording: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    included_in_id: Mapped[int | None] = reference("funding_line.id")
    source_code: Mapped[str]


class CostPosition(Record):
    """What a service or platform costs in a year: planned, committed, settled, and who bears it."""

    __tablename__ = "cost_position"
    __table_args__ = (
        one_of("bearer", Bearer),
        CheckConstraint("planned_cents >= 0", name="planned_cents"),
        CheckConstraint("committed_cents >= 0", name="committed_cents"),
        CheckConstraint(
            "settled_cents >= 0 AND settled_cents <= committed_cents", name="settled_cents"
        ),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year"),
    )

    funding_line_id: Mapped[int] = reference("funding_line.id")
    bundle_id: Mapped[int | None] = reference("service_bundle.id")
    name: Mapped[str]
    year: Mapped[int]
    bearer: Mapped[str] = mapped_column(default=Bearer.LAND)
    planned_cents: Mapped[Cents] = mapped_column(default=0)
    committed_cents: Mapped[Cents] = mapped_column(default=0)
    settled_cents: Mapped[Cents] = mapped_column(default=0)
    source: Mapped[str | None]
    note: Mapped[str | None]


class RuleSet(Record):
    """The figures by which the desk judges, valid for a period; see `ozg_tui.rules.rule_set`.

    A draft can be looked at and judges nothing.
    """

    __tablename__ = "rule_set"
    __table_args__ = (
        one_of("topic", RuleTopic),
        one_of("state", RuleSetState),
        UniqueConstraint("code"),
        not_before("valid_to", "valid_from"),
    )

    code: Mapped[str]
    topic: Mapped[str]
    name: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    is_default: Mapped[bool]
    state: Mapped[str] = mapped_column(default=RuleSetState.ACTIVE)
    source: Mapped[str]
    note: Mapped[str | None]
    parameters: Mapped[dict[str, Any]]


class ModelParticipation(Record):
    """A Kommune in the programme of model municipalities; its status has a history.

    `topics` are words that callers use for what it is about. `contracted_on` is the day of the
    Fördervertrag, `period_from` and `period_to` when the project runs.
    """

    __tablename__ = "model_participation"
    shown_in = (("organisation_id", "organisation"), ("id", "model_project"))
    __table_args__ = (
        UniqueConstraint("programme_id", "organisation_id"),
        not_before("period_to", "period_from"),
        CheckConstraint("amount_cents >= 0", name="amount_cents"),
    )

    programme_id: Mapped[int] = reference("programme.id")
    organisation_id: Mapped[int] = reference("organisation.id")
    joint: Mapped[bool] = mapped_column(default=False)
    project: Mapped[str | None]
    amount_cents: Mapped[Cents | None]
    topics: Mapped[str | None]
    applied_on: Mapped[date | None]
    contracted_on: Mapped[date | None]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    reviewed_by: Mapped[str | None]
    review: Mapped[str | None]
    result: Mapped[str | None]
    reused_by: Mapped[str | None]
    note: Mapped[str | None]

    statuses: Mapped[list["ModelStatusPeriod"]] = relationship(
        cascade="all, delete-orphan", order_by="ModelStatusPeriod.valid_from"
    )


class ModelStatusPeriod(Base):
    """A status from one day to another; `dates_exact` is false where the source gives a range."""

    __tablename__ = "model_status_period"
    shown_in = (("participation_id", "model_project"),)
    __table_args__ = (one_of("status", ModelStatus), not_before("valid_to", "valid_from"))

    id: Mapped[int] = mapped_column(primary_key=True)
    participation_id: Mapped[int] = reference("model_participation.id", owned=True)
    status: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    dates_exact: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str | None]
    source_code: Mapped[str]
