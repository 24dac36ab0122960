"""The drafts of a person, as the store holds them."""

from sqlalchemy import select

from db.tables import Draft
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.drafts import DraftView, find

_MINE = select(Draft.form, Draft.record_id).order_by(Draft.saved_at.desc(), Draft.id.desc())


def open_drafts(desk: Desk) -> tuple[DraftView, ...]:
    """All unfinished forms of the person, the newest first."""
    wanted = _MINE.where(Draft.actor == desk.actor)
    rows = desk.read(lambda reader: reader.execute(wanted).all())
    found = (find(desk, row.form, row.record_id) for row in rows)
    return tuple(each for each in found if each is not None)
