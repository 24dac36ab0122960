"""Applications with costs per partner, supervision, Bescheid, payments, steps, determinations."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.metadata import Key, UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COSTS = (
    "personnel_before_cents", "personnel_after_cents", "material_before_cents",
    "material_after_cents",
)  # fmt: skip
_ADDED = {
    "agreement_transfer": sa.String,
    "agreement_tasks_named": sa.Boolean,
    "agreement_approved_on": sa.Date,
    "agreement_notified_on": sa.Date,
    "agreement_published_on": sa.Date,
    "termination_clause": sa.Boolean,
    "terminable_on": sa.Date,
    "notional_reason": sa.String,
    "notice_on": sa.Date,
    "notice_reference": sa.String,
    "standard_cents": sa.BigInteger,
    "deviation_reason": sa.String,
    "deviation_by": sa.String,
    "deviation_confirmed_by": sa.String,
}
_CHECKS = {
    "agreement_transfer": "agreement_transfer IN ('delegation', 'mandate')",
    "standard_cents": "standard_cents >= 0",
    "deviation_reason": (
        "granted_cents IS NULL OR standard_cents IS NULL OR granted_cents = standard_cents"
        " OR deviation_reason IS NOT NULL"
    ),
    "deviation_confirmed_by": (
        "deviation_confirmed_by IS NULL"
        " OR (deviation_by IS NOT NULL AND deviation_confirmed_by <> deviation_by)"
    ),
}
_WAY = ("submitted", "district", "regional_council", "ministry")
_FORWARD = (
    ("idea", "consulting"),
    ("idea", "resolutions"),
    ("consulting", "resolutions"),
    ("resolutions", "agreement"),
    ("agreement", "submitted"),
    ("submitted", "district"),
    ("submitted", "regional_council"),
    ("submitted", "ministry"),
    ("district", "regional_council"),
    ("regional_council", "ministry"),
    ("ministry", "approved"),
    ("ministry", "rejected"),
    ("approved", "paid"),
    ("paid", "running"),
    ("running", "proof"),
    ("proof", "running"),
    ("proof", "closed"),
    *((station, "incomplete") for station in _WAY),
    *(("incomplete", station) for station in _WAY),
    *(
        (station, "withdrawn")
        for station in (
            "idea", "consulting", "resolutions", "agreement", *_WAY, "incomplete", "approved"
        )
    ),
)  # fmt: skip
_STEPS = sorted({*_FORWARD, *((after, before) for before, after in _FORWARD)})


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("application") as application:
        for name, kind in _ADDED.items():
            application.add_column(sa.Column(name, kind()))
        application.add_column(
            sa.Column("costs_notional", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        for name, condition in _CHECKS.items():
            application.create_check_constraint(op.f(f"ck_application_{name}"), condition)
    with op.batch_alter_table("participant") as participant:
        participant.add_column(sa.Column("signed_on", sa.Date()))
        for name in _COSTS:
            participant.add_column(sa.Column(name, sa.BigInteger()))
            participant.create_check_constraint(op.f(f"ck_participant_{name}"), f"{name} >= 0")
        participant.add_column(
            sa.Column("costs_notional", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        participant.create_check_constraint(
            op.f("ck_participant_left_on"),
            "left_on IS NULL OR joined_on IS NULL OR left_on >= joined_on",
        )
    with op.batch_alter_table("rule_set") as rule_set:
        rule_set.add_column(
            sa.Column("state", sa.String(), nullable=False, server_default="active")
        )
        rule_set.create_check_constraint(op.f("ck_rule_set_state"), "state IN ('draft', 'active')")
    # The rows that are there have their value; new ones get theirs from the program.
    for table, column in (
        ("application", "costs_notional"),
        ("participant", "costs_notional"),
        ("rule_set", "state"),
    ):
        with op.batch_alter_table(table) as changed:
            changed.alter_column(column, server_default=None)
    steps = ", ".join(f"'{before}>{after}'" for before, after in _STEPS)
    _part_of_application(
        "station_step",
        sa.Column("from_station", sa.String(), nullable=False),
        sa.Column("to_station", sa.String(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("note", sa.String()),
        sa.CheckConstraint(
            f"from_station || '>' || to_station IN ({steps})", name=op.f("ck_station_step_step")
        ),
    )
    _part_of_application(
        "payment",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String()),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_payment_amount_cents")),
    )
    _part_of_application(
        "obligation",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String()),
        sa.Column("due_on", sa.Date()),
        sa.Column("done_on", sa.Date()),
        sa.CheckConstraint("kind IN ('proof', 'report', 'other')", name=op.f("ck_obligation_kind")),
    )
    op.create_table(
        "determination",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("application_id", Key),
        sa.Column("at", UtcTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("rule_set", sa.String(), nullable=False),
        sa.Column("reference_date", sa.Date()),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_determination"),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name="fk_determination_application_id_application",
            ondelete="RESTRICT",
        ),
    )
    op.create_index("ix_determination_application_id", "determination", ["application_id"])


def _part_of_application(table: str, *columns: sa.Column[Any] | sa.CheckConstraint) -> None:
    op.create_table(
        table,
        sa.Column("id", Key, nullable=False),
        sa.Column("application_id", Key, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=f"fk_{table}_application_id_application",
            ondelete="RESTRICT",
        ),
    )
    op.create_index(f"ix_{table}_application_id", table, ["application_id"])


def downgrade() -> None:
    """Take the change back."""
    for table in ("determination", "obligation", "payment", "station_step"):
        op.drop_table(table)
    with op.batch_alter_table("rule_set") as rule_set:
        rule_set.drop_constraint(op.f("ck_rule_set_state"), type_="check")
        rule_set.drop_column("state")
    with op.batch_alter_table("participant") as participant:
        for name in (*_COSTS, "left_on"):
            participant.drop_constraint(op.f(f"ck_participant_{name}"), type_="check")
        for name in ("signed_on", *_COSTS, "costs_notional"):
            participant.drop_column(name)
    with op.batch_alter_table("application") as application:
        for name in _CHECKS:
            application.drop_constraint(op.f(f"ck_application_{name}"), type_="check")
        for name in (*_ADDED, "costs_notional"):
            application.drop_column(name)
