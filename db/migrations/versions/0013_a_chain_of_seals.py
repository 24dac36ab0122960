"""The history is chained; what older programs wrote is sealed after all migrations."""

import sqlalchemy as sa
from alembic import op

from db.metadata import Key

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_COLUMNS = ("salt", "digest", "link")


def upgrade() -> None:
    """Apply the change."""
    for name in _COLUMNS:
        op.add_column("change", sa.Column(name, sa.LargeBinary(), nullable=True))
    op.create_table(
        "seal",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("first", Key, nullable=False),
        sa.Column("last", Key, nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
        sa.UniqueConstraint("unit", name=op.f("uq_seal_unit")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_change_table", "change", ["table_name", "id"])
    op.create_index("ix_seal_seal", "seal", ["seal"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_seal_seal", table_name="seal")
    op.drop_index("ix_change_table", table_name="change")
    op.drop_table("seal")
    for name in _COLUMNS:
        op.drop_column("change", name)
