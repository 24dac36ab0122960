"""A Kommune with a bit of everything: what the person at the telephone has to see at once.

All people, numbers and cases are invented.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from db.store import Store
from db.tables import (
    Address,
    Application,
    Booking,
    Call,
    Contact,
    ContactRole,
    FollowUp,
    Note,
    OrganisationPeriod,
    Participant,
    PhoneNumber,
    Resolution,
    Rollout,
    Service,
    ServiceBundle,
    Subscription,
)
from seeds.load import load
from tests.kit.clock import SetClock
from tests.kit.stores import upon

KEY = "06633001"
"""Ahnatal."""

PARTNERS = ("06633015", "06633011", "06633020")
"""Kaufungen, Habichtswald, Niestetal."""

DAY = date(2026, 11, 23)
TALKED = datetime(2024, 11, 2, 9, 30, tzinfo=UTC)
"""The last call: before anything was changed."""


def number_of(store: Store, key: str) -> int:
    """The organisation with this key."""
    with store.reading() as session:
        return session.scalars(
            select(OrganisationPeriod.organisation_id).where(OrganisationPeriod.key == key)
        ).one()


@upon(load)
def busy_place(store: Store) -> None:
    """All facts, and Ahnatal in the middle of its work."""
    fill(store)


def fill(store: Store, key: str = KEY) -> None:
    """People, talks, a booking, applications, follow-ups, roll-out and a subscription."""
    assert isinstance(store.clock, SetClock)
    store.clock.set(DAY - timedelta(days=3))
    place = number_of(store, key)
    with store.writing("Muster") as session:
        session.add_all(
            (
                PhoneNumber(
                    organisation_id=place, kind="switchboard", raw="069 90009-0",
                    e164="+4969900090", confirmed_on=date(2026, 10, 1),
                ),
                Address(
                    organisation_id=place, kind="email", text="post@ahnatal.example",
                    confirmed_on=date(2026, 10, 1),
                ),
            )
        )  # fmt: skip
        for first, last, role, extension, values in PEOPLE:
            session.add(
                Contact(
                    organisation_id=place,
                    given_name=first,
                    family_name=last,
                    roles=[ContactRole(role=role, confirmed_on=date(2026, 10, 1))],
                    numbers=[
                        PhoneNumber(
                            kind="direct",
                            raw=f"069 90009-{extension}",
                            e164=f"+496990009{extension}",
                            confirmed_on=date(2026, 10, 1),
                        )
                    ],
                    addresses=[
                        Address(
                            kind="email",
                            text=f"{first[0]}.{last}@ahnatal.example".lower(),
                            confirmed_on=date(2025, 9, 20),
                        )
                    ],
                    **values,
                )
            )
        session.add_all(
            (
                Booking(
                    organisation_id=place, module=1, funding_source="umsetzungsvereinbarung",
                    consultation_on=date(2021, 4, 12), state="held",
                ),
                Booking(
                    organisation_id=place, module=3, funding_source="starke_heimat",
                    booked_on=date(2023, 2, 1), state="cancelled",
                ),
            )
        )  # fmt: skip
        session.add_all(
            Call(
                started_at=TALKED - timedelta(days=30 * number),
                ended_at=TALKED - timedelta(days=30 * number) + timedelta(minutes=6),
                direction="outgoing" if number == 1 else "incoming",
                topic="cooperation",
                result="done",
                text=text,
                taken_by="Muster",
                organisation_id=place,
            )
            for number, text in enumerate(TALKS)
        )
        session.add(
            Note(
                written_at=TALKED - timedelta(days=200), written_by="Probe",
                text="Haushalt erst nach der Wahl", organisation_id=place,
            )
        )  # fmt: skip
    with store.writing("Probe") as session:
        partners = (place, *(number_of(store, key) for key in PARTNERS))
        session.add_all(
            (
                application("IKZ-0014", "Gemeinsames OZG-Team", "regional_council", partners, 3),
                application("IKZ-0003", "Archiv", "rejected", partners[:3], 0),
                FollowUp(
                    due_on=date(2026, 11, 20), owner="Muster", organisation_id=place,
                    text="Beschluss der Gemeindevertretung anfordern",
                ),
                FollowUp(
                    due_on=date(2026, 11, 27), owner="Probe", organisation_id=place,
                    text="Termin Standesamt klären",
                ),
                Booking(
                    organisation_id=place, module=4, funding_source="starke_heimat", funded=False,
                    consultation_on=date(2026, 12, 8), state="scheduled",
                ),
                Subscription(
                    email="e.beispiel@ahnatal.example", organisation_id=place, consent="confirmed",
                    subscribed_at=datetime(2024, 3, 1, 9, tzinfo=UTC),
                ),
            )
        )  # fmt: skip
        for code, states in ROLLOUT.items():
            services = session.scalars(
                select(Service)
                .join(ServiceBundle)
                .where(ServiceBundle.code == code)
                .order_by(Service.number)
            )
            for service, state in zip(services, states, strict=False):
                session.add(
                    Rollout(
                        organisation_id=place,
                        service_id=service.id,
                        state=state.removesuffix("!"),
                        in_finder=state == "live!",
                    )
                )


def application(
    number: str, title: str, station: str, partners: tuple[int, ...], passed: int
) -> Application:
    """An application whose last `passed` partners have resolved."""
    return Application(
        number=number,
        title=title,
        field_of_work="OZG",
        station=station,
        station_since=date(2026, 11, 10),
        participants=[
            Participant(
                organisation_id=organisation_id,
                position=position,
                role="partner" if position > 1 else "lead",
                resolution=Resolution(status="passed", session_on=date(2026, 9, 15))
                if position > len(partners) - passed
                else Resolution(),
            )
            for position, organisation_id in enumerate(partners, 1)
        ],
    )


PEOPLE: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("Erika", "Beispiel", "digitalisation", "117", {"call_first": True}),
    ("Max", "Mustermann", "head", "100", {}),
    ("Ines", "Probe", "finance", "142", {}),
    ("Otto", "Vormals", "it", "150", {"historic_on": date(2020, 11, 19)}),
)
TALKS = (
    "Laufzeit IKZ: mindestens 5 Jahre erklärt",
    "M4 nicht mehr förderfähig mitgeteilt",
    "Zugang civento, an ekom21 verwiesen",
    "Fragen zur Beratung beantwortet",
    "Anschreiben zugesagt",
    "Erstes Gespräch",
)
ROLLOUT = {
    "abfallwirtschaft": ("live!",) * 12,
    "ehe-online": ("live!", "live"),
    "maengelmelder": (*("live!",) * 6, *("live",) * 2, *("test",) * 3, "planned"),
    "standesamt": ("disturbed", "connecting"),
}
