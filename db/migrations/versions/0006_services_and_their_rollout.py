"""A service has a life of its own beside that at each Kommune, which is told with a remark."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ADDED = {
    "ozg_id": sa.String,
    "platform": sa.String,
    "central_state": sa.String,
    "central_since": sa.Date,
    "maturity_model": sa.String,
    "maturity_level": sa.Integer,
}
_CHECKS = {
    "central_state": (
        "central_state IN ('planned', 'in_progress', 'quality_assurance', 'released',"
        " 'available', 'withdrawn')"
    ),
    "maturity_level": "maturity_level BETWEEN 0 AND 7",
    "maturity_model": "maturity_level IS NULL OR maturity_model IS NOT NULL",
}
_STATES = "'not_started', 'planned', 'connecting', 'test', 'live', 'disturbed', 'switched_off'"


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("service") as service:
        for name, kind in _ADDED.items():
            service.add_column(sa.Column(name, kind()))
        for name, condition in _CHECKS.items():
            service.create_check_constraint(op.f(f"ck_service_{name}"), condition)
    with op.batch_alter_table("rollout") as rollout:
        rollout.add_column(sa.Column("remark", sa.String()))
        rollout.drop_index("ix_rollout_organisation_id")
        rollout.drop_index("ix_rollout_service_id")
        rollout.drop_constraint(op.f("ck_rollout_state"), type_="check")
        rollout.create_check_constraint(
            op.f("ck_rollout_state"), f"state IN ({_STATES}, 'not_competent')"
        )
        rollout.create_index("ix_rollout_service_state", ["service_id", "state", "organisation_id"])


def downgrade() -> None:
    """Take the change back; refused by the check while a Kommune is told not to be competent."""
    with op.batch_alter_table("rollout") as rollout:
        rollout.drop_index("ix_rollout_service_state")
        rollout.drop_constraint(op.f("ck_rollout_state"), type_="check")
        rollout.create_check_constraint(op.f("ck_rollout_state"), f"state IN ({_STATES})")
        rollout.create_index("ix_rollout_service_id", ["service_id"])
        rollout.create_index("ix_rollout_organisation_id", ["organisation_id"])
        rollout.drop_column("remark")
    with op.batch_alter_table("service") as service:
        for name in _CHECKS:
            service.drop_constraint(op.f(f"ck_service_{name}"), type_="check")
        for name in _ADDED:
            service.drop_column(name)
