"""A store in which every text would do harm, and how a screen shows that none has."""

import re
from datetime import UTC, date, datetime

from db.store import Store
from db.tables import (
    Address,
    Application,
    Booking,
    Contact,
    ContactRole,
    FollowUp,
    Knowledge,
    NewsletterIssue,
    Note,
    Organisation,
    OrganisationPeriod,
    Participant,
    PhoneNumber,
    Resolution,
    Service,
    ServiceBundle,
    Subscription,
)
from seeds.load import load
from tests.kit import hostile
from tests.kit.seat import Seat
from tests.kit.stores import upon

MORNING = datetime(2021, 5, 3, 8, tzinfo=UTC)


TEXTS = (
    *hostile.MARKUP,
    *hostile.ESCAPES,
    *hostile.BIDI,
    *hostile.INVISIBLE,
    *hostile.UNICODE,
    *hostile.TEMPLATE,
    hostile.LONG[2][:1_500],
)


STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


@upon(load)
def hostile_office(store: Store) -> None:
    """A Kommune for every hostile text, with that text in all it is made of."""
    with store.writing("Test") as session:
        for index, evil in enumerate(TEXTS):
            place = Organisation(
                office=evil, street=evil, town=evil, website=evil, note=evil,
                periods=[
                    OrganisationPeriod(
                        name=evil, key=f"0699{index:04d}", suffix=evil, region=evil, note=evil,
                        kind="gemeinde", valid_from=date(1977, 1, 1),
                    )
                ],
            )  # fmt: skip
            session.add(place)
            session.flush()
            person = Contact(
                organisation_id=place.id, family_name=evil, given_name=evil, title=evil,
                note=evil, source_code=evil, call_first=True,
                roles=[ContactRole(role="it")],
                numbers=[PhoneNumber(kind="direct", raw=evil, e164="+4956112345")],
                addresses=[
                    Address(kind="email", text=evil), Address(kind="postal", text=evil),
                ],
            )  # fmt: skip
            session.add(person)
            session.flush()
            session.add_all(
                (
                    FollowUp(
                        due_on=date(2021, 5, 1), owner=evil, text=evil, organisation_id=place.id
                    ),
                    Note(
                        written_at=MORNING, written_by=evil, text=evil, organisation_id=place.id
                    ),
                    Booking(
                        organisation_id=place.id, module=1, place=evil, adviser=evil, note=evil,
                        funding_source="umsetzungsvereinbarung", contact_id=person.id,
                        cancelled_reason=evil, consultation_on=date(2021, 7, 1),
                    ),
                    Application(
                        number=f"IKZ-9{index:03d}", title=evil, field_of_work=evil, note=evil,
                        two_partner_reason=evil, agreement_reference=evil,
                        participants=[
                            Participant(
                                organisation_id=place.id, position=1, role="lead",
                                resolution=Resolution(printed_matter=evil),
                            )
                        ],
                    ),
                    ServiceBundle(
                        code=f"x{index}", position=900 + index, name=evil, note=evil,
                        source_code=evil, services=[Service(number=1, name=evil)],
                    ),
                    Knowledge(
                        question=f"{index} {evil}", answer=evil, words=evil, source=evil, url=evil
                    ),
                    NewsletterIssue(number=f"{index} {evil}", topics=evil, url=evil),
                    Subscription(
                        email=f"{index}@example.org", organisation_id=place.id, function=evil,
                        consent="confirmed", consent_source=evil,
                    ),
                )
            )  # fmt: skip


def assert_harmless(seat: Seat) -> None:
    """Nothing on the screen steers a terminal, and no part of it is a live action."""
    strips = seat.app.screen._compositor.render_strips()
    shown = "\n".join(strip.text for strip in strips)
    assert seat.app.is_running
    assert not STEERING.search(shown), ascii(STEERING.findall(shown))
    for style in {segment.style for strip in strips for segment in strip if segment.style}:
        meta = style.meta
        assert not any(key.startswith("@") and "app." in str(meta[key]) for key in meta), meta
        assert style.link is None
