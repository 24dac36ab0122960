"""What a model project is about, when it runs, who judged it, what it brought and who uses it."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_DAYS = ("applied_on", "contracted_on", "period_from", "period_to")
_TEXTS = ("topics", "reviewed_by", "review", "result", "reused_by")
_ORDER = "period_to IS NULL OR period_from IS NULL OR period_to >= period_from"


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("model_participation") as participation:
        for name in _DAYS:
            participation.add_column(sa.Column(name, sa.Date()))
        for name in _TEXTS:
            participation.add_column(sa.Column(name, sa.String()))
        participation.create_check_constraint(op.f("ck_model_participation_period_to"), _ORDER)


def downgrade() -> None:
    """Undo the change."""
    with op.batch_alter_table("model_participation") as participation:
        participation.drop_constraint(op.f("ck_model_participation_period_to"), type_="check")
        for name in (*_DAYS, *_TEXTS):
            participation.drop_column(name)
