"""Which costs count: those of the single partners, or else the sums that were typed instead."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from ozg_tui.rules.ikz.case import Case, Costs, YearlyCosts
from ozg_tui.rules.ikz.partners import Partner
from ozg_tui.rules.money import to_cents

FIGURES: Mapping[str, str] = {
    "personnel_before": "die Personalkosten vorher",
    "personnel_after": "die Personalkosten nachher",
    "material_before": "die Sachkosten vorher",
    "material_after": "die Sachkosten nachher",
}


class Figure(NamedTuple):
    """One kind of costs in cents per year over all partners; None where not fully known.

    `lacking` are the partners without a figure while others have one, `unused` the typed sum that
    does not count beside the figures of the partners.
    """

    cents: int | None
    lacking: tuple[Partner, ...] = ()
    unused: int | None = None


class Sums(NamedTuple):
    """All four figures, by their names in `FIGURES`, and whether some costs are notional."""

    figures: Mapping[str, Figure]
    notional: bool

    def cents(self, name: str) -> int | None:
        """Give one figure in cents; None where it is not fully known."""
        return self.figures[name].cents


def sums(case: Case, partners: tuple[Partner, ...]) -> Sums:
    """Add up what counts.

    One rule for each of the four figures: as soon as one partner has a figure of its own, the sum
    over the partners counts, and whoever lacks it is asked; otherwise what was typed for all.
    """
    costs = case.costs or Costs()
    own = [each.participant.costs or YearlyCosts() for each in partners]
    return Sums(
        {name: _figure(name, costs, own, partners) for name in FIGURES},
        costs.notional or any(each.notional for each in own),
    )


def _figure(
    name: str, costs: Costs, own: list[YearlyCosts], partners: tuple[Partner, ...]
) -> Figure:
    amounts: list[Decimal | None] = [getattr(each, name) for each in own]
    typed = _cents(getattr(costs, name))
    known = [to_cents(each) for each in amounts if each is not None]
    if not known:
        return Figure(typed)
    lacking = tuple(
        partner for partner, each in zip(partners, amounts, strict=True) if each is None
    )
    total = None if lacking else sum(known)
    return Figure(total, lacking, typed if typed is not None and typed != total else None)


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else to_cents(amount)
