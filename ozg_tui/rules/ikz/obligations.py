"""What is owed after an IKZ grant: the proof of the saving, and staying for the least term."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from ozg_tui.codes.ikz import ObligationKind
from ozg_tui.german.counting import counted, noun
from ozg_tui.german.labels import OBLIGATIONS
from ozg_tui.rules.dates import format_date, last_day_of_term
from ozg_tui.rules.ikz.case import Day
from ozg_tui.rules.ikz.grant import shares
from ozg_tui.rules.money import format_cents
from ozg_tui.rules.values import Value

PROOF_SOURCE = (
    "Eine Vorschrift zum Nachweis ist nicht bekannt; maßgeblich ist der Bescheid. "
    "Die Einsparung selbst verlangt das Konzept IKZ-OZG, HMdIS, 19.05.2021"
)
RECOVERY_SOURCE = (
    "Mindestlaufzeit: Konzept IKZ-OZG, HMdIS, 19.05.2021. Eine Vorschrift zur Rückforderung ist "
    "nicht bekannt; maßgeblich ist der Bescheid"
)

_PROOF = "Die Kommunen weisen nach, dass sie so viel eingespart haben wie angegeben."
_ASSUMED = (
    "Der Tag ist angenommen (Tag nach der Mindestlaufzeit): Bitte durch den Tag aus dem Bescheid "
    "ersetzen."
)
_NO_DAY = (
    "Ohne den Beginn der Laufzeit lässt sich für den Nachweis der Einsparung kein Tag vorschlagen. "
    "Steht einer im Bescheid?"
)


class Basis(StrEnum):
    """Where a due day comes from."""

    agreed = "agreed"
    assumed = "assumed"


_BASIS_LABELS = {Basis.agreed: "vereinbart", Basis.assumed: "angenommen"}


def basis_label(basis: Basis) -> str:
    """Give the German word for where a due day comes from."""
    return _BASIS_LABELS[basis]


class Member(Value):
    """A municipality of a granted co-operation; it was one up to and including `left_on`."""

    key: str
    name: str
    joined_on: Day | None = None
    left_on: Day | None = None


class Agreed(Value):
    """A duty that the Bescheid names or that staff entered; `code` is one of `OBLIGATIONS`."""

    code: str = ObligationKind.PROOF
    due_on: Day | None = None
    done_on: Day | None = None
    text: str = ""


class Granted(Value):
    """A granted application, as far as something is still owed.

    `minimum_years` comes from the rule set. `granted_cents` is 0 while the Bescheid is not at hand,
    `term_end` None when the term is open-ended.
    """

    minimum_years: int
    granted_cents: int
    notice_on: Day | None = None
    term_start: Day | None = None
    term_end: Day | None = None
    members: tuple[Member, ...] = ()
    agreed: tuple[Agreed, ...] = ()


class Obligation(Value):
    """Something owed by a day, in German, with the source; `municipality` owes it, else all.

    `due_on` is None when it cannot be known yet. `done_on` is the day it was met.
    """

    code: str
    title: str
    due_on: date | None
    basis: Basis
    text: str
    source: str
    municipality: str = ""
    done_on: date | None = None

    def is_overdue(self, on: date) -> bool:
        """Tell whether its day has passed without it being met."""
        return self.done_on is None and self.due_on is not None and self.due_on < on

    def standing(self, on: date) -> str:
        """Say in German how it stands on a day: met, due in some days, or overdue."""
        if self.done_on is not None:
            return f"erledigt am {format_date(self.done_on)}"
        if self.due_on is None:
            return "ohne Frist"
        days = (self.due_on - on).days
        if days == 0:
            return "heute fällig"
        count = counted(abs(days), "Tag", "Tagen")
        return f"fällig in {count}" if days > 0 else f"seit {count} überfällig"


def overdue_first(obligations: Iterable[Obligation], on: date) -> tuple[Obligation, ...]:
    """Give first what is overdue on a day, then what is to come, and last what has been met."""
    return tuple(
        sorted(obligations, key=lambda each: (each.done_on is not None, not each.is_overdue(on)))
    )


def bound_until(term_start: date, minimum_years: int) -> date:
    """Give the last day, inclusive, of the least term: §§ 187, 188 BGB."""
    return last_day_of_term(term_start, minimum_years)


def obligations(granted: Granted) -> tuple[Obligation, ...]:
    """Give all that is owed after the grant, the earliest first, what has no day last."""
    return _by_day((*duties(granted), *recoveries(granted)))


def duties(granted: Granted) -> tuple[Obligation, ...]:
    """Give what was agreed, and a proof of the saving where none was.

    No text demands a proof or names its day, so that without an agreed one there is one, assumed
    for the day after the least term, or after the term where that ends earlier. It is not asked
    for every year: the saving is measured by the year, but a yearly duty would be invented.
    """
    agreed = _by_day(
        Obligation(
            code=each.code,
            title=OBLIGATIONS[each.code],
            due_on=each.due_on,
            basis=Basis.agreed,
            text=each.text or (_PROOF if each.code == ObligationKind.PROOF else ""),
            source="Bescheid",
            done_on=each.done_on,
        )
        for each in granted.agreed
    )
    if any(each.code == ObligationKind.PROOF for each in agreed):
        return agreed
    return (*agreed, _assumed_proof(granted))


def recoveries(granted: Granted) -> tuple[Obligation, ...]:
    """Give a recovery to be examined for each municipality that left before the least term ended.

    The same for all together when the term itself was made to end earlier. The least term counts
    from the start of the term, also for who joined later. Source: `RECOVERY_SOURCE`.
    """
    if granted.term_start is None:
        return ()
    bound = bound_until(granted.term_start, granted.minimum_years)
    leaving = (
        _recovery(granted, each, each.left_on, bound)
        for each in granted.members
        if each.left_on is not None and each.left_on < bound
    )
    return (*leaving, *_early_end(granted, bound))


def _by_day(obligations: Iterable[Obligation]) -> tuple[Obligation, ...]:
    return tuple(sorted(obligations, key=lambda each: each.due_on or date.max))


def _assumed_proof(granted: Granted) -> Obligation:
    day, text = None, _NO_DAY
    if granted.term_start is not None:
        last = bound_until(granted.term_start, granted.minimum_years)
        if granted.term_end is not None:
            last = min(last, granted.term_end)
        day, text = last + timedelta(days=1), f"{_PROOF} {_ASSUMED}"
    return Obligation(
        code=ObligationKind.PROOF,
        title=OBLIGATIONS[ObligationKind.PROOF],
        due_on=day,
        basis=Basis.assumed,
        text=text,
        source=PROOF_SOURCE,
    )


def _recovery(granted: Granted, member: Member, left_on: date, bound: date) -> Obligation:
    staying = _members_after(granted.members, left_on)
    verb = noun(staying, "bleibt", "bleiben")
    remain = f"{verb} {counted(staying, 'Kommune', 'Kommunen')}"
    return Obligation(
        code="recovery",
        title="Rückforderung prüfen",
        due_on=left_on,
        basis=Basis.assumed,
        municipality=member.name,
        text=(
            f"{member.name} ist nur bis zum {format_date(left_on)} beteiligt, die Mindestlaufzeit "
            f"geht bis zum {format_date(bound)}. Bitte mit dem Ministerium klären, ob ein Teil der "
            f"Zuwendung zurückzuzahlen ist{_share(granted, member)}. Es {remain}: Bitte auch die "
            "Prüfung wiederholen; der bewilligte Betrag bleibt, wie er ist."
        ),
        source=RECOVERY_SOURCE,
    )


def _early_end(granted: Granted, bound: date) -> tuple[Obligation, ...]:
    end = granted.term_end
    if end is None or end >= bound:
        return ()
    return (
        Obligation(
            code="recovery",
            title="Rückforderung prüfen",
            due_on=end,
            basis=Basis.assumed,
            text=(
                f"Die Zusammenarbeit endet am {format_date(end)}, die Mindestlaufzeit geht bis zum "
                f"{format_date(bound)}. Bitte mit dem Ministerium klären, ob die Zuwendung ganz "
                "oder teilweise zurückzuzahlen ist."
            ),
            source=RECOVERY_SOURCE,
        ),
    )


def _members_after(members: Sequence[Member], day: date) -> int:
    return sum(each.left_on is None or each.left_on > day for each in members)


def _share(granted: Granted, member: Member) -> str:
    """Name the equal share of a municipality that took part when the grant was made."""
    on = granted.notice_on
    sharing = [
        each.key
        for each in granted.members
        if each.joined_on is None or on is None or each.joined_on <= on
    ]
    if not granted.granted_cents or member.key not in sharing:
        return ""
    share = shares(sharing, granted.granted_cents)[member.key]
    return f" (bei gleichen Anteilen entfallen auf sie {format_cents(share)})"
