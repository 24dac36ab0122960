"""The agreement of an IKZ co-operation and how long it runs."""

from datetime import date

from ozg_tui.rules.dates import days_missing, format_date, last_day_of_term
from ozg_tui.rules.ikz_case import (
    CHECK_TITLES,
    Agreement,
    Case,
    Term,
)
from ozg_tui.rules.labels import AGREEMENT_FORMS
from ozg_tui.rules.rule_set import IkzParameters
from ozg_tui.rules.verdict import Check, State


def check_agreement(case: Case, parameters: IkzParameters, source: str) -> Check:
    """Judge form and signatures of the agreement.

    Another form than the accepted ones is not refused but has to be clarified, because the general
    programme allows every form of § 2 Abs. 1 KGG. Source: Konzept IKZ-OZG, HMdIS, 19.05.2021.
    """
    agreement = case.agreement or Agreement()
    accepted = " oder ".join(AGREEMENT_FORMS[form] for form in parameters.accepted_agreement_forms)
    label = AGREEMENT_FORMS[agreement.form] if agreement.form else "nicht bekannt"
    signed = agreement.signed_on
    state, distance, question = State.open, "", ""
    if agreement.form is None:
        question = "Welche Form hat die Vereinbarung, und ist sie unterzeichnet?"
        distance = "die Vereinbarung fehlt"
    elif agreement.form not in parameters.accepted_agreement_forms:
        state = State.clarify
        question = f"Genügt die Form »{label}« dem Ministerium?"
        distance = f"erwartet wird: {accepted}"
    elif signed is None:
        question = "An welchem Tag ist die Vereinbarung unterzeichnet worden?"
        distance = "der Tag der Unterschrift fehlt"
    elif case.reference_date is not None and signed > case.reference_date:
        question = "Ist die Vereinbarung schon unterzeichnet? An welchem Tag?"
        distance = (
            f"der Tag der Unterschrift liegt nach dem Stichtag {format_date(case.reference_date)}"
        )
    elif agreement.signed_by_all is not True:
        question = "Haben alle beteiligten Kommunen unterschrieben?"
        distance = "nicht alle Unterschriften liegen vor"
    else:
        state = State.fulfilled
    return Check(
        code="agreement",
        state=state,
        title=CHECK_TITLES["agreement"],
        value=label + (f", unterzeichnet am {format_date(signed)}" if signed else ""),
        threshold=f"{accepted}, von allen unterzeichnet",
        distance=distance,
        text=(
            f"Die Kommunen haben die Zusammenarbeit verbindlich geregelt ({accepted}), "
            "und alle haben unterzeichnet."
        ),
        source=source,
        question=question,
    )


def check_term(case: Case, parameters: IkzParameters) -> Check:
    """Judge the term by the calendar, last day inclusive.

    Source: Konzept IKZ-OZG, HMdIS, 19.05.2021; §§ 187, 188 BGB; for long and open-ended terms
    § 24 Abs. 3 KGG.
    """
    term = case.term or Term()
    start, end = term.start, term.end
    years = parameters.minimum_years
    if start is None:
        return _term(
            parameters,
            State.open,
            value="nicht bekannt",
            threshold=f"mindestens {years} Jahre",
            question="Wann beginnt die Zusammenarbeit, und bis wann läuft sie?",
        )
    needed = last_day_of_term(start, years)
    threshold = f"bis mindestens {format_date(needed)}"
    if end is None:
        return _term(
            parameters,
            State.fulfilled,
            value=f"ab {format_date(start)}, unbefristet",
            threshold=threshold,
            hints=(
                "Unbefristet: Die Vereinbarung muss sagen, wann sie gekündigt werden kann "
                f"(§ 24 Abs. 3 KGG). Vor dem {format_date(needed)} darf keine ordentliche "
                "Kündigung wirksam werden.",
            ),
        )
    value = f"{format_date(start)} bis {format_date(end)}"
    if end < start:
        return _term(
            parameters,
            State.failed,
            value=value,
            threshold=threshold,
            distance="das Ende liegt vor dem Beginn",
            question="Sind Beginn und Ende vertauscht?",
        )
    missing = days_missing(end, needed)
    return _term(
        parameters,
        State.failed if missing else State.fulfilled,
        value=value,
        threshold=threshold,
        distance=_days(missing),
        question=(
            f"Lässt sich die Laufzeit bis zum {format_date(needed)} verlängern?" if missing else ""
        ),
        hints=_long_term(start, end, parameters),
    )


def _term(
    parameters: IkzParameters,
    state: State,
    *,
    value: str,
    threshold: str,
    distance: str = "",
    question: str = "",
    hints: tuple[str, ...] = (),
) -> Check:
    return Check(
        code="term",
        state=state,
        title=CHECK_TITLES["term"],
        value=value,
        threshold=threshold,
        distance=distance,
        text=(
            f"Die Zusammenarbeit läuft mindestens {parameters.minimum_years} Jahre. "
            "Gerechnet wird nach dem Kalender, der letzte Tag zählt mit."
        ),
        source=parameters.term_source,
        question=question,
        hints=hints,
    )


def _long_term(start: date, end: date, parameters: IkzParameters) -> tuple[str, ...]:
    if end <= last_day_of_term(start, parameters.long_term_years):
        return ()
    return (
        f"Mehr als {parameters.long_term_years} Jahre: Die Vereinbarung muss sagen, wann sie "
        "gekündigt werden kann (§ 24 Abs. 3 KGG).",
    )


def _days(missing: int) -> str:
    if not missing:
        return ""
    return "es fehlt 1 Tag" if missing == 1 else f"es fehlen {missing} Tage"
