"""The people of an organisation in the order of its card, never more than a screen could use.

One index leads to them, so that an organisation with a hundred thousand people costs what one with
ten does: those to call first, then by name, then those who have left, the last ones first.
"""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, select, union_all

from db.tables import Contact

CONSIDERED = 200
"""So many of each group at most are read; the names of those are then put into DIN 5007 order."""

ID: BindParameter[int] = bindparam("id")
"""The organisation."""


def _group(*columns: Any, where: ColumnElement[bool], order: tuple[Any, ...]) -> Select[Any]:
    found = (
        select(*columns)
        .where(Contact.organisation_id == ID, where)
        .order_by(*order, Contact.id)
        .limit(CONSIDERED)
    )
    # SQLite takes a limit within a union only around a table of its own.
    return select(found.subquery())


def _current(*columns: Any) -> tuple[Select[Any], ...]:
    # Equal in all but the name: a mixed direction would need an index of its own.
    return tuple(
        _group(
            *columns,
            where=Contact.historic_on.is_(None) & Contact.call_first.is_(first),
            order=(Contact.family_name,),
        )
        for first in (True, False)
    )


def everybody(*columns: Any) -> Any:
    """The people of the organisation, also those who have left."""
    left = _group(
        *columns, where=Contact.historic_on.is_not(None), order=(Contact.historic_on.desc(),)
    )
    return union_all(*_current(*columns), left)


def current_ids() -> Any:
    """The numbers of those who are there."""
    return union_all(*_current(Contact.id))
