"""Rule sets, as they are seen."""

from ozg_tui.desk.rule_sets.subject import RULE_SET
from ozg_tui.resources.resource import not_listed

RULE_SETS = not_listed(RULE_SET)

RESOURCES = (RULE_SETS,)
