"""Which records another one is about: what a new follow-up or call at it refers to."""

from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, select

from db.metadata import metadata
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.subject import Links, load
from ozg_tui.desk.core.subjects import BY_CODE


def links_of(desk: Desk, code: str, record_id: int) -> dict[str, str]:
    """What a follow-up or call at a record refers to; `code` is that of its `Records`.

    An application stands for the Kommune that leads it. Empty where nothing can be referred to.
    """
    declared = BY_CODE[code].links
    if not isinstance(declared, Links):
        return {}
    links: dict[str, Any] = {declared.as_column: record_id} if declared.as_column else {}
    if declared.columns or declared.others:
        statement = _statement(code, declared)
        row = desk.read(lambda reader: reader.execute(statement, {"id": record_id}).first())
        links = (dict(row._mapping) if row else {}) | links
    return {name: str(number) for name, number in links.items() if number is not None}


@cache
def _statement(code: str, links: Links) -> Executable:
    if links.others:
        others: Executable = load(links.others)
        return others
    import db.tables

    assert db.tables
    columns = metadata.tables[BY_CODE[code].table].c
    return select(*(columns[name] for name in links.columns)).where(columns.id == bindparam("id"))
