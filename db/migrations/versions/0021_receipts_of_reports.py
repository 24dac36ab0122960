"""The receipts of reports: what was asked when, and what the store knew then."""

import sqlalchemy as sa
from alembic import op

from db.metadata import Document, Key, UtcTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "receipt",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("asked", Document, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("through", Key, nullable=False),
        sa.Column("unwritten", Document, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("receipt")
