"""What stands in the store of the practice: people who do not exist, at Kommunen that do.

Their numbers are those that the Bundesnetzagentur keeps free for films and examples (069 90009-000
to -999), so that nobody is ever rung up in practice.
"""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from db.tables import (
    Address,
    Application,
    Booking,
    Call,
    Contact,
    ContactRole,
    FollowUp,
    Participant,
    PhoneNumber,
    Resolution,
    Subscription,
)
from ozg_tui.clock import BERLIN
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality

TEACHER = "Übung"
"""Under this name the history holds what was there at the beginning."""

MAYOR, OFFICER, LEAVING = "Beispiel", "Muster", "Probe"
APPLICATION = "IKZ-0001"
BOOKED = "Niestetal"
TASK_AT = "Espenau"
PLACES = ("Ahnatal", "Vellmar", "Fuldatal", "Espenau")
"""The Kommunen of the invented application, the leading one first."""


_OF_THE_FACTS = select(Contact).where(Contact.historic_on.is_not(None))
"""Whom the sources of 2020 name: nobody is to be rung up for practice."""


def is_filled(desk: Desk) -> bool:
    """Whether the invented entries are there."""
    with desk.store.reading() as session:
        return session.scalars(select(Application.id).limit(1)).first() is not None


def fill(desk: Desk) -> None:
    """Write them, so that they fit to the day; all of them or none."""
    day = desk.today()
    place = {name: find_municipality(desk, name) for name in (*PLACES, BOOKED)}
    with desk.store.writing(TEACHER) as session:
        for known in session.scalars(_OF_THE_FACTS):
            session.delete(known)
        mayor = _contact(place["Ahnatal"], MAYOR, "Erika", "Bürgermeisterin", "head", 120)
        mayor.call_first = True
        session.add_all(
            [
                mayor,
                _contact(place["Vellmar"], OFFICER, "Karl", "IT-Leiter", "it", 121),
                _contact(place["Espenau"], LEAVING, "Anna", "Bürgermeisterin", "head", 122),
            ]
        )
        session.flush()
        session.add_all(
            [
                Subscription(
                    email=_email(MAYOR, "Erika"),
                    contact_id=mayor.id,
                    organisation_id=place["Ahnatal"],
                    consent="confirmed",
                    consent_source="Formular auf Papier",
                    subscribed_at=_at(day - timedelta(days=400)),
                ),
                Booking(
                    organisation_id=place[BOOKED],
                    module=1,
                    funding_source="umsetzungsvereinbarung",
                    state="registered",
                    booked_on=date(2022, 3, 1),
                ),
                FollowUp(
                    due_on=day,
                    owner=desk.actor,
                    text="Beschluss erfragen",
                    organisation_id=place[TASK_AT],
                ),
                Call(
                    started_at=_at(day - timedelta(days=30)),
                    ended_at=_at(day - timedelta(days=30)) + timedelta(minutes=4),
                    direction="incoming",
                    organisation_id=place["Ahnatal"],
                    contact_id=mayor.id,
                    raw_number="069 90009-120",
                    topic="consulting",
                    text="Laufzeit der Vereinbarung erklärt.",
                    result="done",
                    taken_by=TEACHER,
                ),
                _application(place, day),
            ]
        )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10, 15), BERLIN).astimezone(UTC)


def _email(family: str, given: str) -> str:
    return f"{given[0]}.{family}@example.org".lower()


def _contact(
    organisation_id: int, family: str, given: str, office: str, role: str, number: int
) -> Contact:
    return Contact(
        organisation_id=organisation_id,
        family_name=family,
        given_name=given,
        roles=[ContactRole(role=role, title=office)],
        numbers=[PhoneNumber(kind="direct", raw=f"069 90009-{number}", e164=f"+496990009{number}")],
        addresses=[Address(kind="email", text=_email(family, given))],
    )


def _application(place: dict[str, int], day: date) -> Application:
    return Application(
        number=APPLICATION,
        title="Gemeinsames Bürgerbüro",
        station="resolutions",
        agreement_form="public_law_agreement",
        participants=[
            Participant(
                organisation_id=place[name],
                position=position,
                role="partner" if position else "lead",
                resolution=Resolution(
                    status="open" if name == TASK_AT else "passed",
                    session_on=None if name == TASK_AT else day - timedelta(days=40 + position),
                ),
            )
            for position, name in enumerate(PLACES)
        ],
    )
