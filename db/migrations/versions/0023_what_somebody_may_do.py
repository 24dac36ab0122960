"""What somebody of the desk may do; everything, where nothing is said."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_RIGHTS = "may IN ('read', 'edit', 'decide', 'manage')"


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("colleague") as colleague:
        colleague.add_column(sa.Column("may", sa.String()))
        colleague.create_check_constraint(op.f("ck_colleague_may"), _RIGHTS)


def downgrade() -> None:
    """Undo the change."""
    with op.batch_alter_table("colleague") as colleague:
        colleague.drop_constraint(op.f("ck_colleague_may"), type_="check")
        colleague.drop_column("may")
