"""An unknown number finds its Kommune and person once, and with it all its calls."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import select

from db.errors import NotFoundError, RefusedError
from db.tables import Call, Change, Contact, PhoneNumber
from ozg_tui.codes.register import NumberKind
from ozg_tui.codes.search import Kind
from ozg_tui.codes.telephone import Direction
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.desk.register.municipalities import MUNICIPALITIES
from ozg_tui.desk.search.asking import find
from ozg_tui.desk.search.lists import Scope, lines
from ozg_tui.desk.telephone.assignment import assign
from ozg_tui.desk.telephone.calls import CALLS, begin
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS, FollowUpInput
from ozg_tui.text import clean
from tests.kit import hostile

Colleague = Callable[[str], Desk]
RAW, E164 = "0561/900-17", "+4956190017"


def ring(desk: Desk, number: str | None = RAW) -> int:
    return begin(desk, direction=Direction.INCOMING, number=number).id


def numbers(desk: Desk) -> list[PhoneNumber]:
    with desk.store.reading() as session:
        return list(session.scalars(select(PhoneNumber).order_by(PhoneNumber.id)))


def people(desk: Desk, name: str) -> list[Contact]:
    with desk.store.reading() as session:
        wanted = select(Contact).where(Contact.family_name == name).order_by(Contact.id)
        return list(session.scalars(wanted))


def linked(desk: Desk) -> list[tuple[int | None, int | None]]:
    with desk.store.reading() as session:
        calls = session.scalars(select(Call).order_by(Call.id))
        return [(each.organisation_id, each.contact_id) for each in calls]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Dr. Erika von Beispiel", ("von Beispiel", "Erika", "Dr.")),
        ("von Beispiel, Dr. Erika", ("von Beispiel", "Erika", "Dr.")),
        ("Frau Erika van den Berg", ("van den Berg", "Erika", None)),
        ("Beispiel", ("Beispiel", None, None)),
    ],
)
def test_a_name_in_one_piece_is_taken_apart(
    desk: Desk, typed: str, parts: tuple[str, str | None, str | None]
) -> None:
    done = assign(desk, ring(desk), find_municipality(desk, "Ahnatal"), new_person=typed)
    (person,) = people(desk, parts[0])
    assert person.id == done.contact_id
    assert (person.family_name, person.given_name, person.title) == parts
    (entry,) = lines(desk, Scope(Kind.CONTACT, Kind.CONTACT, parts[0]), 1)
    assert entry.title.startswith(parts[0])


def test_a_new_person_gets_the_number_and_all_calls_from_it(desk: Desk) -> None:
    ahnatal = find_municipality(desk, "Ahnatal")
    calls = [ring(desk), ring(desk, "+49 561 900 17"), ring(desk), ring(desk, "0561 900-18")]
    done = assign(desk, calls[2], ahnatal, new_person=" Beispiel ,  Erika ")
    (person,) = people(desk, "Beispiel")
    assert done == (2, person.id, True, True, True)
    assert (person.given_name, person.organisation_id) == ("Erika", ahnatal)
    (number,) = numbers(desk)
    assert (number.raw, number.e164, number.kind) == (RAW, E164, "direct")
    assert (number.contact_id, number.organisation_id) == (person.id, None)
    assert (number.confirmed_on, number.confirmed_by) == (date(2021, 6, 1), "probe")
    here = (ahnatal, person.id)
    assert linked(desk) == [here, here, here, (None, None)]
    assert "Beispiel, Erika" in [each.title for each in find(desk, "056190017").hits]
    with desk.store.reading() as session:
        steps = list(session.scalars(select(Change).where(Change.actor == "probe")))
    last = [each for each in steps if each.unit == steps[-1].unit]
    assert sorted((each.table_name, each.action) for each in last) == [
        ("call", "update"), ("call", "update"), ("call", "update"),
        ("contact", "insert"), ("phone_number", "insert"),
    ]  # fmt: skip
    assert {CALLS.read(desk, each).version for each in calls[:3]} == {2}
    stored = CONTACTS.read(desk, person.id)
    CONTACTS.save(desk, stored.value, stored)


def test_a_second_time_nothing_is_doubled(desk: Desk, colleague: Colleague) -> None:
    ahnatal = find_municipality(desk, "Ahnatal")
    first, second = ring(desk), ring(desk, "0561 900-99")
    person = assign(desk, first, ahnatal, new_person="Beispiel, Erika").contact_id
    again = assign(colleague("beck"), first, ahnatal, new_person="beispiel, erika")
    assert again == (0, person, False, False, True)
    assert numbers(desk)[0].confirmed_by == "beck"
    other = assign(desk, second, ahnatal, contact_id=person, kind=NumberKind.MOBILE)
    assert other == (0, person, False, True, True)
    assert [(each.contact_id, each.kind) for each in numbers(desk)] == [
        (person, "direct"), (person, "mobile"),
    ]  # fmt: skip
    assert len(people(desk, "Beispiel")) == 1
    namesake = assign(desk, ring(desk, "0561 900-77"), ahnatal, new_person="Beispiel")
    assert namesake.is_new_person


def test_a_kommune_alone_gets_the_number_as_its_switchboard(desk: Desk) -> None:
    ahnatal = find_municipality(desk, "Ahnatal")
    earlier, now = ring(desk), ring(desk)
    assert assign(desk, now, ahnatal) == (1, None, False, True, True)
    assert linked(desk) == [(ahnatal, None), (ahnatal, None)]
    assert MUNICIPALITIES.read(desk, ahnatal).value.switchboard == RAW
    later = assign(desk, ring(desk), ahnatal, new_person="Beispiel")
    assert not later.is_new_number, "the number of the house stays that of the house"
    assert [each.organisation_id for each in numbers(desk)] == [ahnatal]
    assert linked(desk)[0] == (ahnatal, None), earlier


def test_a_number_that_several_answer_names_no_person_for_other_calls(desk: Desk) -> None:
    ahnatal = find_municipality(desk, "Ahnatal")
    ring(desk)
    done = assign(desk, ring(desk), ahnatal, new_person="Beispiel", kind=NumberKind.SECRETARIAT)
    assert linked(desk) == [(ahnatal, None), (ahnatal, done.contact_id)]


def test_a_withheld_number_assigns_the_call_alone(desk: Desk) -> None:
    ahnatal = find_municipality(desk, "Ahnatal")
    for number in (None, "anonym", "123"):
        calls = [ring(desk, number), ring(desk, number)]
        done = assign(desk, calls[0], ahnatal, new_person="Beispiel")
        assert (done.linked, done.is_new_number) == (0, False)
        assert linked(desk)[-2:] == [(ahnatal, done.contact_id), (None, None)]
    assert numbers(desk) == []


def test_a_local_number_is_completed_with_the_area_code(desk: Desk) -> None:
    ahnatal = find_municipality(desk, "Ahnatal")
    with desk.store.writing("probe") as session:
        session.add(
            PhoneNumber(
                organisation_id=ahnatal, kind="switchboard", raw="05609 628-0", e164="+4956096280"
            )
        )
    done = assign(desk, ring(desk, "628-11"), ahnatal, new_person="Beispiel")
    assert done.is_new_number
    assert numbers(desk)[-1].e164 == "+49560962811"
    stored = CONTACTS.read(desk, done.contact_id or 0)
    assert ContactInput.model_validate(stored.value.model_dump()).direct == stored.value.direct


def test_what_hangs_on_a_call_goes_with_it(desk: Desk) -> None:
    ahnatal = find_municipality(desk, "Ahnatal")
    call = ring(desk)
    task = FOLLOW_UPS.save(
        desk,
        FollowUpInput(due_on=date(2021, 6, 8), text="Wer war das?", owner="probe", call_id=call),
    )
    assign(desk, call, ahnatal)
    assert FOLLOW_UPS.read(desk, task.id).value.organisation_id == ahnatal


def test_what_cannot_be_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    ahnatal, kaufungen = (find_municipality(desk, name) for name in ("Ahnatal", "Kaufungen"))
    call = ring(desk)
    probe = people(desk, "Probe")[0].id
    with pytest.raises(RefusedError, match="gehört zu Ahnatal, nicht zu Kaufungen"):
        assign(desk, call, kaufungen, contact_id=probe)
    with pytest.raises(RefusedError, match="Nachnamen angeben"):
        assign(desk, call, ahnatal, new_person=" , Erika")
    with pytest.raises(RefusedError, match="höchstens 200"):
        assign(desk, call, ahnatal, new_person="x" * 201)
    with pytest.raises(NotFoundError, match="Diesen Anruf"):
        assign(desk, 99, ahnatal)
    with pytest.raises(NotFoundError, match="Diese Kommune"):
        assign(desk, call, 999)
    assert (numbers(desk), linked(desk)) == ([], [(None, None)])
    assign(desk, call, ahnatal)
    with pytest.raises(RefusedError, match="schon Ahnatal zugeordnet, zuletzt geändert von probe"):
        assign(desk, call, kaufungen)


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """What the jobs answer or raise, when all begin in the same moment."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        start.wait()
        try:
            return job()
        except RefusedError as error:
            return error

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_two_assign_two_calls_of_one_number_at_once(desk: Desk, colleague: Colleague) -> None:
    ahnatal = find_municipality(desk, "Ahnatal")
    one, other = colleague("beck"), colleague("weber")
    for round_number in range(5):
        raw = f"0561 900-{round_number}1"
        first, second = ring(desk, raw), ring(desk, raw)
        name = f"Beispiel{round_number}"
        done = at_once(
            lambda first=first, name=name: assign(one, first, ahnatal, new_person=name),
            lambda second=second, name=name: assign(other, second, ahnatal, new_person=name),
        )
        (person,) = people(desk, name)
        assert [each.raw for each in numbers(desk) if each.contact_id == person.id] == [raw]
        assert linked(desk)[-2:] == [(ahnatal, person.id)] * 2
        assert sorted(each.is_new_number for each in done) == [False, True]


