"""What if: an IKZ application judged with other partners, another term or other costs.

Every row comes from the same judgement as the live check, made of a changed copy of the
application; nothing is kept.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ozg_tui.codes.checks import State
from ozg_tui.codes.ikz import ParticipantRole
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.german import counting
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.ikz.case import Case, Costs, Participant, Term, YearlyCosts
from ozg_tui.rules.ikz.judge import IkzVerdict, Result, judge
from ozg_tui.rules.ikz.partners import (
    Partner,
    check_resolutions,
    counted,
    members,
    resolve,
    unresolved,
)
from ozg_tui.rules.rule_set import RuleSet
from ozg_tui.rules.territory import Period, Place
from ozg_tui.rules.values import Value
from ozg_tui.rules.verdict import Check, state_label

NUMBERS = range(1, 9)
"""The numbers of partners that are always compared."""

# No key of a Kommune: the Regierungsbezirke of Hessen have the numbers 4 to 6.
_INVENTED = "06999{:03d}"


class Change(Value):
    """What is supposed instead of what is entered; what is None stays as it is.

    `join` and `leave` are keys. `term` and `costs` replace the whole term and the costs summed over
    all, `own_costs` those of single participants by their key.
    """

    label: str
    join: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    term: Term | None = None
    costs: Costs | None = None
    own_costs: Mapping[str, YearlyCosts] = {}
    two_partner_reason: str | None = None


class Flip(Value):
    """A check that answers differently than it does now."""

    code: str
    title: str
    now: State
    then: State

    @property
    def text(self) -> str:
        """The change in German: `Einsparung: nicht erfüllt → erfüllt`."""
        return f"{self.title}: {state_label(self.now)} → {state_label(self.then)}"


class Outcome(Value):
    """What the rules would say. Amounts in cents, None where no rule set is known.

    `difference_cents` compares the standard grant with that of the application as it is,
    `gain_cents` with that of one municipality fewer, where numbers are compared. `shares_cents`
    add up to exactly the standard grant. `resolutions_missing` councils would still have to
    resolve, `more_resolutions` more than now (fewer when negative); None where nothing is judged.
    `councils` are those councils, by name.
    """

    label: str
    partners: int
    result: Result
    standard_cents: int | None
    difference_cents: int | None
    gain_cents: int | None = None
    shares_cents: tuple[int, ...]
    resolutions_missing: int | None
    more_resolutions: int | None
    councils: tuple[str, ...]
    checks: tuple[Check, ...]
    flips: tuple[Flip, ...]


def by_number(
    case: Case,
    rule_sets: Sequence[RuleSet],
    places: Mapping[str, Place],
    code: str | None = None,
    numbers: Sequence[int] = NUMBERS,
) -> tuple[Outcome, ...]:
    """Give one row a number of partners, and always the present number and its neighbours.

    Rows with fewer leave out who has not resolved yet, then who is named last, and the lead at the
    very end. Rows with more add municipalities of which nothing is known: they have still to
    resolve and to sign. The row of the present number is the application as it is. The arguments
    are those of `ozg_tui.rules.ikz.judge.judge`.
    """
    bench = _Bench(case, rule_sets, places, code)
    present = bench.now.partners
    wanted = {*numbers, present - 1, present, present + 1}
    return tuple(bench.of_number(number) for number in sorted(wanted) if number > 0)


def compare(
    case: Case,
    changes: Sequence[Change],
    rule_sets: Sequence[RuleSet],
    places: Mapping[str, Place],
    code: str | None = None,
) -> tuple[Outcome, ...]:
    """Give one row a supposition, compared with the application as it is.

    Raises:
        InputError: a municipality is to leave that takes no part.
    """
    bench = _Bench(case, rule_sets, places, code)
    return tuple(
        bench.outcome(each.label, bench.judged(changed(case, each), places)) for each in changes
    )


def changed(case: Case, change: Change) -> Case:
    """Give the application as it would be after a change; who joins has not signed yet.

    Raises:
        InputError: a municipality is to leave that takes no part.
    """
    keys = [each.key for each in case.participants]
    for key in change.leave:
        if key not in keys:
            raise InputError(f"Unter dem Schlüssel {key} ist keine Kommune beteiligt.")
    staying = (each for each in case.participants if each.key not in change.leave)
    costed = tuple(
        each.model_copy(update={"costs": change.own_costs[each.key]})
        if each.key in change.own_costs
        else each
        for each in staying
    )
    supposed = {
        name: value
        for name in ("term", "costs", "two_partner_reason")
        if (value := getattr(change, name)) is not None
    }
    return _joined(case.model_copy(update={"participants": costed, **supposed}), change.join)


def _joined(case: Case, keys: Sequence[str]) -> Case:
    if not keys:
        return case
    agreement = case.agreement
    if agreement is not None:
        agreement = agreement.model_copy(update={"signed_by_all": False})
    joining = (Participant(key=key) for key in keys)
    return case.model_copy(
        update={"participants": (*case.participants, *joining), "agreement": agreement}
    )


class _Judged(NamedTuple):
    verdict: IkzVerdict
    partners: int
    councils: tuple[str, ...]

    @property
    def resolutions_missing(self) -> int | None:
        return next(each.missing for each in self.verdict.checks if each.code == "resolutions")


class _Bench:
    """The rules at hand, and the application as it is: what suppositions are compared with."""

    def __init__(
        self,
        case: Case,
        rule_sets: Sequence[RuleSet],
        places: Mapping[str, Place],
        code: str | None,
    ) -> None:
        self._case = case
        self._rule_sets = rule_sets
        self._places = places
        self._code = code
        self.now = self.judged(case, places)

    def judged(self, case: Case, places: Mapping[str, Place]) -> _Judged:
        verdict = judge(case, self._rule_sets, places, self._code)
        partners = resolve(case, places)
        return _Judged(verdict, len(counted(partners)), unresolved(case, members(partners)))

    def of_number(self, number: int) -> Outcome:
        judged, left_out = self._with(number)
        label = counting.counted(number, "Kommune", "Kommunen")
        if left_out:
            label += f" (ohne {', '.join(left_out)})"
        outcome = self.outcome(label, judged)
        if outcome.standard_cents is None:
            return outcome
        fewer = self._with(number - 1)[0].verdict.grant.standard_cents or 0
        return outcome.model_copy(update={"gain_cents": outcome.standard_cents - fewer})

    def outcome(self, label: str, judged: _Judged) -> Outcome:
        grant, now = judged.verdict.grant, self.now.verdict
        standard, before = grant.standard_cents, now.grant.standard_cents
        missing, missing_now = judged.resolutions_missing, self.now.resolutions_missing
        return Outcome(
            label=label,
            partners=judged.partners,
            result=judged.verdict.result,
            standard_cents=standard,
            difference_cents=_difference(standard, before),
            shares_cents=tuple(grant.shares_cents.values()),
            resolutions_missing=missing,
            more_resolutions=_difference(missing, missing_now),
            councils=judged.councils,
            checks=judged.verdict.checks,
            flips=tuple(
                Flip(code=then.code, title=then.title, now=old.state, then=then.state)
                for old, then in zip(now.checks, judged.verdict.checks, strict=True)
                if old.state is not then.state
            ),
        )

    def _with(self, number: int) -> tuple[_Judged, tuple[str, ...]]:
        """Judge the application with so many partners; give also the names of those left out."""
        if number == self.now.partners:
            return self.now, ()
        usable = members(resolve(self._case, self._places))
        leaving = self._who_leaves(usable, len(usable) - number)
        staying = tuple(each.participant for each in usable if each not in leaving)
        invented = [_INVENTED.format(position) for position in range(1, number - len(usable) + 1)]
        case = _joined(self._case.model_copy(update={"participants": staying}), invented)
        places = {**self._places, **{key: _somewhere(key) for key in invented}}
        return self.judged(case, places), tuple(each.name for each in leaving)

    def _who_leaves(self, partners: Sequence[Partner], number: int) -> list[Partner]:
        def stays(position: int) -> tuple[bool, bool, int]:
            partner = partners[position]
            lead = partner.participant.role is ParticipantRole.LEAD
            return lead, _has_resolved(self._case, partner), -position

        leaving = sorted(range(len(partners)), key=stays)[: max(0, number)]
        return [partners[position] for position in sorted(leaving)]


def leftover_cents(shares: Sequence[int]) -> int:
    """Give the cents that equal shares leave over; they go to the first ones, one each."""
    return sum(shares) - min(shares) * len(shares) if shares else 0


def _difference(then: int | None, now: int | None) -> int | None:
    return None if then is None or now is None else then - now


def _has_resolved(case: Case, partner: Partner) -> bool:
    return check_resolutions(case, (partner,), "").state is State.fulfilled


def _somewhere(key: str) -> Place:
    """A municipality that nobody knows yet; its name reads on after `von`."""
    return Place(
        periods=(Period(key=key, name="einer weiteren Kommune", kind=OrganisationKind.GEMEINDE),)
    )
