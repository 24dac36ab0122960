"""An index leads to whose address a text is."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_index(op.f("ix_address_text"), "address", ["text"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_index(op.f("ix_address_text"), table_name="address")
