"""A draft knows since when somebody works on it."""

import sqlalchemy as sa
from alembic import op

from db.metadata import UtcTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.add_column("draft", sa.Column("begun_at", UtcTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("draft", "begun_at")
