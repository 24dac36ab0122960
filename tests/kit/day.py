"""A day at the desk: the facts of the seeds with invented calls, bookings, applications, contacts.

It is the first of June 2021, and the person is called Probe.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.search.table import search_entry
from db.store import Store
from db.tables import (
    Address,
    Application,
    Booking,
    Call,
    Contact,
    Draft,
    FollowUp,
    OrganisationPeriod,
    Participant,
    PhoneNumber,
    Resolution,
    Rollout,
    Service,
)
from ozg_tui.codes.ikz import OPEN_STATIONS, Station
from seeds.load import load
from tests.kit.stores import upon

DAY = date(2021, 6, 1)
MORNING = datetime(2021, 6, 1, 6, 30, tzinfo=UTC)
"""Half past eight in Hessen."""

PARTNERS = ("Ahnatal", "Espenau", "Fuldatal", "Vellmar")
STATIONS_DECIDED = tuple(each for each in Station if each not in OPEN_STATIONS)


@upon(load)
def invented_day(store: Store) -> None:
    """Fill a store with the facts and with that day."""
    with store.writing("Saat") as session:
        places = _places(session)
        session.add_all(_contacts(places))
        session.add_all(_calls(places))
        session.add_all(_tasks(places))
        session.add_all(_bookings(places))
        session.add_all(_applications(places))
        session.flush()
        session.add_all(_rollouts(session, places))
        session.execute(
            Draft.metadata.tables["draft"].insert(),
            [
                {
                    "actor": actor,
                    "form": form,
                    "record_id": number,
                    "saved_at": MORNING + timedelta(minutes=minutes),
                    "content": {"typed": '{"begun": {}, "typed": {}}'},
                }
                for actor, form, number, minutes in (
                    ("Probe", "contact", 0, 5),
                    ("Probe", "application", 1, 10),
                    ("Weber", "contact", 0, 15),
                )
            ],
        )


def _places(session: Session) -> dict[str, int]:
    """The organisations by every name they ever had; a district by `LK …`."""
    return {
        f"LK {row.name}" if row.kind == "landkreis" else row.name: row.organisation_id
        for row in session.scalars(
            select(OrganisationPeriod).order_by(OrganisationPeriod.valid_from)
        )
    }


def _contacts(places: Mapping[str, int]) -> list[Contact]:
    def contact(name: str, at: str, **more: Any) -> Contact:
        return Contact(organisation_id=places[at], family_name=name, **more)

    def number(**more: Any) -> PhoneNumber:
        return PhoneNumber(kind="direct", raw="069 90009-117", e164="+496990009117", **more)

    def email(**more: Any) -> Address:
        return Address(kind="email", text="probe@example.org", **more)

    recent, long_ago = date(2021, 1, 4), date(2020, 5, 31)
    return [
        contact("Beide", "Ahnatal", numbers=[number(confirmed_on=recent)], addresses=[email()]),
        contact("Nur Mail", "Espenau", addresses=[email(confirmed_on=long_ago)]),
        contact("Nur Telefon", "Espenau", numbers=[number(confirmed_on=date(2020, 6, 1))]),
        contact("Nichts", "Fuldatal", addresses=[Address(kind="postal", text="Rathaus")]),
        contact("Früher", "Vellmar", historic_on=date(2020, 1, 1)),
    ]


def _calls(places: Mapping[str, int]) -> list[Call]:
    def call(at: datetime, **more: Any) -> Call:
        return Call(started_at=at, taken_by="Probe", **({"direction": "incoming"} | more))

    return [
        # Half past midnight in Hessen, and the last second of the day before.
        call(datetime(2021, 5, 31, 22, 30, tzinfo=UTC), raw_number="069 90009-001", result="done"),
        call(datetime(2021, 5, 31, 21, 59, 59, tzinfo=UTC), result="open"),
        call(MORNING - timedelta(days=3), result="open", organisation_id=places["Ahnatal"]),
        call(MORNING, organisation_id=places["Ahnatal"], topic="consulting", result="open"),
        call(
            MORNING + timedelta(hours=1),
            organisation_id=places["LK Kassel"],
            topic="cooperation",
            result="done",
            direction="outgoing",
        ),
        call(MORNING + timedelta(hours=2), raw_number="069 90009-117", result="open"),
        call(MORNING + timedelta(hours=3), result="call_back"),
        # Of a Kommune that is gone by now.
        call(MORNING + timedelta(hours=4), organisation_id=places["Oberweser"], result="done"),
    ]


def _tasks(places: Mapping[str, int]) -> list[FollowUp]:
    return [
        FollowUp(
            due_on=DAY + timedelta(days=days),
            owner=owner,
            text=text,
            organisation_id=places[at] if at else None,
            done_at=MORNING if is_done else None,
        )
        for days, owner, text, at, is_done in (
            (-5, "Probe", "Vereinbarung fehlt", "Ahnatal", False),
            (-1, "Weber", "Beschluss fehlt", "Espenau", False),
            (-1, "Probe", "Rückruf", "", False),
            (-30, "Probe", "Termin bestätigen", "Vellmar", False),
            (0, "Probe", "Termin M4 bestätigen", "Vellmar", False),
            (0, "Probe", "schon getan", "Vellmar", True),
            (4, "Probe", "später", "Vellmar", False),
        )
    ]


def _bookings(places: Mapping[str, int]) -> list[Booking]:
    sources = {1: "umsetzungsvereinbarung", 2: "umsetzungsvereinbarung"}
    return [
        Booking(
            organisation_id=places[at],
            module=module,
            funding_source=sources.get(module, "starke_heimat"),
            state=state,
            funded=funded,
            booked_on=date(2021, 3, 1),
        )
        for at, module, state, funded in (
            ("Ahnatal", 1, "held", True),
            ("Ahnatal", 3, "registered", True),
            ("Ahnatal", 2, "cancelled", True),
            ("Espenau", 2, "cancelled", True),
            ("Fuldatal", 4, "declined", True),
            ("LK Kassel", 2, "scheduled", True),
            ("LK Kassel", 1, "registered", False),
            ("Vellmar", 4, "registered", False),
            # Two Kommunen that became one: it counts once.
            ("Oberweser", 1, "settled", True),
            ("Wahlsburg", 1, "no_show", True),
        )
    ]


def _applications(places: Mapping[str, int]) -> list[Application]:
    def application(
        number: int, councils: str = "pppp", partners: int = 4, **more: Any
    ) -> Application:
        """`councils` has a letter for each partner: p passed, o open, r rejected."""
        statuses = {"p": "passed", "o": "open", "r": "rejected"}
        good = {
            "station": "submitted",
            "applied_on": date(2021, 5, 20),
            "agreement_form": "public_law_agreement",
            "agreement_signed_on": date(2021, 5, 1),
            "agreement_signed_by_all": True,
            "term_start": date(2022, 1, 1),
            "term_end": date(2026, 12, 31),
            "personnel_before_cents": 20_000_000,
            "personnel_after_cents": 17_000_000,
        }
        return Application(
            number=f"IKZ-{number:04}",
            title=f"Vorhaben {number}",
            participants=[
                Participant(
                    organisation_id=places[name],
                    position=position,
                    role="partner" if position else "lead",
                    resolution=Resolution(
                        status=statuses[council],
                        session_on=date(2021, 3, 1) if council == "p" else None,
                    ),
                )
                for position, (name, council) in enumerate(
                    zip(PARTNERS[:partners], councils, strict=False)
                )
            ],
            **(good | more),
        )

    since: dict[str, Any] = {"station_since": DAY - timedelta(days=41)}
    return [
        application(1),
        application(2, partners=3),
        application(3, "ppoo", station="resolutions"),
        application(4, "oooo", station="idea"),
        application(5, agreement_form=None, agreement_signed_on=None),
        application(6, personnel_after_cents=17_000_001),
        application(7, personnel_after_cents=None),
        application(8, term_end=date(2026, 12, 30)),
        application(9, partners=2),
        application(10, station="ministry", **since),
        application(11, "oooo", station="district", station_since=DAY - timedelta(days=2)),
        application(12, "prpp"),
        *(
            application(20 + number, station=station)
            for number, station in enumerate(STATIONS_DECIDED)
        ),
    ]


def _rollouts(session: Session, places: Mapping[str, int]) -> list[Rollout]:
    """One service live somewhere, one everywhere it is needed, one nowhere, 67 unknown."""
    entry = search_entry.c
    districts = session.scalars(
        select(entry.record_id).where(entry.kind == 0, entry.state == "landkreis")
    ).all()
    partly, everywhere, nowhere = session.scalars(select(Service).order_by(Service.id).limit(3))
    everywhere.competent_kinds = ["landkreis"]
    states = [(partly, places["Ahnatal"], "live"), (partly, places["Espenau"], "planned")]
    states += [(nowhere, places["Ahnatal"], "test")]
    states += [(everywhere, number, "live") for number in districts]
    return [
        Rollout(service_id=service.id, organisation_id=number, state=state)
        for service, number, state in states
    ]
