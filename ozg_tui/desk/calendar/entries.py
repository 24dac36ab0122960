"""The entries of a calendar: what lies between two days, in the order of day and time."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from db.fold import fold
from db.tables import Application, Booking, FollowUp, Participant, Resolution
from ozg_tui.codes.calendar import EntryKind
from ozg_tui.codes.consulting import FREED_STATES
from ozg_tui.desk.consulting.rules import reference
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.german.labels import BOOKING_STATES, RESOLUTIONS

_between: Any = (bindparam("first"), bindparam("last"))
_BOOKINGS = select(
    Booking.id,
    Booking.version,
    Booking.changed_at,
    Booking.organisation_id,
    Booking.module,
    Booking.state,
    Booking.consultation_on,
    Booking.starts_at,
    Booking.ends_at,
    Booking.place,
    Booking.adviser,
).where(Booking.consultation_on.between(*_between))
_ONE = select(*_BOOKINGS.selected_columns).where(
    Booking.id == bindparam("id"), Booking.consultation_on.is_not(None)
)
_SESSIONS = (
    select(
        Application.id,
        Application.version,
        Application.changed_at,
        Application.number,
        Participant.organisation_id,
        Resolution.id.label("session"),
        Resolution.session_on,
        Resolution.status,
    )
    .join_from(Resolution, Participant)
    .join(Application, Application.id == Participant.application_id)
    .where(Resolution.session_on.between(*_between))
)
_FOLLOW_UPS = select(
    FollowUp.id,
    FollowUp.version,
    FollowUp.changed_at,
    FollowUp.organisation_id,
    FollowUp.due_on,
    FollowUp.owner,
    FollowUp.text,
).where(FollowUp.due_on.between(*_between), FollowUp.done_at.is_(None))


class Entry(NamedTuple):
    """Something that lies on a day; without a time it is of the whole day.

    `code` and `record_id` name the record behind it, `uid` the entry itself, for good. `version`
    rises with every change, the last of which was at `changed_at`. `who` is the adviser or owner.
    """

    day: date
    starts_at: time | None
    ends_at: time | None
    kind: EntryKind
    title: str
    place: str
    where: str
    who: str
    state: str
    cancelled: bool
    code: str
    record_id: int
    uid: str
    version: int
    changed_at: datetime | None

    @property
    def text(self) -> str:
        """What a line of a calendar says."""
        parts = (self.title, self.place, self.where, self.who, self.state)
        return ", ".join(part for part in parts if part)


def entries(
    desk: Desk,
    first: date,
    last: date,
    *,
    text: str = "",
    adviser: str = "",
    cancelled: bool = False,
) -> tuple[Entry, ...]:
    """What lies between two days, both included.

    `text` narrows to entries with all its words, `adviser` to the consultations of one; cancelled
    consultations are there only when they are asked for.
    """
    land, days = territory(desk), {"first": first, "last": last}

    def question(reader: Any) -> list[Entry]:
        return [
            *(_consultation(row, land) for row in reader.execute(_BOOKINGS, days)),
            *(_session(row, land) for row in reader.execute(_SESSIONS, days)),
            *(_follow_up(row, land) for row in reader.execute(_FOLLOW_UPS, days)),
        ]

    return tuple(
        sorted(
            _narrowed(desk.read(question), text, adviser, cancelled),
            key=lambda each: (each.day, each.starts_at or time.min, each.kind, each.uid),
        )
    )


def consultation(desk: Desk, booking_id: int) -> Entry | None:
    """The entry of one booking; None while it has no day."""
    found = desk.read(lambda reader: reader.execute(_ONE, {"id": booking_id}).one_or_none())
    return _consultation(found, territory(desk)) if found is not None else None


def _narrowed(found: list[Entry], text: str, adviser: str, cancelled: bool) -> Iterator[Entry]:
    words, who = fold(text).split(), fold(adviser)
    for each in found:
        if each.cancelled and not cancelled:
            continue
        if who and (each.kind is not EntryKind.CONSULTATION or fold(each.who) != who):
            continue
        if all(word in fold(each.text) for word in words):
            yield each


def _consultation(row: Any, land: Territory) -> Entry:
    return Entry(
        day=row.consultation_on,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        kind=EntryKind.CONSULTATION,
        title=f"Beratung Modul {row.module}",
        place=land.name(row.organisation_id, row.consultation_on),
        where=row.place or "",
        who=row.adviser or "",
        state=BOOKING_STATES[row.state],
        cancelled=row.state in FREED_STATES,
        code="booking",
        record_id=row.id,
        uid=f"beratung-{reference(row.id)}",
        version=row.version,
        changed_at=row.changed_at,
    )


def _session(row: Any, land: Territory) -> Entry:
    return Entry(
        day=row.session_on,
        starts_at=None,
        ends_at=None,
        kind=EntryKind.SESSION,
        title=f"Sitzung zu {row.number}",
        place=land.name(row.organisation_id, row.session_on),
        where="",
        who="",
        state=RESOLUTIONS[row.status],
        cancelled=False,
        code="application",
        record_id=row.id,
        uid=f"sitzung-{row.session}",
        version=row.version,
        changed_at=row.changed_at,
    )


def _follow_up(row: Any, land: Territory) -> Entry:
    return Entry(
        day=row.due_on,
        starts_at=None,
        ends_at=None,
        kind=EntryKind.FOLLOW_UP,
        title=f"Wiedervorlage: {' '.join(row.text.split())}",
        place=land.name(row.organisation_id) if row.organisation_id else "",
        where="",
        who=row.owner,
        state="",
        cancelled=False,
        code="follow_up",
        record_id=row.id,
        uid=f"wiedervorlage-{row.id}",
        version=row.version,
        changed_at=row.changed_at,
    )
