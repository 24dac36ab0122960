"""Two windows of one person have a draft each."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_BEFORE = "uq_draft_actor_form_record_id"
_NOW = "uq_draft_actor_form_record_id_holder"
_KEY = ["actor", "form", "record_id"]


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("draft", table_kwargs={"sqlite_autoincrement": True}) as draft:
        draft.add_column(sa.Column("holder", sa.String(), nullable=False, server_default=""))
        draft.drop_constraint(_BEFORE, type_="unique")
        draft.create_unique_constraint(_NOW, [*_KEY, "holder"])
    with op.batch_alter_table("draft", table_kwargs={"sqlite_autoincrement": True}) as draft:
        draft.alter_column("holder", existing_type=sa.String(), server_default=None)


def downgrade() -> None:
    """Take the change back; of several drafts of a form the newest stays."""
    op.execute(
        "DELETE FROM draft WHERE id NOT IN"
        " (SELECT max(id) FROM draft GROUP BY actor, form, record_id)"
    )
    with op.batch_alter_table("draft", table_kwargs={"sqlite_autoincrement": True}) as draft:
        draft.drop_constraint(_NOW, type_="unique")
        draft.drop_column("holder")
        draft.create_unique_constraint(_BEFORE, _KEY)
