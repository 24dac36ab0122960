"""Why somebody has left, who came after, and what a function is called there."""

import sqlalchemy as sa
from alembic import op

from db.metadata import Key

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_REASONS = "left_reason IN ('election', 'end_of_term', 'retirement', 'move', 'death', 'other')"


def upgrade() -> None:
    """Apply the change."""
    op.add_column("contact_role", sa.Column("title", sa.String()))
    with op.batch_alter_table("contact") as contact:
        contact.add_column(sa.Column("left_reason", sa.String()))
        contact.add_column(sa.Column("successor_id", Key))
        contact.create_foreign_key(
            op.f("fk_contact_successor_id_contact"),
            "contact",
            ["successor_id"],
            ["id"],
            ondelete="RESTRICT",
        )
        contact.create_check_constraint(op.f("ck_contact_left_reason"), _REASONS)
    op.create_index(op.f("ix_contact_successor_id"), "contact", ["successor_id"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_index(op.f("ix_contact_successor_id"), table_name="contact")
    with op.batch_alter_table("contact") as contact:
        contact.drop_constraint(op.f("ck_contact_left_reason"), type_="check")
        contact.drop_constraint(op.f("fk_contact_successor_id_contact"), type_="foreignkey")
        contact.drop_column("successor_id")
        contact.drop_column("left_reason")
    op.drop_column("contact_role", "title")
