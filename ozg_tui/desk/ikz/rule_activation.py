"""What a draft of the rules would change for open applications, and how it comes into force."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.errors import RefusedError
from db.tables import Application, Participant
from db.tables import RuleSet as RuleSetTable
from ozg_tui.codes.funding import RuleSetState
from ozg_tui.codes.ikz import OPEN_STATIONS
from ozg_tui.codes.rights import Right
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.kept import forget
from ozg_tui.desk.core.session import DeskSession, reading, writing
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.case import case_of, verdict_line
from ozg_tui.desk.ikz.engagements import engagements
from ozg_tui.desk.rule_sets.drafts import TOPIC, as_rule_set, draft_row
from ozg_tui.desk.rule_sets.periods import with_successor
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz.judge import IkzVerdict, judge
from ozg_tui.rules.rule_set import RuleSet
from ozg_tui.rules.verdict import state_label

_OPEN = (
    select(Application)
    .where(Application.station.in_(OPEN_STATIONS))
    .options(selectinload(Application.participants).selectinload(Participant.resolution))
    .order_by(Application.number)
)
_RULE_SETS = select(RuleSetTable).where(RuleSetTable.topic == TOPIC).order_by(RuleSetTable.id)
_NOTHING = "nichts zu prüfen"
# What a running program has read of the rules it keeps: see `kept`.
_ELSEWHERE = "Andere Plätze übernehmen das, wenn dort das Programm neu startet."


class Turn(NamedTuple):
    """A check that comes to another state."""

    check: str
    before: str
    after: str


class Effect(NamedTuple):
    """What changes for one application; the amounts are those of the Regelzuwendung in cents."""

    application_id: int
    number: str
    title: str
    before: str
    after: str
    turns: tuple[Turn, ...]
    cents_before: int | None
    cents_after: int | None


class Preview(NamedTuple):
    """What comes of a draft on a day; `compared` open applications were judged by both.

    `version` is that of the draft. `ends` names the predecessor and its new last day.
    """

    draft_id: int
    version: int
    name: str
    valid_from: date
    written_by: str
    on: date
    ends: str
    compared: int
    effects: tuple[Effect, ...]


def preview(desk: Desk, draft_id: int, on: date | None = None) -> Preview:
    """Judge all open applications by the rules in force and by those with the draft.

    What has been submitted is judged by the day of its application, the rest on `on`: without it
    today, or the first day of the draft where that is later. Raises `NotFoundError`, and
    `RefusedError` when the draft leaves a gap or overlaps with another rule set.
    """
    with reading(desk) as session:
        row = draft_row(session, draft_id)
        known = _known(session)
        draft = as_rule_set(row)
        planned = with_successor(known, draft)
        day = on or max(desk.today(), draft.valid_from)
        rows = session.scalars(_OPEN).all()
        found = (_effect(desk, each, known, planned, day) for each in rows)
        return Preview(
            draft_id,
            row.version,
            row.name,
            row.valid_from,
            row.changed_by or "",
            day,
            _ends(known, planned),
            len(rows),
            tuple(each for each in found if each is not None),
        )


def activate(desk: Desk, confirmed: Preview) -> str:
    """Bring the draft into force, as somebody has confirmed its preview; answers with a sentence.

    The predecessor ends the day before. Raises `NotFoundError`, and `RefusedError` when the draft
    or what it changes is no longer what was confirmed, or the periods do not fit.
    """
    if preview(desk, confirmed.draft_id, confirmed.on) != confirmed:
        raise RefusedError(
            "Der Entwurf oder seine Auswirkungen haben sich seit der Vorschau geändert. Bitte die "
            "Vorschau noch einmal ansehen."
        )
    with writing(desk, right=Right.MANAGE) as session:
        # All of them are locked: of two drafts activated at once, the second sees the first.
        session.scalars(_RULE_SETS.with_for_update()).all()
        row = draft_row(session, confirmed.draft_id)
        if row.version != confirmed.version:
            raise RefusedError(f"{row.changed_by} hat den Entwurf inzwischen geändert.")
        known = _known(session)
        planned = {each.code: each for each in with_successor(known, as_rule_set(row))}
        for each in session.scalars(_RULE_SETS):
            each.valid_to = planned[each.code].valid_to
        row.state = RuleSetState.ACTIVE
        session.flush()
    forget(desk)
    return " ".join(
        sentence
        for sentence in (
            f"»{confirmed.name}« gilt ab {format_date(confirmed.valid_from)}.",
            confirmed.ends,
            _ELSEWHERE,
        )
        if sentence
    )


def _known(session: DeskSession) -> tuple[RuleSet, ...]:
    return tuple(as_rule_set(each) for each in session.scalars(_RULE_SETS))


def _ends(known: Sequence[RuleSet], planned: Sequence[RuleSet]) -> str:
    return " ".join(
        f"»{after.name}« endet am {format_date(after.valid_to)}."
        for before, after in zip(known, planned, strict=True)
        if after.valid_to is not None and before.valid_to != after.valid_to
    )


def _effect(
    desk: Desk,
    row: Application,
    known: Sequence[RuleSet],
    planned: Sequence[RuleSet],
    day: date,
) -> Effect | None:
    """What changes for the application; None where nothing does."""
    land = territory(desk)
    case = case_of(APPLICATIONS.value(row), land, day, row.number)
    elsewhere = engagements(desk, case)
    before, after = (judge(case, rules, land.by_key, None, elsewhere) for rules in (known, planned))
    turns = _turns(before, after)
    amounts = before.grant.standard_cents, after.grant.standard_cents
    if not turns and before.result is after.result and amounts[0] == amounts[1]:
        return None
    return Effect(
        row.id, row.number, row.title, verdict_line(before), verdict_line(after), turns, *amounts
    )


def _turns(before: IkzVerdict, after: IkzVerdict) -> tuple[Turn, ...]:
    then, now = (
        {each.code: each for each in (*verdict.checks, *verdict.further)}
        for verdict in (before, after)
    )
    found = []
    for code in dict.fromkeys((*then, *now)):
        states = tuple(
            state_label(checks[code].state) if code in checks else _NOTHING
            for checks in (then, now)
        )
        if states[0] != states[1]:
            title = (then.get(code) or now[code]).title
            found.append(Turn(title, states[0], states[1]))
    return tuple(found)
