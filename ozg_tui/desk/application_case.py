"""What the rules say about an IKZ application: one judgement for form, detail and command line."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from db.fold import fold
from db.tables import Application
from db.tables import Participant as ParticipantTable
from db.tables.cooperation import Station
from ozg_tui.desk.desk import Desk
from ozg_tui.desk.records import Examination
from ozg_tui.desk.rule_sets import rule_sets, validity
from ozg_tui.desk.territory import Territory, territory
from ozg_tui.rules.grant import standard_grant
from ozg_tui.rules.ikz import (
    Agreement,
    Case,
    Costs,
    IkzVerdict,
    Participant,
    Resolution,
    ResolutionStatus,
    Result,
    Role,
    Term,
    judge,
)
from ozg_tui.rules.money import format_cents
from ozg_tui.rules.rule_set import IkzParameters
from ozg_tui.rules.verdict import State, state_label

_VERDICTS = {
    Result.eligible: "FÖRDERFÄHIG",
    Result.not_eligible: "NEIN",
    Result.open: "OFFEN",
    Result.clarify: "ZU KLÄREN",
}
_RUNNING = (
    select(
        Application.id,
        Application.number,
        Application.field_of_work,
        ParticipantTable.organisation_id,
    )
    .join_from(Application, ParticipantTable)
    .where(
        ParticipantTable.organisation_id.in_(bindparam("organisations", expanding=True)),
        ParticipantTable.left_on.is_(None),
        Application.field_of_work.is_not(None),
        Application.station.not_in((Station.REJECTED, Station.WITHDRAWN, Station.CLOSED)),
    )
    .order_by(Application.number, ParticipantTable.position)
)
_COUNTED = (State.fulfilled, State.open, State.clarify, State.failed)


def case_of(value: Any, land: Territory, today: date) -> Case:
    """The application as the rules see it; what is not filled in yet counts as not known.

    Judged is the day of the application, before that the day today. A participant goes by the
    key it has on that day, so that a change of key or kind in between changes nothing.
    """
    on = value.applied_on or today
    return Case(
        reference_date=on,
        two_partner_reason=value.two_partner_reason,
        participants=tuple(
            _participant(each, land, on)
            for each in value.participants or ()
            if each.organisation_id in land.by_id
        ),
        agreement=Agreement(
            form=value.agreement_form,
            signed_on=value.agreement_signed_on,
            signed_by_all=value.agreement_signed_by_all,
        ),
        term=_term(value),
        costs=Costs(
            personnel_before=_euros(value.personnel_before_cents),
            personnel_after=_euros(value.personnel_after_cents),
            material_before=_euros(value.material_before_cents),
            material_after=_euros(value.material_after_cents),
        ),
        requested=_euros(value.requested_cents),
    )


def judge_case(desk: Desk, case: Case, code: str | None = None) -> IkzVerdict:
    """The judgement that form, detail view and command line share.

    `code` asks for one rule set instead of the one in force on the reference date.
    """
    return judge(case, rule_sets(desk), territory(desk).by_key, code)


def examined(desk: Desk, value: Any, record_id: int | None) -> Examination:
    """Checks, the result in one line, and the figures and hints that belong to it."""
    case = case_of(value, territory(desk), desk.today())
    verdict = judge_case(desk, case)
    lines = (*_shares(verdict), *_hints(desk, verdict, value, record_id), *_basis(desk, verdict))
    return Examination(verdict.checks, verdict_line(verdict), lines, _grant_lines(desk, verdict))


def verdict_line(verdict: IkzVerdict) -> str:
    """The result with the states it follows from: `NEIN (3 erfüllt, 1 offen, 1 nicht erfüllt)`."""
    word = _VERDICTS[verdict.result]
    if verdict.result is Result.eligible:
        return word
    states = Counter(check.state for check in verdict.checks)
    parts = [f"{states[each]} {state_label(each)}" for each in _COUNTED if states[each]]
    return f"{word} ({', '.join(parts)})"


def _participant(value: Any, land: Territory, on: date) -> Participant:
    place = land.by_id[value.organisation_id]
    # Unchecked: of an organisation without an official key the rules say that it is no Kommune.
    return Participant.model_construct(
        key=(place.on(on) or place.latest).key,
        role=value.role or Role.partner,
        resolution=Resolution(
            status=value.resolution or ResolutionStatus.open, date=value.session_on
        ),
    )


def _term(value: Any) -> Term:
    # To the rules a start without an end is open-ended; a form may just not be there yet.
    if value.term_end is None and not value.term_open_ended:
        return Term()
    return Term(start=value.term_start, end=value.term_end)


def _euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents).scaleb(-2)


def _hints(desk: Desk, verdict: IkzVerdict, value: Any, record_id: int | None) -> tuple[str, ...]:
    said = [hint for check in verdict.checks for hint in check.hints] + [*verdict.hints]
    return tuple(f"Hinweis: {hint}" for hint in (*said, *_overlaps(desk, value, record_id)))


def _overlaps(desk: Desk, value: Any, record_id: int | None) -> list[str]:
    """Kommunen that already take part in a running application for the same field of work."""
    if not value.field_of_work:
        return []
    ids = [each.organisation_id for each in value.participants or () if each.organisation_id]
    rows = desk.read(lambda reader: reader.execute(_RUNNING, {"organisations": ids}).all())
    land = territory(desk)
    return [
        f"{land.name(row.organisation_id)} ist mit demselben Aufgabenfeld auch an {row.number} "
        "beteiligt. Bitte eine Doppelförderung ausschließen."
        for row in rows
        if row.id != record_id and fold(row.field_of_work) == fold(value.field_of_work)
    ]


def _basis(desk: Desk, verdict: IkzVerdict) -> tuple[str, ...]:
    return tuple(
        f"Regelstand: {validity(each)}" for each in rule_sets(desk) if each.code == verdict.rule_set
    )


def _grant_lines(desk: Desk, verdict: IkzVerdict) -> tuple[str, ...]:
    """The standard grant, and what one Kommune more would change."""
    total, number = verdict.grant.standard_cents, len(verdict.grant.shares_cents)
    used = next((each for each in rule_sets(desk) if each.code == verdict.rule_set), None)
    if not total or used is None or not isinstance(used.parameters, IkzParameters):
        return ()
    more = standard_grant(number + 1, used.parameters)
    return (
        f"Regelzuwendung: {format_cents(total)} für {number} Kommunen",
        f"mit einer mehr: {format_cents(more)} (+{format_cents(more - total)}), ein Beschluss mehr",
    )


def _shares(verdict: IkzVerdict) -> tuple[str, ...]:
    shares = Counter(verdict.grant.shares_cents.values())
    equal = " und ".join(f"{number} × {format_cents(cents)}" for cents, number in shares.items())
    saving = next((each.value for each in verdict.checks if each.code == "saving"), "")
    rows = (("Gleiche Anteile", equal), ("Einsparung", saving))
    return tuple(f"{label}: {text}" for label, text in rows if text)
