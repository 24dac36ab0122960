"""What services cost in a year, out of which money, and who bears it."""

import sqlalchemy as sa
from alembic import op

from db.metadata import Key, UtcTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "cost_position",
        sa.Column("funding_line_id", Key, nullable=False),
        sa.Column("bundle_id", Key),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("bearer", sa.String(), nullable=False),
        sa.Column("planned_cents", sa.BigInteger(), nullable=False),
        sa.Column("committed_cents", sa.BigInteger(), nullable=False),
        sa.Column("settled_cents", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String()),
        sa.Column("note", sa.String()),
        sa.Column("id", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime()),
        sa.Column("changed_by", sa.String()),
        sa.CheckConstraint(
            "bearer IN ('land', 'municipality')", name=op.f("ck_cost_position_bearer")
        ),
        sa.CheckConstraint("planned_cents >= 0", name=op.f("ck_cost_position_planned_cents")),
        sa.CheckConstraint("committed_cents >= 0", name=op.f("ck_cost_position_committed_cents")),
        sa.CheckConstraint(
            "settled_cents >= 0 AND settled_cents <= committed_cents",
            name=op.f("ck_cost_position_settled_cents"),
        ),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_cost_position_year")),
        sa.ForeignKeyConstraint(
            ["funding_line_id"],
            ["funding_line.id"],
            name=op.f("fk_cost_position_funding_line_id_funding_line"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["bundle_id"],
            ["service_bundle.id"],
            name=op.f("fk_cost_position_bundle_id_service_bundle"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_position")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cost_position_funding_line_id", "cost_position", ["funding_line_id"])
    op.create_index("ix_cost_position_bundle_id", "cost_position", ["bundle_id"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_index("ix_cost_position_bundle_id", table_name="cost_position")
    op.drop_index("ix_cost_position_funding_line_id", table_name="cost_position")
    op.drop_table("cost_position")
