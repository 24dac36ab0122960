"""Short answers to what callers ask."""

import sqlalchemy as sa
from alembic import op

from db.metadata import Key, UtcTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "knowledge",
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("words", sa.String()),
        sa.Column("source", sa.String()),
        sa.Column("source_code", sa.String()),
        sa.Column("stated_on", sa.Date()),
        sa.Column("url", sa.String()),
        sa.Column("checked_on", sa.Date()),
        sa.Column("checked_by", sa.String()),
        sa.Column("id", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime()),
        sa.Column("changed_by", sa.String()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge")),
        sa.UniqueConstraint("question", name=op.f("uq_knowledge_question")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("knowledge")
