"""What happened since the last call, in sentences that can be read out at the telephone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from db.tables import (
    Application,
    Booking,
    Call,
    Change,
    Contact,
    ContactRole,
    FollowUp,
    ModelParticipation,
    ModelStatusPeriod,
    Note,
    Organisation,
    OrganisationPeriod,
    PhoneNumber,
    Programme,
    Rollout,
    Service,
    ServiceBundle,
    Subscription,
)
from ozg_tui.codes.telephone import Direction
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput, ParticipantInput
from ozg_tui.desk.register.confirmations import confirm
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.desk.register.municipalities import MUNICIPALITIES
from ozg_tui.desk.since.changes import last_talk, since
from ozg_tui.desk.telephone.assignment import assign
from ozg_tui.desk.telephone.calls import CALLS, begin
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS, FollowUpInput, take_over, tick_off
from ozg_tui.desk.telephone.notes import NOTES
from ozg_tui.text import clean
from seeds.load import ACTOR
from tests.kit import hostile
from tests.kit.bulk import double, fill
from tests.kit.deeds import hang_up, put_off
from tests.kit.deeds import note as write
from tests.kit.desks import TODAY
from tests.kit.stale_details import stale

EVER = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def here(desk: Desk) -> int:
    return find_municipality(desk, "Ahnatal")


class Look:
    """Looks back to the last look, so that each step of a test is told once."""

    def __init__(self, desk: Desk, organisation_id: int) -> None:
        self._desk, self._organisation_id = desk, organisation_id
        self._moment = self._desk.clock.now()

    def back(self) -> list[str]:
        """Sign and sentence of every line, newest first."""
        found = since(self._desk, self._organisation_id, self._moment, limit=99)
        assert found.more == 0
        self._moment = self._desk.clock.now()
        return [f"{line.sign} {line.text}" for line in found.lines]


@pytest.fixture
def look(desk: Desk, here: int) -> Look:
    return Look(desk, here)


def change(desk: Desk, table: type, record_id: int, actor: str = "beck", **values: object) -> None:
    with desk.store.writing(actor) as session:
        row = session.get_one(table, record_id)
        for name, value in values.items():
            setattr(row, name, value)


def add(desk: Desk, *rows: object, actor: str = "beck") -> int:
    with desk.store.writing(actor) as session:
        session.add_all(rows)
    return rows[0].id


def remove(desk: Desk, table: type, record_id: int) -> None:
    with desk.store.writing("beck") as session:
        session.delete(session.get_one(table, record_id))


def test_people_come_change_and_go(desk: Desk, here: int, look: Look) -> None:
    value = ContactInput.model_validate(
        {
            "organisation_id": here,
            "family_name": "Probe",
            "given_name": "Ines",
            "role": "cooperation",
            "direct": "05609 628-11",
            "email": "i@ahnatal.de",
        }
    )
    stored = CONTACTS.save(desk, value)
    assert look.back() == ["+ Neue Ansprechperson Ines Probe (IKZ)"]
    for typed, said in (
        ({"role": "finance"}, "~ Ansprechperson Finanzen jetzt Ines Probe"),
        ({"role": "head"}, "~ Leitung der Verwaltung jetzt Ines Probe"),
        ({"direct": "05609 628-12"}, "~ Durchwahl von Ines Probe jetzt: 05609 628-12"),
        ({"mobile": "0171 1234567"}, "+ Mobil von Ines Probe neu: 0171 1234567"),
        ({"mobile": None}, "~ Mobil von Ines Probe entfernt: 0171 1234567"),
        ({"email": "p@ahnatal.de"}, "~ E-Mail von Ines Probe jetzt: p@ahnatal.de"),
        ({"postal": "Postfach 1"}, "+ Postanschrift von Ines Probe neu: Postfach 1"),
        ({"family_name": "Neu"}, "~ Ines Neu: Nachname jetzt Neu"),
        ({"call_first": True}, "~ Zuerst anrufen: Ines Neu"),
        ({"note": "lang"}, "~ Ines Neu: Bemerkung geändert"),
        ({"role": None}, "~ Ines Neu nicht mehr Leitung der Verwaltung"),
    ):
        stored = CONTACTS.save(desk, stored.value.model_copy(update=typed), stored)
        assert look.back() == [said]
    for each in stale(desk, here, TODAY):
        confirm(desk, each)
    assert look.back() == [], "a confirmation is no news"
    change(desk, Contact, stored.id, historic_on=TODAY)
    assert look.back() == ["! Ines Neu ist nicht mehr aktuell"]
    remove(desk, Contact, stored.id)
    assert look.back()[0] == "! Ines Neu ist keine Ansprechperson mehr"
    elsewhere = add(
        desk, Contact(organisation_id=find_municipality(desk, "Helsa"), family_name="Weber")
    )
    assert look.back() == []
    change(desk, Contact, elsewhere, organisation_id=here)
    assert look.back() == ["+ Weber kommt von Helsa"]
    role = add(desk, ContactRole(contact_id=elsewhere, role="it"))
    look.back()
    change(desk, ContactRole, role, valid_to=date(2021, 12, 31))
    assert look.back() == ["~ Weber nur bis 31.12.2021 Ansprechperson IT"]


def test_an_application_moves_on_council_by_council(desk: Desk, here: int, look: Look) -> None:
    helsa, niestetal = (find_municipality(desk, name) for name in ("Helsa", "Niestetal"))

    def value(participants: dict[int, dict[str, object]], **more: object) -> ApplicationInput:
        rows = [{"organisation_id": each} | typed for each, typed in participants.items()]
        typed = {"title": "Archiv", "station": "consulting", "participants": rows} | more
        return ApplicationInput.model_validate(typed, context={"today": TODAY})

    we, lead = {here: {"role": "lead"}}, {helsa: {"role": "lead"}}
    passed = {"resolution": "passed", "session_on": "h"}
    amount = {"term_end": "31.12.2027", "requested_cents": "50t"}
    steps: list[tuple[ApplicationInput, list[str]]] = [
        (value(we | {helsa: {}}, station="idea"), ["+ IKZ-0001 angelegt: Archiv"]),
        (value(we | {helsa: {}}), ["~ IKZ-0001: Idee -> Beratung"]),
        (value(we | {helsa: passed}), ["+ IKZ-0001: Helsa hat beschlossen (Sitzung 01.06.2021)"]),
        (
            value(we | {helsa: passed | {"copy_at_hand": True}}),
            ["+ IKZ-0001: Helsa: Kopie des Beschlusses liegt vor"],
        ),
        (
            value(we | {helsa: {"resolution": "adjourned", "session_on": "h"}}),
            ["! IKZ-0001: Helsa hat vertagt"],
        ),
        (
            value(we | {helsa: {"resolution": "adjourned", "session_on": "+7"}}),
            ["~ IKZ-0001: Helsa: Beschluss am jetzt 08.06.2021"],
        ),
        (
            value(we | {helsa: {"resolution": "adjourned", "session_on": "+7"}, niestetal: {}}),
            ["+ IKZ-0001: Niestetal ist jetzt beteiligt"],
        ),
        (
            value({here: {}, niestetal: {}} | lead),
            [
                "~ IKZ-0001: Helsa hat noch nicht beschlossen",
                "~ IKZ-0001: Helsa ist jetzt federführend",
            ],
        ),
        (value({here: {}} | lead), ["! IKZ-0001: Niestetal ist nicht mehr beteiligt"]),
        (value({here: {}} | lead, station="withdrawn"), ["! IKZ-0001: Beratung -> zurückgezogen"]),
        (
            value({here: {}} | lead, station="withdrawn", **amount),
            ["~ IKZ-0001: Laufzeit bis jetzt 31.12.2027, "
             "Beantragt jetzt 50.000,00 EUR"],
        ),
        (
            value({here: {}} | lead, station="withdrawn", agreement_form="private_law",
                  term_end="31.12.2027"),
            ["~ IKZ-0001: Form der Vereinbarung jetzt privatrechtliche Form, "
             "Beantragt entfernt"],
        ),
        (value(lead, station="withdrawn", agreement_form="private_law", term_end="31.12.2027"),
         ["! IKZ-0001: Ahnatal ist nicht mehr beteiligt"]),
    ]  # fmt: skip
    stored = None
    for typed, said in steps:
        stored = APPLICATIONS.save(desk, typed, stored)
        assert look.back() == said


def test_bookings_services_and_models(desk: Desk, here: int, look: Look) -> None:
    booking = BOOKINGS.save(
        desk, BookingInput.model_validate({"organisation_id": here, "module": 3})
    )
    assert look.back() == ["+ Beratung Modul 3 angemeldet"]
    for typed, said in (
        ({"consultation_on": TODAY, "place": "Rathaus"},
         "~ Beratung Modul 3: Termin jetzt 01.06.2021, Ort jetzt Rathaus"),
        ({"state": "scheduled"}, "~ Beratung Modul 3: angemeldet -> terminiert"),
        ({"state": "cancelled", "cancelled_reason": "krank"},
         "! Beratung Modul 3: terminiert -> storniert"),
        ({"module": 4}, "~ Beratung Modul 4: Modul jetzt 4"),
    ):  # fmt: skip
        model = BookingInput.model_validate(booking.value.model_dump() | typed)
        booking = BOOKINGS.save(desk, model, booking)
        assert look.back() == [said]
    remove(desk, Booking, booking.id)
    assert look.back() == ["! Beratung Modul 4 gelöscht"]

    bundle = ServiceBundle(code="ehe", position=1, name="Ehe", services=[
        Service(number=1, name="Ehe Online"), Service(number=2)])  # fmt: skip
    add(desk, bundle)
    first, second = (
        Rollout(organisation_id=here, service_id=each.id, state=state)
        for each, state in zip(bundle.services, ("test", "planned"), strict=True)
    )
    assert look.back() == []
    add(desk, first)
    add(desk, second)
    assert look.back() == ["+ Ehe: Leistung 2 von 2: geplant", "+ Ehe Online: im Test"]
    for values, said in (
        ({"state": "live", "since": TODAY}, ["+ Ehe Online: im Test -> live"]),
        ({"in_finder": True}, ["+ Ehe Online steht im Hessen-Finder"]),
        ({"in_finder": False}, ["! Ehe Online steht nicht mehr im Hessen-Finder"]),
        ({"state": "disturbed"}, ["! Ehe Online: live -> gestört"]),
        ({"source": "Meldung"}, []),
    ):
        change(desk, Rollout, first.id, **values)
        assert look.back() == said

    programme = Programme(code="m", name="Modell", source_code="S2")
    add(desk, programme)
    part = add(desk, ModelParticipation(programme_id=programme.id, organisation_id=here))
    add(desk, ModelStatusPeriod(
        participation_id=part, status="succeeded", valid_from=TODAY, source_code="S2"))  # fmt: skip
    assert look.back() == ["~ Modellkommune: nachgerückt"]


def test_notes_follow_ups_and_newsletter(desk: Desk, here: int, look: Look) -> None:
    noted = write(desk, here, "Frist\nbis Ende " + "x" * 80)
    (said,) = look.back()
    assert said.startswith("+ Notiz (probe): Frist bis Ende xxx") and said.endswith("x…")
    NOTES.save(desk, noted.value.model_copy(update={"text": "Frist erledigt"}), noted)
    assert look.back() == ["~ Notiz geändert (probe): Frist erledigt"]
    remove(desk, Note, noted.id)
    assert look.back() == ["~ Notiz gelöscht (beck): Frist erledigt"]

    task = FOLLOW_UPS.save(
        desk,
        FollowUpInput(
            due_on=date(2090, 6, 8),
            text="Beschluss anfordern",
            owner="Muster",
            organisation_id=here,
        ),
    )
    what = "Wiedervorlage Beschluss anfordern"
    assert look.back() == [f"+ {what} zum 08.06.2090 (Muster)"]
    take_over(desk, task.id)
    put_off(desk, task.id, date(2090, 6, 9))
    tick_off(desk, task.id)
    tick_off(desk, task.id)
    assert look.back() == [
        f"~ {what} wieder offen",
        f"+ {what} erledigt",
        f"~ {what} jetzt zum 09.06.2090",
        f"~ {what} jetzt bei probe",
    ]
    change(desk, FollowUp, task.id, text="Beschluss mahnen")
    assert look.back() == ["~ Wiedervorlage Beschluss mahnen geändert"]
    remove(desk, FollowUp, task.id)
    assert look.back() == ["~ Wiedervorlage Beschluss mahnen gelöscht"]

    mail = add(desk, Subscription(email="a@b.de", consent="requested", organisation_id=here))
    assert look.back() == ["+ OZG-Report an a@b.de: angefordert"]
    for values, said_ in (
        ({"consent": "confirmed"}, "+ OZG-Report an a@b.de: angefordert -> bestätigt"),
        ({"bounced": True}, "! OZG-Report an a@b.de kommt nicht an"),
        ({"consent": "ended"}, "! OZG-Report an a@b.de: bestätigt -> beendet"),
    ):
        change(desk, Subscription, mail, **values)
        assert look.back() == [said_]


def test_the_kommune_itself_changes(desk: Desk, here: int, look: Look) -> None:
    form = MUNICIPALITIES.read(desk, here)
    new = {"population": 8_200, "street": "Wilhelmsthaler Str. 3", "switchboard": "05609 628-0"}
    MUNICIPALITIES.save(desk, form.value.model_copy(update=new), form)
    assert look.back() == [
        "~ Straße jetzt Wilhelmsthaler Str. 3, Einwohner jetzt 8200",
        "+ Zentrale neu: 05609 628-0",
    ]
    with desk.store.writing("beck") as session:
        session.add(
            OrganisationPeriod(organisation_id=here, name="Ahnatal-Neu", key="06633099",
                               kind="stadt", valid_from=date(2027, 1, 1))
        )  # fmt: skip
    assert look.back() == ["! Neu im Verzeichnis ab 01.01.2027: Ahnatal-Neu, 06633099"]


def test_what_the_seeds_wrote_is_no_change(desk: Desk, here: int, look: Look) -> None:
    add(desk, Contact(organisation_id=here, family_name="Saat"), actor=ACTOR)
    change(desk, Organisation, here, actor=ACTOR, website="https://ahnatal.de")
    assert look.back() == []


# The call itself


def test_the_last_call_is_the_last_one_that_ended(desk: Desk, here: int) -> None:
    assert last_talk(desk, here) is None
    call = begin(desk, direction=Direction.INCOMING, organisation_id=here)
    assert last_talk(desk, here) is None, "the one under way does not count"
    hang_up(desk, call.id)
    with desk.store.reading() as session:
        ended = session.get_one(Call, call.id).ended_at
    assert last_talk(desk, here) == ended
    begin(desk, direction=Direction.INCOMING, organisation_id=here)
    late = begin(desk, direction=Direction.INCOMING, organisation_id=here)
    change(desk, Call, late.id, result="done", started_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert last_talk(desk, here) == ended


def test_what_was_noted_with_a_call_is_no_news(desk: Desk, here: int, look: Look) -> None:
    call = begin(desk, direction=Direction.INCOMING, number="0561 9001")
    assign(desk, call.id, here, new_person="Beispiel")
    form = CALLS.read(desk, call.id)
    noted = {"text": "Frist", "follow_up_on": date(2090, 1, 1)}
    CALLS.save(desk, form.value.model_copy(update=noted), form)
    assert look.back() == ["+ Neue Ansprechperson Beispiel"]
    moment = last_talk(desk, here)
    assert moment is not None
    assert since(desk, here, moment) == ((), 0)
    write(desk, here, "Danach")
    assert [each.text for each in since(desk, here, moment).lines] == ["Notiz (probe): Danach"]


# What stands where


def test_the_newest_lines_and_how_many_more(desk: Desk, here: int) -> None:
    for number in range(8):
        write(desk, here, f"Notiz {number}")
    found = since(desk, here, EVER)
    assert [each.text[-1] for each in found.lines] == ["7", "6", "5", "4", "3"]
    # The person of the small Hessen is the ninth.
    assert found.more == 4
    assert since(desk, here, EVER, limit=99).more == 0


def test_what_has_become_overdue_stands_at_its_day(desk: Desk, here: int) -> None:
    for day in (date(2021, 5, 10), date(2021, 5, 20), date(2021, 6, 1)):
        row = {"version": 1, "owner": "Muster", "text": f"bis {day:%d.%m.}", "due_on": day}
        fill(desk, FollowUp, [row | {"organisation_id": here}])
    moment = datetime(2021, 5, 15, 12, tzinfo=UTC)
    first, *rest = reversed(since(desk, here, moment, limit=99).lines)
    assert first == (date(2021, 5, 20), "!", "Wiedervorlage bis 20.05. überfällig", "follow_up", 2)
    assert [each.text for each in rest] == ["Neue Ansprechperson Probe"]
    late = FollowUpInput(
        due_on=date(2021, 5, 30), text="Rückruf", owner="Muster", organisation_id=here
    )
    FOLLOW_UPS.save(desk, late)
    told = [each.text for each in since(desk, here, moment, limit=99).lines]
    assert [each for each in told if "Rückruf" in each] == ["Wiedervorlage Rückruf überfällig"]


def test_every_line_names_the_record_to_open(desk: Desk, here: int) -> None:
    person = add(
        desk,
        Contact(
            organisation_id=here,
            family_name="Weber",
            numbers=[PhoneNumber(kind="direct", raw="0561 1", e164="+495611")],
        ),
    )
    number = PhoneNumber(kind="switchboard", raw="0561 2", e164="+495612", organisation_id=here)
    moment = desk.clock.now()
    with desk.store.writing("beck") as session:
        session.get_one(Contact, person).numbers[0].raw = "0561 1-1"
        session.add(number)
    application = APPLICATIONS.save(
        desk,
        ApplicationInput(title="Archiv", participants=(ParticipantInput(organisation_id=here),)),
    )
    with desk.store.writing("beck") as session:
        row = session.get_one(Application, application.id)
        row.participants[0].resolution.status = "passed"
    noted = write(desk, here, "x")
    found = since(desk, here, moment, limit=99)
    assert {(each.code, each.record_id) for each in found.lines} == {
        ("contact", person),
        ("organisation", here),
        ("application", application.id),
        ("note", noted.id),
    }
    assert len(found.lines) == 5


def test_a_number_that_sqlite_gives_out_twice_confuses_nothing(
    desk: Desk, here: int, look: Look
) -> None:
    helsa = find_municipality(desk, "Helsa")
    written = {"written_at": desk.clock.now(), "written_by": "beck", "organisation_id": helsa}
    theirs = add(desk, Note(text="Helsa", **written))
    remove(desk, Note, theirs)
    write(desk, here, "Ahnatal")
    assert look.back() == ["+ Notiz (probe): Ahnatal"]
    told = [each.text for each in since(desk, helsa, EVER).lines]
    assert told == ["Notiz gelöscht (beck): Helsa"]


def test_others_do_not_show(desk: Desk, here: int, look: Look) -> None:
    write(desk, find_municipality(desk, "Helsa"), "nicht hier")
    MUNICIPALITIES.save(
        desk,
        (form := MUNICIPALITIES.read(desk, find_municipality(desk, "Helsa"))).value.model_copy(
            update={"street": "Hauptstr. 1"}
        ),
        form,
    )
    assert look.back() == []


def test_hostile_text_is_told_as_one_clean_line(desk: Desk, here: int, look: Look) -> None:
    groups = (*hostile.MARKUP, *hostile.ESCAPES, *hostile.BIDI, *hostile.SQL)
    with desk.store.writing("beck") as session:
        session.add_all(Contact(organisation_id=here, family_name=each) for each in groups)
        session.add_all(
            Note(written_at=EVER, written_by=each, text=each, organisation_id=here)
            for each in groups
        )
    told = look.back()
    assert len(told) == 2 * len(groups)
    assert all(clean(each) == each and "\n" not in each for each in told)


# How much is read


def test_fifty_thousand_changes_are_looked_up_and_not_read(desk: Desk, here: int) -> None:
    theirs = {"text": "x" * 200, "organisation_id": 9_999, "contact_id": 9_999}
    others = [
        {
            "unit": f"u{number // 2}",
            "at": datetime(2021, 1, 1, tzinfo=UTC) + timedelta(hours=number),
            "actor": "beck",
            "action": "delete" if number % 50 == 0 else "update",
            "table_name": ("note", "contact", "rollout", "phone_number")[number % 4],
            "row_id": str(10_000 + number),
            "before": theirs,
            "after": {"text": "y" * 200},
        }
        for number in range(1_000)
    ]
    fill(desk, Change, others)
    double(desk, Change, Change.actor == "beck", 6)
    for number in range(3):
        write(desk, here, f"Notiz {number}")
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        asked.append((statement, values))

    event.listen(desk.engine, "before_cursor_execute", note)
    found = since(desk, here, datetime(2021, 1, 1, tzinfo=UTC))
    event.remove(desk.engine, "before_cursor_execute", note)
    assert len(found.lines) == 4, "the notes, and the person of the small Hessen"
    assert len(asked) == 5
    word = "EXPLAIN" if desk.engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    with desk.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        for statement, values in asked:
            plan = connection.exec_driver_sql(f"{word} {statement}", values).all()
            for step in plan:
                assert "SCAN change" not in str(step) and "Seq Scan on change" not in str(step), (
                    plan
                )
