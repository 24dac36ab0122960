"""The twelve tasks of the practice: what somebody wants, and whether the desk shows it as done."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from db.tables import (
    Application,
    Booking,
    Call,
    Contact,
    FollowUp,
    Participant,
    PhoneNumber,
    Resolution,
    Reversal,
    Rollout,
    Subscription,
)
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession, reading
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.practice.invented import BOOKED, LEAVING, MAYOR, TASK_AT, TEACHER

CALLED_FROM, TO_RING, TO_CONNECT = "Homberg (Efze)", "Vellmar", "Ahnatal"
NEW_PERSON_AT, TO_BOOK = "Fuldatal", "Espenau"


class Task(NamedTuple):
    """A task: its name, which is also that of its section in the Handbuch; what is to be done."""

    name: str
    text: str
    done: Callable[[Desk, DeskSession], bool]


class Progress(NamedTuple):
    """A task and whether it is done."""

    task: Task
    is_done: bool


def progress(desk: Desk) -> tuple[Progress, ...]:
    """All tasks in their order, as the desk stands now."""
    with reading(desk) as session:
        return tuple(Progress(each, each.done(desk, session)) for each in TASKS)


def _any(session: DeskSession, wanted: Select[Any]) -> bool:
    return session.scalars(wanted.limit(1)).first() is not None


def _call_noted(desk: Desk, session: DeskSession) -> bool:
    at = find_municipality(desk, CALLED_FROM)
    return _any(
        session,
        select(Call.id).where(
            Call.organisation_id == at, Call.text.is_not(None), Call.taken_by != TEACHER
        ),
    )


def _detail_confirmed(_: Desk, session: DeskSession) -> bool:
    return _any(
        session,
        select(PhoneNumber.id)
        .join(Contact, Contact.id == PhoneNumber.contact_id)
        .where(Contact.family_name == MAYOR, PhoneNumber.confirmed_on.is_not(None)),
    )


def _follow_up_planned(desk: Desk, session: DeskSession) -> bool:
    at = find_municipality(desk, TO_RING)
    return _any(session, select(FollowUp.id).where(FollowUp.organisation_id == at))


def _follow_up_done(desk: Desk, session: DeskSession) -> bool:
    at = find_municipality(desk, TASK_AT)
    return _any(
        session,
        select(FollowUp.id).where(FollowUp.organisation_id == at, FollowUp.done_at.is_not(None)),
    )


def _person_entered(desk: Desk, session: DeskSession) -> bool:
    at = find_municipality(desk, NEW_PERSON_AT)
    return _any(session, select(PhoneNumber.id).join(Contact).where(Contact.organisation_id == at))


def _module_booked(desk: Desk, session: DeskSession) -> bool:
    at = find_municipality(desk, TO_BOOK)
    return _any(
        session, select(Booking.id).where(Booking.organisation_id == at, Booking.module == 1)
    )


def _booking_cancelled(desk: Desk, session: DeskSession) -> bool:
    at = find_municipality(desk, BOOKED)
    return _any(
        session,
        select(Booking.id).where(Booking.organisation_id == at, Booking.state == "cancelled"),
    )


def _resolution_recorded(_: Desk, session: DeskSession) -> bool:
    missing = (
        select(func.count())
        .select_from(Resolution)
        .join(Participant, Participant.id == Resolution.participant_id)
        .join(Application, Application.id == Participant.application_id)
        .where(Resolution.status != "passed")
    )
    return session.scalar(missing) == 0


def _service_live(desk: Desk, session: DeskSession) -> bool:
    at = find_municipality(desk, TO_CONNECT)
    return _any(
        session,
        select(Rollout.id).where(
            Rollout.organisation_id == at, Rollout.state == "live", Rollout.in_finder.is_(True)
        ),
    )


def _report_ended(_: Desk, session: DeskSession) -> bool:
    return _any(session, select(Subscription.id).where(Subscription.ended_at.is_not(None)))


def _successor_named(_: Desk, session: DeskSession) -> bool:
    return _any(
        session,
        select(Contact.id).where(Contact.family_name == LEAVING, Contact.successor_id.is_not(None)),
    )


def _taken_back(_: Desk, session: DeskSession) -> bool:
    return _any(session, select(Reversal.id))


TASKS = (
    Task(
        "Anruf notieren",
        "Am Telefon: »Hier Homberg, das an der Efze. Gibt es den Mängelmelder schon?« Finden Sie "
        "die Kommune und notieren Sie den Anruf mit einem Satz.",
        _call_noted,
    ),
    Task(
        "Angabe bestätigen",
        "Erika Beispiel aus Ahnatal ruft an. Fragen Sie, ob ihre Durchwahl noch stimmt, und "
        "bestätigen Sie sie.",
        _detail_confirmed,
    ),
    Task(
        "Wiedervorlage anlegen",
        "Vellmar möchte in einer Woche zurückgerufen werden. Legen Sie eine Wiedervorlage an.",
        _follow_up_planned,
    ),
    Task(
        "Wiedervorlage erledigen",
        "Heute ist fällig: bei Espenau nach dem Beschluss fragen. Haken Sie das ab.",
        _follow_up_done,
    ),
    Task(
        "Kontakt eintragen",
        "Fuldatal nennt eine Ansprechperson für die IKZ: Petra Muster, 069 90009-130.",
        _person_entered,
    ),
    Task(
        "Beratung eintragen",
        "Espenau hatte am 15.03.2022 eine Beratung zu Modul 1, die hier noch fehlt.",
        _module_booked,
    ),
    Task(
        "Beratung absagen",
        "Niestetal sagt die Beratung zu Modul 1 ab: kein Bedarf.",
        _booking_cancelled,
    ),
    Task(
        "Beschluss eintragen",
        "Die Gemeindevertretung von Espenau hat der IKZ zugestimmt. Damit fehlt kein Beschluss "
        "mehr.",
        _resolution_recorded,
    ),
    Task(
        "Dienst eintragen",
        "Ahnatal hat den Mängelmelder jetzt live, mit Eintrag im Hessen-Finder.",
        _service_live,
    ),
    Task(
        "OZG-Report abbestellen",
        "Erika Beispiel möchte den OZG-Report nicht mehr bekommen.",
        _report_ended,
    ),
    Task(
        "Nachfolge eintragen",
        "In Espenau ist Anna Probe nicht mehr im Amt; gewählt wurde Max Muster.",
        _successor_named,
    ),
    Task(
        "Etwas zurücknehmen",
        "Legen Sie bei Ahnatal irgendeine Wiedervorlage an und nehmen Sie sie wieder zurück.",
        _taken_back,
    ),
)
