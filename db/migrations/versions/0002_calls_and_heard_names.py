"""Calls with an end and a topic, confirmations with a name, snippets, words for heard names."""

import sqlalchemy as sa
from alembic import op

from db.metadata import Key, SortText, UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_CONFIRMED = ("address", "contact_role", "phone_number")
_TOPICS = (
    "consulting", "cooperation", "model", "services", "costs", "newsletter", "contact_details",
    "other",
)  # fmt: skip


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "search_word",
        sa.Column("word", SortText, primary_key=True),
        sa.Column("sound", SortText, nullable=False),
    )
    op.create_index("ix_search_word_sound", "search_word", ["sound"])
    if op.get_bind().dialect.name == "postgresql":
        # What waits to be put into the index is read word by word with every question.
        op.execute("ALTER INDEX ix_search_entry_vector SET (fastupdate = off)")
    op.create_table(
        "snippet",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True)),
        sa.Column("changed_by", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_snippet"),
        sa.UniqueConstraint("code", name="uq_snippet_code"),
    )
    for table in _CONFIRMED:
        op.add_column(table, sa.Column("confirmed_by", sa.String()))
    with op.batch_alter_table("call") as call:
        call.add_column(sa.Column("ended_at", UtcTime(timezone=True)))
        call.create_index("ix_call_started_at", ["started_at"])
        is_open = sa.text("result = 'open'")
        call.create_index(
            "ix_call_open", ["started_at"], sqlite_where=is_open, postgresql_where=is_open
        )
        topics = ", ".join(f"'{topic}'" for topic in _TOPICS)
        call.create_check_constraint(op.f("ck_call_topic"), f"topic IN ({topics})")
        call.create_check_constraint(
            op.f("ck_call_ended_at"),
            "ended_at IS NULL OR started_at IS NULL OR ended_at >= started_at",
        )
    with op.batch_alter_table("follow_up") as follow_up:
        for target in ("contact", "booking"):
            follow_up.add_column(sa.Column(f"{target}_id", Key))
            follow_up.create_index(f"ix_follow_up_{target}_id", [f"{target}_id"])
            follow_up.create_foreign_key(
                f"fk_follow_up_{target}_id_{target}",
                target,
                [f"{target}_id"],
                ["id"],
                ondelete="RESTRICT",
            )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("follow_up") as follow_up:
        for target in ("contact", "booking"):
            follow_up.drop_constraint(
                op.f(f"fk_follow_up_{target}_id_{target}"), type_="foreignkey"
            )
            follow_up.drop_index(f"ix_follow_up_{target}_id")
            follow_up.drop_column(f"{target}_id")
    with op.batch_alter_table("call") as call:
        call.drop_constraint(op.f("ck_call_ended_at"), type_="check")
        call.drop_constraint(op.f("ck_call_topic"), type_="check")
        call.drop_index("ix_call_open")
        call.drop_index("ix_call_started_at")
        call.drop_column("ended_at")
    for table in reversed(_CONFIRMED):
        op.drop_column(table, "confirmed_by")
    op.drop_table("snippet")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX ix_search_entry_vector RESET (fastupdate)")
    op.drop_table("search_word")
