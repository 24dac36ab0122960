"""Judges the open IKZ applications; apart, because this loads the ORM and the rules."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.tables import Application, Participant
from ozg_tui.desk.applications import APPLICATIONS, case_of, judge_case
from ozg_tui.desk.desk import Desk
from ozg_tui.desk.overview.applications import (
    COMPLETE,
    ON_THE_WAY,
    OPEN_STATIONS,
    RESOLUTIONS,
    WAY,
    Judged,
    days_since,
)
from ozg_tui.desk.rule_sets import rule_sets
from ozg_tui.desk.territory import territory
from ozg_tui.rules.ikz import IkzVerdict, Result
from ozg_tui.rules.ikz_partners import has_resolved, members, resolve
from ozg_tui.rules.money import format_percent
from ozg_tui.rules.rule_set import IkzParameters
from ozg_tui.rules.verdict import Check, State

_OPEN = (
    select(Application)
    .where(Application.station.in_(OPEN_STATIONS))
    .options(selectinload(Application.participants).selectinload(Participant.resolution))
    .order_by(Application.number)
)
_WORST_FIRST = (State.failed, State.clarify, State.open)
_LABELS = {
    "partners failed": "Beteiligte reichen nicht",
    "partners clarify": "Beteiligte zu klären",
    "resolutions failed": "Beschluss abgelehnt",
    "agreement open": "Vereinbarung fehlt",
    "agreement clarify": "Vereinbarung zu klären",
    "term failed": "Laufzeit zu kurz",
    "term open": "Laufzeit nicht bekannt",
    "saving open": "Einsparung nicht bekannt",
    "saving clarify": "Einsparung zu klären",
}
_NO_RULES = "Regelstand zu klären"


def judged(desk: Desk, today: date) -> tuple[Judged, ...]:
    """Every open application with what the rules object to first.

    Who waits for an authority has that obstacle and no other. What has failed comes before what
    has to be clarified, and that before what is open, each in the order of the checks.
    """
    land = territory(desk)
    found = []
    with desk.store.reading() as session:
        for row in session.scalars(_OPEN):
            case = case_of(APPLICATIONS.value(row), land, today)
            partners = members(resolve(case, land.by_key))
            verdict = judge_case(desk, case)
            code, label, said = first_obstacle(desk, verdict)
            if row.station in ON_THE_WAY:
                code, label, said = WAY, "bei LK/RP/Ministerium", ""
            found.append(
                Judged(
                    code=code,
                    label=label,
                    id=row.id,
                    number=row.number,
                    said=said,
                    cents=verdict.grant.standard_cents or 0,
                    councils=len(partners),
                    resolved=sum(
                        has_resolved(each.participant.resolution, case.reference_date)
                        for each in partners
                    ),
                    days=days_since(row.station_since, today),
                )
            )
    return tuple(found)


def first_obstacle(desk: Desk, verdict: IkzVerdict) -> tuple[str, str, str]:
    """Code, label and what the rules say of it."""
    if verdict.result is Result.eligible:
        return COMPLETE, "Prüfung vollständig", ""
    # A check that is open only because no rules are in force asks what the verdict hints at.
    objections = [
        check
        for state in _WORST_FIRST
        for check in verdict.checks
        if check.state is state and check.question not in verdict.hints
    ]
    if not objections:
        return "rules", _NO_RULES, next(iter(verdict.hints), "")
    check = objections[0]
    if check.code == "resolutions" and check.state is State.open:
        one = check.missing == 1
        return RESOLUTIONS, "Beschluss fehlt" if one else "Beschlüsse fehlen", ""
    # How far the saving is from the threshold is told by its percentage, a term by its days.
    said = check.value if check.code == "saving" else check.distance
    code = f"{check.code} {check.state}"
    return code, _label(desk, verdict, check), said if check.state is State.failed else ""


def _label(desk: Desk, verdict: IkzVerdict, check: Check) -> str:
    if (check.code, check.state) == ("saving", State.failed):
        for each in rule_sets(desk):
            if each.code == verdict.rule_set and isinstance(each.parameters, IkzParameters):
                return f"Einsparung unter {format_percent(each.parameters.minimum_saving_percent)}"
    return _LABELS.get(f"{check.code} {check.state}", check.title)
