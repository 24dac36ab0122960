"""Who co-operates, and whether every council has resolved."""

from collections.abc import Mapping
from datetime import date

from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz_case import CHECK_TITLES, Case, Participant, Resolution, ResolutionStatus
from ozg_tui.rules.labels import KINDS
from ozg_tui.rules.rule_set import IkzParameters
from ozg_tui.rules.territory import (
    Kind,
    Period,
    Place,
    council_of,
    is_municipality,
)
from ozg_tui.rules.values import Value
from ozg_tui.rules.verdict import Check, State

_STATE = "06"
_BROKEN = frozenset({ResolutionStatus.rejected, ResolutionStatus.revoked})
_WORDS = {
    ResolutionStatus.rejected: "hat abgelehnt",
    ResolutionStatus.revoked: "hat den Beschluss aufgehoben",
}


class Partner(Value):
    """A participant with what the register knows; `problem` is the reason not to count it."""

    participant: Participant
    place: Place | None
    name: str
    problem: str = ""
    doubtful: bool = False


def resolve(case: Case, places: Mapping[str, Place]) -> tuple[Partner, ...]:
    """Look every participant up, on the reference date, under its old or new key.

    A place that occurs twice, be it under two keys, counts once.
    """
    found: list[Partner] = []
    seen: list[Place] = []
    for participant in case.participants:
        place = places.get(participant.key)
        partner = _resolve_one(participant, place, case.reference_date)
        if place is not None and place in seen:
            twice = f"{partner.name} ist mehr als einmal aufgeführt."
            partner = partner.model_copy(update={"problem": twice, "doubtful": False})
        elif place is not None:
            seen.append(place)
        found.append(partner)
    return tuple(found)


def counted(partners: tuple[Partner, ...]) -> tuple[str, ...]:
    """Give the keys of the partners that count, each municipality once, in their order."""
    return tuple(each.participant.key for each in partners if not each.problem)


def check_partners(case: Case, partners: tuple[Partner, ...], parameters: IkzParameters) -> Check:
    """Judge number and kind of the partners.

    All must be different Hessian municipalities existing on the reference date. Fewer than usual
    needs a written reason. Source: Fördervoraussetzungen IKZ, beratungszentrum.hessen.de.
    """
    number, minimum = len(counted(partners)), parameters.minimum_partners
    exception = parameters.minimum_partners_with_reason
    reason = bool((case.two_partner_reason or "").strip())
    wrong = [each.problem for each in partners if each.problem and not each.doubtful]
    doubts = [each.problem for each in partners if each.doubtful]
    state, distance, question, hints = State.fulfilled, "", "", tuple(doubts)
    if number < exception or (number < minimum and not reason):
        state = State.failed
        distance = _partners_missing(minimum - number)
        question = "Welche weiteren Kommunen wollen sich beteiligen?"
        if number >= exception:
            distance = f"{_municipalities(minimum - number)} oder eine schriftliche Begründung"
            question = f"Warum genügen {_municipalities(number)} für diese Zusammenarbeit?"
    elif number < minimum:
        hints += (
            f"{_municipalities(number)} sind ein Ausnahmefall. "
            "Die Begründung gehört in den Antrag.",
        )
    if wrong:
        state, question = State.failed, question or "Welche Kommune ist gemeint?"
        hints += tuple(wrong) if distance else ()
        distance = distance or " ".join(wrong)
    elif doubts and state is State.fulfilled:
        state, question = State.clarify, "Zählt der Zweckverband hier als Kommune?"
    return Check(
        code="partners",
        state=state,
        title=CHECK_TITLES["partners"],
        value=_municipalities(number),
        threshold=f"mindestens {_municipalities(minimum)}",
        distance=distance,
        text=(
            f"In der Regel arbeiten mindestens {_municipalities(minimum)} zusammen, in begründeten "
            f"Ausnahmefällen {exception}. Alle sind verschiedene hessische Kommunen und bestehen "
            "am Stichtag."
        ),
        source=parameters.partners_source,
        question=question,
        hints=hints,
    )


