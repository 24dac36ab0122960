from datetime import date

import pytest
from sqlalchemy import event

from db.tables import Contact, OrganisationPeriod, PhoneNumber
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.register.contacts import ContactInput
from ozg_tui.desk.telephone.callers import CallerHit, Match, area_code_of, identify
from tests.kit.desks import desk_in, small_hessen
from tests.kit.stores import DIALECTS, upon

# 069 90009, 030 23125 and 0221 4710 are kept free for films: nobody can be called.

KEYS = {"ahnatal": "06633001", "helsa": "06633011", "gone": "06635007"}


def organisation(desk, key):
    with desk.store.reading() as session:
        return session.query(OrganisationPeriod).filter_by(key=key).one().organisation_id


def number(kind, raw, e164, **owner):
    return PhoneNumber(kind=kind, raw=raw, e164=e164, **owner)


def person(organisation_id, family_name, *numbers, **values):
    return Contact(
        organisation_id=organisation_id,
        family_name=family_name,
        given_name="Erika",
        numbers=list(numbers),
        **values,
    )


@upon(small_hessen)
def people(store):
    """Ahnatal with a switchboard and people; a shared number, a former contact, a merged place."""
    with store.writing("probe") as session:
        ahnatal, helsa, gone = (
            session.query(OrganisationPeriod).filter_by(key=key).one().organisation_id
            for key in KEYS.values()
        )
        session.add_all(
            [
                number("switchboard", "069 90009-0", "+4969900090", organisation_id=ahnatal),
                person(
                    ahnatal,
                    "Beispiel",
                    number("direct", "069 90009-117", "+496990009117"),
                    number("switchboard", "069/90009-0", "+4969900090"),
                    number("mobile", "0171 23456-00", "+491712345600"),
                ),
                person(helsa, "Muster", number("secretariat", "069 90009117", "+496990009117")),
                person(
                    helsa,
                    "Alt",
                    number("direct", "069 90009117", "+496990009117"),
                    historic_on=date(2020, 5, 4),
                ),
                person(helsa, "Probe", number("direct", "0221 4710-200", "+492214710200")),
                number("switchboard", "030 23125-0", "+4930231250", organisation_id=gone),
            ]
        )


@pytest.fixture(scope="module", params=DIALECTS)
def desk(stores, request):
    """A desk that knows these people; no test writes into its store."""
    with desk_in(stores, request.param, people) as desk:
        yield desk


@pytest.fixture(scope="module")
def town(desk):
    """The organisations by a short name."""
    return {name: organisation(desk, key) for name, key in KEYS.items()}


@pytest.fixture
def own_desk(stores, dialect):
    """The same for a test that writes."""
    with desk_in(stores, dialect, people) as desk:
        yield desk


@pytest.fixture
def own_town(own_desk):
    return {name: organisation(own_desk, key) for name, key in KEYS.items()}


def test_one_number_with_one_person_is_that_person(desk: Desk, town):
    caller = identify(desk, "tel:0221 4710200")
    (hit,) = caller.hits
    assert (caller.text, caller.e164) == ("tel:0221 4710200", "+492214710200")
    assert caller.match is Match.EXACT
    assert hit[:1] + hit[2:] == (
        town["helsa"],
        "Erika Probe",
        "Helsa",
        "Durchwahl",
        False,
    )
    assert hit.contact_id is not None
    assert caller.sentence == "0221 4710-200: Erika Probe, Helsa (Durchwahl)."


def test_everybody_with_the_number_is_listed_with_the_reason_but_who_has_left(desk, town):
    caller = identify(desk, "069 90009-117")
    assert caller.match is Match.EXACT
    assert [(hit.title, hit.place, hit.reason, hit.is_historic) for hit in caller.hits] == [
        ("Erika Beispiel", "Ahnatal", "Durchwahl", False),
        ("Erika Muster", "Helsa", "Sekretariat", False),
    ]
    assert "2 Einträge mit dieser Nummer" in caller.sentence


def test_the_switchboard_is_the_house_before_the_people_who_gave_it(desk, town):
    caller = identify(desk, "069 900090")
    assert caller.hits[0] == CallerHit(
        town["ahnatal"], None, "Ahnatal", "Landkreis Kassel", "Zentrale", False
    )
    assert [hit.title for hit in caller.hits] == ["Ahnatal", "Erika Beispiel"]


def test_every_kind_of_number_takes_part(desk, town):
    assert [hit.title for hit in identify(desk, "0171 2345600").hits] == ["Erika Beispiel"]


def test_an_unknown_extension_is_the_house(desk, town):
    caller = identify(desk, "+49 69 90009142")
    assert caller.match is Match.STEM
    assert caller.sentence == "069 90009-142: Stammnummer erkannt, Durchwahl 142 unbekannt."
    assert caller.hits == (
        CallerHit(
            town["ahnatal"],
            None,
            "Ahnatal",
            "Landkreis Kassel",
            "Stammnummer wie Zentrale 069 90009-0",
            False,
        ),
    )


def test_without_a_switchboard_a_written_extension_tells_the_stem(desk, town):
    caller = identify(desk, "0221 4710999")
    assert (caller.match, caller.hits[0].organisation_id) == (Match.STEM, town["helsa"])
    assert caller.hits[0].reason == "Stammnummer wie Durchwahl 0221 4710-200"
    assert caller.sentence.startswith("0221 4710-999: Stammnummer erkannt, Durchwahl 999")


def test_a_place_that_went_into_another_is_shown_as_that_one(desk, town):
    allendorf = organisation(desk, "06635001")
    for spoken in ("030 231250", "030 2312599"):
        (hit,) = identify(desk, spoken).hits
        assert (hit.organisation_id, hit.title) == (allendorf, "Allendorf (Eder)")
        assert hit.reason.endswith("früher Bromskirchen")


