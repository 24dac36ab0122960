"""Who is working on a record: a hint for the others, which keeps nobody from anything."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from db.outline import draft
from ozg_tui.clock import BERLIN
from ozg_tui.desk.core.desk import Desk
from ozg_tui.text import clean

PAUSE = timedelta(minutes=5)
"""Who has typed nothing for so long is not working on it any more."""

_BEGUN = func.coalesce(draft.c.begun_at, draft.c.saved_at)
_OTHERS = (
    select(draft.c.actor, _BEGUN.label("begun_at"))
    .where(
        draft.c.form == bindparam("form"),
        draft.c.record_id == bindparam("record"),
        draft.c.actor != bindparam("actor"),
        draft.c.saved_at > bindparam("since", type_=draft.c.saved_at.type),
    )
    .order_by(_BEGUN)
)


class Editing(NamedTuple):
    """Somebody else is typing into the form of a record, since when."""

    who: str
    since: datetime

    @property
    def sentence(self) -> str:
        """`R. Probe bearbeitet seit 10:41`."""
        return clean(f"{self.who} bearbeitet seit {self.since.astimezone(BERLIN):%H:%M}")


def others_at(desk: Desk, form: str, record_id: int) -> Editing | None:
    """Who else is working on a record; of several whoever began first."""
    wanted = {
        "form": form,
        "record": record_id,
        "actor": desk.actor,
        "since": desk.clock.now() - PAUSE,
    }
    row = desk.read(lambda reader: reader.execute(_OTHERS, wanted).first())
    return Editing(row.actor, row.begun_at) if row is not None else None
