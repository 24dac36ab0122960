"""Partners that join or leave after the application: what the rules would say then."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ozg_tui.codes.checks import State
from ozg_tui.german import counting
from ozg_tui.rules.dates import days_missing, format_date
from ozg_tui.rules.ikz.case import Case, Participant
from ozg_tui.rules.ikz.grant import standard_grant
from ozg_tui.rules.ikz.obligations import Granted, Member, recoveries
from ozg_tui.rules.ikz.partners import (
    MINISTRY,
    Partner,
    check_partners,
    counted,
    members,
    resolve,
    spokesperson,
)
from ozg_tui.rules.ikz.saving import check_saving
from ozg_tui.rules.ikz.term import begins, least_end
from ozg_tui.rules.money import format_cents, to_cents
from ozg_tui.rules.rule_set import IkzParameters
from ozg_tui.rules.territory import Place
from ozg_tui.rules.verdict import Check, Unit, state_label


class _Move(NamedTuple):
    """The first day on which the partners are others, and why."""

    day: date
    text: str


def check_changes(
    case: Case,
    partners: tuple[Partner, ...],
    places: Mapping[str, Place],
    parameters: IkzParameters,
    source: str,
) -> Check | None:
    """Judge partners, saving and amount anew for who takes part in the end; None without a change.

    It shows the difference and changes nothing: what was granted stays granted. Who leaves before
    the least term is over raises »Rückforderung prüfen«. Sources: § 27 KGG; for the least term
    Konzept IKZ-OZG, HMdIS, 19.05.2021.
    """
    those = members(partners)
    moves, needed = _moves(case, places), least_end(case, those, parameters)
    early = _leave_early(case, places, begins(case, those).day, needed)
    if not moves and not early:
        return None
    hints, value = [each.text for each in moves], ", ".join(_name(each, places) for each in early)
    if moves:
        then = resolve(case, places, max(each.day for each in moves))
        value = f"{len(counted(partners))} → {len(counted(then))} Kommunen"
        hints += _differences(case, partners, then, parameters)
    missing = max((days_missing(day, needed) for day in _last_days(early) if needed), default=0)
    if early:
        hints += _to_recover(case, those, places, parameters)
    return Check(
        code="changes",
        state=State.clarify,
        title="Beitritt und Austritt",
        value=value,
        threshold=f"alle beteiligt bis mindestens {format_date(needed)}" if needed else "",
        distance=counting.missing(missing, "Tag", "Tage"),
        missing=missing,
        unit=Unit.days,
        text=(
            "Ändert sich der Kreis der Beteiligten, wird neu gerechnet. Die bewilligte Summe "
            "ändert sich dadurch nicht."
        ),
        source=f"{source}; § 27 KGG",
        question=(
            "Rückforderung prüfen: Ist ein Teil der Zuwendung zurückzuzahlen?"
            if early
            else "Ist die Änderung der Vereinbarung angezeigt oder genehmigt (§ 27 KGG)?"
        ),
        supplier=MINISTRY if early else spokesperson(case, those),
        hints=tuple(hints),
    )


def _moves(case: Case, places: Mapping[str, Place]) -> list[_Move]:
    """Who joins or leaves after the reference date, in the order of the days."""
    on = case.reference_date
    if on is None:
        return []
    moves = []
    for each in _known(case, places):
        name = _name(each, places)
        if each.joined_on is not None and each.joined_on > on:
            text = f"{name} kommt am {format_date(each.joined_on)} dazu."
            moves.append(_Move(each.joined_on, text))
        if each.left_on is not None and each.left_on >= on:
            text = f"{name} ist nur bis zum {format_date(each.left_on)} beteiligt."
            moves.append(_Move(each.left_on + timedelta(days=1), text))
    return sorted(moves)


def _leave_early(
    case: Case, places: Mapping[str, Place], start: date | None, needed: date | None
) -> list[Participant]:
    if start is None or needed is None:
        return []
    return [
        each
        for each in _known(case, places)
        if each.left_on is not None and start <= each.left_on < needed
    ]


def _last_days(participants: list[Participant]) -> list[date]:
    return [each.left_on for each in participants if each.left_on is not None]


def _differences(
    case: Case, now: tuple[Partner, ...], then: tuple[Partner, ...], parameters: IkzParameters
) -> list[str]:
    """What is judged otherwise, and what the Regelzuwendung would be."""
    found = []
    for before, after in (
        (check_partners(case, now, parameters), check_partners(case, then, parameters)),
        (
            check_saving(case, members(now), parameters),
            check_saving(case, members(then), parameters),
        ),
    ):
        if (before.state, before.value) != (after.state, after.value):
            found.append(
                f"{after.title}: {after.value}, {state_label(after.state)} "
                f"(bisher {before.value}, {state_label(before.state)})."
            )
    standard = [standard_grant(len(counted(each)), parameters) for each in (now, then)]
    if standard[0] != standard[1]:
        difference = standard[1] - standard[0]
        found.append(
            f"Regelzuwendung: {format_cents(standard[1])} statt {format_cents(standard[0])} "
            f"({'+' if difference > 0 else ''}{format_cents(difference)})."
        )
    if case.granted is not None:
        found.append(f"Bewilligt bleiben {format_cents(to_cents(case.granted))}.")
    return found


def _to_recover(
    case: Case,
    partners: tuple[Partner, ...],
    places: Mapping[str, Place],
    parameters: IkzParameters,
) -> list[str]:
    granted = Granted(
        minimum_years=parameters.minimum_years,
        granted_cents=0 if case.granted is None else to_cents(case.granted),
        term_start=begins(case, partners).day,
        members=tuple(
            Member(
                key=each.key,
                name=_name(each, places),
                joined_on=each.joined_on,
                left_on=each.left_on,
            )
            for each in _known(case, places)
        ),
    )
    return [f"Rückforderung prüfen: {each.text}" for each in recoveries(granted)]


def _known(case: Case, places: Mapping[str, Place]) -> list[Participant]:
    """All that take part at some time and are known, without what is entered twice."""
    found: dict[tuple[object, ...], Participant] = {}
    for each in case.participants:
        if place := places.get(each.key):
            found.setdefault((place.latest.key, each.joined_on, each.left_on), each)
    return list(found.values())


def _name(participant: Participant, places: Mapping[str, Place]) -> str:
    return places[participant.key].latest.name
