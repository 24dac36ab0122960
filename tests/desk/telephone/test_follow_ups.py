"""Follow-ups are due on a day, change hands, get done, and know what they are about."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from db.errors import NotFoundError, RefusedError
from db.tables import Change, Contact
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.links import links_of
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.telephone.calls import begin
from ozg_tui.desk.telephone.follow_ups import (
    FOLLOW_UPS,
    FollowUpInput,
    take_over,
    tick_off,
)
from ozg_tui.messages import sentence
from ozg_tui.text import clean
from tests.kit import hostile
from tests.kit.deeds import note
from tests.kit.desks import TODAY

Colleague = Callable[[str], Desk]


def entered(**fields):
    return FollowUpInput.model_validate(
        {"due_on": "+14", "text": "Beschluss anfordern", "owner": "Muster"} | fields,
        context={"today": TODAY},
    )


def days_ago(days: int) -> date:
    return TODAY - timedelta(days)


def rows(sections):
    return {label: text for section in sections for label, text in section.rows}


def probe(desk) -> int:
    with desk.store.reading() as session:
        return session.scalars(select(Contact.id)).one()


def changes(desk, number: int) -> list[Change]:
    with desk.store.reading() as session:
        wanted = select(Change).where(
            Change.table_name == "follow_up", Change.row_id == str(number)
        )
        return list(session.scalars(wanted.order_by(Change.id)))


def test_a_follow_up_takes_short_dates(desk):
    stored = FOLLOW_UPS.save(desk, entered())
    assert stored.title == "15.06.2021 Beschluss anfordern"
    assert FOLLOW_UPS.read(desk, stored.id).value.due_on == date(2021, 6, 15)
    for typed, day in (("mo", 7), ("kw23", 7), ("30.06", 30), ("+1", 2)):
        assert entered(due_on=typed).due_on == date(2021, 6, day)


@pytest.mark.parametrize(
    ("field", "typed", "part"),
    [
        ("due_on", "31.02.", "gibt es nicht"),
        ("due_on", "bald", "ist kein Datum"),
        ("due_on", "", "ausfüllen"),
        ("due_on", None, "ausfüllen"),
        ("text", "  ", "ausfüllen"),
        ("owner", "", "ausfüllen"),
        ("application_id", "IKZ", "mit F4 auswählen"),
    ],
)
def test_what_is_missing_or_wrong_is_refused(field, typed, part):
    with pytest.raises(ValidationError) as refused:
        entered(**{field: typed})
    assert part in sentence(refused.value.errors()[0])


def test_done_and_open_again(desk):
    stored = FOLLOW_UPS.save(desk, entered())
    assert tick_off(desk, stored.id) == "Erledigt: 15.06.2021 Beschluss anfordern."
    assert rows(FOLLOW_UPS.view(desk, stored.id)[1])["Erledigt"] == "01.06.2021"
    (first,) = [each.after["done_at"] for each in changes(desk, stored.id)[1:]]
    with pytest.raises(RefusedError, match=r"seit 01.06.2021 erledigt.*wieder öffnen"):
        take_over(desk, stored.id)
    assert tick_off(desk, stored.id) == "Wieder offen: 15.06.2021 Beschluss anfordern."
    assert rows(FOLLOW_UPS.view(desk, stored.id)[1])["Erledigt"] == "noch offen"
    assert changes(desk, stored.id)[-1].before["done_at"] == first
    for attempt in (tick_off, take_over):
        with pytest.raises(NotFoundError):
            attempt(desk, 99)


def test_a_new_follow_up_belongs_to_who_writes_it(desk):
    assert FOLLOW_UPS.blank(desk) == {"owner": desk.actor}


def test_who_had_it_before_stays_to_be_seen(desk: Desk, colleague: Colleague) -> None:
    stored = FOLLOW_UPS.save(desk, entered(due_on=days_ago(3)))
    handed = FOLLOW_UPS.save(desk, stored.value.model_copy(update={"owner": "Weber"}), stored)
    take_over(colleague("beck"), handed.id)
    beck = FOLLOW_UPS.read(desk, handed.id)
    assert (beck.value.owner, beck.version) == ("beck", 3)
    section = FOLLOW_UPS.view(desk, stored.id)[1][0]
    before = [text for label, text in section.rows if label == "Vorher bei"]
    assert [each.split(" (")[0] for each in before] == ["Weber", "Muster"]
    assert "geändert von beck" in before[0] and "geändert von probe" in before[1]
    assert dict(section.rows)["Fällig am"] == "29.05.2021, seit 3 Tagen überfällig"
    owners = [(each.before or {}).get("owner") for each in changes(desk, stored.id)]
    assert owners == [None, "Muster", "Weber"]


def test_two_take_it_over_at_once_and_one_has_it(desk: Desk, colleague: Colleague) -> None:
    people = [colleague("beck"), colleague("weber")]
    stored = FOLLOW_UPS.save(desk, entered())
    start = Barrier(2)

    def take(person: Desk) -> None:
        start.wait()
        take_over(person, stored.id)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(take, people))
    steps = [(each.before["owner"], each.after["owner"]) for each in changes(desk, stored.id)[1:]]
    assert len(steps) == 2
    assert steps[0][1] == steps[1][0], "the second took it from the first, and knows it"
    assert FOLLOW_UPS.read(desk, stored.id).value.owner == steps[1][1]


def test_a_follow_up_knows_all_it_is_about(desk: Desk) -> None:
    ahnatal, person = find_municipality(desk, "Ahnatal"), probe(desk)
    application = APPLICATIONS.save(
        desk,
        ApplicationInput.model_validate(
            {"title": "Archiv", "participants": [{"organisation_id": ahnatal, "role": "lead"}]}
        ),
    )
    booking = BOOKINGS.save(
        desk,
        BookingInput.model_validate(
            {"organisation_id": ahnatal, "module": 1, "contact_id": person}
        ),
    )
    call = begin(desk, direction="incoming", number="0561 9001", contact_id=person)
    noted = note(desk, ahnatal, "Rückruf")
    here = {"organisation_id": str(ahnatal)}
    assert links_of(desk, "organisation", ahnatal) == here
    assert links_of(desk, "contact", person) == here | {"contact_id": str(person)}
    assert links_of(desk, "note", noted.id) == here
    assert links_of(desk, "service_bundle", 1) == {}
    at_application = links_of(desk, "application", application.id)
    assert at_application == here | {"application_id": str(application.id)}
    at_booking = links_of(desk, "booking", booking.id)
    assert at_booking == here | {"contact_id": str(person), "booking_id": str(booking.id)}
    at_call = links_of(desk, "call", call.id)
    assert at_call == here | {"contact_id": str(person), "call_id": str(call.id)}
    stored = FOLLOW_UPS.save(desk, entered(**(at_application | at_booking | at_call)))
    assert FOLLOW_UPS.read(desk, stored.id).value == stored.value
    shown = rows(FOLLOW_UPS.view(desk, stored.id)[1])
    assert shown["Kommune/Stelle"] == "Ahnatal"
    assert shown["Ansprechperson"] == "Probe"
    assert shown["IKZ-Antrag"] == "IKZ-0001 Archiv"
    assert shown["Beratung"] == "Beratung Modul 1, Ahnatal"
    assert shown["Anruf"] == call.title


def test_a_person_brings_the_kommune_and_no_other_fits(desk: Desk) -> None:
    person = probe(desk)
    stored = FOLLOW_UPS.save(desk, entered(contact_id=person))
    assert stored.value.organisation_id == find_municipality(desk, "Ahnatal")
    kaufungen = find_municipality(desk, "Kaufungen")
    with pytest.raises(RefusedError, match="Probe gehört zu Ahnatal, nicht zu Kaufungen"):
        FOLLOW_UPS.save(desk, entered(contact_id=person, organisation_id=kaufungen))


def test_hostile_text_is_kept_as_clean_text(desk: Desk) -> None:
    for text in (*hostile.MARKUP, *hostile.BIDI, *hostile.SQL):
        stored = FOLLOW_UPS.save(desk, entered(text=f"x{text[:150]}", owner=f"x{text[:150]}"))
        assert stored.value.text == clean(stored.value.text)
        title, sections = FOLLOW_UPS.view(desk, stored.id)
        assert title == clean(title)
        assert all(part == clean(part) for each in sections for row in each.rows for part in row)


def test_a_past_day_is_a_sentence_and_what_is_overdue_can_be_edited(desk):
    assert entered(due_on="1.1").due_on == date(2022, 1, 1)
    for typed in ("g", "gestern", "-3", "31.05.2021"):
        with pytest.raises(ValidationError) as refused:
            entered(due_on=typed)
        (error,) = refused.value.errors()
        assert error["loc"] == ("due_on",)
        assert "ist vorbei. Eine Wiedervorlage ist heute oder später fällig." in sentence(error)
    overdue = entered().model_copy(update={"due_on": date(2021, 5, 3)})
    kept = FollowUpInput.model_validate(
        {"due_on": "03.05.2021", "text": "Beschluss anfordern", "owner": "Beck"},
        context={"today": TODAY, "stored": overdue},
    )
    assert kept.due_on == overdue.due_on
