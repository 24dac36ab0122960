"""What somebody typed and has not saved yet: one draft per person, form and record."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from db import news
from db.tables import Draft
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.editing import PAUSE

# PostgreSQL's documents refuse NUL and half characters, which a paste can bring; as text within
# the document they are kept on both databases, and so is the order of the fields.
_TYPED = "typed"

_MINE = select(Draft.form, Draft.record_id, Draft.saved_at, Draft.content)


class DraftView(NamedTuple):
    """An unfinished form; `record_id` is 0 for a record that does not exist yet."""

    form: str
    record_id: int
    saved_at: datetime
    content: dict[str, Any]


def keep(desk: Desk, form: str, record_id: int, content: Mapping[str, Any]) -> None:
    """Keep what is typed, exactly, in place of the draft before; `content` is plain JSON."""
    now = desk.clock.now()
    values = {
        "actor": desk.actor,
        "form": form,
        "record_id": record_id,
        "begun_at": now,
        "saved_at": now,
        "content": {_TYPED: json.dumps(dict(content))},
    }
    insert = sqlite.insert if desk.is_embedded else postgresql.insert
    statement = insert(Draft).values(values)
    new = statement.excluded
    replaced = {
        "saved_at": new.saved_at,
        "content": new.content,
        "begun_at": case(
            (Draft.saved_at > now - PAUSE, func.coalesce(Draft.begun_at, Draft.saved_at)),
            else_=new.begun_at,
        ),
    }
    with desk.store.writing(desk.actor) as session:
        connection = session.connection()
        begun = connection.scalar(
            statement.on_conflict_do_update(
                index_elements=("actor", "form", "record_id"), set_=replaced
            ).returning(Draft.begun_at)
        )
        if begun == now:
            news.tell(connection)


def find(desk: Desk, form: str, record_id: int = 0) -> DraftView | None:
    """The person's own draft of this form and record."""
    wanted = _MINE.where(
        Draft.actor == desk.actor, Draft.form == form, Draft.record_id == record_id
    )
    row = desk.read(lambda reader: reader.execute(wanted).first())
    return _view(row) if row else None


def drop(desk: Desk, form: str, record_id: int = 0) -> None:
    """Forget the draft; nothing happens when there is none."""
    with desk.store.writing(desk.actor) as session:
        news.tell(session.connection())
        session.connection().execute(
            delete(Draft).where(
                Draft.actor == desk.actor, Draft.form == form, Draft.record_id == record_id
            )
        )


def _view(row: Any) -> DraftView:
    return DraftView(row.form, row.record_id, row.saved_at, json.loads(row.content[_TYPED]))
