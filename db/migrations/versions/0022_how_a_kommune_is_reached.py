"""When a Kommune is open, and from where and when the desk knows how it is reached."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.add_column("organisation", sa.Column("office_hours", sa.String(), nullable=True))
    op.add_column("organisation", sa.Column("reach_source", sa.String(), nullable=True))
    op.add_column("organisation", sa.Column("reach_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Undo the change."""
    op.drop_column("organisation", "reach_on")
    op.drop_column("organisation", "reach_source")
    op.drop_column("organisation", "office_hours")
