"""Two districts, some towns, some people: small enough to know every entry by heart."""

from datetime import date

from sqlalchemy import select, text

from db.search.pages import Scope, count, page
from db.search.table import search_entry, search_word
from db.store import Store
from db.tables import (
    Address,
    Application,
    Booking,
    BundleAvailability,
    Contact,
    ContactRole,
    Note,
    Organisation,
    OrganisationPeriod,
    Participant,
    Service,
    ServiceBundle,
)
from ozg_tui.codes.search import Kind
from tests.kit.rows import ACTOR, MORNING, kommune, number


def small_world(store: Store) -> None:
    """Two districts, some towns, two people with one name, a case of every kind."""
    with store.writing(ACTOR) as session:
        district = kommune("Gießen", "landkreis", "06531", ars="065310000000")
        wetterau = kommune("Wetteraukreis", "landkreis", "06440")
        giessen = kommune(
            "Gießen", key="06531005", suffix="Universitätsstadt", district_key="06531"
        )
        buseck = kommune("Buseck", "gemeinde", "06531003", district_key="06531")
        bad = kommune("Bad Nauheim", key="06440002", district_key="06440")
        ober = kommune("Ober-Mörlen", "gemeinde", "06440016", district_key="06440")
        gross = kommune("Groß-Gerau", key="06433006")
        merged = kommune("Neuenstein", "gemeinde", "06632015", valid_to=date(2020, 12, 31))
        renamed = Organisation(
            periods=[
                OrganisationPeriod(
                    name="Haldern", kind="gemeinde", key="06631099", valid_to=date(1998, 12, 31)
                ),
                OrganisationPeriod(
                    name="Philippsthal",
                    kind="gemeinde",
                    key="06632017",
                    valid_from=date(1999, 1, 1),
                ),
            ]
        )
        ministry = kommune("Hessisches Ministerium des Innern", "ministry", "M1")
        ekom = kommune("ekom21 – KGRZ Hessen", "provider", "P1")
        places = (district, wetterau, giessen, buseck, bad, ober, gross, merged, renamed)
        session.add_all((*places, ministry, ekom))
        session.flush()
        merged.successor_id = renamed.id
        session.add(number("0611 353-1950", "+496113531950", organisation_id=ministry.id))
        session.add_all(
            (
                Contact(
                    organisation_id=giessen.id,
                    family_name="Müller",
                    given_name="Käthe",
                    title="Dr.",
                    roles=[ContactRole(role="digitalisation")],
                    numbers=[number("0641 306-1234", "+496413061234")],
                    addresses=[Address(kind="email", text="kaethe.mueller@giessen.de")],
                ),
                Contact(
                    organisation_id=buseck.id,
                    family_name="Muller",
                    given_name="Jörg",
                    numbers=[number("0176 12345678", "+4917612345678")],
                ),
                Contact(organisation_id=bad.id, family_name="Müller-Lüdenscheidt"),
                Contact(organisation_id=ober.id, family_name="Yılmaz", given_name="Ayşe"),
                Contact(organisation_id=gross.id, family_name="Groß", historic_on=date(2020, 1, 1)),
                Contact(organisation_id=ministry.id, family_name="von der Höhe"),
            )
        )
        session.add(
            Application(
                number="IKZ-2021-017",
                title="Gemeinsames Standesamt",
                field_of_work="Personenstandswesen",
                participants=[
                    Participant(organisation_id=bad.id, position=1, role="lead"),
                    Participant(organisation_id=ober.id, position=2, role="partner"),
                ],
            )
        )
        session.add(Booking(organisation_id=buseck.id, module=3, funding_source="starke_heimat"))
        session.add(
            ServiceBundle(
                code="bauen",
                position=3,
                name="Bauen und Wohnen",
                services=[Service(number=1, name="Baugenehmigung"), Service(number=2)],
                available=[BundleAvailability(month="2021-05")],
            )
        )
        session.add(
            Note(
                written_at=MORNING,
                written_by=ACTOR,
                organisation_id=giessen.id,
                text="Rückruf wegen der Straßenbeiträge am 19.05.2021, Az. 7/2021",
            )
        )


LK, GIESSEN, BUSECK = "Landkreis Gießen", "Gießen", "Buseck"
NAUHEIM, OBER, GERAU = "Bad Nauheim", "Ober-Mörlen", "Groß-Gerau"
WETTERAU, PHILIPPSTHAL = "Wetteraukreis", "Philippsthal"
MINISTRY, EKOM = "Hessisches Ministerium des Innern", "ekom21 – KGRZ Hessen"
KAETHE, JOERG, LUEDENSCHEIDT = "Müller, Dr. Käthe", "Muller, Jörg", "Müller-Lüdenscheidt"
AYSE, GROSS, HOEHE = "Yılmaz, Ayşe", "Groß", "von der Höhe"
IKZ, BUNDLE = "IKZ-2021-017 Gemeinsames Standesamt", "Bauen und Wohnen"
NOTE = "Rückruf wegen der Straßenbeiträge am 19.05.2021, Az. 7/2021"
BOOKING = "Buseck"


def titles(store: Store, query: str, first: int = 0, last: int = Kind.NOTE) -> list[str]:
    """The titles of what a text finds."""
    with store.engine.connect() as connection:
        scope = Scope(first, last, query)
        lines = page(connection, scope, 100)
        assert count(connection, scope, 1_000) == len(lines)
        return [line.title for line in lines]


def number_of(store: Store, title: str, kind: Kind) -> int:
    """The number of the record with this title."""
    with store.engine.connect() as connection:
        return next(
            line.record_id
            for line in page(connection, Scope(kind, kind), 100)
            if line.title == title
        )


def entries(store: Store) -> list[tuple[object, ...]]:
    """Everything about the entries but their places."""
    kept = search_entry.c
    with store.engine.connect() as connection:
        rows = connection.execute(
            select(
                kept.kind,
                kept.record_id,
                kept.sort_key,
                kept.title,
                kept.place,
                kept.state,
                kept.detail,
                kept.matches,
                kept.words,
            ).order_by(kept.kind, kept.record_id)
        ).all()
    return [tuple(row) for row in rows]


def words_of(store: Store) -> set[tuple[str, str]]:
    """The words that names are heard by, with their sounds."""
    with store.engine.connect() as connection:
        rows = connection.execute(select(search_word.c.word, search_word.c.sound))
        return {(row.word, row.sound) for row in rows}


def assert_kept(store: Store) -> None:
    """The entries that saves have kept are those that would be made anew."""
    kept, heard = entries(store), words_of(store)
    assert store.rebuild_search() == len(kept)
    assert entries(store) == kept
    assert words_of(store) <= heard
    if store.engine.dialect.name == "sqlite":
        with store.engine.begin() as connection:
            connection.execute(
                text("INSERT INTO search_index(search_index, rank) VALUES('integrity-check', 1)")
            )
