"""The questions behind »since the last call«; each is answered through indexes alone.

Every record carries the day of its last change, also when only a part of it changed: what has not
been touched since is never looked for in the history.
"""

from sqlalchemy import and_, bindparam, desc, func, or_, select, union_all

from db.tables import Application, Change
from ozg_tui.desk.core.telling import MOMENT, PLACE
from ozg_tui.desk.since.tellings import TELLINGS
from seeds.load import ACTOR

RECORDS_LOOKED_AT = 500
"""How many changed records one question looks at, those changed last."""

REMOVALS_LOOKED_AT = 5_000
"""Among how many of the store's newest changes removals are looked for: no index leads to them."""


TABLES = tuple(TELLINGS)
CHANGED = (
    union_all(*(rows for telling in TELLINGS.values() for rows in telling.rows))
    .order_by(desc("changed_at"))
    .limit(RECORDS_LOOKED_AT)
)

_NEWS = (Change.at > MOMENT, Change.actor != ACTOR)
_COLUMNS = (
    Change.id,
    Change.unit,
    Change.at,
    Change.actor,
    Change.action,
    Change.table_name,
    Change.row_id,
    Change.before,
    Change.after,
)
STEPS = select(*_COLUMNS).where(
    or_(
        *(
            and_(Change.table_name == table, Change.row_id.in_(bindparam(table, expanding=True)))
            for table in TABLES
        )
    ),
    Change.action != "delete",
    *_NEWS,
)
_newest = select(func.max(Change.id)).scalar_subquery()
REMOVALS = select(*_COLUMNS).where(
    Change.id > _newest - REMOVALS_LOOKED_AT,
    Change.action == "delete",
    # Not `in`: an index on tables would lead through the whole history.
    Change.table_name != "call",
    or_(
        Change.before["organisation_id"].as_integer() == PLACE,
        Change.before["contact_id"].as_integer().in_(bindparam("contacts", expanding=True)),
        Change.before["application_id"].as_integer().in_(bindparam("applications", expanding=True)),
    ),
    *_NEWS,
)
WITH_A_CALL = select(Change.unit).where(
    Change.unit.in_(bindparam("units", expanding=True)), Change.table_name == "call"
)
NUMBER = select(Application.number).where(Application.id == bindparam("id"))