def test_two_places_for_one_call_and_the_first_has_it(desk: Desk, colleague: Colleague) -> None:
    places = [find_municipality(desk, name) for name in ("Ahnatal", "Kaufungen")]
    one, other = colleague("beck"), colleague("weber")
    for round_number in range(5):
        call = ring(desk, f"0561 900-{round_number}1")
        answers = at_once(
            lambda call=call: assign(one, call, places[0]),
            lambda call=call: assign(other, call, places[1]),
        )
        (refused,) = [each for each in answers if isinstance(each, RefusedError)]
        winner = linked(desk)[-1][0]
        assert winner in places
        assert numbers(desk)[-1].organisation_id == winner
        assert "zugeordnet, zuletzt geändert von" in str(refused)


def test_hostile_names_stay_names(desk: Desk) -> None:
    ahnatal = find_municipality(desk, "Ahnatal")
    call = ring(desk)
    for text in (*hostile.MARKUP[::3], *hostile.ESCAPES[::3], *hostile.SQL[::3], hostile.NUL_TEXT):
        typed = f"x{text[:150]}".replace(",", " ")
        done = assign(desk, call, ahnatal, new_person=typed)
        person = CONTACTS.read(desk, done.contact_id or 0).value
        parts = (person.title, person.given_name, person.family_name)
        assert " ".join(filter(None, parts)) == " ".join(clean(typed).split())
