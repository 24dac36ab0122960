"""A person whose name, numbers and address stand wherever a person can stand; all invented."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Connection, String, select

from db.metadata import metadata
from db.store import Store
from db.tables import (
    Address,
    Application,
    Booking,
    Call,
    Contact,
    ContactRole,
    Determination,
    Exchange,
    FollowUp,
    Note,
    Obligation,
    OrganisationPeriod,
    Participant,
    Payment,
    PhoneNumber,
    Resolution,
    Subscription,
)
from ozg_tui.desk.core import drafts
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.privacy.tables import DERIVED
from tests.kit.desks import small_hessen
from tests.kit.stores import upon

FAMILY, MAIDEN, GIVEN = "Zweigkanari", "Mädchenkanari", "Xaveria"
MAIL, OLD_MAIL = "x.zweigkanari@example.org", "x.maedchenkanari@example.org"
NUMBER, OLD_NUMBER = "0561 90009-717", "0561 90009-718"
POSTAL = "Kanarienweg 17, 34292 Ahnatal"
WORDS = ("zweigkanari", "mädchenkanari", "maedchenkanari", "xaveria", "kanarienweg")
"""What must be nowhere once the person is erased; spelt as it is stored, in small letters."""

DIGITS = ("56190009717", "56190009718")
AT = datetime(2021, 3, 2, 9, 30, tzinfo=UTC)
WITNESS = "Unbeteiligt"
"""A colleague of the same organisation whose rows must stay as they are."""


@upon(small_hessen)
def with_canaries(store: Store) -> None:
    """The small Hessen with the person in it."""
    fill(store)


def fill(store: Store) -> None:
    """Record the person, change and remove some of it, and mention them in what is of others."""
    with store.writing("anna") as session:
        place = session.scalars(
            select(OrganisationPeriod.organisation_id).where(OrganisationPeriod.name == "Ahnatal")
        ).one()
        person = Contact(
            organisation_id=place,
            family_name=MAIDEN,
            given_name=GIVEN,
            title="Dr.",
            note=f"{GIVEN} ist ab 14 Uhr da.",
            roles=[ContactRole(role="digitalisation")],
            numbers=[
                PhoneNumber(kind="direct", raw=OLD_NUMBER, e164=f"+49{DIGITS[1]}"),
                PhoneNumber(kind="switchboard", raw="0561 90009-0", e164="+49561900090"),
            ],
            addresses=[
                Address(kind="email", text=OLD_MAIL),
                Address(kind="postal", text=POSTAL),
            ],
        )
        witness = Contact(
            organisation_id=place,
            family_name=WITNESS,
            given_name="Ute",
            numbers=[PhoneNumber(kind="switchboard", raw="0561 90009-0", e164="+49561900090")],
        )
        session.add_all([person, witness])
        session.flush()
        _talks(session, place, person.id, witness.id)
        _cases(session, place, person.id)
    with store.writing("bert") as session:
        person = session.get_one(Contact, person.id)
        person.family_name = FAMILY
        person.numbers[0].raw, person.numbers[0].e164 = NUMBER, f"+49{DIGITS[0]}"
        person.addresses[0].text = MAIL
        gone = session.scalars(select(Note).where(Note.text.contains("wieder gelöscht"))).one()
        session.delete(gone)


def _talks(session: Any, place: int, person: int, witness: int) -> None:
    of_person = {"organisation_id": place, "contact_id": person}
    of_place = {"organisation_id": place}
    session.add_all(
        [
            Call(
                started_at=AT, ended_at=AT, result="done", taken_by="anna", **of_person,
                raw_number=NUMBER, e164=f"+49{DIGITS[0]}", text=f"Frau {FAMILY} fragt nach Modul 3",
            ),
            Call(
                started_at=AT, ended_at=AT, result="done", taken_by="anna", **of_place,
                raw_number="0561 90009717", e164=f"+49{DIGITS[0]}", text="ohne Namen",
            ),
            Note(written_at=AT, written_by="anna", text=f"{GIVEN} ruft zurück", **of_person),
            Note(
                written_at=AT, written_by="anna", **of_place,
                text=f"Vertreten durch {GIVEN} {FAMILY}, Tel. 0049 (0)561/90009-717",
            ),
            Note(
                written_at=AT, written_by="anna", organisation_id=place, contact_id=witness,
                text=f"Kennt Frau Dr. {FAMILY.upper()}; Zentrale 0561 90009-0",
            ),
            Note(
                written_at=AT, written_by="anna", **of_place,
                text=f"wieder gelöscht: {GIVEN} {MAIDEN}",
            ),
            Note(written_at=AT, written_by="anna", text="Sitzung am Montag", **of_place),
            FollowUp(
                due_on=date(2021, 4, 1), owner="anna", done_at=AT, text=f"{MAIL} anschreiben",
                **of_person,
            ),
        ]
    )  # fmt: skip


def _cases(session: Any, place: int, person: int) -> None:
    named = f"{GIVEN} {FAMILY}"
    application = Application(
        number="IKZ-0717",
        title="Gemeinsames Bürgerbüro",
        station="approved",
        note=f"Ansprechpartnerin: {named}, {MAIL}",
        requested_cents=7_500_000,
        granted_cents=7_500_000,
        standard_cents=7_500_000,
        participants=[
            Participant(
                organisation_id=place,
                position=1,
                role="lead",
                resolution=Resolution(status="passed", printed_matter=f"eingebracht von {named}"),
            )
        ],
        payments=[
            Payment(position=1, paid_on=AT.date(), amount_cents=7_500_000, note=f"Frau {FAMILY}")
        ],
        obligations=[Obligation(position=1, what=f"Nachweis durch {named}")],
    )
    session.add_all(
        [
            application,
            Booking(
                organisation_id=place, module=1, funding_source="umsetzungsvereinbarung",
                state="settled", consultation_on=AT.date(), contact_id=person,
                note=f"mit {GIVEN} abgestimmt",
            ),
            Subscription(
                email=MAIL, contact_id=person, organisation_id=place, consent="ended",
                consent_source=f"Anruf von Frau {FAMILY}", subscribed_at=AT, ended_at=AT,
            ),
            Exchange(
                at=AT, actor="anna", direction="out", kind="kontakte", format="csv",
                file_name=f"{FAMILY}, {GIVEN}.csv", rows=1, content={"filter": MAIL},
            ),
        ]
    )  # fmt: skip
    session.flush()
    session.add(
        Determination(
            id="a" * 64, application_id=application.id, at=AT, actor="anna", rule_set="ikz-2021",
            inputs={"note": f"laut {named}", "cents": 7_500_000}, result={"cents": 7_500_000},
        )
    )  # fmt: skip


def keep_drafts(desk: Desk, contact_id: int) -> None:
    """Unfinished forms: one of the person, one that names them, one of others."""
    drafts.keep(desk, "contact", contact_id, {"family_name": FAMILY, "direct": NUMBER})
    drafts.keep(desk, "note", 0, {"text": f"{GIVEN} {FAMILY} will Rückruf"})
    drafts.keep(desk, "call", 0, {"text": "Sitzung am Dienstag"})


def number_of(desk: Desk) -> int:
    """The number of the person."""
    wanted = select(Contact.id).where(Contact.family_name == FAMILY)
    return int(desk.read(lambda reader: reader.execute(wanted).scalar_one()))


def rows_with_canaries(reader: Connection) -> Iterator[tuple[str, str]]:
    """Each row that has a canary in some text, met by nothing but the letters: table and key."""
    for name, table in metadata.tables.items():
        if name in DERIVED:
            continue
        texts = [each for each in table.columns if isinstance(each.type, String | JSON)]
        key = next(iter(table.primary_key.columns))
        for row in reader.execute(select(key, *texts)):
            if has_canary(" ".join(map(_as_text, row[1:]))):
                yield name, str(row[0])


def has_canary(text: str) -> bool:
    """Whether a word of the person, or a number in any spelling, stands in a text."""
    small = text.lower()
    digits = "".join(each for each in small if each.isdigit())
    return any(word in small for word in WORDS) or any(number in digits for number in DIGITS)


def _as_text(value: Any) -> str:
    if isinstance(value, dict | list):
        # What was typed stands in a draft as JSON within JSON.
        return json.dumps(value, ensure_ascii=False).encode().decode("unicode_escape", "replace")
    return str(value or "")
