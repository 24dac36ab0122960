"""Rows for tests: a small valid one of every table, and the people and places of the desk."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from db.store import Store
from db.tables import (
    Address,
    Application,
    Base,
    Booking,
    BookingStep,
    BundleAvailability,
    Call,
    Colleague,
    Contact,
    ContactRole,
    CostPosition,
    Erasure,
    FollowUp,
    FundingLine,
    Knowledge,
    ModelParticipation,
    ModelStatusPeriod,
    NewsletterIssue,
    Note,
    NoteParty,
    Obligation,
    Organisation,
    OrganisationPeriod,
    Participant,
    Payment,
    PhoneNumber,
    Programme,
    ReportedFigure,
    Resolution,
    Rollout,
    RuleSet,
    Service,
    ServiceBundle,
    Snippet,
    Source,
    Statement,
    StationStep,
    Subscription,
)

ACTOR = "beck"
MORNING = datetime(2021, 5, 19, 7, 30, tzinfo=UTC)
DAY = date(2021, 5, 19)


def kommune(
    name: str = "Gießen", kind: str = "stadt", key: str = "06531005", **period: Any
) -> Organisation:
    """An organisation with one period that has no end."""
    values = {"valid_from": date(1977, 1, 1)} | period
    return Organisation(periods=[OrganisationPeriod(name=name, kind=kind, key=key, **values)])


def number(raw: str, e164: str, **values: Any) -> PhoneNumber:
    """A telephone number as typed and in E.164."""
    return PhoneNumber(kind="direct", raw=raw, e164=e164, **values)


def save(store: Store, *rows: Base, actor: str = ACTOR) -> int:
    """Save new rows in one transaction; answers the number of the first."""
    with store.writing(actor) as session:
        session.add_all(rows)
    return rows[0].id if hasattr(rows[0], "id") else 0


def put(session: Session, row: Any) -> int:
    """Write a row that others need; answers its number."""
    session.add(row)
    session.flush()
    return int(row.id)


class Sample(NamedTuple):
    """How a minimal valid row of a table is made, and one column of it that staff then change."""

    make: Callable[[Session], Base]
    column: str
    value: Any


def _contact(session: Session) -> Contact:
    return Contact(organisation_id=put(session, kommune()), family_name="Müller")


def _application(session: Session) -> Application:
    return Application(number="IKZ-7", title="Gemeinsames Standesamt")


def _participant(session: Session) -> Participant:
    return Participant(
        application_id=put(session, _application(session)),
        organisation_id=put(session, kommune()),
        position=1,
        role="lead",
    )


def _booking(session: Session) -> Booking:
    return Booking(
        organisation_id=put(session, kommune()), module=3, funding_source="starke_heimat"
    )


def _programme(session: Session) -> Programme:
    return Programme(code="starke_heimat", name="Starke Heimat Hessen", source_code="S2")


def _funding_line(session: Session) -> FundingLine:
    return FundingLine(
        programme_id=put(session, _programme(session)),
        code="beratung",
        name="Digitalisierungsberatung",
        amount_cents=3_000_000_000_000,
        wording="bis zu",
        source_code="S2",
    )


def _participation(session: Session) -> ModelParticipation:
    return ModelParticipation(
        programme_id=put(session, _programme(session)), organisation_id=put(session, kommune())
    )


def _bundle(session: Session) -> ServiceBundle:
    return ServiceBundle(code="bauen", position=3, name="Bauen und Wohnen")


def _service(session: Session) -> Service:
    return Service(bundle_id=put(session, _bundle(session)), number=1)


SAMPLES: dict[type[Base], Sample] = {
    Erasure: Sample(
        lambda _: Erasure(at=MORNING, actor=ACTOR, contact_id=17, rows=3, content={"note": 3}),
        "cleaned_at",
        MORNING,
    ),
    Organisation: Sample(lambda _: Organisation(town="Gießen"), "population", 94_000),
    OrganisationPeriod: Sample(
        lambda session: OrganisationPeriod(
            organisation_id=put(session, Organisation()),
            name="Gießen",
            kind="stadt",
            key="06531005",
            valid_from=DAY,
        ),
        "valid_to",
        date(2022, 12, 31),
    ),
    Contact: Sample(_contact, "historic_on", DAY),
    ContactRole: Sample(
        lambda session: ContactRole(contact_id=put(session, _contact(session)), role="head"),
        "confirmed_on",
        DAY,
    ),
    PhoneNumber: Sample(
        lambda session: number(
            "0641 306-0", "+496413060", contact_id=put(session, _contact(session))
        ),
        "kind",
        "switchboard",
    ),
    Address: Sample(
        lambda session: Address(
            contact_id=put(session, _contact(session)), kind="email", text="a@giessen.de"
        ),
        "text",
        "b@giessen.de",
    ),
    Call: Sample(lambda _: Call(started_at=MORNING, taken_by=ACTOR), "result", "done"),
    Note: Sample(
        lambda _: Note(written_at=MORNING, written_by=ACTOR, text="Rückruf"), "text", "erledigt"
    ),
    NoteParty: Sample(
        lambda session: NoteParty(
            note_id=put(session, Note(written_at=MORNING, written_by=ACTOR, text="Treffen")),
            organisation_id=put(session, kommune()),
            contact_id=put(session, _contact(session)),
        ),
        "contact_id",
        None,
    ),
    FollowUp: Sample(
        lambda _: FollowUp(due_on=DAY, owner=ACTOR, text="Beschluss anfordern"), "done_at", MORNING
    ),
    Colleague: Sample(lambda _: Colleague(name="beck"), "initials", "be"),
    Snippet: Sample(lambda _: Snippet(code="frist", text="Bitte bis Freitag."), "text", "Danke."),
    Booking: Sample(_booking, "state", "held"),
    BookingStep: Sample(
        lambda session: BookingStep(
            booking_id=put(session, _booking(session)),
            from_state="registered",
            to_state="scheduled",
            moved_on=DAY,
            actor=ACTOR,
        ),
        "note",
        "nach dem Anruf",
    ),
    Application: Sample(_application, "requested_cents", 10_000_000),
    Participant: Sample(_participant, "left_on", DAY),
    Resolution: Sample(
        lambda session: Resolution(participant_id=put(session, _participant(session))),
        "copy_at_hand",
        True,
    ),
    StationStep: Sample(
        lambda session: StationStep(
            application_id=put(session, _application(session)),
            from_station="idea",
            to_station="consulting",
            moved_on=DAY,
            actor=ACTOR,
        ),
        "note",
        "nach dem Anruf",
    ),
    Payment: Sample(
        lambda session: Payment(
            application_id=put(session, _application(session)),
            position=1,
            paid_on=DAY,
            amount_cents=5_000_000,
        ),
        "note",
        "erste Rate",
    ),
    Obligation: Sample(
        lambda session: Obligation(application_id=put(session, _application(session)), position=1),
        "done_on",
        DAY,
    ),
    Programme: Sample(_programme, "valid_to", DAY),
    FundingLine: Sample(_funding_line, "amount_cents", 1),
    CostPosition: Sample(
        lambda session: CostPosition(
            funding_line_id=put(session, _funding_line(session)), name="Wohngeld", year=2023
        ),
        "planned_cents",
        5,
    ),
    RuleSet: Sample(
        lambda _: RuleSet(
            code="ikz-2021",
            topic="ikz",
            name="Rahmenrichtlinie",
            valid_from=DAY,
            is_default=True,
            source="S2",
            parameters={"minimum_percent": "15", "years": 5},
        ),
        "parameters",
        {"minimum_percent": "20", "years": 5},
    ),
    ModelParticipation: Sample(_participation, "amount_cents", 5),
    ModelStatusPeriod: Sample(
        lambda session: ModelStatusPeriod(
            participation_id=put(session, _participation(session)),
            status="chosen",
            valid_from=DAY,
            source_code="S2",
        ),
        "dates_exact",
        False,
    ),
    Knowledge: Sample(
        lambda _: Knowledge(question="Wie hoch?", answer="25.000 €"), "checked_on", DAY
    ),
    NewsletterIssue: Sample(lambda _: NewsletterIssue(number="1/2021"), "published_on", DAY),
    Subscription: Sample(
        lambda _: Subscription(email="a@giessen.de", consent="confirmed"), "ended_at", MORNING
    ),
    ServiceBundle: Sample(_bundle, "efa", True),
    BundleAvailability: Sample(
        lambda session: BundleAvailability(
            bundle_id=put(session, _bundle(session)), month="2021-05"
        ),
        "month",
        "2021-06",
    ),
    Service: Sample(_service, "competent_kinds", ["stadt", "gemeinde"]),
    Rollout: Sample(
        lambda session: Rollout(
            organisation_id=put(session, kommune()), service_id=put(session, _service(session))
        ),
        "state",
        "live",
    ),
    Source: Sample(
        lambda _: Source(code="S2", title="Konzept", publisher="HMdIS"), "published_on", DAY
    ),
    Statement: Sample(
        lambda _: Statement(subject="x", stated="447", held_valid=True, source_code="S2"),
        "held_valid",
        False,
    ),
    ReportedFigure: Sample(
        lambda _: ReportedFigure(
            code="live", label="Online", value=3, unit="Kommunen", as_of=DAY, source_code="S2"
        ),
        "value",
        4,
    ),
}
