"""What a note tells of: its day, and the organisations and people who took part."""

import sqlalchemy as sa
from alembic import op

from db.metadata import Key

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_REFERENCES = ("note", "organisation", "contact")


def upgrade() -> None:
    """Apply the change."""
    op.add_column("note", sa.Column("held_on", sa.Date()))
    op.create_table(
        "note_party",
        sa.Column("id", Key, nullable=False),
        sa.Column("note_id", Key, nullable=False),
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("contact_id", Key, nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"],
                [f"{name}.id"],
                name=op.f(f"fk_note_party_{name}_id_{name}"),
                ondelete="RESTRICT",
            )
            for name in _REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_party")),
        sqlite_autoincrement=True,
    )
    for name in _REFERENCES:
        op.create_index(op.f(f"ix_note_party_{name}_id"), "note_party", [f"{name}_id"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("note_party")
    op.drop_column("note", "held_on")
