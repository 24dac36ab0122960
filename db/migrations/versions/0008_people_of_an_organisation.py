"""An index leads to the people of an organisation in the order of its card."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_index(
        "ix_contact_people",
        "contact",
        ["organisation_id", "historic_on", "call_first", "family_name"],
    )
    op.drop_index("ix_contact_organisation_id", table_name="contact")


def downgrade() -> None:
    """Undo the change."""
    op.create_index("ix_contact_organisation_id", "contact", ["organisation_id"])
    op.drop_index("ix_contact_people", table_name="contact")
