"""The suppositions about term and costs that are looked at first, before anybody types one."""

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal

from ozg_tui.rules.dates import LATEST, add_years
from ozg_tui.rules.ikz.case import Case, Costs, Term, YearlyCosts
from ozg_tui.rules.ikz.simulation import Change

_CENT = Decimal("0.01")
_PERCENT = 5
_COSTS = {"personnel_after": "Personalkosten nachher", "material_after": "Sachkosten nachher"}


def first_suppositions(case: Case) -> tuple[Change, ...]:
    """Give the term a year shorter, longer and open-ended, and the costs five percent off.

    Only what is known can be moved: an application without term and costs gives nothing. New costs
    are rounded down to whole cents.
    """
    return (*_terms(case.term or Term()), *_costs(case))


def _terms(term: Term) -> Iterator[Change]:
    if term.start is not None and add_years(term.start, 1) <= LATEST:
        later = {"start": add_years(term.start, 1)}
        yield Change(label="Beginn 1 Jahr später", term=term.model_copy(update=later))
    if term.end is None:
        return
    for years, label in ((-1, "Ende 1 Jahr früher"), (1, "Ende 1 Jahr später")):
        end = add_years(term.end, years)
        if end <= LATEST:
            yield Change(label=label, term=term.model_copy(update={"end": end}))
    open_ended = {"end": None, "open_ended": True}
    yield Change(label="unbefristet", term=term.model_copy(update=open_ended))


def _costs(case: Case) -> Iterator[Change]:
    total = case.costs or Costs()
    own = {each.key: each.costs for each in case.participants if each.costs is not None}
    for field, title in _COSTS.items():
        if all(getattr(each, field) is None for each in (total, *own.values())):
            continue
        for percent, words in ((-_PERCENT, "niedriger"), (_PERCENT, "höher")):
            yield Change(
                label=f"{title} {_PERCENT} % {words}",
                costs=total.model_copy(update=_scaled(total, field, percent)),
                own_costs={
                    key: costs.model_copy(update=_scaled(costs, field, percent))
                    for key, costs in own.items()
                },
            )


def _scaled(costs: YearlyCosts, field: str, percent: int) -> dict[str, Decimal]:
    amount: Decimal | None = getattr(costs, field)
    if amount is None:
        return {}
    return {field: (amount * (100 + percent) / 100).quantize(_CENT, ROUND_FLOOR)}
