"""The card of a Kommune, and what staff may edit about it."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError
from sqlalchemy import event

from db.errors import NotFoundError, RefusedError
from db.tables import (
    Application,
    Booking,
    Call,
    Contact,
    ContactRole,
    FollowUp,
    Note,
    Participant,
    PhoneNumber,
    Resolution,
    Rollout,
    Service,
)
from ozg_tui.desk.core.territory import find_municipality, territory
from ozg_tui.desk.place.account import reasons
from ozg_tui.desk.place.card import all_talks, card
from ozg_tui.desk.register.municipalities import MUNICIPALITIES, MunicipalityInput
from ozg_tui.desk.search.asking import find
from ozg_tui.messages import sentence
from tests.kit.seeded import seeded_desk

DAY = date(2021, 6, 1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def facts(stores, request):
    with seeded_desk(stores, request.param) as desk:
        yield desk


@pytest.fixture
def own(stores):
    with seeded_desk(stores) as desk:
        yield desk


@pytest.fixture(scope="module")
def busy(stores):
    """A desk where Niestetal has much of everything."""
    with seeded_desk(stores) as desk:
        fill(desk)
        yield desk


def fill(desk):
    niestetal = find_municipality(desk, "Niestetal")
    with desk.store.writing("Muster") as session:
        for number in range(12):
            session.add(
                Contact(
                    organisation_id=niestetal,
                    family_name=f"Beispiel {number:02}",
                    call_first=number == 5,
                    historic_on=date(2020, 1, 1) if number == 0 else None,
                    roles=[
                        ContactRole(role="digitalisation"),
                        ContactRole(role="it", valid_to=date(2020, 1, 1)),
                    ],
                    numbers=[
                        PhoneNumber(
                            kind="direct",
                            raw=f"0561 900{number}",
                            e164=f"+49561900{number}",
                            confirmed_on=date(2021, 1, number + 1),
                        )
                    ],
                )
            )
        session.add(
            PhoneNumber(organisation_id=niestetal, kind="switchboard", raw="0561 1", e164="+495611")
        )
        for number in range(3):
            application = Application(
                number=f"IKZ-{number}",
                title="Archiv",
                station=("running", "withdrawn", "idea")[number],
            )
            application.participants = [
                Participant(
                    organisation_id=find_municipality(desk, name),
                    position=position,
                    role="partner" if position else "lead",
                    resolution=Resolution(status="passed", session_on=date(2021, 5, 1))
                    if not position
                    else Resolution(),
                )
                for position, name in enumerate(("Niestetal", "Kaufungen", "Helsa"))
            ]
            session.add(application)
        session.add(
            Booking(
                organisation_id=niestetal,
                module=1,
                funding_source="umsetzungsvereinbarung",
                consultation_on=date(2021, 4, 12),
                state="held",
            )
        )
        for number in range(5):
            moment = datetime(2021, 5, number + 1, 9, tzinfo=UTC)
            session.add(
                Note(
                    written_at=moment,
                    written_by="Muster",
                    text=f"Notiz {number}",
                    organisation_id=niestetal,
                )
            )
            session.add(
                FollowUp(
                    due_on=date(2021, 7, 9 - number),
                    owner="Muster",
                    text=f"Aufgabe {number}",
                    organisation_id=niestetal,
                    done_at=moment if number == 0 else None,
                )
            )
        session.add(
            Call(
                started_at=datetime(2021, 5, 5, 10, tzinfo=UTC),
                topic="cooperation",
                result="done",
                taken_by="Muster",
                organisation_id=niestetal,
            )
        )
        services = session.query(Service).order_by(Service.id).limit(3).all()
        for service, state in zip(services, ("live", "live", "test"), strict=True):
            session.add(Rollout(organisation_id=niestetal, service_id=service.id, state=state))


def shown(desk, name="Niestetal", day=DAY):
    return card(desk, find_municipality(desk, name), day)


def test_the_head_of_hanau_on_both_sides_of_its_change(facts):
    before = shown(facts, "Hanau", date(2025, 12, 31)).head
    after = shown(facts, "Hanau", date(2026, 1, 1)).head
    assert (before.key, before.kind_label, before.district) == (
        "06435014",
        "Sonderstatusstadt",
        "Main-Kinzig-Kreis",
    )
    assert (after.key, after.kind_label, after.district) == ("06415000", "Kreisfreie Stadt", "")
    assert (before.kind_since, after.kind_since) == (None, date(2026, 1, 1))
    assert [(each.key, each.merged) for each in after.former] == [("06435014", False)]
    assert after.former_texts == ("bis 31.12.2025: 06435014, Sonderstatusstadt, Main-Kinzig-Kreis",)
    assert after.supervision == "Regierungspräsidium Darmstadt"


def test_wesertal_remembers_what_it_was_made_of(facts):
    head = shown(facts, "Wesertal").head
    assert {(each.name, each.key, each.merged) for each in head.former} == {
        ("Oberweser", "06633021", True),
        ("Wahlsburg", "06633027", True),
    }
    assert head.council == "Gemeindevertretung"
    assert head.address.startswith("Gemeindevorstand der Gemeinde Wesertal, ")


def test_a_landkreis_has_kreistag_and_kreisausschuss(facts):
    head = shown(facts, "Landkreis Gießen").head
    assert (head.council, head.executive) == ("Kreistag", "Kreisausschuss")
    assert head.population is not None
    assert head.population_on == date(2022, 12, 31)


def test_a_kommune_nobody_has_touched(facts):
    found = shown(facts, "Niestetal")
    assert (found.people, found.tasks, found.talks, found.bookings) == ((), (), (), ())
    assert not found.services.known
    assert [(each.label, each.state) for each in found.account] == [
        ("M1/M2 Umsetzungsvereinbarung OZG", "FREI"),
        ("M3/M4 Starke Heimat Hessen", "FREI"),
        ("IKZ", "FREI"),
        ("Modellkommune", "ABGELAUFEN"),
    ]
    assert [each.short for each in found.account] == [
        "bis 31.12.2022",
        "bis 31.12.2024",
        "bis 31.12.2026",
        "30.09.2020",
    ]


def test_the_model_line_follows_the_day(facts):
    lines = [shown(facts, "06631009", day).account[-1] for day in (date(2020, 11, 18), DAY)]
    assert [each.state for each in lines] == ["ABGELAUFEN", "ABGELAUFEN"]
    assert lines[0].detail == "in keiner Liste genannt; Bewerbung bis 30.09.2020"
    assert lines[1].detail == "ausgeschieden seit 17.05.2021 (ungefähr)"


@pytest.mark.parametrize(
    ("name", "day", "state", "short"),
    [
        ("Fulda", date(2020, 9, 30), "FREI", "bis 30.09.2020"),
        ("Fulda", date(2020, 10, 1), "ABGELAUFEN", "30.09.2020"),
        ("Fulda", date(2021, 5, 16), "BELEGT", "19.11.2020 ausgewählt"),
        ("Neu-Isenburg", date(2021, 6, 1), "BELEGT", "17.05.2021 nachgerückt"),
        ("Neu-Isenburg", date(2026, 6, 1), "VERBRAUCHT", "01.08.2023 abgeschlossen"),
    ],
)
def test_what_a_modellkommune_can_still_expect(facts, name, day, state, short):
    line = shown(facts, "06631009" if name == "Fulda" else name, day).account[-1]
    assert (line.state, line.short) == (state, short)
    assert {check.code for check in line.checks} == {"cap", "deadline", "period"}


def test_people_in_the_order_in_which_they_are_called(busy):
    found = shown(busy)
    assert (len(found.people), found.people_total) == (12, 12)
    assert [each.name for each in found.people[:2]] == ["Beispiel 05", "Beispiel 01"]
    first = found.people[0]
    assert first.roles == ("Digitalisierung",)
    assert [(each.label, each.text) for each in first.phones] == [("Durchwahl", "0561 9005")]
    assert first.confirmed_on == date(2021, 1, 6)
    assert [(each.label, each.text) for each in found.reach] == [("Zentrale", "0561 1")]


def test_historic_people_come_last_and_are_marked(own):
    desk_organisation = next(
        number
        for number, place in territory(own).by_id.items()
        if place.latest.name == "OZG-Koordinierungsstelle"
    )
    people = card(own, desk_organisation, DAY).people
    assert people
    assert all(each.historic_on for each in people)


def test_the_account_names_what_is_used_and_what_runs(busy):
    used, free, ikz, _ = shown(busy).account
    assert (used.state, free.state) == ("VERBRAUCHT", "FREI")
    assert "Beratung am 12.04.2021" in used.detail
    assert used.short == "M1 12.04.2021 durchgeführt"
    assert used.booking_id == shown(busy).bookings[0].id
    # One waits for resolutions, one runs, one was withdrawn.
    assert (ikz.state, ikz.short) == ("OFFEN", "IKZ-2, IKZ-0")
    assert "2 von 3 Beschlüssen fehlen" in ikz.detail
    assert "IKZ-1" not in ikz.detail
    runs = next(each for each in shown(busy).applications if each.number == "IKZ-0")
    assert (runs.missing, runs.own_missing) == (("Kaufungen", "Helsa"), False)
    # A day that lies ahead is none on which a council has resolved.
    early = next(each for each in shown(busy, day=date(2021, 4, 30)).applications)
    assert (early.missing_resolutions, early.own_missing) == (3, True)
    assert ikz.application_id == next(
        each.id for each in shown(busy).applications if each.number == "IKZ-2"
    )


def test_every_line_of_the_account_has_value_rule_and_source(busy):
    for name in ("Niestetal", "Kaufungen", "Helsa", "Fulda"):
        for day in (DAY, date(2026, 11, 23)):
            found = shown(busy, "06631009" if name == "Fulda" else name, day)
            for line in found.account:
                checks = reasons(busy, line, day).checks
                assert checks, line.label
                assert all(each.text and each.source for each in checks)


def test_after_modul_1_the_account_says_why_modul_2_is_not_paid(busy):
    line = shown(busy, day=date(2026, 11, 23)).account[0]
    slot, window = (
        next(each for each in line.checks if each.code == code) for code in ("slot", "window")
    )
    assert (slot.state, window.state) == ("failed", "failed")
    assert "höchstens 1 Beratung" in slot.text
    assert "Modul 1, Beratung am 12.04.2021" in slot.distance
    assert "31.12.2022" in window.text
    assert slot.source == "Folien OZG-Umsetzung in den Kommunen, HMdIS, 19.05.2021"


def test_services_count_what_is_live(busy):
    services = shown(busy).services
    assert (services.known, services.live, services.services) == (True, 2, 70)
    first = services.bundles[0]
    assert (first.name, first.live, first.in_finder, first.services) == (
        "Abfallwirtschaft",
        2,
        0,
        12,
    )
    assert first.step.short == "1 im Test"
    assert [each.services for each in services.bundles[1:4]] == [14, 13, 8]


def test_a_town_without_a_landkreis_is_competent_for_its_services(own):
    hanau = find_municipality(own, "Hanau")
    with own.store.writing("Muster") as session:
        for service in session.query(Service).filter(Service.bundle_id == 5):
            service.competent_kinds = ["landkreis", "kreisfreie_stadt"]
    before, after = (
        card(own, hanau, day).services for day in (date(2025, 12, 31), date(2026, 1, 1))
    )
    assert (before.services, after.services) == (68, 70)
    assert [each.services for each in before.bundles if each.step is None] == [0]


def test_who_is_no_kommune_has_neither_account_nor_services(facts):
    number = territory(facts).id_of("ekom21")
    found = card(facts, number, DAY)
    assert (found.account, found.services.bundles) == ((), ())


def test_open_tasks_by_day_and_the_last_talks(busy):
    found = shown(busy)
    assert [each.text for each in found.tasks] == [f"Aufgabe {n}" for n in (4, 3, 2, 1)]
    assert [each.text for each in found.talks] == ["IKZ", *(f"Notiz {n}" for n in (4, 3, 2, 1))]
    assert found.talks[0].direction == "incoming"
    assert found.talks_total == 6
    assert [each.text for each in all_talks(busy, found.id)][-1] == "Notiz 0"


def test_the_card_takes_few_questions(busy):
    questions: list[str] = []

    def count(_connection, _cursor, statement, *_):
        questions.append(statement)

    shown(busy)
    event.listen(busy.engine, "before_cursor_execute", count)
    try:
        shown(busy)
    finally:
        event.remove(busy.engine, "before_cursor_execute", count)
    assert len(questions) <= 13


def test_an_unknown_organisation(facts):
    with pytest.raises(NotFoundError):
        card(facts, 999_999, DAY)


def test_staff_edit_address_and_numbers(own):
    number = find_municipality(own, "Niestetal")
    stored = MUNICIPALITIES.read(own, number)
    value = MunicipalityInput.model_validate(
        stored.value.model_dump()
        | {
            "switchboard": "0561 90009-0",
            "email": "post@niestetal.example",
            "population": "11.210",
            "population_on": "31.12.2020",
            "postcode": "34266",
        },
        context={"today": DAY},
    )
    saved = MUNICIPALITIES.save(own, value, stored)
    assert saved.version == stored.version + 1
    assert saved.value == value
    assert any(hit.title == "Niestetal" for hit in find(own, "0561900090").hits)
    title, sections = MUNICIPALITIES.view(own, number)
    assert title == "Niestetal"
    assert ("Einwohner", "11.210 (31.12.2020)") in sections[1].rows
    cleared = value.model_copy(update={"switchboard": None, "email": None})
    assert MUNICIPALITIES.save(own, cleared, saved).value.switchboard is None
    assert find(own, "0561900090").hits == []


def test_a_kommune_is_not_invented_by_hand(own):
    with pytest.raises(RefusedError, match="Gemeindeverzeichnis"):
        MUNICIPALITIES.save(own, MunicipalityInput(town="Entenhausen"))


@pytest.mark.parametrize(
    ("field", "typed", "part"),
    [
        ("population", "viele", "ist keine Zahl"),
        ("population", "1.23", "ist keine Zahl"),
        ("population", "-1", "ist keine Zahl"),
        ("postcode", "3426", "fünf Ziffern"),
        ("email", "post@", "keine E-Mail-Adresse"),
    ],
)
def test_what_cannot_be_is_refused(field, typed, part):
    with pytest.raises(ValidationError) as refused:
        MunicipalityInput.model_validate({field: typed}, context={"today": DAY})
    assert part in sentence(refused.value.errors()[0])
