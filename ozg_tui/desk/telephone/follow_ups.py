"""What is to be done by when, by whom, and about what."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import Field
from sqlalchemy.orm import Session

from db.errors import NotFoundError, RefusedError
from db.tables import Application, Booking, Call, Contact, FollowUp
from ozg_tui.clock import BERLIN
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.earlier import earlier
from ozg_tui.desk.core.records import Records, Section, Stored, desk_of, filled
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.core.values import ComingDay, Input, Line, OptionalPick, Ui
from ozg_tui.desk.register.belonging import person_name, place_for
from ozg_tui.desk.telephone.calls import CALLS
from ozg_tui.rules.dates import format_date


class FollowUpInput(Input):
    """What is to be done, by when, by whom, and which records it is about."""

    due_on: ComingDay = Field(title="Fällig am")
    text: Line = Field(title="Was ist zu tun?")
    owner: Line = Field(title="Wer")
    organisation_id: Annotated[OptionalPick, Ui(lookup="organisation")] = Field(
        None, title="Kommune/Stelle"
    )
    contact_id: Annotated[OptionalPick, Ui(lookup="contact")] = Field(None, title="Ansprechperson")
    application_id: Annotated[OptionalPick, Ui(lookup="application")] = Field(
        None, title="IKZ-Antrag"
    )
    booking_id: Annotated[OptionalPick, Ui(lookup="booking")] = Field(None, title="Beratung")
    call_id: Annotated[OptionalPick, Ui(lookup="call")] = Field(None, title="Anruf")


class FollowUps(Records[FollowUpInput, FollowUp]):
    """Follow-ups of the desk."""

    code = "follow_up"
    model = FollowUpInput
    table = FollowUp

    def title(self, row: FollowUp) -> str:
        """Day and text."""
        return f"{format_date(row.due_on)} {row.text}"

    def value(self, row: FollowUp) -> FollowUpInput:
        """All fields of the form."""
        return FollowUpInput.model_construct(
            **{name: getattr(row, name) for name in FollowUpInput.model_fields}
        )

    def save(
        self,
        desk: Desk,
        value: FollowUpInput,
        stored: Stored[FollowUpInput] | None = None,
        draft: int | None = None,
    ) -> Stored[FollowUpInput]:
        """Keep the follow-up; with a person alone it belongs to where the person works."""
        # Read before the transaction: when many save at once, none has a second connection.
        territory(desk)
        return super().save(desk, value, stored, draft)

    def refuse(self, session: Session, value: FollowUpInput, row: FollowUp | None) -> None:
        """Refuse a person of another organisation."""
        place_for(session, value.organisation_id, value.contact_id)

    def apply(self, session: Session, row: FollowUp, value: FollowUpInput) -> None:
        """Take all fields over."""
        for name in FollowUpInput.model_fields:
            setattr(row, name, getattr(value, name))
        row.organisation_id = place_for(session, value.organisation_id, value.contact_id)

    def blank(self, desk: Desk) -> dict[str, str]:
        """By the person who writes it down; the day is asked for first."""
        return {"owner": desk.actor}

    def sections(self, session: Session, row: FollowUp) -> tuple[Section, ...]:
        """What is to be done, whether it is done, who had it before, and what it is about."""
        done = row.done_at.astimezone(BERLIN).date() if row.done_at else None
        task = (
            ("Fällig am", _due_text(row, desk_of(session).today())),
            ("Wer", row.owner),
            *_owners_before(session, row),
            ("Was ist zu tun?", row.text),
            ("Erledigt", format_date(done) if done else "noch offen"),
        )
        about = Section("Worum es geht", _about(session, row))
        return (Section("Wiedervorlage", task), *((about,) if about.rows else ()))


def finish(desk: Desk, follow_up_id: int, done: bool = True) -> Stored[FollowUpInput]:
    """Mark a follow-up as done now, or open it again; done twice keeps the first day.

    Raises `NotFoundError`.
    """

    def change(row: FollowUp) -> None:
        row.done_at = (row.done_at or datetime.now(UTC)) if done else None

    return _changed(desk, follow_up_id, change)


def tick_off(desk: Desk, follow_up_id: int) -> str:
    """Mark it as done, or open a done one again; tells which. Raises `NotFoundError`."""
    done = False

    def change(row: FollowUp) -> None:
        nonlocal done
        done = row.done_at is None
        row.done_at = datetime.now(UTC) if done else None

    title = _changed(desk, follow_up_id, change).title
    return f"Erledigt: {title}." if done else f"Wieder offen: {title}."


def take_over(desk: Desk, follow_up_id: int) -> Stored[FollowUpInput]:
    """Make it one's own. Raises `NotFoundError`, and `RefusedError` when it is done."""

    def change(row: FollowUp) -> None:
        _refuse_done(row)
        row.owner = desk.actor

    return _changed(desk, follow_up_id, change)


def shift(desk: Desk, follow_up_id: int, day: date) -> Stored[FollowUpInput]:
    """Put it off to a day. Raises `NotFoundError`, and `RefusedError` when it is done."""

    def change(row: FollowUp) -> None:
        _refuse_done(row)
        row.due_on = day

    return _changed(desk, follow_up_id, change)


def _changed(
    desk: Desk, follow_up_id: int, change: Callable[[FollowUp], None]
) -> Stored[FollowUpInput]:
    with desk.store.writing(desk.actor) as session:
        row = session.get(FollowUp, follow_up_id, with_for_update=True)
        if row is None:
            raise NotFoundError("Diese Wiedervorlage gibt es nicht mehr.")
        change(row)
        session.flush()
        return Stored(row.id, row.version, FOLLOW_UPS.title(row), FOLLOW_UPS.value(row))


def _refuse_done(row: FollowUp) -> None:
    if row.done_at is not None:
        day = format_date(row.done_at.astimezone(BERLIN).date())
        raise RefusedError(
            f"Diese Wiedervorlage ist seit {day} erledigt. Bitte sie zuerst wieder öffnen."
        )


def _due_text(row: FollowUp, today: date) -> str:
    late = (today - row.due_on).days
    if row.done_at is not None or late <= 0:
        return format_date(row.due_on)
    return f"{format_date(row.due_on)}, seit {'1 Tag' if late == 1 else f'{late} Tagen'} überfällig"


def _owners_before(session: Session, row: FollowUp) -> tuple[tuple[str, str], ...]:
    """Who had it before, the latest first, each with the day and the person who passed it on."""
    return tuple(
        (
            "Vorher bei",
            f"{step.before['owner']} (bis {format_date(step.at.astimezone(BERLIN).date())}, "
            f"geändert von {step.actor})",
        )
        for step in earlier(session, row)
        if "owner" in step.before
    )


def _about(session: Session, row: FollowUp) -> tuple[tuple[str, str], ...]:
    contact = session.get(Contact, row.contact_id) if row.contact_id else None
    application = session.get(Application, row.application_id) if row.application_id else None
    booking = session.get(Booking, row.booking_id) if row.booking_id else None
    call = session.get(Call, row.call_id) if row.call_id else None
    place = territory(desk_of(session)).name(row.organisation_id) if row.organisation_id else ""
    return filled(
        (
            ("Kommune/Stelle", place),
            ("Ansprechperson", person_name(contact) if contact else None),
            ("IKZ-Antrag", f"{application.number} {application.title}" if application else None),
            ("Beratung", BOOKINGS.title(booking) if booking else None),
            ("Anruf", CALLS.title(call) if call else None),
        )
    )


FOLLOW_UPS = FollowUps()
