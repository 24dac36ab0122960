"""The saving of an IKZ co-operation, compared to the cent."""

import math
from fractions import Fraction

from ozg_tui.codes.checks import State
from ozg_tui.rules.ikz.case import CHECK_TITLES, Case, Costs
from ozg_tui.rules.ikz.costs import FIGURES, Figure, Sums, sums
from ozg_tui.rules.ikz.partners import MINISTRY, Partner, spokesperson
from ozg_tui.rules.money import format_cents, format_percent, format_percent_down
from ozg_tui.rules.rule_set import IkzParameters
from ozg_tui.rules.values import Value
from ozg_tui.rules.verdict import Check, Unit

_WITH_MATERIAL = "personnel_and_material"
_BASIS_LABELS = {"personnel": "Personalkosten", _WITH_MATERIAL: "Personal- und Sachkosten"}
_PERSONNEL = ("personnel_before", "personnel_after")
_MATERIAL = ("material_before", "material_after")
_SEVERAL = 3


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

    @property
    def missing(self) -> int:
        """By how many cents a year the saving falls short; 0 when it does not."""
        return max(0, self.after - self.most_after)


def check_saving(case: Case, partners: tuple[Partner, ...], parameters: IkzParameters) -> Check:
    """Judge the saving per year, summed over all partners, without any rounding.

    Reached when `(before - after) * 100 >= percent * before`. The two sources name different
    bases, so both are computed when the costs of materials are known; where they disagree the
    basis has to be clarified, and each stands with its own threshold and distance. Notional costs
    need a written reason. Sources: Konzept IKZ-OZG, HMdIS, 19.05.2021 (personnel);
    Rahmenvereinbarung of 07.12.2021 (personnel and material).
    """
    found, costs = sums(case, partners), case.costs or Costs()
    asked, basis = spokesperson(case, partners), parameters.saving_basis
    notes = _unused(found)
    if unknown := _unknown(found, basis):
        question, supplier = _question(found, unknown, case)
        return _check(
            parameters,
            State.open,
            value="nicht bekannt",
            question=question,
            supplier=supplier or asked,
            hints=notes,
        )
    saving = _saving(found, basis, parameters)
    if saving is None:
        return _check(
            parameters,
            State.open,
            value="keine Vergleichskosten",
            question=(
                "Wie hoch wären die Kosten im Jahr, wenn jede Kommune die Aufgabe allein erfüllte?"
            ),
            supplier=asked,
            hints=notes,
        )
    other_basis = next(each for each in _BASIS_LABELS if each != basis)
    other = None if _unknown(found, other_basis) else _saving(found, other_basis, parameters)
    reason = (costs.notional_reason or "").strip()
    further = (*notes, *_notional(found, reason))
    if other is not None and other.enough != saving.enough:
        return _check(
            parameters,
            State.clarify,
            saving,
            other,
            value=f"{_described(saving)}; {_described(other)}",
            distance=f"Bemessungsgrundlage unklar: {_by_basis(saving)}, {_by_basis(other)}",
            question="Bemessungsgrundlage: Zählen nur die Personalkosten oder auch die Sachkosten?",
            supplier=MINISTRY,
            hints=(*_hints(found, saving), *further),
        )
    hints = (*_hints(found, saving, other), *further)
    if not saving.enough:
        return _check(
            parameters,
            State.failed,
            saving,
            value=_described(saving),
            distance=_distance(saving),
            question="Lassen sich die Kosten der Zusammenarbeit noch senken?",
            supplier=asked,
            hints=hints,
        )
    unexplained = found.notional and not reason
    return _check(
        parameters,
        State.open if unexplained else State.fulfilled,
        saving,
        value=_described(saving),
        distance="die Begründung der fiktiven Kosten fehlt" if unexplained else "",
        question=(
            "Warum sind die Kosten vorher fiktiv, und wie sind sie ermittelt?"
            if unexplained
            else ""
        ),
        supplier=asked if unexplained else "",
        hints=hints,
    )


def _check(
    parameters: IkzParameters,
    state: State,
    saving: Saving | None = None,
    other: Saving | None = None,
    *,
    value: str,
    distance: str = "",
    question: str = "",
    supplier: str = "",
    hints: tuple[str, ...] = (),
) -> Check:
    share = format_percent(parameters.minimum_saving_percent)
    return Check(
        code="saving",
        state=state,
        title=CHECK_TITLES["saving"],
        value=value,
        threshold=f"mindestens {share}{_at_most(saving, other)}",
        distance=distance,
        missing=max(each.missing for each in (saving, other or saving)) if saving else None,
        unit=Unit.cents,
        text=(
            f"Die Zusammenarbeit spart im Jahr mindestens {share} ein, gemessen an den "
            f"{_BASIS_LABELS[parameters.saving_basis]} aller Beteiligten. "
            "Verglichen wird ungerundet."
        ),
        source=parameters.saving_source,
        question=question,
        supplier=supplier,
        hints=hints,
    )


