"""A booking goes its way in steps: who took which one, when and why."""

import sqlalchemy as sa
from alembic import op

from db.metadata import Key

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_STEPS = (
    "'cancelled>no_show', 'cancelled>registered', 'cancelled>scheduled', 'declined>registered',"
    " 'held>registered', 'held>scheduled', 'held>settled', 'no_show>cancelled',"
    " 'no_show>scheduled', 'registered>cancelled', 'registered>declined', 'registered>held',"
    " 'registered>scheduled', 'scheduled>cancelled', 'scheduled>held', 'scheduled>no_show',"
    " 'scheduled>registered', 'scheduled>scheduled', 'settled>held'"
)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "booking_step",
        sa.Column("id", Key, nullable=False),
        sa.Column("booking_id", Key, nullable=False),
        sa.Column("from_state", sa.String(), nullable=False),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("note", sa.String()),
        sa.CheckConstraint(
            f"from_state || '>' || to_state IN ({_STEPS})", name=op.f("ck_booking_step_step")
        ),
        sa.CheckConstraint(
            "to_state NOT IN ('cancelled', 'declined') OR note IS NOT NULL",
            name=op.f("ck_booking_step_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["booking.id"],
            name=op.f("fk_booking_step_booking_id_booking"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_step")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_booking_step_booking_id", "booking_step", ["booking_id"])
    op.create_index("ix_booking_consultation_on", "booking", ["consultation_on"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_index("ix_booking_consultation_on", table_name="booking")
    op.drop_index("ix_booking_step_booking_id", table_name="booking_step")
    op.drop_table("booking_step")
