"""What is asked at the telephone, in which order, and who said when that it is right."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import select

from db.errors import NotFoundError, RefusedError
from db.tables import Address, Change, Contact, ContactRole, Organisation, PhoneNumber
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality, territory
from ozg_tui.desk.register.confirmations import (
    DetailKind,
    confirm,
    details,
    to_ask,
)
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.desk.register.municipalities import MUNICIPALITIES
from tests.kit import hostile
from tests.kit.bulk import counted, fill
from tests.kit.desks import TODAY
from tests.kit.reached import confirmed_municipalities
from tests.kit.stale_details import stale

OLD, OLDER, FRESH = date(2020, 4, 1), date(2019, 1, 1), date(2020, 6, 1)


def number(raw: str, day: date | None = None, kind: str = "direct", **owner: int) -> PhoneNumber:
    e164 = "+49" + raw.replace(" ", "")[1:]
    return PhoneNumber(kind=kind, raw=raw, e164=e164, confirmed_on=day, **owner)


def email(text: str, day: date | None = None, **owner: int) -> Address:
    return Address(kind="email", text=text, confirmed_on=day, **owner)


@pytest.fixture
def kaufungen(desk: Desk) -> int:
    """A Kommune with a person to call first, another one, a former one, and a switchboard."""
    here = find_municipality(desk, "Kaufungen")
    with desk.store.writing("saat") as session:
        session.add_all(
            [
                Contact(
                    organisation_id=here,
                    family_name="Muster",
                    given_name="Max",
                    numbers=[number("0561 9001", OLD), number("0561 9002", None, "mobile")],
                    addresses=[
                        email("m@kaufungen.de", OLDER),
                        Address(kind="postal", text="Postfach"),
                    ],
                    roles=[
                        ContactRole(role="it", valid_to=date(2021, 5, 31)),
                        ContactRole(role="finance", valid_from=date(2021, 6, 2)),
                    ],
                ),
                Contact(
                    organisation_id=here,
                    family_name="Beispiel",
                    given_name="Erika",
                    call_first=True,
                    numbers=[number("0561 9003", FRESH)],
                    addresses=[email("e.beispiel@kaufungen.de", OLD)],
                    roles=[ContactRole(role="digitalisation", confirmed_on=OLDER)],
                ),
                Contact(
                    organisation_id=here,
                    family_name="Früher",
                    historic_on=OLD,
                    numbers=[number("0561 9004")],
                ),
                number("0561 9000", OLDER, "switchboard", organisation_id=here),
                email("post@kaufungen.de", TODAY, organisation_id=here),
            ]
        )
    return here


def row(desk: Desk, table: type, record_id: int):
    with desk.store.reading() as session:
        return session.get_one(table, record_id)


def changes(desk: Desk, actor: str) -> list[Change]:
    with desk.store.reading() as session:
        return list(session.scalars(select(Change).where(Change.actor == actor)))


def test_the_most_valuable_question_comes_first(desk: Desk, kaufungen: int) -> None:
    asked = stale(desk, kaufungen, TODAY)
    assert [(each.person, each.kind.value, each.value) for each in asked] == [
        ("Erika Beispiel", "email", "e.beispiel@kaufungen.de"),
        ("Erika Beispiel", "role", "Digitalisierung"),
        ("Max Muster", "phone", "0561 9002"),
        ("", "phone", "0561 9000"),
        ("Max Muster", "phone", "0561 9001"),
        ("Max Muster", "email", "m@kaufungen.de"),
    ]
    assert [each.question for each in asked][:4] == [
        "E-Mail von Erika Beispiel noch e.beispiel@kaufungen.de? Zuletzt bestätigt vor 14 Monaten.",
        "Funktion von Erika Beispiel noch Digitalisierung? Zuletzt bestätigt vor 29 Monaten.",
        "Mobil von Max Muster noch 0561 9002? Noch nie bestätigt.",
        "Zentrale von Kaufungen noch 0561 9000? Zuletzt bestätigt vor 29 Monaten.",
    ]
    assert (asked[0].label, asked[0].months, asked[2].months) == ("E-Mail", 14, None)
    assert asked[3].contact_id is None
    assert tuple(to_ask(desk, kaufungen, TODAY)[1]) == (2, 8)
    assert [each.value for each in details(desk, kaufungen, TODAY) if not each.is_stale] == [
        "0561 9003",
        "post@kaufungen.de",
    ]
    assert tuple(to_ask(desk, kaufungen, date(2021, 6, 2))[1]) == (1, 9), "a day and a role later"


def test_one_key_confirms_today_and_under_a_name(desk: Desk, kaufungen: int) -> None:
    for kind, table in (
        (DetailKind.EMAIL, Address),
        (DetailKind.ROLE, ContactRole),
        (DetailKind.PHONE, PhoneNumber),
    ):
        asked = next(each for each in stale(desk, kaufungen, TODAY) if each.kind is kind)
        confirm(desk, asked)
        kept = row(desk, table, asked.record_id)
        assert (kept.confirmed_on, kept.confirmed_by) == (TODAY, "probe")
        assert asked.record_id not in {
            each.record_id for each in stale(desk, kaufungen, TODAY) if each.kind is kind
        }
        last = changes(desk, "probe")[-1]
        assert (last.table_name, last.row_id) == (table.__tablename__, str(asked.record_id))
        assert last.after["confirmed_by"] == "probe"
        assert last.before["confirmed_by"] is None
    own = next(each for each in stale(desk, kaufungen, TODAY) if not each.person)
    version = row(desk, Organisation, kaufungen).version
    confirm(desk, own)
    assert row(desk, Organisation, kaufungen).version == version + 1
    assert len(changes(desk, "probe")) == 4, "a confirmation changes nothing else"
    detail = next(each for each in details(desk, kaufungen, TODAY) if each.value == "0561 9002")
    assert (detail.confirmed_by, detail.months) == ("probe", 0)


def test_two_confirm_one_detail_and_the_first_is_named(
    desk: Desk, kaufungen: int, colleague: Callable[[str], Desk]
) -> None:
    people = [colleague("beck"), colleague("weber")]
    asked = stale(desk, kaufungen, TODAY)
    start = Barrier(2)

    def say_yes(person: Desk) -> None:
        start.wait()
        for each in asked:
            confirm(person, each)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(say_yes, people))
    made = [each for name in ("beck", "weber") for each in changes(desk, name)]
    assert len(made) == len(asked), "each was confirmed once"
    assert stale(desk, kaufungen, TODAY) == ()


def test_what_was_changed_meanwhile_is_asked_again(
    desk: Desk, kaufungen: int, colleague: Callable[[str], Desk]
) -> None:
    asked = stale(desk, kaufungen, TODAY)[0]
    stored = CONTACTS.read(desk, asked.contact_id or 0)
    other = stored.value.model_copy(update={"email": "neu@kaufungen.de"})
    changed = CONTACTS.save(colleague("beck"), other, stored)
    with pytest.raises(
        RefusedError, match="beck hat E-Mail inzwischen geändert: jetzt neu@kaufungen"
    ):
        confirm(desk, asked)
    assert row(desk, Address, asked.record_id).confirmed_on is None
    CONTACTS.save(desk, changed.value.model_copy(update={"email": None}), changed)
    with pytest.raises(NotFoundError, match="Diese Angabe gibt es nicht mehr"):
        confirm(desk, asked)


def test_a_confirmation_and_an_open_form_do_not_meet(desk: Desk, kaufungen: int) -> None:
    asked = stale(desk, kaufungen, TODAY)[0]
    form = CONTACTS.read(desk, asked.contact_id or 0)
    confirm(desk, asked)
    CONTACTS.save(desk, form.value.model_copy(update={"note": "spricht schnell"}), form)
    assert row(desk, Address, asked.record_id).confirmed_on == TODAY


def test_the_form_names_who_confirmed_and_forgets_what_it_changes(desk: Desk) -> None:
    value = ContactInput.model_validate(
        {
            "organisation_id": find_municipality(desk, "Helsa"),
            "family_name": "Weber",
            "role": "it",
            "direct": "0561 9005",
            "email": "w@helsa.de",
            "confirmed_on": "h",
        },
        context={"today": TODAY},
    )
    stored = CONTACTS.save(desk, value)
    (person, reach, _) = CONTACTS.view(desk, stored.id)[1]
    by = "  (bestätigt 01.06.2021, probe)"
    assert dict(person.rows)["Funktion"] == f"IT{by}"
    assert dict(reach.rows) == {"Durchwahl": f"0561 9005{by}", "E-Mail": f"w@helsa.de{by}"}
    changed = {"role": "finance", "direct": "0561 9006", "email": "x@helsa.de"}
    kept = {**value.model_dump(), **changed}
    CONTACTS.save(desk, ContactInput.model_construct(**kept), stored)
    with desk.store.reading() as session:
        for table in (ContactRole, PhoneNumber, Address):
            (only,) = session.scalars(select(table))
            assert (only.confirmed_on, only.confirmed_by) == (None, None)


def test_a_changed_switchboard_has_to_be_confirmed_anew(desk: Desk, kaufungen: int) -> None:
    for each in stale(desk, kaufungen, TODAY):
        confirm(desk, each)
    form = MUNICIPALITIES.read(desk, kaufungen)
    new = {"switchboard": "0561 9100", "email": "rathaus@kaufungen.de"}
    MUNICIPALITIES.save(desk, form.value.model_copy(update=new), form)
    assert [(each.value, each.confirmed_by) for each in stale(desk, kaufungen, TODAY)] == [
        ("0561 9100", ""),
        ("rathaus@kaufungen.de", ""),
    ]


def test_a_kommune_counts_when_it_was_reached_within_a_year(desk: Desk, kaufungen: int) -> None:
    everywhere = sum(
        place.existed_on(TODAY) and place.latest.kind != "ministry"
        for place in territory(desk).by_id.values()
    )
    assert confirmed_municipalities(desk, TODAY) == (1, everywhere)
    helsa, ministry = find_municipality(desk, "Helsa"), territory(desk).id_of("HMdI")
    with desk.store.writing("saat") as session:
        session.add_all(
            [
                number("0561 9010", FRESH, "switchboard", organisation_id=helsa),
                number("0611 9010", TODAY, "switchboard", organisation_id=ministry or 0),
                Contact(
                    organisation_id=find_municipality(desk, "Ahnatal"),
                    family_name="Früher",
                    historic_on=OLD,
                    numbers=[number("0561 9011", TODAY)],
                ),
                Contact(
                    organisation_id=find_municipality(desk, "Niestetal"),
                    family_name="Alt",
                    addresses=[email("a@niestetal.de", date(2020, 5, 31))],
                ),
            ]
        )
    assert confirmed_municipalities(desk, TODAY) == (2, everywhere)
    gone = date(2023, 1, 1)
    assert confirmed_municipalities(desk, gone)[1] == everywhere - 1, "Bromskirchen was merged"


def test_ten_thousand_people_elsewhere_cost_nothing(desk: Desk, kaufungen: int) -> None:
    find_municipality(desk, "Helsa")
    with desk.store.reading() as session:
        first = max(session.scalars(select(Contact.id))) + 1
    helsa = find_municipality(desk, "Helsa")
    people = range(first, first + 10_000)
    row_ = {"version": 1, "organisation_id": helsa, "family_name": "Weber", "call_first": False}
    fill(desk, Contact, [row_ | {"id": each} for each in people])
    fill(
        desk,
        PhoneNumber,
        [{"contact_id": each, "kind": "direct", "raw": "1", "e164": "+495611"} for each in people],
    )
    with counted(desk) as asked:
        assert len(stale(desk, kaufungen, TODAY)) == 6
        assert confirmed_municipalities(desk, TODAY)[0] == 1
    assert len(asked) == 2


def test_hostile_text_is_asked_as_it_stands_and_confirmed(desk: Desk) -> None:
    helsa = find_municipality(desk, "Helsa")
    with desk.store.writing("saat") as session:
        session.add_all(
            Contact(organisation_id=helsa, family_name=text, addresses=[email(text)])
            for text in (*hostile.MARKUP, *hostile.SQL, *hostile.TEMPLATE)
        )
    asked = stale(desk, helsa, TODAY)
    for each in asked:
        assert each.question == f"E-Mail von {each.value} noch {each.value}? Noch nie bestätigt."
    confirm(desk, asked[0])
    assert len(stale(desk, helsa, TODAY)) == len(asked) - 1
