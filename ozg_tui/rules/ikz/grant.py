"""The standard grant for an IKZ co-operation and how it is shared."""

from collections import Counter
from collections.abc import Sequence

from ozg_tui.rules.errors import InputError
from ozg_tui.rules.money import format_cents, split_equally
from ozg_tui.rules.rule_set import IkzParameters


def standard_grant(partners: int, parameters: IkzParameters) -> int:
    """Give the Regelzuwendung in cents: so much per municipality, up to the cap.

    Fewer partners than a justified exception needs are no co-operation and get nothing.
    Source: Konzept IKZ-OZG, HMdIS, 19.05.2021.
    """
    if partners < parameters.minimum_partners_with_reason:
        return 0
    return min(partners * parameters.grant_per_municipality_cents, parameters.grant_cap_cents)


def shares(keys: Sequence[str], total: int) -> dict[str, int]:
    """Split a grant in cents equally among the keys; the shares add up to exactly `total`.

    Raises:
        InputError: a key is named twice.
    """
    if len(set(keys)) != len(keys):
        raise InputError("Eine Kommune kann nur einen Anteil erhalten.")
    if not keys:
        return {}
    return dict(zip(keys, split_equally(total, len(keys)), strict=True))


def equal_shares(number: int, total: int) -> str:
    """Say in German how a sum in cents is shared: `3 × 14.285,72 EUR und 4 × 14.285,71 EUR`."""
    counted = Counter(split_equally(total, number)) if number else Counter()
    return " und ".join(f"{times} × {format_cents(cents)}" for cents, times in counted.items())
