"""Who co-operates, and whether every council has resolved."""

from collections.abc import Mapping
from datetime import date

from ozg_tui.codes.checks import State
from ozg_tui.codes.ikz import BROKEN_RESOLUTIONS, ParticipantRole, ResolutionStatus
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.german import counting
from ozg_tui.german.labels import KINDS
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz.case import CHECK_TITLES, Agreement, Case, Participant, Resolution
from ozg_tui.rules.rule_set import IkzParameters
from ozg_tui.rules.territory import Period, Place, council_of, executive_of, is_municipality
from ozg_tui.rules.values import Value
from ozg_tui.rules.verdict import Check, Unit

MINISTRY = "das für Inneres zuständige Ministerium"
_STATE = "06"
_WORDS = {
    ResolutionStatus.REJECTED: "hat abgelehnt",
    ResolutionStatus.REVOKED: "hat den Beschluss aufgehoben",
}


class Partner(Value):
    """A participant with what the register knows; `problem` is the reason not to count it."""

    participant: Participant
    place: Place | None
    name: str
    problem: str = ""
    doubtful: bool = False

    def office(self, on: date | None) -> str:
        """Name who speaks for the partner on a day: its Gemeindevorstand, Magistrat and so on."""
        if self.place is None:
            return self.name
        return executive_of((self.place.on(on) if on else None) or self.place.latest)


def resolve(case: Case, places: Mapping[str, Place], on: date | None = None) -> tuple[Partner, ...]:
    """Look up who takes part on a day, or else on the reference date, under its old or new key.

    A place that occurs twice, be it under two keys, counts once.
    """
    day = on or case.reference_date
    found: list[Partner] = []
    seen: set[tuple[str, ...]] = set()
    for participant in case.participants:
        if not participant.takes_part_on(day):
            continue
        place = places.get(participant.key)
        partner = _resolve_one(participant, place, day)
        known = tuple(period.key for period in place.periods) if place else ()
        if known and known in seen:
            twice = f"{partner.name} ist mehr als einmal aufgeführt."
            partner = partner.model_copy(update={"problem": twice, "doubtful": False})
        elif known:
            seen.add(known)
        found.append(partner)
    return tuple(found)


def members(partners: tuple[Partner, ...]) -> tuple[Partner, ...]:
    """Give the partners that count, each municipality once, in their order.

    Only their councils resolve, only they sign, bear costs and share the grant.
    """
    return tuple(each for each in partners if not each.problem)


def counted(partners: tuple[Partner, ...]) -> tuple[str, ...]:
    """Give the keys of the partners that count."""
    return tuple(each.participant.key for each in members(partners))


def spokesperson(case: Case, partners: tuple[Partner, ...]) -> str:
    """Name who can supply what concerns all: the administration of the leading municipality."""
    lead = next((each for each in partners if each.participant.role is ParticipantRole.LEAD), None)
    return lead.office(case.reference_date) if lead else "die federführende Kommune"


def signature_of(partner: Partner, agreement: Agreement) -> date | None:
    """Give the day on which a partner signed: its own, or that of the agreement all signed."""
    if partner.participant.signed_on is not None:
        return partner.participant.signed_on
    return agreement.signed_on if agreement.signed_by_all else None


