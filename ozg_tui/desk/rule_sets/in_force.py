"""The rule sets of the store, as the rules read them."""

from sqlalchemy import select

from db.tables import RuleSet as RuleSetTable
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.kept import kept
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.rule_set import RuleSet, parse_rule_sets

_ROWS = select(
    RuleSetTable.code,
    RuleSetTable.topic,
    RuleSetTable.name,
    RuleSetTable.valid_from,
    RuleSetTable.valid_to,
    RuleSetTable.source,
    RuleSetTable.is_default.label("default"),
    RuleSetTable.state,
    RuleSetTable.parameters,
).order_by(RuleSetTable.code)


def rule_sets(desk: Desk) -> tuple[RuleSet, ...]:
    """All rule sets, kept until `forget`.

    Raises `InputError` when a stored rule set is incomplete or contradicts itself.
    """
    return kept(desk, _read)


def validity(rule_set: RuleSet) -> str:
    """Name and validity in one line: `IKZ-OZG (Konzept 2021), gültig ab 01.01.2020`."""
    start = format_date(rule_set.valid_from)
    if rule_set.valid_to is None:
        return f"{rule_set.name}, gültig ab {start}"
    return f"{rule_set.name}, gültig {start} bis {format_date(rule_set.valid_to)}"


def _read(desk: Desk) -> tuple[RuleSet, ...]:
    rows = desk.read(lambda reader: reader.execute(_ROWS).mappings().all())
    return parse_rule_sets({"rule_set": [dict(row) for row in rows]})
