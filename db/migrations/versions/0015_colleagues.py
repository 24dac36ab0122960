"""Those who work at the desk."""

import sqlalchemy as sa
from alembic import op

from db.metadata import Key, UtcTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "colleague",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("absent_from", sa.Date(), nullable=True),
        sa.Column("absent_to", sa.Date(), nullable=True),
        sa.Column("deputy_id", Key, nullable=True),
        sa.Column("handed_over_at", UtcTime(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_colleague_valid_to"),
        ),
        sa.CheckConstraint(
            "absent_to IS NULL OR absent_from IS NULL OR absent_to >= absent_from",
            name=op.f("ck_colleague_absent_to"),
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"],
            ["colleague.id"],
            name=op.f("fk_colleague_deputy_id_colleague"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleague")),
        sa.UniqueConstraint("name", name=op.f("uq_colleague_name")),
        sa.UniqueConstraint("initials", name=op.f("uq_colleague_initials")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_colleague_deputy_id"), "colleague", ["deputy_id"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("colleague")
