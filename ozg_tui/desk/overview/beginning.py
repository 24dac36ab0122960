"""What a desk that has just been set up does first."""

from sqlalchemy import ColumnElement, Connection, TableClause, literal, select

from db.outline import application, booking, call, colleague, contact

CONTACTS, COLLEAGUES = "receive", "colleagues"
"""Steps by the command that does each."""


def first_steps(reader: Connection) -> tuple[str, ...]:
    """The steps that are still to be done.

    None as soon as the desk is at work: it knows somebody to call, and has noted a call, a
    booking or an application.
    """
    # The facts bring contacts of the past along.
    knows_people = _has_rows(reader, contact, contact.c.historic_on.is_(None))
    if knows_people and any(_has_rows(reader, each) for each in (call, booking, application)):
        return ()
    missing = ((CONTACTS, knows_people), (COLLEAGUES, _has_rows(reader, colleague)))
    return tuple(step for step, is_done in missing if not is_done)


def _has_rows(reader: Connection, table: TableClause, *such: ColumnElement[bool]) -> bool:
    one = select(literal(1)).select_from(table).where(*such).limit(1)
    return reader.execute(one).first() is not None
