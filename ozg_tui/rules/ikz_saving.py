"""The saving of an IKZ co-operation, compared to the cent."""

import math
from decimal import Decimal
from fractions import Fraction

from ozg_tui.rules.ikz_case import CHECK_TITLES, Case, Costs
from ozg_tui.rules.money import format_cents, format_percent, format_percent_down, to_cents
from ozg_tui.rules.rule_set import IkzParameters
from ozg_tui.rules.values import Value
from ozg_tui.rules.verdict import Check, State

_WITH_MATERIAL = "personnel_and_material"
_BASIS_LABELS = {"personnel": "Personalkosten", _WITH_MATERIAL: "Personal- und Sachkosten"}


class Saving(Value):
    """Costs before and after in cents per year, and the most that may be spent after."""

    basis: str
    before: int
    after: int
    most_after: int

    @property
    def enough(self) -> bool:
        """Whether the saving reaches the share asked for."""
        return self.after <= self.most_after

    @property
    def percent(self) -> str:
        """The saving in percent, rounded down."""
        return format_percent_down(self.before - self.after, self.before)


def check_saving(case: Case, parameters: IkzParameters) -> Check:
    """Judge the saving per year, summed over all partners, without any rounding.

    Reached when `(before - after) * 100 >= percent * before`. The two sources name different
    bases, so both are computed when the costs of materials are known; where they disagree the
    basis has to be clarified. Sources: Konzept IKZ-OZG, HMdIS, 19.05.2021 (personnel);
    Rahmenvereinbarung of 07.12.2021 (personnel and material).
    """
    costs = case.costs or Costs()
    basis = parameters.saving_basis
    missing = _missing(costs, basis)
    if missing:
        return _check(
            parameters,
            State.open,
            value="nicht bekannt",
            question=f"Wie hoch sind {missing} im Jahr?",
        )
    saving = _saving(costs, basis, parameters)
    if saving is None:
        return _check(
            parameters,
            State.open,
            value="keine Vergleichskosten",
            question=(
                "Wie hoch wären die Kosten im Jahr, wenn jede Kommune die Aufgabe allein erfüllte?"
            ),
        )
    other_basis = next(each for each in _BASIS_LABELS if each != basis)
    other = None if _missing(costs, other_basis) else _saving(costs, other_basis, parameters)
    hints = _hints(costs, saving, other)
    if other is not None and other.enough != saving.enough:
        return _check(
            parameters,
            State.clarify,
            value=f"{_described(saving)}; {_described(other)}",
            distance=_distance(saving if other.enough else other),
            most_after=saving.most_after,
            question="Bemessungsgrundlage: Zählen nur die Personalkosten oder auch die Sachkosten?",
            hints=hints,
        )
    return _check(
        parameters,
        State.fulfilled if saving.enough else State.failed,
        value=_described(saving),
        distance=_distance(saving),
        most_after=saving.most_after,
        question=(
            "" if saving.enough else "Lassen sich die Kosten der Zusammenarbeit noch senken?"
        ),
        hints=hints,
    )


def _check(
    parameters: IkzParameters,
    state: State,
    *,
    value: str,
    distance: str = "",
    most_after: int | None = None,
    question: str = "",
    hints: tuple[str, ...] = (),
) -> Check:
    share = format_percent(parameters.minimum_saving_percent)
    at_most = "" if most_after is None else f", also nachher höchstens {format_cents(most_after)}"
    return Check(
        code="saving",
        state=state,
        title=CHECK_TITLES["saving"],
        value=value,
        threshold=f"mindestens {share}{at_most}",
        distance=distance,
        text=(
            f"Die Zusammenarbeit spart im Jahr mindestens {share} ein, gemessen an den "
            f"{_BASIS_LABELS[parameters.saving_basis]} aller Beteiligten. "
            "Verglichen wird ungerundet."
        ),
        source=parameters.saving_source,
        question=question,
        hints=hints,
    )


def _missing(costs: Costs, basis: str) -> str:
    needed = {
        "die Personalkosten vorher": costs.personnel_before,
        "die Personalkosten nachher": costs.personnel_after,
    }
    if basis == _WITH_MATERIAL:
        needed["die Sachkosten vorher"] = costs.material_before
        needed["die Sachkosten nachher"] = costs.material_after
    return " und ".join(name for name, amount in needed.items() if amount is None)


def _saving(costs: Costs, basis: str, parameters: IkzParameters) -> Saving | None:
    """Compute the saving on one basis; None when there are no costs to compare with."""
    before, after = _cents(costs.personnel_before), _cents(costs.personnel_after)
    if basis == _WITH_MATERIAL:
        before += _cents(costs.material_before)
        after += _cents(costs.material_after)
    if before == 0:
        return None
    share = Fraction(parameters.minimum_saving_percent) / 100
    return Saving(
        basis=basis, before=before, after=after, most_after=math.floor(before * (1 - share))
    )


def _cents(amount: Decimal | None) -> int:
    return 0 if amount is None else to_cents(amount)


def _described(saving: Saving) -> str:
    saved = format_cents(saving.before - saving.after)
    return (
        f"{saving.percent} der {_BASIS_LABELS[saving.basis]} "
        f"({saved} von {format_cents(saving.before)} im Jahr)"
    )


def _distance(saving: Saving) -> str:
    missing = saving.after - saving.most_after
    if missing <= 0:
        return ""
    verb = "es fehlt" if missing in (1, 100) else "es fehlen"
    return f"{verb} {format_cents(missing)} im Jahr"


def _hints(costs: Costs, saving: Saving, other: Saving | None) -> tuple[str, ...]:
    hints: list[str] = []
    if saving.after == 0:
        hints.append(
            "Eine Einsparung von 100 % ist ungewöhnlich. Sind die Kosten nachher vollständig?"
        )
    if other is not None:
        hints.append(f"Zum Vergleich: {_described(other)}.")
    elif (costs.material_before is None) != (costs.material_after is None):
        hints.append(
            "Die Sachkosten sind nur für einen Zeitpunkt angegeben und bleiben unbeachtet."
        )
    return tuple(hints)
