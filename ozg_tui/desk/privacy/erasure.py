"""Erasing a person (Art. 17 DSGVO): whatever named them says `gelöscht (17)`, also in the history.

Grants, bookings and figures stay; so does the number, which names nobody any more. It cannot be
taken back: there is nothing left from which it could.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, String, delete, func, select, update

from db import chain, erasing
from db.backup.places import copies
from db.errors import RefusedError, StoreError
from db.fold import words
from db.history import erasing as forgetting
from db.search.entries import refresh
from db.tables import (
    TABLES,
    Booking,
    Call,
    Change,
    Contact,
    Draft,
    Erasure,
    FollowUp,
    Record,
    SeedRecord,
    Subscription,
)
from ozg_tui.codes.consulting import OPEN_STATES
from ozg_tui.codes.newsletter import Consent
from ozg_tui.codes.rights import Right
from ozg_tui.codes.telephone import OPEN_RESULTS
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession, reading, writing
from ozg_tui.desk.papers.document import Table
from ozg_tui.desk.privacy.access import Answer, access
from ozg_tui.desk.privacy.found import TYPED, Found, Tie, drafts_about, rows_about
from ozg_tui.desk.privacy.person import Person, person_of
from ozg_tui.desk.privacy.rewrite import changed_columns, mentions_in, payload
from ozg_tui.desk.privacy.tables import kept_tables
from ozg_tui.german.counting import counted

_SPECIAL = frozenset(each.__tablename__ for each in (Change, Draft, SeedRecord))
_OPEN = (
    (Call, Call.result.in_(OPEN_RESULTS), "offener Anruf", "offene Anrufe"),
    (FollowUp, FollowUp.done_at.is_(None), "offene Wiedervorlage", "offene Wiedervorlagen"),
    (Booking, Booking.state.in_(OPEN_STATES), "laufende Beratung", "laufende Beratungen"),
)
_NEWEST = select(func.max(Change.id))


class Preview(NamedTuple):
    """What an erasure would take out of the store, and what stands against it.

    `cases` are the open ones in which the person still is the one to talk to; with one of them
    nothing is erased. `copies` are files that would still hold the person.
    """

    answer: Answer
    cases: str
    copies: tuple[Path, ...]

    @property
    def summary(self) -> Table:
        """How many rows of which table hang on the person in which way."""
        counts: dict[str, Counter[Tie]] = {}
        for each in self.answer.rows:
            counts.setdefault(each.kept.called, Counter())[each.tie] += 1
        return Table(
            heads=("Art", "eigene", "genannt", "möglich"),
            rows=tuple((called, *(str(of[tie]) for tie in Tie)) for called, of in counts.items()),
        )


class Erased(NamedTuple):
    """What was erased: rows by table. `remains` says why the space is not written over yet."""

    contact_id: int
    rows: int
    by_table: dict[str, int]
    left: int
    remains: str
    copies: tuple[Path, ...]


def preview(desk: Desk, contact_id: int) -> Preview:
    """What would be erased. Raises `NotFoundError`."""
    answer = access(desk, contact_id)
    with reading(desk) as session:
        return Preview(answer, _open_cases(session, contact_id), _copies(desk))


def erase(desk: Desk, contact_id: int, *, also_possible: bool = False) -> Erased:
    """Erase a person; `also_possible` wherever a text has the name that may be another's, too.

    Raises `RefusedError` while the person is the one to talk to in an open case, `NotFoundError`.
    """
    with reading(desk) as session:
        reader = session.connection()
        newest = session.scalar(_NEWEST)
        scanned = list(rows_about(reader, person_of(reader, contact_id)))
    with writing(desk, right=Right.MANAGE) as session:
        reader = session.connection()
        person = person_of(reader, contact_id)
        if cases := _open_cases(session, contact_id):
            raise RefusedError(_refusal(person, cases))
        if session.scalar(_NEWEST) != newest:
            scanned = list(rows_about(reader, person))
        # Reading all of the store takes long; what no history tells of is read again.
        found = [each for each in scanned if each.kept.name != Draft.__tablename__]
        found += drafts_about(reader, person)
        taken = [each for each in found if also_possible or each.tie is not Tie.POSSIBLE]
        session.flush()
        with forgetting():
            for each in taken:
                _rewrite(session, each, person)
        _part(session, contact_id)
        _forget(session, taken, person)
        by_table = Counter(each.kept.name for each in taken)
        erasure = Erasure(
            at=session.now,
            actor=desk.actor,
            contact_id=contact_id,
            rows=len(taken),
            content=dict(by_table),
        )
        session.add(erasure)
    remains = _clean(desk)
    left = len(found) - len(taken)
    return Erased(contact_id, len(taken), dict(by_table), left, remains, _copies(desk))


def _clean(desk: Desk) -> str:
    """Write over the space of all that was erased and is not yet; answers why not, or nothing."""
    wanted = select(Erasure).where(Erasure.cleaned_at.is_(None))
    with reading(desk) as session:
        tables = {name for each in session.scalars(wanted) for name in each.content}
    try:
        erasing.clean(desk.engine, tables | {Change.__tablename__})
    except StoreError as error:
        return str(error)
    with writing(desk) as session:
        for each in session.scalars(wanted):
            each.cleaned_at = session.now
    return ""


def _rewrite(session: DeskSession, found: Found, person: Person) -> None:
    connection, table, name = session.connection(), found.kept.table, found.kept.name
    if name == Draft.__tablename__:
        _rewrite_draft(connection, found, person)
        return
    values: dict[str, Any]
    if name == Change.__tablename__:
        values = {
            which: payload(found, which, person)
            for which in ("before", "after")
            if found.values[which] is not None
        }
        values |= chain.FORGOTTEN
    elif name == SeedRecord.__tablename__:
        values = _as_staffs_own(found, person)
    else:
        values = changed_columns(found.kept, found.row_id, found.values, found, person)
        if values and issubclass(TABLES[name], Record):
            # Whoever has it open must not bring back what was erased.
            values["version"] = table.c.version + 1
    if values:
        connection.execute(update(table).where(_is_row(found)).values(values))


def _is_row(found: Found) -> Any:
    number = found.kept.table.primary_key.columns[0]
    return number == (found.row_id if isinstance(number.type, String) else int(found.row_id))


def _as_staffs_own(found: Found, person: Person) -> dict[str, Any]:
    """What the seeds remember of a row: other than what stands there, so that they leave it be."""
    if found.tie is Tie.OWN:
        return {"content": {}, "row_id": 0}
    return {"content": mentions_in(found, person).replaced(found.values["content"], "")}


def _rewrite_draft(connection: Connection, found: Found, person: Person) -> None:
    number = Draft.id == int(found.row_id)
    is_form = found.values["form"] == Contact.__tablename__ and found.tie is Tie.OWN
    if is_form and found.values["record_id"] == person.id:
        connection.execute(delete(Draft).where(number))
        return
    content = connection.scalar(select(Draft.content).where(number)) or {}
    typed = mentions_in(found, person).replaced(json.loads(content[TYPED]), person.mark)
    connection.execute(update(Draft).where(number).values(content={TYPED: json.dumps(typed)}))


def _part(session: DeskSession, contact_id: int) -> None:
    """Take the person out of office: no function, no number, no letter. The history has its row."""
    for name, kept in kept_tables().items():
        if kept.personal.goes:
            of = kept.table.c[kept.personal.by[0]] == contact_id
            for row in session.scalars(select(TABLES[name]).where(of)):
                session.delete(row)
    contact = session.get(Contact, contact_id)
    if contact is not None:
        contact.historic_on = contact.historic_on or session.desk.today()
        contact.call_first = False
    for row in session.scalars(select(Subscription).where(Subscription.contact_id == contact_id)):
        row.consent = Consent.ENDED
        row.ended_at = row.ended_at or session.now
    session.flush()


def _forget(session: DeskSession, taken: Iterable[Found], person: Person) -> None:
    """Make the search entries of what was erased anew, and let go of the words of the name."""
    connection = session.connection()
    refs = {
        ref for each in taken if each.kept.name not in _SPECIAL for ref in _shown(session, each)
    }
    refs.add(("contact", person.id))
    refresh(connection, refs)
    names = {word for name in person.names for word in words(f"{name.given or ''} {name.family}")}
    erasing.forget_words(connection, names)


def _shown(session: DeskSession, found: Found) -> Iterable[tuple[str, Any]]:
    shown_in = TABLES[found.kept.name].shown_in
    if not shown_in:
        return
    columns = [found.kept.table.c[column] for column, _ in shown_in]
    row = session.connection().execute(select(*columns).where(_is_row(found))).first()
    for (_, name), key in zip(shown_in, row or (), strict=False):
        if key is not None:
            yield name, key


def _open_cases(session: DeskSession, contact_id: int) -> str:
    """`1 offener Anruf, 2 laufende Beratungen`; empty where nothing is open."""
    counts = (
        (
            session.scalar(
                select(func.count())
                .select_from(table)
                .where(table.contact_id == contact_id, is_open)
            )
            or 0,
            one,
            many,
        )
        for table, is_open, one, many in _OPEN
    )
    return ", ".join(counted(*each) for each in counts if each[0])


def _refusal(person: Person, cases: str) -> str:
    return (
        f"{person.title} wird noch gebraucht: {cases}. Bitte erst abschließen oder jemand anderen "
        "eintragen. Es wurde nichts gelöscht."
    )


def _copies(desk: Desk) -> tuple[Path, ...]:
    """The backups there are, also those that older programs left beside the file."""
    url = desk.engine.url
    beside = copies(url, Path(str(url.database)).parent) if desk.is_embedded else ()
    return tuple(sorted(each.path for each in {*copies(url), *beside}))
