"""A call is kept from the first ring on, noted in the order it is typed, and gets a result."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from db.errors import ConflictError, NotFoundError, RefusedError
from db.tables import Call, Change, Contact, FollowUp, Note, PhoneNumber
from ozg_tui.codes.telephone import CallResult, Direction
from ozg_tui.desk.core import drafts
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.moments import moment_of
from ozg_tui.desk.core.records import Stored
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.entry.fields import FieldKind, fields_of
from ozg_tui.desk.entry.prepare import prepare
from ozg_tui.desk.telephone.calls import CALLS, attach, begin, discard, ended, is_open
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS, tick_off
from ozg_tui.desk.telephone.input import CallInput
from ozg_tui.messages import sentence
from ozg_tui.text import clean
from tests.kit import hostile
from tests.kit.clock import SetClock
from tests.kit.deeds import hang_up
from tests.kit.desks import TODAY

Colleague = Callable[[str], Desk]
IN, OUT = Direction.INCOMING, Direction.OUTGOING


def entered(**typed: object) -> CallInput:
    return CallInput.model_validate(typed, context={"today": TODAY})


def typed_into(desk: Desk, stored: Stored[CallInput], **typed: object) -> Stored[CallInput]:
    """Save a form of the call with some fields typed over."""
    checked = entered(**typed)
    fields = {name: getattr(checked, name) for name in typed}
    return CALLS.save(desk, stored.value.model_copy(update=fields), stored)


def row_of(desk: Desk, call_id: int) -> Call:
    with desk.store.reading() as session:
        return session.get_one(Call, call_id)


def tasks(desk: Desk, call_id: int) -> list[FollowUp]:
    with desk.store.reading() as session:
        wanted = select(FollowUp).where(FollowUp.call_id == call_id).order_by(FollowUp.id)
        return list(session.scalars(wanted))


def changes(desk: Desk, table: str) -> list[Change]:
    with desk.store.reading() as session:
        wanted = select(Change).where(Change.table_name == table).order_by(Change.id)
        return list(session.scalars(wanted))


def shown(desk: Desk, call_id: int) -> dict[str, str]:
    return {row[0]: row[1] for each in CALLS.view(desk, call_id)[1] for row in each.rows}


def probe(desk: Desk) -> int:
    with desk.store.reading() as session:
        return session.scalars(select(Contact.id)).one()


# Beginning and ending


def test_a_call_is_kept_when_it_begins(desk: Desk, clock: SetClock) -> None:
    clock.set(datetime(2021, 6, 1, 8, 31, 2, tzinfo=UTC))
    clock.step = timedelta()
    stored = begin(desk, direction=IN, number="0561/900-1")
    row = row_of(desk, stored.id)
    assert (row.result, row.ended_at, row.taken_by) == ("open", None, "probe")
    assert (row.raw_number, row.e164, row.direction) == ("0561/900-1", "+495619001", "incoming")
    assert row.started_at == datetime(2021, 6, 1, 8, 31, 2, tzinfo=UTC)
    assert stored.title == "Anruf 01.06.2021, 10:31, 0561/900-1"
    assert [each.action for each in changes(desk, "call")] == ["insert"]


def test_an_open_call_offers_to_be_done_with_and_stays_open_until_saved(desk: Desk) -> None:
    stored = begin(desk, direction=IN)
    form = prepare(desk, CALLS, stored.id, {})
    assert form.texts["result"] == "erledigt"
    assert row_of(desk, stored.id).result == "open"
    assert shown(desk, stored.id)["Ergebnis"] == "offen"
    assert form.stored is not None
    saved = CALLS.save(desk, form.stored.value, form.stored)
    row = row_of(desk, stored.id)
    assert (row.result, saved.version) == ("done", 2)
    assert row.ended_at is not None and row.ended_at >= row.started_at
    again = CALLS.save(desk, saved.value.model_copy(update={"text": "Frist genannt"}), saved)
    assert row_of(desk, again.id).ended_at == row.ended_at, "a call ends once"


def test_a_call_can_stay_open_on_purpose(desk: Desk) -> None:
    stored = begin(desk, direction=IN)
    typed_into(desk, stored, result="open", text="ruft gleich wieder an")
    row = row_of(desk, stored.id)
    assert (row.result, row.ended_at) == ("open", None)


def test_the_form_follows_the_conversation(desk: Desk) -> None:
    fields = fields_of(CallInput)
    assert [each.label for each in fields] == [
        "Thema", "Notiz", "Ergebnis", "Wiedervorlage am", "Was ist zu tun?", "Wer",
        "Kommune/Stelle", "Ansprechperson", "Richtung", "Nummer", "Beginn",
    ]  # fmt: skip
    assert not any(each.required for each in fields)
    topic, text, result = fields[:3]
    assert text.kind is FieldKind.MULTILINE
    for field in (topic, result):
        for code, label in field.choices:
            assert field.chosen(label[0]) == code, "one letter chooses"
    assert prepare(desk, CALLS, None, {}).texts["result"] == "erledigt"


def test_one_key_ends_a_call(desk: Desk, clock: SetClock) -> None:
    for result in (CallResult.DONE, CallResult.FORWARDED, CallResult.NO_CONCERN):
        stored = begin(desk, direction=OUT, number="0561 9001")
        clock.go_on(seconds=95)
        hang_up(desk, stored.id, result.value)
        row = row_of(desk, stored.id)
        assert (row.result, row.direction) == (result.value, "outgoing")
        assert row.ended_at is not None
        assert (row.ended_at - row.started_at).seconds == 95
        assert tasks(desk, stored.id) == []
    assert not is_open(desk, stored.id)


def test_a_promised_call_back_is_due_on_the_next_working_day(desk: Desk, clock: SetClock) -> None:
    clock.set(date(2021, 6, 2))
    stored = begin(desk, direction=IN, number="0561 9001")
    hang_up(desk, stored.id, CallResult.CALL_BACK)
    hang_up(desk, stored.id, CallResult.CALL_BACK)
    (task,) = tasks(desk, stored.id)
    assert task.due_on == date(2021, 6, 4), "Fronleichnam lies between"
    assert (task.owner, task.text) == ("probe", "Rückruf 0561 9001")
    assert {each.unit for each in changes(desk, "follow_up")} <= {
        each.unit for each in changes(desk, "call")
    }


def test_the_hang_up_question_leaves_what_is_noted(desk: Desk) -> None:
    stored = begin(desk, direction=IN, organisation_id=find_municipality(desk, "Ahnatal"))
    saved = typed_into(
        desk, stored, result="open", topic="cooperation", text="Laufzeit\nfünf Jahre"
    )
    over = hang_up(desk, stored.id, CallResult.CALL_BACK)
    assert over.value.text == saved.value.text
    assert tasks(desk, stored.id)[0].text == "Rückruf: Laufzeit fünf Jahre"


def test_whether_a_call_is_open_is_asked_before_the_form_is_left(desk: Desk) -> None:
    stored = begin(desk, direction=IN)
    assert is_open(desk, stored.id)
    form = CALLS.read(desk, stored.id)
    value = ended(form.value.model_copy(update={"text": "getippt"}), "call_back", desk.today())
    assert value.follow_up_on == date(2021, 6, 2)
    CALLS.save(desk, value, form)
    assert not is_open(desk, stored.id)
    assert not is_open(desk, 99)
    assert [each.text for each in tasks(desk, stored.id)] == ["Rückruf: getippt"]


def test_a_call_without_a_place_is_attached_to_one_and_keeps_it(desk: Desk) -> None:
    ahnatal, kaufungen = (find_municipality(desk, name) for name in ("Ahnatal", "Kaufungen"))
    stored = begin(desk, direction=IN, number="0561 9001")
    attach(desk, stored.id, None, probe(desk))
    attach(desk, stored.id, kaufungen, None)
    row = row_of(desk, stored.id)
    assert (row.organisation_id, row.contact_id) == (ahnatal, probe(desk))
    with desk.store.reading() as session:
        assert session.scalars(select(PhoneNumber)).all() == []


def test_what_was_no_call_is_removed_and_the_history_keeps_it(desk: Desk) -> None:
    stored = begin(desk, direction=IN, number="0561 9001")
    drafts.keep(desk, "call", stored.id, {"typed": {}})
    drafts.keep(desk, "call", 0, {"typed": {}})
    discard(desk, stored.id)
    assert [each.action for each in changes(desk, "call")] == ["insert", "delete"]
    assert changes(desk, "call")[-1].before["raw_number"] == "0561 9001"
    assert drafts.find(desk, "call", stored.id) is None
    assert drafts.find(desk, "call", 0) is not None
    with pytest.raises(NotFoundError):
        discard(desk, stored.id)


def test_what_says_something_is_not_discarded(desk: Desk) -> None:
    ended = begin(desk, direction=IN)
    hang_up(desk, ended.id, CallResult.NO_CONCERN)
    with_text = typed_into(desk, begin(desk, direction=IN), result="open", text="Frage zu M3")
    with_task = typed_into(desk, begin(desk, direction=IN), result="open", follow_up_on="+1")
    with_note = begin(desk, direction=IN)
    with desk.store.writing("probe") as session:
        session.add(
            Note(written_at=desk.clock.now(), written_by="probe", text="x", call_id=with_note.id)
        )
    for kept, part in (
        (ended, "hat schon ein Ergebnis"),
        (with_text, "schon etwas notiert"),
        (with_task, "schon etwas notiert"),
        (with_note, "schon etwas notiert"),
    ):
        with pytest.raises(RefusedError, match=part):
            discard(desk, kept.id)
    assert "delete" not in {each.action for each in changes(desk, "call")}


def test_beginning_a_call_leaves_the_draft_of_another(desk: Desk) -> None:
    drafts.keep(desk, "call", 0, {"typed": {"text": "nachgetragen"}})
    begin(desk, direction=IN)
    assert drafts.find(desk, "call") is not None


# Numbers, places, people


def test_a_number_without_area_code_is_one_of_the_town(desk: Desk) -> None:
    ahnatal, kaufungen = (find_municipality(desk, name) for name in ("Ahnatal", "Kaufungen"))
    with desk.store.writing("probe") as session:
        session.add(
            PhoneNumber(
                contact_id=probe(desk), kind="direct", raw="05609 628-0", e164="+4956096280"
            )
        )
    here = begin(desk, direction=IN, number="628 11", organisation_id=ahnatal)
    assert row_of(desk, here.id).e164 == "+49560962811"
    unknown = begin(desk, direction=IN, number="628 11", organisation_id=kaufungen)
    assert row_of(desk, unknown.id).e164 is None
    moved = typed_into(desk, unknown, organisation_id=ahnatal)
    assert row_of(desk, moved.id).e164 == "+49560962811"
    changed = typed_into(desk, moved, number="0561 9001")
    assert row_of(desk, changed.id).e164 == "+495619001"


def test_a_number_that_cannot_be_read_does_not_hinder_a_call(desk: Desk) -> None:
    for number in (None, "", "anonym", "12", "sip:x@y", "0561 ABC", "9" * 300):
        stored = begin(desk, direction=IN, number=number)
        row = row_of(desk, stored.id)
        assert row.e164 is None
        is_word = number in {"anonym", "sip:x@y"}
        kept = "nicht übermittelt" if is_word else number[:200] if number else None
        assert row.raw_number == kept
        assert shown(desk, stored.id)["Nummer"] == (kept or "keine Angabe")
        CALLS.save(desk, stored.value, stored)


def test_a_person_belongs_to_the_kommune_of_the_call(desk: Desk) -> None:
    person, kaufungen = probe(desk), find_municipality(desk, "Kaufungen")
    stored = begin(desk, direction=IN, contact_id=person)
    assert stored.value.organisation_id == find_municipality(desk, "Ahnatal")
    assert stored.title.endswith(", Ahnatal")
    with pytest.raises(RefusedError, match="Probe gehört zu Ahnatal, nicht zu Kaufungen"):
        typed_into(desk, stored, organisation_id=kaufungen)
    with pytest.raises(RefusedError, match="Diese Person gibt es nicht mehr"):
        begin(desk, direction=IN, contact_id=99)
    assert [each.action for each in changes(desk, "call")] == ["insert"]


def test_the_beginning_is_shown_and_can_be_put_right(desk: Desk) -> None:
    stored = begin(desk, direction=IN)
    before = row_of(desk, stored.id)
    unchanged = CALLS.save(desk, stored.value, stored)
    assert row_of(desk, stored.id).started_at == before.started_at, "to the second as it was"
    later = typed_into(desk, unchanged, started_at="g 9:30")
    row = row_of(desk, stored.id)
    assert later.value.started_at == "31.05.2021, 09:30"
    assert row.started_at == datetime(2021, 5, 31, 7, 30, tzinfo=UTC)
    with pytest.raises(RefusedError, match="liegt in der Zukunft"):
        typed_into(desk, later, started_at="01.01.2190 9:30")
    with desk.store.writing("probe") as session:
        session.get_one(Call, stored.id).ended_at = datetime(2021, 5, 31, 8, tzinfo=UTC)
    with pytest.raises(RefusedError, match="liegt nach dem Ende des Anrufs"):
        typed_into(desk, CALLS.read(desk, stored.id), started_at="31.05.2021, 10:01")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("10:31", "01.06.2021, 10:31"),
        ("930", "01.06.2021, 09:30"),
        ("31.05. 9 Uhr", "31.05.2021, 09:00"),
        ("31.05.2021, 09:00", "31.05.2021, 09:00"),
        ("", None),
        ("gestern früh", "früh«"),
        ("31.02. 9:00", "gibt es nicht"),
        ("31.02.2021, 09:00", "gibt es nicht"),
        ("25:00", "gibt es nicht"),
    ],
)
def test_moments_are_typed_short(typed: str, read: str | None) -> None:
    if read is None or read[0].isdigit():
        assert entered(started_at=typed).started_at == read
        return
    with pytest.raises(ValidationError) as refused:
        entered(started_at=typed)
    assert read in sentence(refused.value.errors()[0])


def test_a_moment_without_form_is_a_slip_of_the_program() -> None:
    with pytest.raises(ValueError, match="no moment"):
        moment_of("gestern")


def test_a_call_entered_afterwards_has_no_length(desk: Desk) -> None:
    stored = CALLS.save(desk, entered(started_at="g 9:30", text="Frage zu M3"))
    row = row_of(desk, stored.id)
    assert row.ended_at == row.started_at
    assert "Ende" not in shown(desk, stored.id)
    typed_into(desk, stored, started_at="g 10:30")
    row = row_of(desk, stored.id)
    assert row.started_at == row.ended_at == datetime(2021, 5, 31, 8, 30, tzinfo=UTC)


# Follow-ups


def test_a_follow_up_is_kept_with_the_call(desk: Desk) -> None:
    ahnatal, person = find_municipality(desk, "Ahnatal"), probe(desk)
    stored = begin(desk, direction=IN, contact_id=person)
    saved = typed_into(desk, stored, follow_up_on="+7", follow_up_text="Beschluss anfordern")
    (task,) = tasks(desk, stored.id)
    assert (task.due_on, task.owner) == (date(2021, 6, 8), "probe")
    assert (task.organisation_id, task.contact_id) == (ahnatal, person)
    assert saved.value.follow_up_owner == "probe"
    assert CALLS.read(desk, stored.id).value == saved.value
    assert shown(desk, stored.id)["08.06.2021"] == "Beschluss anfordern (probe)"
    inserted = changes(desk, "follow_up")[0]
    assert inserted.unit == changes(desk, "call")[-1].unit
    typed_into(desk, saved, follow_up_owner="Beck", follow_up_on="+8")
    (task,) = tasks(desk, stored.id)
    assert (task.owner, task.due_on) == ("Beck", date(2021, 6, 9)), "the same one, changed"


def test_a_follow_up_without_text_says_what_the_call_was_about(desk: Desk) -> None:
    for typed, text in (
        ({"text": "Frist\nnennen", "topic": "costs"}, "Frist nennen"),
        ({"topic": "cooperation"}, "IKZ"),
        ({}, "Anruf nachbereiten"),
        ({"result": "call_back", "topic": "cooperation"}, "Rückruf: IKZ"),
        ({"result": "call_back"}, "Rückruf"),
    ):
        stored = CALLS.save(desk, entered(follow_up_on="+1", **typed))
        assert [each.text for each in tasks(desk, stored.id)] == [text]
        assert stored.version == 1
    assert {each.action for each in changes(desk, "call")} == {"insert"}


@pytest.mark.parametrize("field", ["follow_up_text", "follow_up_owner"])
def test_a_follow_up_needs_a_day(field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        entered(**{field: "Beck"})
    (error,) = refused.value.errors()
    assert error["loc"] == (field,)
    assert "fehlt der Tag" in sentence(error)
    with pytest.raises(ValidationError) as refused:
        entered(follow_up_on="bald", **{field: "Beck"})
    assert [each["loc"] for each in refused.value.errors()] == [("follow_up_on",)]


def test_a_follow_up_that_is_emptied_goes_and_stays_in_the_history(desk: Desk) -> None:
    stored = CALLS.save(desk, entered(follow_up_on="+1"))
    typed_into(desk, stored, follow_up_on="", follow_up_text="", follow_up_owner="")
    assert tasks(desk, stored.id) == []
    assert [each.action for each in changes(desk, "follow_up")] == ["insert", "delete"]


def test_a_follow_up_that_is_done_meanwhile_is_not_made_again(
    desk: Desk, colleague: Colleague
) -> None:
    stored = CALLS.save(desk, entered(follow_up_on="+1"))
    (task,) = tasks(desk, stored.id)
    tick_off(colleague("beck"), task.id)
    typed_into(desk, stored, text="nachgetragen")
    (task,) = tasks(desk, stored.id)
    assert task.done_at is not None
    with pytest.raises(ConflictError) as caught:
        typed_into(desk, stored, follow_up_on="+5")
    assert caught.value.theirs == {"follow_up_on": None}


def test_a_follow_up_that_changed_hands_keeps_its_owner(desk: Desk, colleague: Colleague) -> None:
    stored = CALLS.save(desk, entered(follow_up_on="+1"))
    task = FOLLOW_UPS.read(desk, tasks(desk, stored.id)[0].id)
    FOLLOW_UPS.save(colleague("beck"), task.value.model_copy(update={"owner": "beck"}), task)
    typed_into(desk, stored, follow_up_on="+5")
    (now,) = tasks(desk, stored.id)
    assert (now.owner, now.due_on) == ("beck", date(2021, 6, 6))


# Two people


def test_two_note_one_call_and_neither_loses(desk: Desk, colleague: Colleague) -> None:
    stored = begin(desk, direction=IN)
    typed_into(colleague("beck"), stored, topic="costs", result="forwarded")
    joined = typed_into(desk, stored, text="Frage zu 2025")
    assert (joined.value.text, joined.value.topic) == ("Frage zu 2025", "costs")
    assert row_of(desk, stored.id).result == "forwarded", "offered is not chosen"
    with pytest.raises(ConflictError) as caught:
        typed_into(desk, stored, result="call_back")
    assert caught.value.theirs == {"result": "forwarded"}


# Hostile texts


def test_hostile_text_is_kept_as_clean_text(desk: Desk) -> None:
    for group in (hostile.MARKUP, hostile.BIDI, hostile.INVISIBLE, hostile.SQL, hostile.TEMPLATE):
        text = "\n".join(hostile.without_shapeless(group))
        stored = begin(desk, direction=IN, number=text)
        saved = typed_into(desk, stored, text=text, follow_up_on="+1", follow_up_text=text[:150])
        assert CALLS.read(desk, stored.id).value == saved.value
        title, sections = CALLS.view(desk, stored.id)
        assert title == clean(title)
        for each in sections:
            assert all(clean(part, multiline=True) == part for row in each.rows for part in row)
