"""What is owed after the grant of an IKZ application."""

from ozg_tui.codes.funding import RuleTopic
from ozg_tui.codes.ikz import GRANTED_STATIONS
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.rules.ikz.case import Case
from ozg_tui.rules.ikz.obligations import Agreed, Granted, Member, Obligation, obligations
from ozg_tui.rules.ikz.partners import members, resolve
from ozg_tui.rules.ikz.term import begins
from ozg_tui.rules.rule_set import IkzParameters, applicable, parameters_of


def owed(desk: Desk, value: ApplicationInput, case: Case) -> tuple[Obligation, ...]:
    """All that is owed, the earliest first; nothing before the grant."""
    rules = applicable(rule_sets(desk), RuleTopic.IKZ, case.reference_date)
    if value.station not in GRANTED_STATIONS or rules is None:
        return ()
    land = territory(desk)
    return obligations(
        Granted(
            minimum_years=parameters_of(rules.rule_set, IkzParameters).minimum_years,
            granted_cents=value.granted_cents or 0,
            notice_on=value.notice_on,
            term_start=begins(case, members(resolve(case, land.by_key))).day,
            term_end=value.term_end,
            members=tuple(
                Member(
                    key=each.key,
                    name=land.by_key[each.key].latest.name if each.key in land.by_key else each.key,
                    joined_on=each.joined_on,
                    left_on=each.left_on,
                )
                for each in case.participants
            ),
            agreed=tuple(
                Agreed(
                    code=each.kind.value,
                    due_on=each.due_on,
                    done_on=each.done_on,
                    text=each.what or "",
                )
                for each in value.obligations
            ),
        )
    )
