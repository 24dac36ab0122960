"""What somebody typed and has not saved yet: one draft per person, form and record."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from db import news
from db.tables import Draft
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.editing import PAUSE

# PostgreSQL's documents refuse NUL and half characters, which a paste can bring; as text within
# the document they are kept on both databases, and so is the order of the fields.
_TYPED = "typed"

_MINE = select(Draft.form, Draft.record_id, Draft.saved_at, Draft.content, Draft.holder)


class DraftView(NamedTuple):
    """An unfinished form; `record_id` is 0 for a record that does not exist yet."""

    form: str
    record_id: int
    saved_at: datetime
    content: dict[str, Any]
    holder: str = ""


class Held(NamedTuple):
    """Which drafts belong to an open form: its own, and the one that it began with.

    That one is `found` as it was read: who goes on with it in another window has it again.
    """

    holder: str = ""
    found: tuple[str, datetime] | None = None

    @property
    def of(self) -> ColumnElement[bool]:
        """The drafts of this form among those of the same person and record."""
        own = Draft.holder == self.holder
        if self.found is None:
            return own
        return or_(own, and_(Draft.holder == self.found[0], Draft.saved_at == self.found[1]))


NOBODY = Held()


def keep(
    desk: Desk, form: str, record_id: int, content: Mapping[str, Any], held: Held = NOBODY
) -> None:
    """Keep what is typed, exactly, in place of the form's draft before; `content` is plain JSON."""
    now = desk.clock.now()
    values = {
        "actor": desk.actor,
        "form": form,
        "record_id": record_id,
        "holder": held.holder,
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
        if held.found is not None:
            taken_over = update(Draft).where(*_of(desk, form, record_id), held.of)
            connection.execute(taken_over.values(holder=held.holder))
        begun = connection.scalar(
            statement.on_conflict_do_update(
                index_elements=("actor", "form", "record_id", "holder"), set_=replaced
            ).returning(Draft.begun_at)
        )
        if begun == now:
            news.tell(connection)


def find(desk: Desk, form: str, record_id: int = 0, holder: str | None = None) -> DraftView | None:
    """The person's own draft of this form and record: of this holder, or of several the newest."""
    mine = _of(desk, form, record_id)
    mine = mine if holder is None else (*mine, Draft.holder == holder)
    wanted = _MINE.where(*mine).order_by(Draft.saved_at.desc()).limit(1)
    row = desk.read(lambda reader: reader.execute(wanted).first())
    return _view(row) if row else None


def drop(desk: Desk, form: str, record_id: int = 0, held: Held | None = None) -> None:
    """Forget the drafts of a form, without one all; nothing happens when there is none."""
    with desk.store.writing(desk.actor) as session:
        connection = session.connection()
        news.tell(connection)
        forget(connection, desk, form, record_id, held)


def forget(
    connection: Connection, desk: Desk, form: str, record_id: int, held: Held | None
) -> None:
    """Delete drafts within a transaction, as `drop` does."""
    mine = () if held is None else (held.of,)
    connection.execute(delete(Draft).where(*_of(desk, form, record_id), *mine))


def _of(desk: Desk, form: str, record_id: int) -> tuple[ColumnElement[bool], ...]:
    return Draft.actor == desk.actor, Draft.form == form, Draft.record_id == record_id


def _view(row: Any) -> DraftView:
    content = json.loads(row.content[_TYPED])
    return DraftView(row.form, row.record_id, row.saved_at, content, row.holder)
