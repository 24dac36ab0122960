"""The search entries of what was said and what is to be done: notes, follow-ups, calls."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Connection, bindparam, select

from db.search import facets
from db.search.rows import Entry, Match, beginning, by, match, person, phone, places
from db.tables import Call, Contact, FollowUp, Note, NoteParty
from ozg_tui.clock import BERLIN
from ozg_tui.codes.search import Kind
from ozg_tui.codes.telephone import FOLLOW_UP_DONE

_LAST_MINUTE = 99_999_999
_LAST_DAY = 9_999_999


_PARTIES = (
    select(NoteParty.note_id, NoteParty.organisation_id, NoteParty.contact_id)
    .where(NoteParty.note_id.in_(bindparam("ids", expanding=True)))
    .order_by(NoteParty.id)
)


def notes(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    """The entries of notes, the newest first."""
    rows = connection.execute(
        select(Note.id, Note.organisation_id, Note.contact_id, Note.written_at, Note.text).where(
            Note.id.in_(ids)
        )
    ).all()
    parties = by(connection, _PARTIES, "note_id", {"ids": list(ids)})
    everybody = [*rows, *(each for of in parties.values() for each in of)]
    found = places(connection, {row.organisation_id for row in everybody})
    people = _people(connection, {row.contact_id for row in everybody})
    for row in rows:
        place, name = found[row.organisation_id], people[row.contact_id]
        others = parties.get(row.id, ())
        yield Entry(
            Kind.NOTE,
            row.id,
            _newest_first(row.written_at),
            beginning(row.text),
            place.name or name,
            "",
            row.written_at.isoformat(),
            (
                match("note", row.text),
                place.match(),
                match("person", name),
                *(found[each.organisation_id].match() for each in others),
                *(match("person", people[each.contact_id]) for each in others if each.contact_id),
            ),
            (*place.lies_in, facets.day(_day(row.written_at))),
        )


def follow_ups(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    """The entries of follow-ups by their days, the earliest first; those that are done last."""
    rows = connection.execute(
        select(
            FollowUp.id,
            FollowUp.organisation_id,
            FollowUp.contact_id,
            FollowUp.due_on,
            FollowUp.owner,
            FollowUp.text,
            FollowUp.done_at,
        ).where(FollowUp.id.in_(ids))
    ).all()
    found = places(connection, {row.organisation_id for row in rows})
    people = _people(connection, {row.contact_id for row in rows})
    for row in rows:
        place, name = found[row.organisation_id], people[row.contact_id]
        is_done = row.done_at is not None
        yield Entry(
            Kind.FOLLOW_UP,
            row.id,
            _by_day(row.due_on, is_done),
            beginning(row.text),
            place.name or name,
            FOLLOW_UP_DONE if is_done else row.owner,
            row.due_on.isoformat(),
            (match("follow_up", row.text), place.match(), match("person", name)),
            (
                *place.lies_in,
                facets.follow_up(done=is_done),
                facets.day(row.due_on),
                *facets.owner(row.owner),
            ),
        )


def calls(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    """The entries of calls, the newest first.

    A call that was only given a topic has that topic's facet for a title.
    """
    rows = connection.execute(
        select(
            Call.id,
            Call.organisation_id,
            Call.contact_id,
            Call.started_at,
            Call.raw_number,
            Call.e164,
            Call.topic,
            Call.result,
            Call.text,
        ).where(Call.id.in_(ids))
    ).all()
    found = places(connection, {row.organisation_id for row in rows})
    people = _people(connection, {row.contact_id for row in rows})
    for row in rows:
        place, name = found[row.organisation_id], people[row.contact_id]
        text, number = row.text or "", row.raw_number or row.e164 or ""
        topic = facets.topic(row.topic) if row.topic else ""
        yield Entry(
            Kind.CALL,
            row.id,
            _newest_first(row.started_at),
            beginning(text) or topic or number,
            place.name or name or number,
            row.result,
            row.started_at.isoformat(),
            (
                match("call", text),
                place.match(),
                match("person", name),
                *([phone(number, row.e164)] if number else []),
                *([Match("topic", row.topic, ())] if row.topic else []),
            ),
            (
                *place.lies_in,
                facets.call_result(row.result),
                facets.day(_day(row.started_at)),
                *([topic] if topic else []),
            ),
        )


def _people(connection: Connection, ids: Iterable[int | None]) -> dict[int | None, str]:
    wanted = {number for number in ids if number is not None}
    found: dict[int | None, str] = {None: ""}
    if wanted:
        for row in connection.execute(
            select(Contact.id, Contact.title, Contact.given_name, Contact.family_name).where(
                Contact.id.in_(wanted)
            )
        ):
            found[row.id] = person(row.title, row.given_name, row.family_name)
    return found


def _newest_first(moment: datetime) -> str:
    """Eight digits that fall by the minute: a position holds that many; then the second."""
    seconds = int(moment.astimezone(UTC).timestamp())
    minutes = max(0, min(seconds // 60, _LAST_MINUTE))
    return f"{_LAST_MINUTE - minutes:08} {59 - seconds % 60:02}"


def _by_day(day: date, is_done: bool) -> str:
    """Eight digits that rise by the day; of what is done they fall, behind all that is not."""
    return f"1{_LAST_DAY - day.toordinal():07}" if is_done else f"0{day.toordinal():07}"


def _day(moment: datetime) -> date:
    return moment.astimezone(BERLIN).date()
