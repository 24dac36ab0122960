"""What takes back which save, and the record that each change belongs to."""

import sqlalchemy as sa
from alembic import op

from db.metadata import Key

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_RECORDS = (
    "application", "booking", "call", "contact", "follow_up", "funding_line",
    "model_participation", "newsletter_issue", "note", "organisation", "programme",
    "reported_figure", "rollout", "rule_set", "service", "service_bundle", "snippet", "source",
    "statement", "subscription",
)  # fmt: skip
_PARTS = (
    ("address", "contact"),
    ("address", "organisation"),
    ("contact_role", "contact"),
    ("obligation", "application"),
    ("organisation_period", "organisation"),
    ("participant", "application"),
    ("payment", "application"),
    ("phone_number", "contact"),
    ("phone_number", "organisation"),
    ("station_step", "application"),
)


def upgrade() -> None:
    """Apply the change."""
    op.add_column("change", sa.Column("record", sa.String()))
    records = ", ".join(f"'{table}'" for table in _RECORDS)
    op.execute(
        f"UPDATE change SET record = table_name || '/' || row_id WHERE table_name IN ({records})"  # noqa: S608
    )
    for part, record in _PARTS:
        _name_record(part, f"SELECT {record}_id FROM {part}", record)  # noqa: S608
    _name_record(
        "resolution",
        "SELECT application_id FROM participant"
        " JOIN resolution ON resolution.participant_id = participant.id",
        "application",
    )
    op.create_index("ix_change_actor", "change", ["actor", "id"])
    op.create_index("ix_change_record", "change", ["record", "actor", "id"])
    op.create_table(
        "reversal",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("of_unit", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("gives_back", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reversal"),
        sa.UniqueConstraint("of_unit", name="uq_reversal_of_unit"),
        sa.UniqueConstraint("unit", name="uq_reversal_unit"),
    )
    op.create_index("ix_reversal_actor", "reversal", ["actor", "id"])


def _name_record(part: str, select: str, record: str) -> None:
    """Say what the parts belong to that are still there; of others nobody knows it any more."""
    number = f"{select} WHERE {part}.id = CAST(change.row_id AS BIGINT)"
    op.execute(
        f"UPDATE change SET record = '{record}/' || ({number})"  # noqa: S608
        f" WHERE table_name = '{part}' AND record IS NULL AND ({number}) IS NOT NULL"
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("reversal")
    op.drop_index("ix_change_record", "change")
    op.drop_index("ix_change_actor", "change")
    op.drop_column("change", "record")
