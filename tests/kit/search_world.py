"""The seeded facts with a few invented people and cases: what searches are tried on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.connection import open_engine
from db.search.table import search_entry
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
    Participant,
    PhoneNumber,
    Rollout,
    Service,
)
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from seeds.load import load
from tests.kit.clock import SetClock
from tests.kit.stores import Stores

TODAY = date(2026, 11, 23)
ACTOR = "Kaya Beck"

# The ranges that the Bundesnetzagentur keeps free for films: nobody can be called.
_PEOPLE = (
    ("Hofbieber", "Maier", "Anna", None, "069 90009-100", "", "it"),
    ("Fulda", "Meyer", "Jörg", None, "069 90009-101", "joerg.meyer@example.org", "data_protection"),
    ("Landkreis Fulda", "Mayr", "Else", None, "069 90009-102", "", "cooperation"),
    ("Bad Homburg v. d. Höhe", "Meier", "Tim", None, "", "tim.meier@example.org", "finance"),
    ("Limburg a. d. Lahn", "Müller", "Käthe", "Dr.", "0221 4710-117", "kaethe@example.org", "head"),
    ("Offenbach am Main", "Muller", "Jean", None, "+49 221 4710 118", "", "digitalisation"),
    ("Kassel", "Möller", "Ute", None, "(030) 23125/200", "", "it"),
    ("Bad Nauheim", "Müller-Lüdenscheidt", "Kurt", None, "", "", "historic"),
    ("Hanau", "Yılmaz", "Ayşe", None, "030 23125-201", "ayse@example.org", "head"),
    ("Groß-Gerau", "Groß", "Heinz", None, "030 23125-202", "", "other"),
    ("Wetzlar", "von der Höhe", "Ines", None, "", "", "head"),
    ("Gießen", "Schmidt", "Pia", None, "030 23125-204", "", "it"),
    ("Gießen", "Schmitt", "Jan", None, "030 23125-205", "", "it"),
    ("Gießen", "Fulda", "Max", None, "030 23125-206", "", "finance"),
    ("Bensheim", "Steinau", "Lea", None, "", "lea@example.org", "coordination"),
)


def add_people_and_cases(store: Store) -> None:
    """Fill a store that holds the facts."""
    with store.engine.connect() as connection:
        entry = search_entry.c
        rows = connection.execute(
            select(entry.title, entry.record_id).where(entry.kind == int(Kind.MUNICIPALITY))
        )
        places = {row.title: row.record_id for row in rows}
    with store.writing(ACTOR) as session:
        people = {each[1]: _person(session, places[each[0]], *each[1:]) for each in _PEOPLE}
        session.flush()
        _cases(session, places)
        _talks(session, places, people)
        number = {"kind": "switchboard", "raw": "069 90009-0", "e164": "+4969900090"}
        session.add(PhoneNumber(organisation_id=places["Fulda"], **number))
        session.add(
            Address(organisation_id=places["Darmstadt"], kind="email", text="stadt@example.net")
        )


def _person(
    session: Session,
    place: int,
    family_name: str,
    given_name: str,
    title: str | None,
    raw: str,
    email: str,
    role: str,
) -> Contact:
    e164 = "+49" + "".join(each for each in raw.removeprefix("+49") if each.isdigit()).lstrip("0")
    person = Contact(
        organisation_id=place,
        family_name=family_name,
        given_name=given_name,
        title=title,
        historic_on=date(2022, 1, 1) if role == "historic" else None,
        roles=[] if role == "historic" else [ContactRole(role=role)],
        numbers=[PhoneNumber(kind="direct", raw=raw, e164=e164)] if raw else [],
        addresses=[Address(kind="email", text=email)] if email else [],
    )
    session.add(person)
    return person


def _cases(session: Session, places: dict[str, int]) -> None:
    for place, module, state, day in (
        ("Fulda", 3, "registered", date(2026, 11, 20)),
        ("Hünfeld", 1, "settled", date(2021, 3, 20)),
        ("Hofbieber", 2, "cancelled", date(2021, 4, 1)),
        ("Kassel", 4, "scheduled", date(2026, 11, 23)),
    ):
        source = "umsetzungsvereinbarung" if module <= 2 else "starke_heimat"
        session.add(
            Booking(
                organisation_id=places[place],
                module=module,
                funding_source=source,
                state=state,
                booked_on=day,
            )
        )
        session.flush()
    for number, title, station, partners, field in (
        ("IKZ-0014", "OZG-Team Rhön", "submitted", ("Fulda", "Hofbieber"), None),
        (
            "IKZ-0002",
            "Gemeinsames Standesamt",
            "closed",
            ("Bad Nauheim", "Ober-Mörlen"),
            "Personenstandswesen",
        ),
    ):
        session.add(
            Application(
                number=number,
                title=title,
                station=station,
                field_of_work=field,
                participants=[
                    Participant(
                        organisation_id=places[place],
                        position=position,
                        role="partner" if position > 1 else "lead",
                    )
                    for position, place in enumerate(partners, 1)
                ],
            )
        )
        session.flush()
    service = session.scalars(select(Service).order_by(Service.id)).first()
    assert service is not None
    session.add(Rollout(organisation_id=places["Fulda"], service_id=service.id, state="live"))
    session.add(Rollout(organisation_id=places["Kassel"], service_id=service.id, state="planned"))


def _talks(session: Session, places: dict[str, int], people: dict[str, Contact]) -> None:
    def at(day: int, hour: int, minute: int = 0) -> datetime:
        return datetime(2026, 11, day, hour, minute, tzinfo=UTC)

    session.add_all(
        [
            Note(
                written_at=at(20, 9),
                written_by=ACTOR,
                organisation_id=places["Gießen"],
                text="Fragt nach den Straßenbeiträgen, Az. 7/2021, und will am 19.05.2027 mehr.",
            ),
            Note(
                written_at=at(22, 9),
                written_by=ACTOR,
                organisation_id=places["Limburg a. d. Lahn"],
                contact_id=people["Müller"].id,
                text="100 % der Gremien sind einverstanden, »Beschluss« folgt. "
                + "Weiteres steht im Protokoll der Sitzung, das wir erst im Januar sehen werden; "
                + "bis dahin ruht die Angelegenheit um den Zweckverband.",
            ),
            FollowUp(
                due_on=date(2026, 11, 25),
                owner=ACTOR,
                text="Beschluss anfordern",
                organisation_id=places["Fulda"],
            ),
            FollowUp(
                due_on=date(2026, 11, 24),
                owner="Jo Lang",
                text="Rückruf wegen Mängelmelder",
                organisation_id=places["Kassel"],
                contact_id=people["Möller"].id,
            ),
            FollowUp(
                due_on=date(2026, 11, 20),
                owner=ACTOR,
                text="Unterlagen nachreichen",
                organisation_id=places["Hofbieber"],
                done_at=at(21, 9),
            ),
            Call(
                started_at=at(22, 10, 31),
                raw_number="069 90009-101",
                e164="+496990009101",
                taken_by=ACTOR,
                organisation_id=places["Fulda"],
                contact_id=people["Meyer"].id,
                topic="costs",
                result="call_back",
                text="Wer zahlt 2027 die EfA-Kosten?",
            ),
            Call(
                # Half an hour after midnight in Hessen.
                started_at=at(22, 23, 30),
                raw_number="0221 4710-999",
                e164="+492214710999",
                taken_by=ACTOR,
                topic="model",
                result="open",
            ),
            Call(started_at=at(19, 8), taken_by=ACTOR, result="no_concern", text="verwählt"),
        ]
    )


@contextmanager
def searching_desk(stores: Stores, dialect: str) -> Iterator[Desk]:
    """A desk with what there is to search."""
    with stores.copy(dialect, load) as url:
        desk = Desk(open_engine(url), ACTOR, SetClock(TODAY))
        try:
            add_people_and_cases(desk.store)
            yield desk
        finally:
            desk.close()
