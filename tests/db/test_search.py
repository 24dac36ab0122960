"""A few letters or digits find the record, in the same order on both databases."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date

import pytest
from sqlalchemy import select, text

from db.search import Kind, Scope, _query, count, page, phone_digits, search_entry
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
    PhoneNumber,
    Service,
    ServiceBundle,
)
from tests.db.rows import ACTOR, MORNING, kommune, number, save
from tests.stores import Stores

ALL_KINDS = (Kind.MUNICIPALITY, Kind.NOTE)


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

QUERIES: dict[str, list[str]] = {
    # municipalities by name, however it is spelled
    "Gießen": [LK, GIESSEN, KAETHE, NOTE],
    "giessen universität": [GIESSEN],
    "LK Gießen": [LK],
    "[LK] Gießen": [LK],
    "kreis giessen": [LK],
    "Landkreis": [LK],
    "Bus": [BUSECK, JOERG, BOOKING],
    "BUSECK": [BUSECK, JOERG, BOOKING],
    "gross gerau": [GERAU, GROSS],
    "Groß-Gerau": [GERAU, GROSS],
    "groß": [GERAU, GROSS],
    "GROSS": [GERAU, GROSS],
    "gerau gross": [GERAU, GROSS],
    "ober-mörlen": [OBER, AYSE, IKZ],
    "Obermoerlen": [],
    "ober moerlen": [OBER, AYSE, IKZ],
    "morlen": [OBER, AYSE, IKZ],
    "Mo\u0308rlen": [OBER, AYSE, IKZ],
    "wetterau": [WETTERAU],
    "Wetteraukreis": [WETTERAU],
    "bad": [NAUHEIM, LUEDENSCHEIDT, IKZ],
    "B": [NAUHEIM, BUSECK, JOERG, LUEDENSCHEIDT, IKZ, BOOKING, BUNDLE],
    "Haldern": [PHILIPPSTHAL],
    "Neuenstein": [PHILIPPSTHAL],
    "neunstein": [PHILIPPSTHAL],
    "Phil": [PHILIPPSTHAL],
    # keys
    "06531005": [GIESSEN],
    "065310": [BUSECK, LK, GIESSEN],
    "065310000000": [LK],
    "06632015": [PHILIPPSTHAL],
    "06631099": [PHILIPPSTHAL],
    "0644": [NAUHEIM, OBER, WETTERAU],
    # other organisations
    "ekom21": [EKOM],
    "KGRZ": [EKOM],
    "ministerium innern": [MINISTRY, HOEHE],
    "hess min": [MINISTRY, HOEHE],
    "hessen": [EKOM],
    # people
    "Müller": [JOERG, KAETHE, LUEDENSCHEIDT],
    "mueller": [JOERG, KAETHE, LUEDENSCHEIDT],
    "MULLER": [JOERG, KAETHE, LUEDENSCHEIDT],
    "müller bus": [JOERG],
    "müller gießen": [KAETHE],
    "käthe müller": [KAETHE],
    "Dr. Müller": [KAETHE],
    "kaethe.mueller@giessen.de": [KAETHE],
    "lüdenscheidt": [LUEDENSCHEIDT],
    "Yilmaz": [AYSE],
    "YILMAZ": [AYSE],
    "yılm": [AYSE],
    "ayse": [AYSE],
    "von der hohe": [HOEHE],
    "hoehe": [HOEHE],
    "digitalisation": [KAETHE],
    # telephone numbers
    "0611 353-1950": [MINISTRY],
    "+49 611 353 1950": [MINISTRY],
    "0049 (611) 3531950": [MINISTRY],
    "0611/353": [MINISTRY],
    "06413061234": [KAETHE],
    "0641 306": [KAETHE],
    "0176 1234": [JOERG],
    "0641 306-9999": [],
    # cases
    "IKZ-2021-017": [IKZ],
    "ikz 2021": [IKZ],
    "standesamt": [IKZ],
    "personenstand bad nauheim": [IKZ],
    "modul 3": [BOOKING],
    "M3 buseck": [BOOKING],
    "baugenehmigung": [BUNDLE],
    "bauen wohnen": [BUNDLE],
    "strassenbeitrage": [NOTE],
    "Straßenbeiträge Rückruf": [NOTE],
    "rueckruf giessen": [NOTE],
    "am 19.05.2021": [NOTE],
    # nothing
    "gibtesnicht": [],
    "müller xyz": [],
    "***": [],
    "?!": [],
    '"': [],
    "Gie* OR": [],
    "' OR '1'='1": [],
    "NEAR(gießen)": [],
}


@pytest.fixture(scope="module")
def worlds(stores: Stores) -> Iterator[dict[str, Store]]:
    with ExitStack() as stack:
        yield {
            dialect: stack.enter_context(stores.opened(dialect, small_world))
            for dialect in ("sqlite", "postgresql")
        }


def titles(store: Store, query: str, first: int = 0, last: int = Kind.NOTE) -> list[str]:
    with store.engine.connect() as connection:
        scope = Scope(first, last, query)
        lines = page(connection, scope, 100)
        assert count(connection, scope, 1_000) == len(lines)
        return [line.title for line in lines]


def test_the_list_is_long_enough() -> None:
    assert len(QUERIES) >= 60


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_the_same_everywhere(worlds: dict[str, Store], query: str) -> None:
    found = {dialect: titles(store, query) for dialect, store in worlds.items()}
    assert found["sqlite"] == QUERIES[query]
    assert found["postgresql"] == found["sqlite"]


def test_every_beginning_of_every_title_finds_its_record(worlds: dict[str, Store]) -> None:
    lost = []
    for dialect, store in worlds.items():
        with store.engine.connect() as connection:
            for line in page(connection, Scope(), 100):
                for end in range(1, len(line.title) + 1):
                    found = page(connection, Scope(text=line.title[:end]), 100)
                    if not Scope(text=line.title[:end]).is_empty and line not in found:
                        lost.append((dialect, line.title[:end]))
    assert lost == []


SPELLINGS = (
    "0611 353 1950",
    "0611/353-1950",
    "0611 / 353 - 1950",
    "+49 (0)611 353-1950",
    "+49 (0611) 3531950",
    "0049 611 3531950",
    "06113531950",
    "(0611) 353 1950",
    "0611.353.1950",
    "+49 611 353-19 50",
    "+4961135319 50",
    "0611 353\u20131950",
    "0611 353\u20111950",
    "(+49) 611 3531950",
    " 0611 3531950 ",
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_number_is_found_in_every_spelling(worlds: dict[str, Store], spelling: str) -> None:
    assert phone_digits(spelling) == "06113531950"
    assert {dialect: titles(store, spelling) for dialect, store in worlds.items()} == {
        "sqlite": [MINISTRY],
        "postgresql": [MINISTRY],
    }


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_number_is_found_while_it_is_typed(worlds: dict[str, Store], spelling: str) -> None:
    lost = [
        spelling[:end]
        for end in range(1, len(spelling) + 1)
        if sum(char.isdigit() for char in spelling[:end]) >= 5
        and MINISTRY not in titles(worlds["sqlite"], spelling[:end])
    ]
    assert lost == []


@pytest.mark.parametrize("query", ["19.05.2021", "7/2021", "2021-017", "19.05.", "2021"])
def test_dates_and_file_numbers_of_digits_find_their_text(
    worlds: dict[str, Store], query: str
) -> None:
    for store in worlds.values():
        assert {NOTE, IKZ} & set(titles(store, query))


def test_letters_and_digits_mean_the_same_to_both_databases(worlds: dict[str, Store]) -> None:
    odd = ["3e5", "1e309", "0x1f", "12abc", "1e10abc", "e5", "b12", "007", "1a2b3c", "x" * 60]
    with worlds["postgresql"].engine.connect() as connection:
        lost = [
            word
            for word in odd
            for typed in (word, word[:-1])
            if not connection.scalar(
                text("SELECT array_to_tsvector(ARRAY[:word]) @@ CAST(:query AS tsquery)"),
                {"word": word, "query": _query(typed, "postgresql")},
            )
        ]
    assert lost == []


def test_an_empty_text_lists_everything_and_signs_alone_nothing(worlds: dict[str, Store]) -> None:
    for store in worlds.values():
        assert len(titles(store, "")) == len(titles(store, "   ")) > 15
        assert titles(store, "-/()") == []
        assert Scope(text="-/()").is_empty
        assert not Scope(text=" ").is_empty


def test_a_list_of_one_kind_holds_that_kind(worlds: dict[str, Store]) -> None:
    for store in worlds.values():
        assert titles(store, "müller", Kind.CONTACT, Kind.CONTACT) == [JOERG, KAETHE, LUEDENSCHEIDT]
        assert titles(store, "müller", Kind.NOTE, Kind.NOTE) == []
        assert titles(store, "", Kind.ORGANISATION, Kind.ORGANISATION) == [EKOM, MINISTRY]
        assert titles(store, "", Kind.CONTACT, Kind.CONTACT) == [
            GROSS,
            JOERG,
            KAETHE,
            LUEDENSCHEIDT,
            HOEHE,
            AYSE,
        ]


# What a save does to the entries


def entries(store: Store) -> list[tuple[object, ...]]:
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


@pytest.fixture
def world(stores: Stores, dialect: str) -> Iterator[Store]:
    with stores.opened(dialect, small_world) as store:
        yield store


def assert_kept(store: Store) -> None:
    """The entries that saves have kept are those that would be made anew."""
    kept = entries(store)
    assert store.rebuild_search() == len(kept)
    assert entries(store) == kept
    if store.engine.dialect.name == "sqlite":
        with store.engine.begin() as connection:
            connection.execute(
                text("INSERT INTO search_index(search_index, rank) VALUES('integrity-check', 1)")
            )


def _number_of(store: Store, title: str, kind: Kind) -> int:
    with store.engine.connect() as connection:
        return next(
            line.record_id
            for line in page(connection, Scope(kind, kind), 100)
            if line.title == title
        )


def test_the_kept_entries_are_those_made_anew(world: Store) -> None:
    assert_kept(world)


def test_a_renamed_town_is_found_with_all_that_shows_its_name(world: Store) -> None:
    place = _number_of(world, "Buseck", Kind.MUNICIPALITY)
    with world.writing("kaya") as session:
        session.get_one(Organisation, place).periods[0].name = "Großen-Buseck"
    assert titles(world, "Großen-Buseck") == ["Großen-Buseck", JOERG, "Großen-Buseck"]
    assert_kept(world)


def test_a_renamed_district_is_renamed_at_its_towns(world: Store) -> None:
    place = _number_of(world, WETTERAU, Kind.MUNICIPALITY)
    with world.writing("kaya") as session:
        session.get_one(Organisation, place).periods[0].name = "Friedbergkreis"
    with world.engine.connect() as connection:
        towns = page(connection, Scope(last=Kind.MUNICIPALITY), 100)
    assert {line.title for line in towns if line.place == "Friedbergkreis"} == {NAUHEIM, OBER}
    assert_kept(world)


def test_a_district_with_another_key_lets_go_of_its_towns(world: Store) -> None:
    place = _number_of(world, WETTERAU, Kind.MUNICIPALITY)
    with world.writing("kaya") as session:
        session.get_one(Organisation, place).periods[0].key = "06999"
    with world.engine.connect() as connection:
        towns = page(connection, Scope(last=Kind.MUNICIPALITY), 100)
    assert [line.title for line in towns if line.place == WETTERAU] == []
    assert_kept(world)


def test_a_new_name_from_a_day_on_is_the_newest(world: Store) -> None:
    place = _number_of(world, "Buseck", Kind.MUNICIPALITY)
    with world.writing("kaya") as session:
        session.add(
            OrganisationPeriod(
                organisation_id=place,
                name="Wieseckau",
                kind="gemeinde",
                key="06531003",
                valid_from=date(2022, 1, 1),
            )
        )
    assert titles(world, "wieseckau", last=Kind.MUNICIPALITY) == ["Wieseckau"]
    assert titles(world, "buseck", last=Kind.MUNICIPALITY) == ["Wieseckau"]
    assert_kept(world)


def test_a_corrected_contact_moves_to_its_new_place(world: Store) -> None:
    person = _number_of(world, KAETHE, Kind.CONTACT)
    with world.writing("kaya") as session:
        row = session.get_one(Contact, person)
        row.family_name = "Abt"
        row.numbers[0].e164 = "+4961111111"
        row.addresses.clear()
    assert titles(world, "", Kind.CONTACT, Kind.CONTACT)[0] == "Abt, Dr. Käthe"
    assert titles(world, "0611 11111") == ["Abt, Dr. Käthe"]
    assert titles(world, "0641 306") == titles(world, "kaethe.mueller@giessen.de") == []
    assert_kept(world)


def test_a_number_that_changes_hands_is_found_at_its_new_owner_alone(world: Store) -> None:
    person, other = (_number_of(world, title, Kind.CONTACT) for title in (KAETHE, JOERG))
    with world.writing("kaya") as session:
        moved = session.scalars(select(PhoneNumber).where(PhoneNumber.contact_id == person)).one()
        moved.contact_id = other
    assert titles(world, "0641 306") == [JOERG]
    assert_kept(world)


def test_a_merger_taken_back_gives_the_old_town_its_entry_again(world: Store) -> None:
    with world.writing("kaya") as session:
        gone = session.scalars(
            select(Organisation).where(Organisation.successor_id.is_not(None))
        ).one()
        gone.successor_id = None
    assert titles(world, "Neuenstein") == ["Neuenstein"]
    assert_kept(world)


def test_a_deleted_record_is_found_no_more(world: Store) -> None:
    with world.writing("kaya") as session:
        for table in (Contact, Booking, Application, ServiceBundle, Note):
            for row in session.scalars(select(table)):
                session.delete(row)
    assert titles(world, "", Kind.CONTACT) == []
    assert titles(world, "müller") == []
    with world.writing("kaya") as session:
        place = session.get_one(Organisation, _number_of(world, "Buseck", Kind.MUNICIPALITY))
        session.delete(place)
    assert titles(world, "buseck") == []
    assert_kept(world)


def test_a_partner_or_service_more_is_found_at_once(world: Store) -> None:
    with world.writing("kaya") as session:
        application = session.scalars(select(Application)).one()
        application.participants.append(
            Participant(
                organisation_id=_number_of(world, GERAU, Kind.MUNICIPALITY),
                position=3,
                role="partner",
            )
        )
        bundle = session.scalars(select(ServiceBundle)).one()
        bundle.services.append(Service(number=3, name="Abbruchanzeige"))
    assert titles(world, "gerau", Kind.APPLICATION) == [IKZ]
    assert titles(world, "abbruch") == [BUNDLE]
    with world.writing("kaya") as session:
        application = session.scalars(select(Application)).one()
        application.participants.pop()
        bundle = session.scalars(select(ServiceBundle)).one()
        bundle.services.pop()
    assert titles(world, "gerau", Kind.APPLICATION) == []
    assert titles(world, "abbruch") == []
    assert_kept(world)


def test_a_save_that_is_given_up_leaves_the_entries(world: Store) -> None:
    before = entries(world)
    with pytest.raises(KeyboardInterrupt), world.writing(ACTOR) as session:  # noqa: PT012
        session.add(kommune("Zwingenberg"))
        session.delete(session.scalars(select(Note)).one())
        session.flush()
        raise KeyboardInterrupt
    assert entries(world) == before
    assert_kept(world)


def test_an_organisation_without_a_name_yet_stops_no_save(store: Store) -> None:
    place = save(store, Organisation(town="Gießen"))
    save(store, Contact(organisation_id=place, family_name="Müller"))
    save(store, Note(written_at=MORNING, written_by=ACTOR, organisation_id=place, text="Rückruf"))
    save(
        store,
        Booking(organisation_id=place, module=3, funding_source="starke_heimat"),
    )
    save(
        store,
        Application(
            number="1",
            title="Standesamt",
            participants=[Participant(organisation_id=place, position=1, role="lead")],
        ),
    )
    assert_kept(store)


def test_a_name_that_changes_during_another_save_is_shown_everywhere(
    postgresql_store: Store,
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    place = save(postgresql_store, kommune("Alt"))

    def add() -> int:
        return save(postgresql_store, Contact(organisation_id=place, family_name="Abt"))

    with ThreadPoolExecutor(1) as pool:
        with postgresql_store.writing("kaya") as session:
            session.get_one(Organisation, place).periods[0].name = "Neu"
            session.flush()
            added = pool.submit(add)
            assert not added.done()
        added.result()
    assert_kept(postgresql_store)


def test_saves_that_touch_the_same_kinds_do_not_block_each_other(store: Store) -> None:
    """Two officers save a contact and a note each, in either order, again and again."""
    from concurrent.futures import ThreadPoolExecutor

    places = [save(store, kommune(f"Ort {index}")) for index in range(4)]

    def work(officer: int) -> int:
        for turn in range(12):
            with store.writing(f"officer-{officer}") as session:
                place = places[(officer + turn) % 4]
                session.add(Contact(organisation_id=place, family_name=f"Name {officer} {turn}"))
                session.add(
                    Note(
                        written_at=MORNING,
                        written_by=ACTOR,
                        organisation_id=place,
                        text=f"Notiz {officer} {turn}",
                    )
                )
                session.flush()
        return officer

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(work, range(6))) == list(range(6))
    assert_kept(store)
