"""What is to be done by when, by whom, and about what."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from db.errors import NotFoundError, RefusedError
from db.tables import Application, Booking, Call, Contact, FollowUp
from ozg_tui.clock import day_of
from ozg_tui.desk.colleagues.colleagues import away, names, owner_meant
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.earlier import earlier
from ozg_tui.desk.core.records import Examination, Records, Section, filled
from ozg_tui.desk.core.session import DeskSession, writing
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.core.values import ComingDay, Input, Line, OptionalPick, Ui
from ozg_tui.desk.register.belonging import contact_line, place_for
from ozg_tui.desk.telephone.calls import CALLS
from ozg_tui.german.spans import since
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

    def refuse(self, session: DeskSession, value: FollowUpInput, row: FollowUp | None) -> None:
        """Refuse a person of another organisation, and somebody who does not work here."""
        place_for(session, value.organisation_id, value.contact_id, row)
        owner_meant(session, value.owner, row.owner if row else None)

    def choice_labels(self, desk: Desk) -> dict[str, tuple[tuple[Any, str], ...]]:
        """Those who work here."""
        return {"owner": names(desk)}

    def examine(self, desk: Desk, value: Any, record_id: int | None) -> Examination | None:
        """Who is away, and who stands in."""
        said = away(desk, value.owner) if value.owner else ""
        return Examination((), "", remarks={("owner",): said}) if said else None

    def apply(self, session: DeskSession, row: FollowUp, value: FollowUpInput) -> None:
        """Take all fields over."""
        place = place_for(session, value.organisation_id, value.contact_id, row)
        for name in FollowUpInput.model_fields:
            if name != "owner":
                setattr(row, name, getattr(value, name))
        row.owner = owner_meant(session, value.owner, row.owner)
        row.organisation_id = place

    def blank(self, desk: Desk) -> dict[str, str]:
        """By the person who writes it down; the day is asked for first."""
        return {"owner": desk.actor}

    def sections(self, session: DeskSession, row: FollowUp) -> tuple[Section, ...]:
        """What is to be done, whether it is done, who had it before, and what it is about."""
        done = day_of(row.done_at) if row.done_at else None
        task = (
            ("Fällig am", _due_text(row, session.desk.today())),
            ("Wer", row.owner),
            *_owners_before(session, row),
            ("Was ist zu tun?", row.text),
            ("Erledigt", format_date(done) if done else "noch offen"),
        )
        about = Section("Worum es geht", _about(session, row))
        return (Section("Wiedervorlage", task), *((about,) if about.rows else ()))


def tick_off(desk: Desk, follow_up_id: int) -> str:
    """Mark it as done, or open a done one again; tells which. Raises `NotFoundError`."""
    with _changing(desk, follow_up_id) as (session, row):
        done = row.done_at is None
        row.done_at = session.now if done else None
        title = FOLLOW_UPS.title(row)
    return f"Erledigt: {title}." if done else f"Wieder offen: {title}."


def take_over(desk: Desk, follow_up_id: int) -> None:
    """Make it one's own. Raises `NotFoundError`, and `RefusedError` when it is done."""
    with _changing(desk, follow_up_id) as (_session, row):
        if row.done_at is not None:
            day = format_date(day_of(row.done_at))
            raise RefusedError(
                f"Diese Wiedervorlage ist seit {day} erledigt. Bitte sie zuerst wieder öffnen."
            )
        row.owner = desk.actor


@contextmanager
def _changing(desk: Desk, follow_up_id: int) -> Iterator[tuple[DeskSession, FollowUp]]:
    with writing(desk) as session:
        row = session.get(FollowUp, follow_up_id, with_for_update=True)
        if row is None:
            raise NotFoundError("Diese Wiedervorlage gibt es nicht mehr.")
        yield session, row


def _due_text(row: FollowUp, today: date) -> str:
    late = (today - row.due_on).days
    if row.done_at is not None or late <= 0:
        return format_date(row.due_on)
    return f"{format_date(row.due_on)}, seit {since(late)} überfällig"


def _owners_before(session: DeskSession, row: FollowUp) -> tuple[tuple[str, str], ...]:
    """Who had it before, the latest first, each with the day and the person who passed it on."""
    return tuple(
        (
            "Vorher bei",
            f"{step.before['owner']} (bis {format_date(day_of(step.at))}, "
            f"geändert von {step.actor})",
        )
        for step in earlier(session, row)
        if "owner" in step.before
    )


def _about(session: DeskSession, row: FollowUp) -> tuple[tuple[str, str], ...]:
    contact = session.get(Contact, row.contact_id) if row.contact_id else None
    application = session.get(Application, row.application_id) if row.application_id else None
    booking = session.get(Booking, row.booking_id) if row.booking_id else None
    call = session.get(Call, row.call_id) if row.call_id else None
    place = territory(session.desk).name(row.organisation_id) if row.organisation_id else ""
    return filled(
        (
            ("Kommune/Stelle", place),
            ("Ansprechperson", contact_line(contact)),
            ("IKZ-Antrag", f"{application.number} {application.title}" if application else None),
            ("Beratung", BOOKINGS.title(booking) if booking else None),
            ("Anruf", CALLS.title(call) if call else None),
        )
    )


FOLLOW_UPS = FollowUps()
