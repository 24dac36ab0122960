"""A draft knows since when somebody works on it."""

import sqlalchemy as sa
from alembic import op

from db.metadata import UtcTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    moment = UtcTime(timezone=True)
    with op.batch_alter_table("draft") as draft:
        draft.add_column(sa.Column("begun_at", moment, nullable=True))
    op.execute("UPDATE draft SET begun_at = saved_at")
    with op.batch_alter_table("draft", table_kwargs={"sqlite_autoincrement": True}) as draft:
        draft.alter_column("begun_at", existing_type=moment, nullable=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("draft", table_kwargs={"sqlite_autoincrement": True}) as draft:
        draft.drop_column("begun_at")
