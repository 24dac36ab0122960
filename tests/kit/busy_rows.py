"""Rows of every room that reports count, upon the training rows; their figures are known."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from db.history import TrackedSession
from db.store import Store
from db.tables import (
    Address,
    Application,
    Call,
    Contact,
    CostPosition,
    Exchange,
    FollowUp,
    FundingLine,
    Organisation,
    OrganisationPeriod,
    Participant,
    PhoneNumber,
    Resolution,
    Rollout,
    Service,
    Subscription,
)
from tests.kit.report_rows import training
from tests.kit.stores import upon

COSTS = (("land", 390_000_000, 123_456_789, 23_456_701), ("municipality", 0, 5_000_000, 0))
"""Who bears a cost of 2023, and what of it was planned, committed and settled, in cents."""

CALLED = (("Ahnatal", 1, 9, "incoming", "done", None), ("Ahnatal", 1, 12, "outgoing", "done", "x"),
          ("Vellmar", 8, 9, "incoming", "call_back", "x"), (None, 9, 9, "incoming", "done", "x"),
          ("Vellmar", 8, 14, "outgoing", "done", "x"))  # fmt: skip
"""Calls of March 2021: Kommune, day, hour, direction, result, note."""

TASKS = (("beck", 30), ("beck", 20), ("probe", 31))
"""Owner and day in May 2021 of what is open; one more is done."""

READERS = (("Ahnatal", 10, None, False), ("Ahnatal", 12, None, True), ("Vellmar", 10, 20, False),
           (None, 11, None, False))  # fmt: skip
"""Kommune, first day and end in April 2021 of subscriptions, and whether mail comes back."""


@upon(training)
def busy(store: Store) -> None:
    """Calls, follow-ups, recipients, costs, a roll-out, contacts, open applications, a list."""
    with store.writing("uebung") as session:
        found = session.execute(
            select(OrganisationPeriod.name, OrganisationPeriod.organisation_id).where(
                OrganisationPeriod.name.in_(["Ahnatal", "Vellmar"])
            )
        )
        places: dict[str | None, int | None] = {each.name: each.organisation_id for each in found}
        for name, day, hour, direction, result, text in CALLED:
            moment = datetime(2021, 3, day, hour, tzinfo=UTC)
            session.add(
                Call(
                    started_at=moment,
                    direction=direction,
                    result=result,
                    text=text,
                    organisation_id=places.get(name),
                    topic="services",
                    taken_by="probe",
                )
            )
        for owner, day in TASKS:
            session.add(FollowUp(due_on=date(2021, 5, day), owner=owner, text="Nachfragen"))
        session.add(
            FollowUp(
                due_on=date(2021, 5, 1),
                owner="beck",
                text="Erledigt",
                done_at=datetime(2021, 5, 2, tzinfo=UTC),
            )
        )
        for place, (name, day, end, bounced) in enumerate(READERS):
            session.add(_subscription(place, places.get(name), day, end, bounced=bounced))
        line = session.scalars(
            select(FundingLine)
            .where(FundingLine.code == "efa-betriebskosten")
            .order_by(FundingLine.id)
        ).first()
        assert line is not None
        for bearer, planned, committed, settled in COSTS:
            session.add(
                CostPosition(
                    funding_line_id=line.id,
                    name="Wohngeld",
                    year=2023,
                    bearer=bearer,
                    planned_cents=planned,
                    committed_cents=committed,
                    settled_cents=settled,
                )
            )
        services = session.scalars(select(Service).order_by(Service.id).limit(3)).all()
        for state, service in zip(("live", "test", "not_competent"), services, strict=True):
            session.add(
                Rollout(
                    organisation_id=places["Ahnatal"],
                    service_id=service.id,
                    state=state,
                    since=date(2021, 2, 1),
                )
            )
        _people(session, places["Ahnatal"])
        for place, station in enumerate(("resolutions", "ministry", "rejected")):
            session.add(_application(session, place, station))
        session.add(Exchange(at=session.now, actor="probe", direction="out", kind="kontakte",
                             format="csv", file_name="k.csv", rows=2, content={}))  # fmt: skip


def _subscription(
    place: int, organisation: int | None, day: int, end: int | None, *, bounced: bool
) -> Subscription:
    return Subscription(
        email=f"{place}@example.org",
        organisation_id=organisation,
        consent="ended" if end else "confirmed",
        consent_source="Formular",
        subscribed_at=datetime(2021, 4, day, 9, tzinfo=UTC),
        ended_at=datetime(2021, 4, end, 9, tzinfo=UTC) if end else None,
        bounced=bounced,
    )


def _people(session: TrackedSession, place: int | None) -> None:
    known = Address(kind="email", text="probe@example.org", confirmed_on=date(2021, 1, 1))
    number = PhoneNumber(kind="direct", raw="0561 90009-12", e164="+495619000912")
    session.add(Contact(organisation_id=place, family_name="Probe", addresses=[known]))
    session.add(Contact(organisation_id=place, family_name="Muster", numbers=[number]))


def _application(session: TrackedSession, place: int, station: str) -> Application:
    ids = session.scalars(select(Organisation.id).order_by(Organisation.id).limit(3)).all()
    return Application(
        number=f"IKZ-80{place}",
        title="Beispiel",
        station=station,
        station_since=date(2021, 5, 1),
        participants=[
            Participant(
                organisation_id=number,
                position=at + 1,
                role="partner" if at else "lead",
                resolution=Resolution(),
            )
            for at, number in enumerate(ids)
        ],
    )
