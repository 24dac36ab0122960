"""What a save does to the entries: whatever is saved, they are those that would be made anew."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from db.search import facets
from db.search.pages import Scope, page
from db.search.table import search_word
from db.store import Store
from db.tables import (
    Address,
    Application,
    Booking,
    Call,
    Contact,
    FollowUp,
    ModelParticipation,
    ModelStatusPeriod,
    Note,
    Organisation,
    OrganisationPeriod,
    Participant,
    PhoneNumber,
    Programme,
    Rollout,
    Service,
    ServiceBundle,
)  # fmt: skip
from db.tables.cooperation import staying_on
from ozg_tui.codes.search import Kind
from ozg_tui.rules.ikz.case import has_left
from tests.kit.rows import ACTOR, MORNING, SAMPLES, kommune, save
from tests.kit.small_world import (
    AYSE,
    BUNDLE,
    BUSECK,
    GERAU,
    GIESSEN,
    IKZ,
    JOERG,
    KAETHE,
    LK,
    NAUHEIM,
    NOTE,
    OBER,
    WETTERAU,
    assert_kept,
    entries,
    number_of,
    small_world,
    titles,
)  # fmt: skip
from tests.kit.stores import Stores


@pytest.fixture
def world(stores: Stores, dialect: str) -> Iterator[Store]:
    with stores.opened(dialect, small_world) as store:
        yield store


def test_the_kept_entries_are_those_made_anew(world: Store) -> None:
    assert_kept(world)


def test_a_renamed_town_is_found_with_all_that_shows_its_name(world: Store) -> None:
    place = number_of(world, "Buseck", Kind.MUNICIPALITY)
    with world.writing("kaya") as session:
        session.get_one(Organisation, place).periods[0].name = "Großen-Buseck"
    assert titles(world, "Großen-Buseck") == ["Großen-Buseck", JOERG, "Großen-Buseck"]
    assert_kept(world)


def test_a_renamed_district_is_renamed_at_its_towns(world: Store) -> None:
    place = number_of(world, WETTERAU, Kind.MUNICIPALITY)
    with world.writing("kaya") as session:
        session.get_one(Organisation, place).periods[0].name = "Friedbergkreis"
    with world.engine.connect() as connection:
        towns = page(connection, Scope(last=Kind.MUNICIPALITY), 100)
    assert {line.title for line in towns if line.place == "Friedbergkreis"} == {NAUHEIM, OBER}
    assert_kept(world)


def test_a_district_with_another_key_lets_go_of_its_towns(world: Store) -> None:
    place = number_of(world, WETTERAU, Kind.MUNICIPALITY)
    with world.writing("kaya") as session:
        session.get_one(Organisation, place).periods[0].key = "06999"
    with world.engine.connect() as connection:
        towns = page(connection, Scope(last=Kind.MUNICIPALITY), 100)
    assert [line.title for line in towns if line.place == WETTERAU] == []
    assert_kept(world)


def test_a_new_name_from_a_day_on_is_the_newest(world: Store) -> None:
    place = number_of(world, "Buseck", Kind.MUNICIPALITY)
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
    person = number_of(world, KAETHE, Kind.CONTACT)
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
    person, other = (number_of(world, title, Kind.CONTACT) for title in (KAETHE, JOERG))
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
        place = session.get_one(Organisation, number_of(world, "Buseck", Kind.MUNICIPALITY))
        session.delete(place)
    assert titles(world, "buseck") == []
    assert_kept(world)


def test_a_partner_or_service_more_is_found_at_once(world: Store) -> None:
    with world.writing("kaya") as session:
        application = session.scalars(select(Application)).one()
        application.participants.append(
            Participant(
                organisation_id=number_of(world, GERAU, Kind.MUNICIPALITY),
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


# What filters ask for


def having(store: Store, *wanted: str, first: Kind = Kind.MUNICIPALITY) -> list[str]:
    """The titles of what has all these facets."""
    with store.engine.connect() as connection:
        scope = Scope(first=first, wanted=tuple((each,) for each in wanted))
        return [line.title for line in page(connection, scope, 100)]


IN_COOPERATION = facets.cooperating(date.max)


def test_whoever_joins_an_application_is_in_one_with_people_and_bookings(world: Store) -> None:
    assert having(world, IN_COOPERATION) == [NAUHEIM, OBER, "Müller-Lüdenscheidt", AYSE, IKZ]
    place = number_of(world, BUSECK, Kind.MUNICIPALITY)
    save(world, Note(written_at=MORNING, written_by=ACTOR, organisation_id=place, text="Notiz"))
    with world.writing("kaya") as session:
        application = session.scalars(select(Application)).one()
        application.participants.append(
            Participant(
                organisation_id=number_of(world, BUSECK, Kind.MUNICIPALITY),
                position=3,
                role="partner",
            )
        )
    assert BUSECK in having(world, IN_COOPERATION)
    assert {JOERG, BUSECK} <= set(having(world, IN_COOPERATION, first=Kind.CONTACT))
    assert_kept(world)


@pytest.mark.parametrize("way", ["closed", "left", "replaced", "deleted"])
def test_whoever_leaves_the_last_application_is_in_none(world: Store, way: str) -> None:
    with world.writing("kaya") as session:
        application = session.scalars(select(Application)).one()
        if way == "closed":
            application.station = "closed"
        elif way == "left":
            application.participants[1].left_on = date(2022, 1, 1)
        elif way == "replaced":
            application.participants[1].organisation_id = number_of(world, GERAU, Kind.MUNICIPALITY)
        else:
            session.delete(application)
    found = having(world, IN_COOPERATION)
    assert OBER not in found
    assert AYSE not in found
    assert (GERAU in found) == (way == "replaced")
    assert_kept(world)


@pytest.mark.parametrize(("day", "is_in"), [("2027-12-31", True), ("2028-01-01", False)])
def test_who_leaves_later_is_in_an_application_until_that_day(
    world: Store, day: str, is_in: bool
) -> None:
    with world.writing("kaya") as session:
        application = session.scalars(select(Application)).one()
        application.participants[1].left_on = date(2027, 12, 31)
    on = date.fromisoformat(day)
    with world.engine.connect() as connection:
        ja, nein = (
            {line.title for line in page(connection, Scope(wanted=(facet,)), 100)}
            for facet in (facets.cooperating_on(on), facets.not_cooperating_on(on))
        )
    for title in (OBER, AYSE):
        assert (title in ja, title in nein) == (is_in, not is_in)
    with world.engine.connect() as connection:
        staying = select(Participant.organisation_id).where(staying_on(on))
        partners = connection.scalars(staying).all()
    assert (number_of(world, OBER, Kind.MUNICIPALITY) in partners) is is_in
    assert has_left(date(2027, 12, 31), on) is not is_in
    assert_kept(world)


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(last=DAYS | st.none() | st.just(date.max), day=DAYS)
def test_a_day_is_either_before_or_after_the_last_one(last: date | None, day: date) -> None:
    facet = facets.cooperating(last)

    def meets(asked: tuple[str, ...]) -> bool:
        return any(
            facet.startswith(each.removesuffix("*")) if each.endswith("*") else facet == each
            for each in asked
        )

    takes_part = last is not None and not has_left(last, day)
    assert meets(facets.cooperating_on(day)) is takes_part
    assert meets(facets.not_cooperating_on(day)) is not takes_part


def test_a_second_application_keeps_its_partners_when_the_first_ends(world: Store) -> None:
    place = number_of(world, OBER, Kind.MUNICIPALITY)
    partner = Participant(organisation_id=place, position=1, role="lead")
    save(world, Application(number="IKZ-2", title="Bauhof", participants=[partner]))
    with world.writing("kaya") as session:
        first = session.scalars(select(Application).where(Application.number != "IKZ-2")).one()
        first.station = "withdrawn"
    found = having(world, IN_COOPERATION)
    assert NAUHEIM not in found
    assert OBER in found
    assert_kept(world)


def test_reach_and_contacts_follow_what_is_saved(world: Store) -> None:
    by_email = facets.has(facets.REACHED_BY_EMAIL), facets.has(facets.REACHED_BY_EMAIL, False)
    with_contact = facets.has(facets.CONTACT)
    assert having(world, by_email[0]) == [KAETHE]
    assert GERAU not in having(world, with_contact)
    with world.writing("kaya") as session:
        person = session.get_one(Contact, number_of(world, KAETHE, Kind.CONTACT))
        person.addresses.clear()
        person.organisation_id = number_of(world, GERAU, Kind.MUNICIPALITY)
    assert having(world, by_email[0]) == []
    assert KAETHE in having(world, by_email[1])
    assert GERAU in having(world, with_contact)
    assert GIESSEN not in having(world, with_contact)
    with world.writing("kaya") as session:
        person = session.get_one(Contact, number_of(world, KAETHE, Kind.CONTACT))
        person.historic_on = date(2022, 1, 1)
    assert GERAU in having(world, facets.has(facets.CONTACT, False))
    assert having(world, facets.role("historic")) == ["Groß", KAETHE]
    assert_kept(world)


def test_a_cancelled_booking_leaves_the_kommune_without_consulting(world: Store) -> None:
    assert having(world, facets.has(facets.CONSULTING)) == [BUSECK]
    with world.writing("kaya") as session:
        session.scalars(select(Booking)).one().state = "cancelled"
    assert having(world, facets.has(facets.CONSULTING)) == []
    assert having(world, facets.booking_state("cancelled")) == [BUSECK]
    assert_kept(world)


def test_a_connected_service_shows_at_the_kommune_and_at_the_bundle(world: Store) -> None:
    place = number_of(world, GERAU, Kind.MUNICIPALITY)
    with world.writing("kaya") as session:
        service = session.scalars(select(Service).where(Service.number == 1)).one()
        session.add(Rollout(organisation_id=place, service_id=service.id, state="live"))
    assert having(world, facets.rollout_state("live")) == [GERAU, BUNDLE]
    with world.writing("kaya") as session:
        session.scalars(select(Rollout)).one().state = "disturbed"
    assert having(world, facets.rollout_state("live")) == []
    assert having(world, facets.rollout_state("disturbed")) == [GERAU, BUNDLE]
    assert_kept(world)


def test_a_town_that_changes_its_landkreis_takes_everything_along(world: Store) -> None:
    there = facets.district("06440")
    assert there is not None
    place = number_of(world, GIESSEN, Kind.MUNICIPALITY)
    with world.writing("kaya") as session:
        session.get_one(Organisation, place).periods[0].district_key = "06440"
    assert {GIESSEN, KAETHE, NOTE, WETTERAU} <= set(having(world, there))
    assert LK not in having(world, there)
    assert_kept(world)


# Calls, notes and follow-ups


def test_follow_ups_stand_by_their_day_and_done_ones_last(world: Store) -> None:
    place = number_of(world, BUSECK, Kind.MUNICIPALITY)
    for days, text in ((3, "drei"), (1, "eins"), (2, "zwei")):
        due = MORNING.date() + timedelta(days=days)
        save(world, FollowUp(due_on=due, owner="Jo Lang", text=text, organisation_id=place))
    assert titles(world, "", Kind.FOLLOW_UP, Kind.FOLLOW_UP) == ["eins", "zwei", "drei"]
    with world.writing("kaya") as session:
        for text in ("eins", "drei"):
            row = session.scalars(select(FollowUp).where(FollowUp.text == text)).one()
            row.done_at = MORNING
    assert titles(world, "", Kind.FOLLOW_UP, Kind.FOLLOW_UP) == ["zwei", "drei", "eins"]
    with world.engine.connect() as connection:
        lines = page(connection, Scope(Kind.FOLLOW_UP, Kind.FOLLOW_UP), 9)
    assert [line.state for line in lines] == ["Jo Lang", "done", "done"]
    assert [line.place for line in lines] == [BUSECK] * 3
    assert [line.detail for line in lines] == ["2021-05-21", "2021-05-22", "2021-05-20"]
    assert having(world, facets.follow_up(done=False)) == ["zwei"]
    assert having(world, *facets.owner("lang"), facets.day(date(2021, 5, 22))) == ["drei"]
    assert_kept(world)


def test_calls_and_notes_stand_with_the_newest_first(world: Store) -> None:
    place = number_of(world, BUSECK, Kind.MUNICIPALITY)
    person = number_of(world, KAETHE, Kind.CONTACT)
    for minutes, values in enumerate(
        (
            {"text": "fragt nach dem Antrag", "organisation_id": place, "result": "done"},
            {"topic": "costs", "contact_id": person},
            {"raw_number": "0641 306-9999", "e164": "+496413069999"},
            {},
        )
    ):
        begun = MORNING + timedelta(minutes=minutes)
        save(world, Call(started_at=begun, taken_by=ACTOR, **values))
    with world.engine.connect() as connection:
        calls = page(connection, Scope(Kind.CALL, Kind.CALL), 9)
    assert [(line.title, line.place, line.state) for line in calls] == [
        ("", "", "open"),
        ("0641 306-9999", "0641 306-9999", "open"),
        (facets.topic("costs"), KAETHE, "open"),
        ("fragt nach dem Antrag", BUSECK, "done"),
    ]
    assert calls[-1].detail == MORNING.isoformat()
    for text in ("0641 306-9999", "306-9999"):
        assert titles(world, text, Kind.CALL, Kind.CALL) == ["0641 306-9999"]
    assert titles(world, "antrag buseck", Kind.CALL, Kind.CALL) == ["fragt nach dem Antrag"]
    for days in (1, 3, 2):
        save(
            world, Note(written_at=MORNING + timedelta(days=days), written_by=ACTOR, text=f"{days}")
        )
    assert titles(world, "", Kind.NOTE, Kind.NOTE) == ["3", "2", "1", NOTE]
    assert_kept(world)


def test_a_day_begins_at_midnight_in_hessen(world: Store) -> None:
    late = MORNING.replace(hour=22, minute=30)
    save(world, Call(started_at=late, taken_by=ACTOR, text="nach Mitternacht"))
    assert having(world, facets.day(date(2021, 5, 20))) == ["nach Mitternacht"]


def test_a_person_under_a_new_name_is_found_in_what_was_said(world: Store) -> None:
    person = number_of(world, KAETHE, Kind.CONTACT)
    save(world, Call(started_at=MORNING, taken_by=ACTOR, contact_id=person, text="Anruf"))
    save(world, Note(written_at=MORNING, written_by=ACTOR, contact_id=person, text="Notiz"))
    save(world, FollowUp(due_on=MORNING.date(), owner=ACTOR, contact_id=person, text="Frist"))
    with world.writing("kaya") as session:
        session.get_one(Contact, person).family_name = "Zuckmayer"
    assert titles(world, "zuckmayer", Kind.NOTE, Kind.CALL) == ["Notiz", "Frist", "Anruf"]
    assert_kept(world)


def test_a_renamed_place_is_shown_with_calls_and_follow_ups(world: Store) -> None:
    place = number_of(world, BUSECK, Kind.MUNICIPALITY)
    save(world, Call(started_at=MORNING, taken_by=ACTOR, organisation_id=place, text="Anruf"))
    save(world, FollowUp(due_on=MORNING.date(), owner=ACTOR, organisation_id=place, text="Frist"))
    with world.writing("kaya") as session:
        session.get_one(Organisation, place).periods[0].name = "Großen-Buseck"
    assert titles(world, "großen", Kind.FOLLOW_UP, Kind.CALL) == ["Frist", "Anruf"]
    assert_kept(world)


# Names that are heard


def known_words(store: Store) -> set[str]:
    with store.engine.connect() as connection:
        return set(connection.scalars(select(search_word.c.word)))


def test_a_new_name_is_heard_at_once_and_a_gone_one_until_the_next_rebuild(world: Store) -> None:
    assert titles(world, "Zwinkmann", Kind.CONTACT, Kind.CONTACT) == []
    person = save(world, Contact(organisation_id=1, family_name="Zwingmann", given_name="Bo"))
    assert titles(world, "Zwinkmann", Kind.CONTACT, Kind.CONTACT) == ["Zwingmann, Bo"]
    assert "bo" not in known_words(world)
    with world.writing("kaya") as session:
        session.delete(session.get_one(Contact, person))
    assert titles(world, "Zwinkmann", Kind.CONTACT, Kind.CONTACT) == []
    assert "zwingmann" in known_words(world)
    world.rebuild_search()
    assert "zwingmann" not in known_words(world)


def test_after_each_kind_of_save_the_entries_are_those_made_anew(store: Store) -> None:
    """Every table that entries show something of: a row is added, changed and deleted."""
    shown = {table: sample for table, sample in SAMPLES.items() if table.shown_in}
    assert len(shown) >= 14
    for table, sample in shown.items():
        with store.writing(ACTOR) as session:
            row = sample.make(session)
            session.add(row)
        assert_kept(store)
        with store.writing(ACTOR) as session:
            kept = session.scalars(select(table)).one()
            setattr(kept, sample.column, sample.value)
        assert_kept(store)
        with store.writing(ACTOR) as session:
            session.delete(session.scalars(select(table)).one())
        assert_kept(store)
        # The rows that it needed go as well, so that each table begins with none.
        _clear(store)


def _clear(store: Store) -> None:
    with store.writing(ACTOR) as session:
        for table in (
            ModelStatusPeriod, ModelParticipation, Programme, Rollout, Participant, Application,
            Booking, Call, Note, FollowUp, PhoneNumber, Address,
            Contact, Service, ServiceBundle, OrganisationPeriod, Organisation,
        ):  # fmt: skip
            for row in session.scalars(select(table)):
                session.delete(row)
            session.flush()
    assert_kept(store)