def _at_most(saving: Saving | None, other: Saving | None) -> str:
    if saving is None:
        return ""
    if other is None:
        return f", also nachher höchstens {format_cents(saving.most_after)}"
    most = [
        f"{format_cents(each.most_after)} {_BASIS_LABELS[each.basis]}" for each in (saving, other)
    ]
    return f", also nachher höchstens {' oder '.join(most)}"


def _needed(basis: str) -> tuple[str, ...]:
    return (*_PERSONNEL, *_MATERIAL) if basis == _WITH_MATERIAL else _PERSONNEL


def _unknown(found: Sums, basis: str) -> tuple[str, ...]:
    """The figures of a basis that are not fully known."""
    return tuple(name for name in _needed(basis) if found.cents(name) is None)


def _question(found: Sums, unknown: tuple[str, ...], case: Case) -> tuple[str, str]:
    """What to ask for, and whom where a single partner lacks its figure."""
    lacking = found.figures[unknown[0]].lacking
    if not lacking:
        asked = " und ".join(FIGURES[name] for name in unknown if not found.figures[name].lacking)
        return f"Wie hoch sind {asked} im Jahr?", ""
    names = [each.name for each in lacking[:_SEVERAL]]
    if len(lacking) > _SEVERAL:
        names.append(f"{len(lacking) - _SEVERAL} weiteren Kommunen")
    of = " und ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    question = f"Wie hoch sind {FIGURES[unknown[0]]} von {of} im Jahr?"
    return question, lacking[0].office(case.reference_date)


def _saving(found: Sums, basis: str, parameters: IkzParameters) -> Saving | None:
    """Compute the saving on one basis; None when there are no costs to compare with."""
    before = sum(found.cents(name) or 0 for name in _needed(basis) if name.endswith("before"))
    after = sum(found.cents(name) or 0 for name in _needed(basis) if name.endswith("after"))
    if before == 0:
        return None
    share = Fraction(parameters.minimum_saving_percent) / 100
    return Saving(
        basis=basis, before=before, after=after, most_after=math.floor(before * (1 - share))
    )


def _described(saving: Saving) -> str:
    saved = format_cents(saving.before - saving.after)
    return (
        f"{saving.percent} der {_BASIS_LABELS[saving.basis]} "
        f"({saved} von {format_cents(saving.before)} im Jahr)"
    )


def _distance(saving: Saving) -> str:
    if not saving.missing:
        return ""
    verb = "es fehlt" if saving.missing in (1, 100) else "es fehlen"
    return f"{verb} {format_cents(saving.missing)} im Jahr"


def _by_basis(saving: Saving) -> str:
    return f"{_distance(saving) or 'es fehlt nichts'} bei den {_BASIS_LABELS[saving.basis]}"


def _hints(found: Sums, saving: Saving, other: Saving | None = None) -> tuple[str, ...]:
    hints: list[str] = []
    if saving.after == 0:
        hints.append(
            "Eine Einsparung von 100 % ist ungewöhnlich. Sind die Kosten nachher vollständig?"
        )
    if other is not None:
        hints.append(f"Zum Vergleich: {_described(other)}.")
        return tuple(hints)
    material = [found.figures[name] for name in _MATERIAL]
    if any(each.lacking for each in material):
        hints.append("Die Sachkosten sind nicht von allen angegeben und bleiben unbeachtet.")
    elif (material[0].cents is None) != (material[1].cents is None):
        hints.append(
            "Die Sachkosten sind nur für einen Zeitpunkt angegeben und bleiben unbeachtet."
        )
    return tuple(hints)


def _unused(found: Sums) -> tuple[str, ...]:
    return tuple(
        f"Es zählen {FIGURES[name]} der einzelnen Kommunen{_total(figure)}; die Summe von "
        f"{format_cents(figure.unused)}, die für alle eingetragen ist, bleibt unbeachtet."
        for name, figure in found.figures.items()
        if figure.unused is not None
    )


def _total(figure: Figure) -> str:
    return "" if figure.cents is None else f" ({format_cents(figure.cents)})"


def _notional(found: Sums, reason: str) -> tuple[str, ...]:
    return (
        (f"Die Kosten vorher sind zum Teil fiktiv: {reason}",) if found.notional and reason else ()
    )
