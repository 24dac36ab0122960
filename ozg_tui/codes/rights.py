"""What somebody may do at the desk."""

from enum import StrEnum


class Right(StrEnum):
    """Each holds those before it; who decides may edit, who manages may decide."""

    READ = "read"
    EDIT = "edit"
    DECIDE = "decide"
    MANAGE = "manage"


def reaches(held: Right, needed: Right) -> bool:
    """Whether one right holds another."""
    order = list(Right)
    return order.index(held) >= order.index(needed)