def future_resolution(
    status: ResolutionStatus, day: date | None, on: date | None, today: date
) -> str:
    """Say in German that a council cannot have resolved yet; empty when it can.

    `on` is the reference date: what is judged as of a later day may be resolved by then.
    """
    latest = max(today, on or today)
    if status is not ResolutionStatus.PASSED or day is None or day <= latest:
        return ""
    return (
        f"Der {format_date(day)} liegt in der Zukunft. Ist die Sitzung erst angesetzt? "
        "Dann bitte »angesetzt« wählen."
    )


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
        missing=max(0, minimum - number),
        unit=Unit.municipalities,
        supplier=spokesperson(case, partners) if question else "",
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
    """Judge the resolutions: one per partner that counts, by the body of its kind on that day.

    A date after the signature is flagged, not refused. Source: Konzept IKZ-OZG, HMdIS, 19.05.2021;
    § 9 HGO, HKO.
    """
    broken: list[str] = []
    missing: list[str] = []
    questions: list[str] = []
    suppliers: list[str] = []
    hints: list[str] = []
    agreement = case.agreement or Agreement()
    for partner in partners:
        resolution = partner.participant.resolution or Resolution()
        signed_on = partner.participant.signed_on or agreement.signed_on
        body = _body(partner, resolution.date or case.reference_date)
        named = body[0].upper() + body[1:]
        day = resolution.date
        asked = len(questions)
        if resolution.status in BROKEN_RESOLUTIONS:
            broken.append(f"{named} {_WORDS[resolution.status]}.")
            questions.append(f"Entscheidet {body} noch einmal?")
        elif has_resolved(resolution, case.reference_date):
            if signed_on is not None and day is not None and day > signed_on:
                hints.append(
                    f"{named} hat am {format_date(day)} beschlossen, die Vereinbarung ist aber "
                    f"schon am {format_date(signed_on)} unterzeichnet."
                )
        elif resolution.status is ResolutionStatus.PASSED and day and case.reference_date:
            missing.append(
                f"{named}: Der Beschluss ist auf den {format_date(day)} datiert, "
                f"das liegt nach dem Stichtag {format_date(case.reference_date)}."
            )
            questions.append(f"Hat {body} schon beschlossen? An welchem Tag?")
        else:
            missing.append(f"{named}: Beschluss fehlt.")
            questions.append(f"Hat {body} beschlossen? An welchem Tag?")
        if len(questions) > asked:
            suppliers.append(partner.office(case.reference_date))
    if not partners:
        questions.append("Welche Kommunen sind beteiligt?")
        suppliers.append(spokesperson(case, partners))
    lacking = len(broken) + len(missing)
    state = State.failed if broken else State.open if questions else State.fulfilled
    return Check(
        code="resolutions",
        state=state,
        title=CHECK_TITLES["resolutions"],
        value=f"{len(partners) - lacking} von {len(partners)} gefasst",
        threshold="alle beteiligten Gremien",
        distance=_resolutions_missing(lacking),
        missing=lacking,
        unit=Unit.councils,
        text=(
            "Gemeindevertretung, Stadtverordnetenversammlung oder Kreistag jeder beteiligten "
            "Kommune hat die Zusammenarbeit beschlossen."
        ),
        source=source,
        question=questions[0] if questions else "",
        supplier=suppliers[0] if suppliers else "",
        hints=(*broken, *missing, *hints),
    )


def unresolved(case: Case, partners: tuple[Partner, ...]) -> tuple[str, ...]:
    """Name the councils that have not resolved by the reference date, also those that refused."""
    return tuple(
        _body(each, (resolution.date if resolution else None) or case.reference_date)
        for each in partners
        for resolution in (each.participant.resolution,)
        if not has_resolved(resolution, case.reference_date)
    )


def has_resolved(resolution: Resolution | None, on: date | None) -> bool:
    """Tell whether a council has resolved by a day; a resolution without a day is none yet."""
    if resolution is None or resolution.status is not ResolutionStatus.PASSED:
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
        doubtful=period.kind is OrganisationKind.ZWECKVERBAND,
    )


def _not_a_municipality(period: Period) -> str:
    return f"{period.name} ({KINDS[period.kind]}) ist keine Kommune."


def _body(partner: Partner, day: date | None) -> str:
    assert partner.place is not None
    period = (partner.place.on(day) if day else None) or partner.place.latest
    return council_of(period)


def _municipalities(number: int) -> str:
    return counting.counted(number, "Kommune", "Kommunen")


def _partners_missing(number: int) -> str:
    return counting.missing(number, "Kommune", "Kommunen")


def _resolutions_missing(number: int) -> str:
    return counting.missing(number, "Beschluss", "Beschlüsse")