def test_the_longest_stem_wins(own_desk, own_town):
    with own_desk.store.writing("probe") as session:
        session.add(
            number("switchboard", "069 900091-0", "+49699000910", organisation_id=own_town["helsa"])
        )
    caller = identify(own_desk, "069 90009142")
    assert (caller.hits[0].title, len(caller.hits)) == ("Helsa", 1)
    assert caller.sentence.startswith("069 900091-42: Stammnummer erkannt, Durchwahl 42 ")
    assert identify(own_desk, "069 90009242").hits[0].title == "Ahnatal"


def test_a_number_with_an_extension_is_no_stem_of_longer_ones(own_desk, own_town):
    helsa = own_town["helsa"]
    with own_desk.store.writing("probe") as session:
        session.add(number("direct", "06142 83104-1", "+496142831041", organisation_id=helsa))
    sentence = identify(own_desk, "06142 8310417").sentence
    assert sentence.startswith("06142 83104-17: Stammnummer erkannt, Durchwahl 17 ")


def test_keys_pressed_before_the_number_do_not_count(desk, town):
    caller = identify(desk, "*31#069 900090")
    assert (caller.match, caller.hits[0].title) == (Match.EXACT, "Ahnatal")
    assert caller.number == "069 900090"
    assert identify(desk, "*31#").match is Match.INVALID


@pytest.mark.parametrize(
    "stranger",
    ["069 90008117", "069 90009123456", "0171 2345699", "0221 4711200", "+43 1 51150"],
)
def test_what_shares_no_stem_finds_nobody(desk, town, stranger):
    caller = identify(desk, stranger)
    assert (caller.match, caller.hits) == (Match.NONE, ())
    assert "bei niemandem gespeichert" in caller.sentence


@pytest.mark.parametrize(
    "shown", ["", " ", "anonymous", "Unbekannt", "restricted", "tel:anonym", "sip:a@b"]
)
def test_a_withheld_number_is_nobody(desk, shown):
    caller = identify(desk, shown)
    assert caller.match is Match.WITHHELD
    assert (caller.e164, caller.hits) == (None, ())
    assert caller.sentence.startswith("Die Rufnummer wurde nicht übermittelt.")
    assert caller.number == "nicht übermittelt"


def test_a_tel_address_is_shown_and_kept_as_people_write_numbers(desk):
    caller = identify(desk, "tel:+49301234567")
    assert (caller.shown, caller.number) == ("030 1234567", "030 1234567")
    assert identify(desk, "030/1234567").number == "030/1234567"


def test_the_number_of_the_authorities_is_no_stranger(desk):
    caller = identify(desk, "115")
    assert (caller.match, caller.hits) == (Match.NONE, ())
    assert caller.sentence == "Die Behördennummer 115 ruft an. Um welche Kommune geht es?"


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        ("353-1950", "Bei »353-1950« fehlt die Vorwahl. Wer ruft an?"),
        ("0611 353", "»0611 353« ist keine vollständige Rufnummer."),
        ("*#21#", "Das Telefon zeigt »*#21#«, eine Tastenfolge und keine Rufnummer."),
        ("110", "Notruf 110"),
        ("tel:217", "»217« sieht nach einem Anschluss im eigenen Haus aus."),
    ],
)
def test_what_is_no_whole_number_is_said(desk, shown, why):
    caller = identify(desk, shown)
    assert (caller.match, caller.hits) == (Match.INVALID, ())
    assert why in caller.sentence


def test_a_name_that_holds_the_number_is_no_hit(own_desk, own_town):
    with own_desk.store.writing("probe") as session:
        session.add(person(own_town["helsa"], "069 90008-555", note="069 90008-555"))
    assert identify(own_desk, "069 90008555").match is Match.NONE


def test_the_area_code_of_a_town(own_desk, own_town):
    assert area_code_of(own_desk, own_town["ahnatal"]) == "069"
    assert area_code_of(own_desk, own_town["helsa"]) in {"069", "0221"}
    assert area_code_of(own_desk, organisation(own_desk, "06633020")) is None
    with own_desk.store.writing("probe") as session:
        session.add(
            number("switchboard", "030 23125-0", "+4930231250", organisation_id=own_town["helsa"])
        )
    assert area_code_of(own_desk, own_town["helsa"]) == "030"


def test_a_number_without_area_code_is_one_of_the_town(desk, town):
    context = {"today": desk.today(), "area_code": area_code_of(desk, town["ahnatal"])}
    typed = {"organisation_id": town["ahnatal"], "family_name": "Neu", "direct": "90009-5"}
    value = ContactInput.model_validate(typed, context=context)
    assert value.direct == "069 90009-5"


def test_looking_up_walks_an_index(desk, town):
    """No question of a look-up reads a table from end to end."""
    asked = []

    def plan(connection, _cursor, statement, parameters, _context, _many):
        asked.append((statement, parameters))

    event.listen(desk.engine, "before_cursor_execute", plan)
    try:
        identify(desk, "069 90009-117")
        identify(desk, "0221 4710999")
        area_code_of(desk, town["ahnatal"])
    finally:
        event.remove(desk.engine, "before_cursor_execute", plan)
    assert len(asked) >= 9
    if not desk.is_embedded:
        return
    with desk.engine.connect() as connection:
        for statement, parameters in asked:
            steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            for step in steps:
                assert "SCAN phone_number" not in step.detail, (statement, step.detail)
                assert "SCAN contact" not in step.detail, (statement, step.detail)
