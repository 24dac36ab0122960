"""The amount of an IKZ grant: what the rules provide for, what was asked, what was granted."""

from decimal import Decimal

from ozg_tui.codes.checks import State
from ozg_tui.rules.ikz.case import Case
from ozg_tui.rules.ikz.partners import Partner, spokesperson
from ozg_tui.rules.money import format_cents, to_cents
from ozg_tui.rules.verdict import Check, Unit

TITLE = "Zuwendung"


def check_amount(
    case: Case, partners: tuple[Partner, ...], standard: int | None, source: str
) -> Check | None:
    """Compare what was asked and granted with the Regelzuwendung; None while neither is known.

    Neither is ever replaced by it. More than it was asked needs a reason; another sum in the
    Bescheid needs a reason that a second person has confirmed. Sources: Konzept IKZ-OZG, HMdIS,
    19.05.2021; for higher sums Landkreis Gießen, 25.03.2024.
    """
    requested, granted = _cents(case.requested), _cents(case.granted)
    if standard is None or (requested is None and granted is None):
        return None
    reason = (case.deviation_reason or "").strip()
    state, distance, question, hints = State.fulfilled, "", "", []
    missing = 0
    if requested is not None and requested > standard:
        missing = requested - standard
        distance = f"{format_cents(missing)} mehr beantragt"
        if not reason:
            state, question = State.open, "Warum wird mehr als die Regelzuwendung beantragt?"
            hints.append(
                f"Beantragt sind {format_cents(requested)}, die Regelzuwendung beträgt "
                f"{format_cents(standard)}. Das Mehr von {format_cents(missing)} braucht eine "
                "Begründung."
            )
    if granted is not None and granted != standard:
        missing = abs(granted - standard)
        distance = (
            f"{format_cents(missing)} {'mehr' if granted > standard else 'weniger'} bewilligt"
        )
        if not reason:
            state, question = State.open, "Warum weicht der Bescheid von der Regelzuwendung ab?"
            hints.append(f"{deviation(granted, standard)} Das braucht eine Begründung.")
        elif not case.deviation_confirmed:
            state = State.clarify
            question = "Welche zweite Person bestätigt die Abweichung?"
            hints.append(f"{deviation(granted, standard)} Eine zweite Person muss das bestätigen.")
    supplier = ""
    if question:
        notice = granted is not None and granted != standard
        supplier = "eine zweite Person der Koordinierungsstelle"
        if state is State.open:
            supplier = "der Bescheid" if notice else spokesperson(case, partners)
    return Check(
        code="amount",
        state=state,
        title=TITLE,
        value=", ".join(
            f"{word} {format_cents(cents)}"
            for word, cents in (("beantragt", requested), ("bewilligt", granted))
            if cents is not None
        ),
        threshold=f"Regelzuwendung {format_cents(standard)}",
        distance=distance,
        missing=missing,
        unit=Unit.cents,
        text=(
            "Jede Kommune erhält den Regelsatz, alle zusammen höchstens den Höchstbetrag. "
            "Bewilligt ist, was im Bescheid steht; eine Abweichung braucht einen Grund und eine "
            "zweite Person."
        ),
        source=source,
        question=question,
        supplier=supplier,
        hints=tuple(hints),
    )


def deviation(granted: int, standard: int) -> str:
    """Say in German by how much a Bescheid differs from the Regelzuwendung; both in cents."""
    return (
        f"Bewilligt sind {format_cents(granted)}, die Regelzuwendung beträgt "
        f"{format_cents(standard)}."
    )


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else to_cents(amount)
