"""The agreement of an IKZ co-operation: form, content, signatures, supervision."""

from datetime import date
from typing import NamedTuple

from ozg_tui.codes.checks import State
from ozg_tui.codes.ikz import Transfer
from ozg_tui.german.counting import noun
from ozg_tui.german.labels import AGREEMENT_FORMS, TRANSFERS
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz.case import CHECK_TITLES, Agreement, Case
from ozg_tui.rules.ikz.partners import MINISTRY, Partner, signature_of, spokesperson
from ozg_tui.rules.rule_set import IkzParameters
from ozg_tui.rules.verdict import Check, Unit

_SUPERVISION = "die Kommunalaufsicht der federführenden Kommune"


class _Finding(NamedTuple):
    """What keeps the agreement from being in order, and who can help."""

    state: State
    distance: str
    question: str
    supplier: str = ""
    missing: int | None = None


def signed_on(case: Case, partners: tuple[Partner, ...]) -> date | None:
    """Give the day of the agreement: as typed, or the last signature when all have signed."""
    agreement = case.agreement or Agreement()
    if agreement.signed_on is not None:
        return agreement.signed_on
    days = [each.participant.signed_on for each in partners]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def check_agreement(
    case: Case, partners: tuple[Partner, ...], parameters: IkzParameters, source: str
) -> Check:
    """Judge form, content and signatures of the agreement, and what the supervision has to do.

    Another form than the accepted ones is not refused but has to be clarified, because the general
    programme allows every form of § 2 Abs. 1 KGG. A Delegation needs Genehmigung and
    Bekanntmachung, a Mandatierung the Anzeige: § 26 KGG. Source: Konzept IKZ-OZG, HMdIS,
    19.05.2021; § 24 KGG.
    """
    agreement = case.agreement or Agreement()
    accepted = " oder ".join(AGREEMENT_FORMS[form] for form in parameters.accepted_agreement_forms)
    label = AGREEMENT_FORMS[agreement.form] if agreement.form else "nicht bekannt"
    if agreement.transfer is not None:
        label += f" ({TRANSFERS[agreement.transfer]})"
    signed = signed_on(case, partners)
    finding = _finding(case, partners, parameters, accepted)
    return Check(
        code="agreement",
        state=finding.state if finding else State.fulfilled,
        title=CHECK_TITLES["agreement"],
        value=label + (f", unterzeichnet am {format_date(signed)}" if signed else ""),
        threshold=f"{accepted}, von allen unterzeichnet",
        distance=finding.distance if finding else "",
        missing=finding.missing if finding else 0,
        unit=Unit.signatures,
        text=(
            f"Die Kommunen haben die Zusammenarbeit verbindlich geregelt ({accepted}), "
            "und alle haben unterzeichnet."
        ),
        source=f"{source}; §§ 24, 26 KGG",
        question=finding.question if finding else "",
        supplier=(finding.supplier or spokesperson(case, partners)) if finding else "",
        hints=_hints(agreement) if signed and not finding else (),
    )


def _finding(
    case: Case, partners: tuple[Partner, ...], parameters: IkzParameters, accepted: str
) -> _Finding | None:
    """The first thing that is not in order; None when all is."""
    agreement = case.agreement or Agreement()
    if agreement.form is None:
        return _Finding(
            State.open,
            "die Vereinbarung fehlt",
            "Welche Form hat die Vereinbarung, und ist sie unterzeichnet?",
        )
    if agreement.form not in parameters.accepted_agreement_forms:
        return _Finding(
            State.clarify,
            f"erwartet wird: {accepted}",
            f"Genügt die Form »{AGREEMENT_FORMS[agreement.form]}« dem Ministerium?",
            MINISTRY,
        )
    return (
        _signature_finding(case, partners)
        or _content_finding(agreement)
        or _supervision_finding(agreement, case.reference_date)
    )


def _signature_finding(case: Case, partners: tuple[Partner, ...]) -> _Finding | None:
    agreement, on = case.agreement or Agreement(), case.reference_date
    signed, own = signed_on(case, partners), [each.participant.signed_on for each in partners]
    unsigned = [each for each in partners if signature_of(each, agreement) is None]
    if signed is None and not any(own):
        return _Finding(
            State.open,
            "der Tag der Unterschrift fehlt",
            "An welchem Tag ist die Vereinbarung unterzeichnet worden?",
        )
    if on is not None and any(day is not None and day > on for day in (signed, *own)):
        return _Finding(
            State.open,
            f"der Tag der Unterschrift liegt nach dem Stichtag {format_date(on)}",
            "Ist die Vereinbarung schon unterzeichnet? An welchem Tag?",
        )
    if not any(own):
        if agreement.signed_by_all:
            return None
        return _Finding(
            State.open,
            "nicht alle Unterschriften liegen vor",
            "Haben alle beteiligten Kommunen unterschrieben?",
        )
    if not unsigned:
        return None
    names = ", ".join(each.name for each in unsigned)
    missing = noun(len(unsigned), "es fehlt die Unterschrift", "es fehlen die Unterschriften")
    return _Finding(
        State.open,
        f"{missing} von {names}",
        f"Hat {unsigned[0].name} die Vereinbarung unterzeichnet? An welchem Tag?",
        unsigned[0].office(on),
        len(unsigned),
    )


def _content_finding(agreement: Agreement) -> _Finding | None:
    if agreement.tasks_named is not False:
        return None
    return _Finding(
        State.failed,
        "die Vereinbarung benennt die Aufgaben nicht (§ 24 KGG)",
        "Lässt sich die Vereinbarung um die Aufgaben ergänzen?",
    )


def _supervision_finding(agreement: Agreement, on: date | None) -> _Finding | None:
    for needed, name, question in _steps(agreement):
        if needed is None:
            return _Finding(State.open, f"{name} fehlt (§ 26 KGG)", question, _SUPERVISION)
        if on is not None and needed > on:
            return _Finding(
                State.open,
                f"{name} liegt nach dem Stichtag {format_date(on)}",
                question,
                _SUPERVISION,
            )
    return None


def _steps(agreement: Agreement) -> tuple[tuple[date | None, str, str], ...]:
    """What the supervision has to do with an agreement of this kind."""
    if agreement.transfer is Transfer.DELEGATION:
        return (
            (
                agreement.approved_on,
                "die Genehmigung der Delegation",
                "Hat die Kommunalaufsicht die Vereinbarung genehmigt? An welchem Tag?",
            ),
            (
                agreement.published_on,
                "die öffentliche Bekanntmachung",
                "An welchem Tag ist die Vereinbarung öffentlich bekannt gemacht worden?",
            ),
        )
    if agreement.transfer is Transfer.MANDATE:
        return (
            (
                agreement.notified_on,
                "die Anzeige der Mandatierung",
                "An welchem Tag ist die Vereinbarung der Kommunalaufsicht angezeigt worden?",
            ),
        )
    return ()


def _hints(agreement: Agreement) -> tuple[str, ...]:
    unknown = [
        name
        for name, value in (
            ("Delegation oder Mandatierung", agreement.transfer),
            ("ob die Aufgaben benannt sind", agreement.tasks_named),
        )
        if value is None
    ]
    return (f"Noch nicht erfasst: {'; '.join(unknown)} (§§ 24, 26 KGG).",) if unknown else ()
