"""Names that are commands to a terminal stay text in every answer."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from db.tables import (
    Application,
    Booking,
    Contact,
    FollowUp,
    Note,
    Obligation,
    OrganisationPeriod,
    Participant,
    Payment,
    PhoneNumber,
    Resolution,
    StationStep,
)
from seeds.load import load
from tests.kit import hostile
from tests.kit.commands import assert_quiet
from tests.kit.stores import upon


@upon(load)
def fill(store):
    """All facts, and every hostile string as name, number, note and follow-up of Niestetal.

    So do the texts of an IKZ application each; the first one runs and holds all of them.
    """
    with store.writing("Test") as session:
        niestetal = session.scalars(
            select(OrganisationPeriod.organisation_id).where(OrganisationPeriod.key == "06633020")
        ).one()
        for text in hostile.ALL:
            contact = Contact(
                organisation_id=niestetal, family_name=text, given_name=text, call_first=True
            )
            contact.numbers = [PhoneNumber(kind="direct", raw=text[:60], e164="+4956112345")]
            session.add(contact)
        for text in hostile.ALL[-40:]:
            session.add_all(
                [
                    FollowUp(
                        due_on=date(2026, 1, 1), owner=text, text=text, organisation_id=niestetal
                    ),
                    Note(
                        written_at=datetime(2026, 1, 1, tzinfo=UTC),
                        written_by=text,
                        text=text,
                        organisation_id=niestetal,
                    ),
                ]
            )
        session.add(
            Booking(
                organisation_id=niestetal,
                module=1,
                funding_source="umsetzungsvereinbarung",
                note=hostile.ALL[0],
                adviser=hostile.ESCAPES[0],
            )
        )
        session.add_all(_applications(niestetal))


def _applications(niestetal):
    """Every hostile string once in each text of an application that has one."""
    everything = "\n".join(hostile.ALL)
    for number, text in enumerate(hostile.ALL):
        application = Application(
            number=f"IKZ-{number + 1:04}",
            title=text,
            field_of_work=text,
            station="running" if number == 0 else "idea",
            two_partner_reason=text,
            agreement_reference=text,
            notional_reason=text,
            deviation_reason=text,
            notice_reference=text,
            note=everything,
        )
        application.participants = [
            Participant(
                organisation_id=niestetal,
                position=1,
                role="lead",
                resolution=Resolution(printed_matter=text),
            )
        ]
        application.payments = [
            Payment(position=1, paid_on=date(2026, 1, 1), amount_cents=1, note=each)
            for each in (hostile.ALL if number == 0 else ())
        ]
        application.obligations = [
            Obligation(position=position, kind="other", what=each)
            for position, each in enumerate(hostile.ALL if number == 0 else ())
        ]
        application.steps = [
            StationStep(
                from_station="idea",
                to_station="consulting",
                moved_on=date(2026, 1, 1),
                actor=each,
                note=each,
            )
            for each in (hostile.ALL if number == 0 else ())
        ]
        yield application


@pytest.fixture(scope="module")
def hostile_store(stores):
    with stores.copy("sqlite", fill) as url:
        yield str(url.database)


@pytest.mark.parametrize(
    "command",
    [
        ["kontakt", "list"],
        ["kommune", "Niestetal"],
        ["suche", "niestetal"],
        ["suche", "giessen"],
        ["beratung", "pruefen", "--kommune", "Niestetal", "--modul", "2", "--termin", "1.6.2022"],
        ["ikz", "list"],
        ["ikz", "show", "IKZ-0001"],
        ["ikz", "simulate", "IKZ-0001"],
        ["ikz", "explain", "IKZ-0001"],
        ["ikz", "vermerk", "IKZ-0001"],
        ["ikz", "vermerk", "IKZ-0001", "--format", "markdown"],
    ],
)
def test_no_answer_steers_the_terminal(run, hostile_store, command):
    answer = run("--db", hostile_store, *command)
    assert answer.code in {0, 4}, answer
    assert_quiet(answer.out)
    as_json = run("--db", hostile_store, *command, "--json")
    assert as_json.out.isascii()
    assert_quiet(as_json.out)
    json.loads(as_json.out)


def test_json_keeps_what_is_stored(run, hostile_store):
    found = run("--db", hostile_store, "kontakt", "list", "--json").json["contacts"]
    names = {each["name"] for each in found}
    assert {f"{text}, {text}" for text in hostile.ALL} <= names
