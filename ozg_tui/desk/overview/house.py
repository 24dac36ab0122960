"""What START says of the house itself: money, unfinished forms."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from db.outline import draft, funding_line, programme, source
from db.search.table import search_entry
from ozg_tui.clock import BERLIN
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.subjects import SUBJECTS

EFA = "efa-betriebskosten"
"""The programme by which the Land bears the running costs of municipal EfA services."""

_line = funding_line.c
_MONEY = (
    select(
        _line.name,
        _line.wording,
        _line.valid_from,
        _line.valid_to,
        programme.c.note,
        source.c.title.label("source"),
        source.c.published_on,
    )
    .join_from(funding_line, programme, programme.c.id == _line.programme_id)
    .outerjoin(source, source.c.code == _line.source_code)
    .where(programme.c.code == bindparam("programme"))
    .order_by(_line.valid_from, _line.id)
)
_DRAFTS = (
    select(draft.c.form, draft.c.record_id, draft.c.saved_at, draft.c.holder)
    .where(draft.c.actor == bindparam("actor"))
    .order_by(draft.c.saved_at.desc(), draft.c.id.desc())
)
_TITLES = select(
    search_entry.c.kind, search_entry.c.record_id, search_entry.c.title, search_entry.c.place
).where(search_entry.c.record_id.in_(bindparam("ids", expanding=True)))
_KINDS_OF_FORM = {
    code: tuple(each.kind for each in of.lists) for of in SUBJECTS for code in (of.code, *of.steps)
}
"""What the records are found as that a form changes."""
_PLACES = (Kind.MUNICIPALITY, Kind.ORGANISATION)


class Promise(NamedTuple):
    """An amount that somebody promised, in the source's words; both days are inclusive."""

    name: str
    wording: str
    valid_from: date | None
    valid_to: date | None
    note: str
    source: str
    published_on: date | None


class DraftLine(NamedTuple):
    """An unfinished form; `record_id` is 0 and `title` empty for a record that is still to be.

    One that is to be at a Kommune has the number of that, negative, and its name as the title.
    `holder` tells drafts of one form apart.
    """

    form: str
    record_id: int
    saved_at: datetime
    title: str
    holder: str


def efa_costs(reader: Connection) -> tuple[Promise, ...]:
    """Who bears the running costs of municipal EfA services, as far as a source says so."""
    return tuple(
        Promise(
            row.name,
            row.wording,
            row.valid_from,
            row.valid_to,
            row.note or "",
            row.source or "",
            row.published_on,
        )
        for row in reader.execute(_MONEY, {"programme": EFA})
    )


def unfinished(reader: Connection, actor: str) -> tuple[DraftLine, ...]:
    """The person's own drafts, the newest first, with the time in Hessen."""
    drafts = reader.execute(_DRAFTS, {"actor": actor}).all()
    stored = {abs(draft.record_id) for draft in drafts if draft.record_id}
    titles = {
        # Nobody has noted yet what a call is about that is still a draft: whose it is tells it.
        (row.kind, row.record_id): row.place if row.kind == Kind.CALL else row.title
        for row in (reader.execute(_TITLES, {"ids": list(stored)}) if stored else ())
    }
    return tuple(
        DraftLine(
            draft.form,
            draft.record_id,
            draft.saved_at.astimezone(BERLIN),
            next(
                (
                    titles[kind, abs(draft.record_id)]
                    for kind in (
                        _PLACES if draft.record_id < 0 else _KINDS_OF_FORM.get(draft.form, ())
                    )
                    if (kind, abs(draft.record_id)) in titles
                ),
                "",
            ),
            draft.holder,
        )
        for draft in drafts
    )
