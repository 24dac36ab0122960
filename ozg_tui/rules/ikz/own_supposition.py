"""What somebody supposes freely: other partners, another term, other costs."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from ozg_tui.rules.dates import add_months
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.ikz.case import Case, Costs, Term, YearlyCosts
from ozg_tui.rules.ikz.simulation import Change

OWN = "eigene Annahme"

_SHIFT = re.compile(r"([+-])([0-9]{1,3})(monate?|jahre?)")
_MONTHS = {"m": 1, "j": 12}


def own_supposition(
    case: Case,
    *,
    join: Sequence[str] = (),
    leave: Sequence[str] = (),
    start: date | None = None,
    end: date | None = None,
    costs: Mapping[str, Decimal] | None = None,
) -> Change:
    """Give the change that says this; what is left out stays as it is entered.

    `join` and `leave` are keys. `costs` are euros a year by the names of `YearlyCosts`, each summed
    over all partners: what single partners have entered of the same figure counts no longer. An end
    ends a term that was open-ended.

    Raises:
        InputError: a start is supposed while it is not known how long the co-operation runs.
    """
    return Change(
        label=OWN,
        join=tuple(join),
        leave=tuple(leave),
        term=_term(case.term or Term(), start, end),
        **_costs(case, costs or {}),
    )


def moved_date(text: str, entered: date | None) -> date | None:
    """Read `+6 Monate` or `-1 Jahr`, counted by the calendar from the entered day.

    Anything else gives None: it is no shift.

    Raises:
        InputError: no day is entered, or the result lies outside the calendar.
    """
    found = _SHIFT.fullmatch("".join(text.split()).lower())
    if found is None:
        return None
    if entered is None:
        raise InputError("Es ist noch kein Tag eingetragen, der sich verschieben ließe.")
    months = int(found[1] + found[2]) * _MONTHS[found[3][0]]
    return add_months(entered, months)


def _term(entered: Term, start: date | None, end: date | None) -> Term | None:
    if start is None and end is None:
        return None
    if end is not None:
        return Term(start=start or entered.start, end=end)
    if entered == Term():
        # To the rules a start alone would mean that the term has no end.
        raise InputError("Das Ende der Laufzeit ist nicht eingetragen; bitte auch eines annehmen.")
    return entered.model_copy(update={"start": start})


def _costs(case: Case, supposed: Mapping[str, Decimal]) -> dict[str, object]:
    if not supposed:
        return {}
    own: dict[str, YearlyCosts] = {
        each.key: each.costs.model_copy(update=dict.fromkeys(supposed))
        for each in case.participants
        if each.costs is not None
    }
    return {"costs": (case.costs or Costs()).model_copy(update=dict(supposed)), "own_costs": own}
