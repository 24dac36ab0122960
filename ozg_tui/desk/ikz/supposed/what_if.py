"""What would be if: an IKZ application with other partners, another term, other costs.

Nothing here writes.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Examination
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.case import case_of, judge_case, verdict_line
from ozg_tui.desk.ikz.engagements import number_of
from ozg_tui.desk.ikz.rows import COSTS
from ozg_tui.desk.ikz.supposed_partners import joining, leaving, participant_names
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.ikz.case import Case
from ozg_tui.rules.ikz.costs import FIGURES, sums
from ozg_tui.rules.ikz.own_supposition import own_supposition
from ozg_tui.rules.ikz.partners import resolve
from ozg_tui.rules.ikz.simulation import Change, Outcome, by_number, changed, compare
from ozg_tui.rules.ikz.suppositions import first_suppositions
from ozg_tui.rules.money import format_cents

_NOW = "wie eingetragen"


class WhatIf(NamedTuple):
    """An application as it is entered, and the suppositions that are looked at first.

    `term_start` is the entered first day, which is no term yet while the end is not known.
    """

    case: Case
    term_start: date | None
    now: Outcome
    numbers: tuple[Outcome, ...]
    suppositions: tuple[Outcome, ...]


class Supposed(NamedTuple):
    """What follows from a free supposition, as far as it is understood.

    `words` say in German what is supposed, `errors` by field what is not understood and so left
    out. `named` are the Kommunen of a field by the names they have. `case` is the application as it
    would be.
    """

    outcome: Outcome
    words: tuple[str, ...]
    errors: Mapping[str, str]
    named: Mapping[str, tuple[str, ...]]
    case: Case
    note: str = ""


def what_if(desk: Desk, value: Any, application_id: int | None) -> WhatIf:
    """Suppose the usual about an application as it stands in a form."""
    number = number_of(desk, application_id) if application_id is not None else None
    case = case_of(value, territory(desk), desk.today(), number)
    return what_if_of(desk, case, value.term_start)


def what_if_about(desk: Desk, application_id: int) -> WhatIf:
    """The same for a stored application. Raises `NotFoundError`."""
    return what_if(desk, APPLICATIONS.read(desk, application_id).value, application_id)


def what_if_of(desk: Desk, case: Case, term_start: date | None = None) -> WhatIf:
    """The same for an application as the rules see it."""
    rules, places = rule_sets(desk), territory(desk).by_key
    now, *supposed = compare(case, (Change(label=_NOW), *first_suppositions(case)), rules, places)
    start = term_start or (case.term.start if case.term else None)
    return WhatIf(case, start, now, by_number(case, rules, places), tuple(supposed))


def entered_days(found: WhatIf) -> dict[str, date | None]:
    """The entered days of the term, from which typed shifts are counted."""
    return {
        "term_start": found.term_start,
        "term_end": found.case.term.end if found.case.term else None,
    }


def entered_texts(desk: Desk, found: WhatIf) -> dict[str, str]:
    """What is entered now, by the fields of a supposition; what is not known is left out."""
    counted = sums(found.case, resolve(found.case, territory(desk).by_key))
    amounts = {f"{name}_cents": counted.cents(name) for name in FIGURES}
    return {
        "leave": ", ".join(participant_names(desk, found.case)),
        **{name: format_date(day) for name, day in entered_days(found).items() if day},
        **{name: format_cents(cents) for name, cents in amounts.items() if cents is not None},
    }


def suppose(desk: Desk, found: WhatIf, typed: Any) -> Supposed:
    """Judge an application with what was typed: a `SuppositionInput`, or the right part of one.

    Screen and command line ask here, so that they answer the same.
    """
    case = found.case
    join = joining(desk, case, typed.join or ())
    leave = leaving(desk, case, typed.leave or ())
    errors = {
        name: " ".join(each.problems)
        for name, each in (("join", join), ("leave", leave))
        if each.problems
    }
    start, end = typed.term_start, typed.term_end
    costs = {name: cents for name in COSTS if (cents := getattr(typed, name)) is not None}

    def change(start: date | None) -> Change:
        return own_supposition(
            case,
            join=join.keys,
            leave=leave.keys,
            start=start,
            end=end,
            costs={name.removesuffix("_cents"): _euros(cents) for name, cents in costs.items()},
        )

    try:
        own = change(start or (found.term_start if end else None))
    except InputError as error:
        errors["term_start"] = str(error)
        start, own = None, change(None)
    rules, places = rule_sets(desk), territory(desk).by_key
    (outcome,) = compare(case, (own,), rules, places)
    return Supposed(
        outcome,
        tuple(_words(join.names, leave.names, start, end, costs)),
        errors,
        {"join": join.names, "leave": leave.names},
        changed(case, own),
        _note(case) if (join.keys or leave.keys) and not costs else "",
    )


def supposed_reasons(desk: Desk, supposed: Supposed) -> Examination:
    """Every check of an application as it would be, also those that do not decide."""
    verdict = judge_case(desk, supposed.case)
    return Examination(verdict.checks, verdict_line(verdict), further=verdict.further)


def _words(
    join: Sequence[str],
    leave: Sequence[str],
    start: date | None,
    end: date | None,
    costs: Mapping[str, int],
) -> Iterator[str]:
    if join:
        yield f"mit {', '.join(join)}"
    if leave:
        yield f"ohne {', '.join(leave)}"
    if start is not None:
        yield f"ab {format_date(start)}"
    if end is not None:
        yield f"bis {format_date(end)}"
    for name, cents in costs.items():
        label = FIGURES[name.removesuffix("_cents")].removeprefix("die ")
        yield f"{label} {format_cents(cents)}"


def _note(case: Case) -> str:
    """What nobody may overlook: a sum over all does not move with the partners."""
    own = [each.costs for each in case.participants if each.costs is not None]
    counts = any(
        getattr(case.costs, name, None) is not None
        and all(getattr(each, name) is None for each in own)
        for name in FIGURES
    )
    if not counts:
        return ""
    return "Die Kosten sind als Summe über alle eingetragen und gelten hier unverändert."


def _euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
