"""The same field of work funded twice: two co-operations of one municipality at one time."""

from collections.abc import Sequence

from ozg_tui.codes.checks import State
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz.case import Case, Day, Term
from ozg_tui.rules.ikz.partners import Partner
from ozg_tui.rules.ikz.term import begins
from ozg_tui.rules.values import Value
from ozg_tui.rules.verdict import Check


class Engagement(Value):
    """A partner, by its key in the case, in another application for the same field of work.

    `start` and `end` are its first and last day there; None where that is not known, or where
    there is no end and `open_ended` says so.
    """

    number: str
    key: str
    start: Day | None = None
    end: Day | None = None
    open_ended: bool = False


def check_overlaps(
    case: Case, partners: tuple[Partner, ...], engagements: Sequence[Engagement], source: str
) -> Check | None:
    """Warn where two co-operations of a partner overlap; None where there is nothing to warn of.

    What is not known counts as overlapping: better asked than paid twice. The rule is an
    assumption of the desk: no text was found that names it.
    """
    by_key = {each.participant.key: each for each in partners}
    term, start = case.term or Term(), begins(case, partners).day
    mine = Engagement(
        number=case.number or "diesem Antrag",
        key="",
        start=start,
        end=term.end,
        open_ended=term.open_ended or term.start is not None,
    )
    warned = [
        (by_key[each.key], each.number, hint)
        for each in engagements
        if each.key in by_key and (hint := _hint(mine, by_key[each.key], each))
    ]
    if not warned:
        return None
    numbers = sorted({number for _, number, _ in warned})
    return Check(
        code="overlap",
        state=State.clarify,
        title="Doppelförderung",
        value=f"dasselbe Aufgabenfeld wie {', '.join(numbers)}",
        threshold="keine zweite Förderung für dasselbe Aufgabenfeld zur selben Zeit",
        text="Eine Kommune soll für dasselbe Aufgabenfeld nicht zweimal gefördert werden.",
        source=source,
        question="Worin unterscheiden sich die beiden Zusammenarbeiten?",
        supplier=warned[0][0].office(case.reference_date),
        hints=tuple(hint for *_, hint in warned),
    )


def _hint(mine: Engagement, partner: Partner, other: Engagement) -> str:
    """What to say about one partner in both; nothing where the two are never at one time."""
    participant = partner.participant
    starts = [each for each in (mine.start, participant.joined_on, other.start) if each is not None]
    ends = [each for each in (mine.end, participant.left_on, other.end) if each is not None]
    start, end = max(starts, default=None), min(ends, default=None)
    if start is not None and end is not None and end < start:
        return ""
    window = "Ob sich die Laufzeiten überschneiden, ist noch nicht bekannt"
    if start is not None and _is_known(mine) and _is_known(other):
        until = f"bis {format_date(end)}" if end else "ohne Ende"
        window = f"Die Laufzeiten überschneiden sich ab {format_date(start)} {until}"
    return (
        f"{partner.name} ist mit demselben Aufgabenfeld auch an {other.number} beteiligt. "
        f"{window} (mit {mine.number}). Bitte eine Doppelförderung ausschließen."
    )


def _is_known(engagement: Engagement) -> bool:
    return engagement.start is not None and (engagement.end is not None or engagement.open_ended)
