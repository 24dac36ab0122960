"""Search entries know short forms, quarters, salutations, titles of functions and remarks.

They are derived: every upgrade makes them anew, so there is nothing else to do.
"""

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""


def downgrade() -> None:
    """Undo the change."""
