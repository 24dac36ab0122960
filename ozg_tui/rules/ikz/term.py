"""How long an IKZ co-operation runs, counted by the calendar."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ozg_tui.codes.checks import State
from ozg_tui.codes.ikz import ResolutionStatus, Transfer
from ozg_tui.german import counting
from ozg_tui.rules.dates import days_missing, format_date, last_day_of_term
from ozg_tui.rules.ikz.case import CHECK_TITLES, Agreement, Case, Resolution, Term
from ozg_tui.rules.ikz.partners import Partner, signature_of, spokesperson
from ozg_tui.rules.rule_set import IkzParameters
from ozg_tui.rules.verdict import Check, Unit


class Beginning(NamedTuple):
    """The first day of a co-operation; `reason` is empty where it was agreed.

    Without a day, `question` asks for what is missing.
    """

    day: date | None
    reason: str = ""
    question: str = ""


def begins(case: Case, partners: tuple[Partner, ...]) -> Beginning:
    """Give the agreed start, or else the day on which the agreement takes effect."""
    term = case.term or Term()
    if term.start is not None:
        return Beginning(term.start)
    return effect(case, partners)


def effect(case: Case, partners: tuple[Partner, ...]) -> Beginning:
    """Give the day on which the agreement takes effect.

    A Mandatierung does when all have resolved and signed, a Delegation with Genehmigung and
    öffentliche Bekanntmachung: § 26 KGG. That the day of the Bekanntmachung itself counts is an
    assumption.
    """
    agreement = case.agreement or Agreement()
    if agreement.transfer is Transfer.MANDATE:
        days = [_resolved_on(each) for each in partners]
        days += [signature_of(each, agreement) for each in partners]
        return _last(
            days,
            "als alle beschlossen und unterzeichnet hatten",
            "Wann haben alle beteiligten Kommunen beschlossen und unterzeichnet?",
        )
    if agreement.transfer is Transfer.DELEGATION:
        return _last(
            (agreement.approved_on, agreement.published_on),
            "mit Genehmigung und öffentlicher Bekanntmachung",
            "Wann ist die Delegation genehmigt und öffentlich bekannt gemacht worden?",
        )
    return Beginning(None)


def least_end(case: Case, partners: tuple[Partner, ...], parameters: IkzParameters) -> date | None:
    """Give the last day of the least term; None while the start is not known."""
    start = begins(case, partners).day
    return last_day_of_term(start, parameters.minimum_years) if start else None


def check_term(case: Case, partners: tuple[Partner, ...], parameters: IkzParameters) -> Check:
    """Judge the term by the calendar, last day inclusive.

    An open-ended term, and one of more than ten years, needs a rule for its termination; before
    the least term is over no ordinary termination may take effect. Source: Konzept IKZ-OZG, HMdIS,
    19.05.2021; §§ 187, 188 BGB; § 24 Abs. 3 KGG.
    """
    term, beginning = case.term or Term(), begins(case, partners)
    start, end = beginning.day, term.end
    open_ended = end is None and (term.start is not None or term.open_ended)
    if start is None or (end is None and not open_ended):
        return _unknown(case, partners, parameters, beginning)
    needed = last_day_of_term(start, parameters.minimum_years)
    value = f"ab {format_date(start)}, unbefristet"
    if end is not None:
        value = f"{format_date(start)} bis {format_date(end)}"
    found = _Judged(case, partners, parameters, value, f"bis mindestens {format_date(needed)}")
    if end is not None and end < start:
        return found.check(
            State.failed, "das Ende liegt vor dem Beginn", "Sind Beginn und Ende vertauscht?"
        )
    hints = _effect_hints(case, partners, beginning)
    missing = days_missing(end, needed) if end is not None else 0
    if missing:
        question = f"Lässt sich die Laufzeit bis zum {format_date(needed)} verlängern?"
        return found.check(State.failed, _days(missing), question, hints, missing)
    agreement = case.agreement or Agreement()
    if agreement.terminable_on is not None and agreement.terminable_on < needed:
        missing = days_missing(agreement.terminable_on, needed)
        return found.check(
            State.failed,
            f"kündbar schon zum {format_date(agreement.terminable_on)}, {_days(missing)}",
            f"Lässt sich die ordentliche Kündigung bis zum {format_date(needed)} ausschließen?",
            hints,
            missing,
        )
    clause = _clause_needed(start, end, parameters)
    if clause and agreement.termination_clause is False:
        return found.check(
            State.failed,
            "die Kündigungsregelung fehlt (§ 24 Abs. 3 KGG)",
            "Lässt sich vereinbaren, wann gekündigt werden kann?",
            (*hints, clause),
            None,
        )
    if clause and agreement.termination_clause is None:
        if end is None:
            clause += (
                f" Vor dem {format_date(needed)} darf keine ordentliche Kündigung wirksam werden."
            )
        hints = (*hints, clause)
    return found.check(State.fulfilled, hints=hints)


class _Judged(NamedTuple):
    """What all answers about the term share."""

    case: Case
    partners: tuple[Partner, ...]
    parameters: IkzParameters
    value: str
    threshold: str

    def check(
        self,
        state: State,
        distance: str = "",
        question: str = "",
        hints: tuple[str, ...] = (),
        missing: int | None = 0,
    ) -> Check:
        return Check(
            code="term",
            state=state,
            title=CHECK_TITLES["term"],
            value=self.value,
            threshold=self.threshold,
            distance=distance,
            missing=missing,
            unit=Unit.days,
            text=(
                f"Die Zusammenarbeit läuft mindestens {self.parameters.minimum_years} Jahre. "
                "Gerechnet wird nach dem Kalender, der letzte Tag zählt mit."
            ),
            source=self.parameters.term_source,
            question=question,
            supplier=spokesperson(self.case, self.partners) if question else "",
            hints=hints,
        )


def _unknown(
    case: Case, partners: tuple[Partner, ...], parameters: IkzParameters, beginning: Beginning
) -> Check:
    question = "Wann beginnt die Zusammenarbeit, und bis wann läuft sie?"
    if case.term is not None and (case.term.end is not None or case.term.open_ended):
        question = beginning.question or "Wann beginnt die Zusammenarbeit?"
    elif beginning.day is not None:
        question = "Bis wann läuft die Zusammenarbeit, oder ist sie unbefristet?"
    threshold = f"mindestens {parameters.minimum_years} Jahre"
    found = _Judged(case, partners, parameters, "nicht bekannt", threshold)
    return found.check(State.open, question=question, missing=None)


def _last(days: Iterable[date | None], reason: str, question: str) -> Beginning:
    known = list(days)
    present = [day for day in known if day is not None]
    if not known or len(present) < len(known):
        return Beginning(None, question=question)
    return Beginning(max(present), reason)


def _resolved_on(partner: Partner) -> date | None:
    resolution = partner.participant.resolution or Resolution()
    return resolution.date if resolution.status is ResolutionStatus.PASSED else None


def _effect_hints(
    case: Case, partners: tuple[Partner, ...], beginning: Beginning
) -> tuple[str, ...]:
    if beginning.day is None:
        return ()
    if beginning.reason:
        day = format_date(beginning.day)
        return (f"Ein Beginn ist nicht vereinbart; wirksam seit {day}, {beginning.reason}.",)
    effective = effect(case, partners)
    if effective.day is None or effective.day <= beginning.day:
        return ()
    return (
        f"Der vereinbarte Beginn liegt vor dem Tag, an dem die Vereinbarung wirksam wird: "
        f"{format_date(effective.day)}, {effective.reason}.",
    )


def _clause_needed(start: date, end: date | None, parameters: IkzParameters) -> str:
    rule = "Die Vereinbarung muss sagen, wann sie gekündigt werden kann (§ 24 Abs. 3 KGG)."
    if end is None:
        return f"Unbefristet: {rule}"
    if end <= last_day_of_term(start, parameters.long_term_years):
        return ""
    return f"Mehr als {parameters.long_term_years} Jahre: {rule}"


def _days(missing: int) -> str:
    return counting.missing(missing, "Tag", "Tage")
