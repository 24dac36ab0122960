"""People who were erased, by their numbers."""

import sqlalchemy as sa
from alembic import op

from db.metadata import Document, Key, UtcTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "erasure",
        sa.Column("id", Key, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("contact_id", Key, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("content", Document, nullable=False),
        sa.Column("cleaned_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_erasure_contact_id", "erasure", ["contact_id"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_erasure_contact_id", table_name="erasure")
    op.drop_table("erasure")