def check_resolutions(case: Case, partners: tuple[Partner, ...], source: str) -> Check:
    """Judge the resolutions: one per partner, by the body of its kind on that day.

    A date after the signature is flagged, not refused. Source: Konzept IKZ-OZG, HMdIS, 19.05.2021;
    § 9 HGO, HKO.
    """
    broken: list[str] = []
    missing: list[str] = []
    questions: list[str] = []
    hints: list[str] = []
    signed_on = case.agreement.signed_on if case.agreement else None
    for partner in partners:
        resolution = partner.participant.resolution or Resolution()
        body = _body(partner, resolution.date or case.reference_date)
        named = body[0].upper() + body[1:]
        day = resolution.date
        if resolution.status in _BROKEN:
            broken.append(f"{named} {_WORDS[resolution.status]}.")
            questions.append(f"Entscheidet {body} noch einmal?")
        elif has_resolved(resolution, case.reference_date):
            if signed_on is not None and day is not None and day > signed_on:
                hints.append(
                    f"{named} hat am {format_date(day)} beschlossen, die Vereinbarung ist aber "
                    f"schon am {format_date(signed_on)} unterzeichnet."
                )
        elif resolution.status is ResolutionStatus.passed and day and case.reference_date:
            missing.append(
                f"{named}: Der Beschluss ist auf den {format_date(day)} datiert, "
                f"das liegt nach dem Stichtag {format_date(case.reference_date)}."
            )
            questions.append(f"Hat {body} schon beschlossen? An welchem Tag?")
        else:
            missing.append(f"{named}: Beschluss fehlt.")
            questions.append(f"Hat {body} beschlossen? An welchem Tag?")
    if not partners:
        questions.append("Welche Kommunen sind beteiligt?")
    lacking = len(broken) + len(missing)
    state = State.failed if broken else State.open if questions else State.fulfilled
    return Check(
        code="resolutions",
        state=state,
        title=CHECK_TITLES["resolutions"],
        value=f"{len(partners) - lacking} von {len(partners)} {_councils(len(partners))}",
        threshold="alle beteiligten Gremien",
        distance=_resolutions_missing(lacking),
        text=(
            "Gemeindevertretung, Stadtverordnetenversammlung oder Kreistag jeder beteiligten "
            "Kommune hat die Zusammenarbeit beschlossen."
        ),
        source=source,
        question=questions[0] if questions else "",
        hints=(*broken, *missing, *hints),
    )


def has_resolved(resolution: Resolution | None, on: date | None) -> bool:
    """Tell whether a council has resolved by a day; a resolution without a day is none yet."""
    if resolution is None or resolution.status is not ResolutionStatus.passed:
        return False
    return resolution.date is not None and (on is None or resolution.date <= on)


def _resolve_one(participant: Participant, place: Place | None, on: date | None) -> Partner:
    key = participant.key
    if place is None:
        problem = (
            f"Unter dem Schlüssel {key} ist keine hessische Kommune verzeichnet."
            if key.startswith(_STATE)
            else f"Der Schlüssel {key} gehört nicht zu Hessen."
        )
        return Partner(
            participant=participant, place=None, name=f"Schlüssel {key}", problem=problem
        )
    if on is not None and not place.existed_on(on):
        name = place.latest.name
        problem = f"{name} besteht am {format_date(on)} nicht."
        return Partner(participant=participant, place=place, name=name, problem=problem)
    period = (place.on(on) if on else None) or place.latest
    problem = "" if is_municipality(period.kind) else _not_a_municipality(period)
    return Partner(
        participant=participant,
        place=place,
        name=period.name,
        problem=problem,
        doubtful=period.kind is Kind.zweckverband,
    )


def _not_a_municipality(period: Period) -> str:
    return f"{period.name} ({KINDS[period.kind]}) ist keine Kommune."


def _body(partner: Partner, day: date | None) -> str:
    if partner.place is None:
        return f"das zuständige Gremium ({partner.name})"
    period = (partner.place.on(day) if day else None) or partner.place.latest
    return council_of(period)


def _municipalities(number: int) -> str:
    return "1 Kommune" if number == 1 else f"{number} Kommunen"


def _partners_missing(number: int) -> str:
    return "es fehlt 1 Kommune" if number == 1 else f"es fehlen {number} Kommunen"


def _councils(number: int) -> str:
    return "Gremium" if number == 1 else "Gremien"


def _resolutions_missing(number: int) -> str:
    if not number:
        return ""
    return "es fehlt 1 Beschluss" if number == 1 else f"es fehlen {number} Beschlüsse"
