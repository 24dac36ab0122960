"""Undo and redo of one's own saves at the desk, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import event, select

from db.connection import open_engine
from db.errors import ConflictError, NotFoundError, RefusedError
from db.tables import Call, Change, Contact, FollowUp, Note, Reversal, RuleSet
from ozg_tui.codes.telephone import CallResult
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core import drafts
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Stored
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.register.confirmations import confirm, details
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.desk.register.municipalities import MUNICIPALITIES
from ozg_tui.desk.search.asking import find as search
from ozg_tui.desk.telephone.assignment import assign
from ozg_tui.desk.telephone.calls import CALLS
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS, FollowUpInput, tick_off
from ozg_tui.desk.telephone.input import CallInput
from ozg_tui.desk.telephone.notes import NOTES, NoteInput
from ozg_tui.desk.telephone.snippets import SNIPPETS, SnippetInput
from ozg_tui.desk.undo.take_back import carry_out, find
from ozg_tui.text import clean, entered
from tests.kit import hostile
from tests.kit.clock import SetClock
from tests.kit.deeds import note as write
from tests.kit.undoing import Colleague, redo, undo


def person(desk: Desk, **more: object) -> Stored[ContactInput]:
    value = {"organisation_id": find_municipality(desk, "Ahnatal"), "family_name": "Muster"}
    return CONTACTS.save(desk, ContactInput.model_validate(value | more))


def saved(desk: Desk, stored: Stored[ContactInput], **more: object) -> Stored[ContactInput]:
    now = CONTACTS.read(desk, stored.id)
    return CONTACTS.save(desk, now.value.model_copy(update=more), now)


def booked(desk: Desk, **more: object) -> BookingInput:
    value = {
        "organisation_id": find_municipality(desk, "Ahnatal"),
        "module": 1,
        "consultation_on": date(2021, 7, 1),
    }
    return BookingInput.model_validate(value | more)


def test_steps_go_back_and_come_again_and_stay_in_the_history(desk: Desk) -> None:
    first = person(desk, given_name="Erika", direct="05609 90009-12")
    second = saved(desk, first, family_name="Beispiel", direct=None, email="a@b.de")
    asked = find(desk, f"contact/{first.id}")
    assert asked.question.startswith(
        "Kontakt »Erika Beispiel«: Nachname »Beispiel« → »Muster«, E-Mail »a@b.de« (entfällt), "
        "Durchwahl »05609 90009-12« (kommt wieder) zurücknehmen (gesichert "
    )
    assert asked.question.endswith(")?")
    said = carry_out(desk, asked).sentence
    assert said.startswith("Zurückgenommen. Kontakt »Erika Beispiel«: Nachname »Beispiel« →")
    now = CONTACTS.read(desk, first.id)
    assert now.value == first.value
    assert now.version == second.version + 1
    # The search follows as with any save.
    assert [each.title for each in search(desk, "Erika").hits] == ["Muster, Erika"]

    assert undo(desk).removed >= {f"contact/{first.id}"}
    assert search(desk, "Erika").hits == []
    with pytest.raises(NotFoundError):
        CONTACTS.read(desk, first.id)
    with pytest.raises(RefusedError, match="nichts zurückzunehmen"):
        find(desk, None)
    asked = find(desk, None, again=True)
    assert asked.question.startswith(
        "Kontakt »Erika Muster«: Anlegen (der Eintrag kommt wieder) wiederholen (zurückgenommen "
    )
    carry_out(desk, asked)
    assert CONTACTS.read(desk, first.id).value == first.value
    redo(desk)
    assert CONTACTS.read(desk, first.id).value == second.value
    with pytest.raises(RefusedError, match="nichts zu wiederholen"):
        find(desk, None, again=True)

    with desk.store.reading() as session:
        units = dict.fromkeys(
            session.scalars(select(Change.unit).where(Change.actor == "probe").order_by(Change.id))
        )
        answers = session.scalars(select(Reversal).order_by(Reversal.id)).all()
    assert len(units) == 6
    assert [(each.unit, each.gives_back) for each in answers] == [
        (unit, index > 1) for index, unit in enumerate([*units][2:])
    ]


def test_it_is_known_after_a_restart_what_was_taken_back(desk: Desk, colleague: Colleague) -> None:
    first = person(desk)
    for name in ("Zwei", "Drei", "Vier"):
        saved(desk, first, family_name=name)
    for name in ("Drei", "Zwei"):
        undo(desk)
        assert CONTACTS.read(desk, first.id).value.family_name == name
    again = colleague("probe")
    undo(again)
    for name in ("Zwei", "Drei", "Vier"):
        redo(again)
        assert CONTACTS.read(desk, first.id).value.family_name == name
    # A save in between does not lose what can be given back, and goes first.
    undo(again)
    saved(again, first, note="später")
    asked = find(again, None)
    assert "Bemerkung" in asked.question
    redo(again)
    assert CONTACTS.read(desk, first.id).value.family_name == "Vier"
    assert "Nachname »Vier« → »Drei«" in find(again, None).question


def test_only_own_saves_are_taken_back(desk: Desk, colleague: Colleague) -> None:
    stored = person(desk)
    other = colleague("kollegin")
    saved(other, stored, note="von mir")
    assert "Bemerkung" in find(other, None).question
    assert "Anlegen" not in find(other, f"contact/{stored.id}").question
    with pytest.raises(RefusedError, match="nichts"):
        find(other, f"contact/{stored.id}", again=True)
    with pytest.raises(RefusedError, match="nichts"):
        find(colleague("dritte"), None)


def test_what_others_changed_meanwhile_stays_or_stands_against_it(
    desk: Desk, colleague: Colleague
) -> None:
    stored = person(desk, direct="05609 90009-1")
    saved(desk, stored, family_name="Beispiel", direct="05609 90009-2")
    other = colleague("kollegin")
    saved(other, stored, note="bleibt", mobile="0171 1234567")
    undo(desk)
    now = CONTACTS.read(desk, stored.id).value
    assert (now.family_name, now.direct, now.note) == ("Muster", "05609 90009-1", "bleibt")
    assert now.mobile == "0171 1234567"
    redo(desk)
    saved(other, stored, family_name="Anders")
    with pytest.raises(RefusedError, match=r"kollegin hat danach \(.*\) »Nachname« noch einmal"):
        undo(desk)
    saved(other, stored, family_name="Beispiel")
    undo(desk)

    # Who confirmed the new number has not confirmed the old one.
    redo(desk)
    phone = next(
        each
        for each in details(other, stored.value.organisation_id, other.today())
        if each.value == "05609 90009-2"
    )
    confirm(other, phone)
    with pytest.raises(RefusedError, match=r"kollegin hat danach .* Erst müsste kollegin das"):
        undo(desk)
    undo(other)
    undo(desk)


def test_a_person_does_not_go_while_others_refer_to_it(desk: Desk, colleague: Colleague) -> None:
    stored = person(desk)
    other = colleague("kollegin")
    links = {"organisation_id": stored.value.organisation_id, "contact_id": stored.id}
    task = FollowUpInput(due_on=date(2021, 7, 1), text="x", owner="kollegin", **links)
    kept = FOLLOW_UPS.save(other, task)
    with pytest.raises(RefusedError, match=r"anderes verbunden \(Wiedervorlage\)"):
        undo(desk)
    undo(other)
    with pytest.raises(NotFoundError):
        FOLLOW_UPS.read(desk, kept.id)
    drafts.keep(other, "contact", stored.id, {"note": "getippt"})
    with pytest.raises(RefusedError, match="kollegin hat zu diesem Eintrag einen Entwurf"):
        undo(desk)
    drafts.drop(other, "contact", stored.id)
    saved(other, stored, direct="05609 90009-1")
    with pytest.raises(RefusedError, match=r"kollegin hat danach .* etwas ergänzt"):
        undo(desk)


def test_a_booking_keeps_its_slot_rule_and_is_never_deleted(
    desk: Desk, colleague: Colleague
) -> None:
    stored = BOOKINGS.save(desk, booked(desk))
    with pytest.raises(RefusedError, match=r"nicht gelöscht\. Bitte sie stornieren"):
        find(desk, None)
    gone = booked(desk, state="cancelled", cancelled_reason="krank")
    BOOKINGS.save(desk, gone, stored)
    question = find(desk, f"booking/{stored.id}").question
    assert "Status »storniert« → »angemeldet«" in question
    assert "Grund der Absage »krank« → leer" in question
    BOOKINGS.save(colleague("kollegin"), booked(desk, adviser="x [/] y"))
    with pytest.raises(RefusedError, match=r"belegt durch .*eingetragen von kollegin"):
        undo(desk)
    assert BOOKINGS.read(desk, stored.id).value.state == "cancelled"


def test_a_call_takes_its_follow_up_along(desk: Desk) -> None:
    place = find_municipality(desk, "Ahnatal")
    stored = CALLS.save(desk, CallInput(number="0561 1", organisation_id=place, text="Frage"))
    ended = {"result": CallResult.CALL_BACK, "follow_up_on": date(2021, 6, 2)}
    value = stored.value.model_copy(update=ended)
    CALLS.save(desk, value, stored)
    question = find(desk, f"call/{stored.id}").question
    assert "Ergebnis »Rückruf« → »erledigt«" in question
    assert "Wiedervorlage »02.06.2021 Rückruf: Frage«: Anlegen" in question
    undo(desk)
    with desk.store.reading() as session:
        assert session.scalars(select(FollowUp)).all() == []
    redo(desk)
    assert CALLS.read(desk, stored.id).value == value.model_copy(
        update={"follow_up_text": "Rückruf: Frage", "follow_up_owner": "probe"}
    )
    write(desk, place, "x")
    undo(desk)
    undo(desk)
    undo(desk)
    with desk.store.reading() as session:
        assert session.scalars(select(Call)).all() == session.scalars(select(Note)).all() == []


def test_an_assigned_number_goes_back_with_all_calls(desk: Desk) -> None:
    calls = [CALLS.save(desk, CallInput(number="0561 98765")).id for _ in range(3)]
    place = find_municipality(desk, "Ahnatal")
    given = assign(desk, calls[1], place, new_person="Beispiel, Erika")
    assert given.linked == 2
    done = undo(desk)
    assert f"contact/{given.contact_id}" in done.removed
    with desk.store.reading() as session:
        assert {each.organisation_id for each in session.scalars(select(Call))} == {None}
        assert session.get(Contact, given.contact_id) is None
    redo(desk)
    with desk.store.reading() as session:
        found = session.scalars(select(Call)).all()
        assert {(each.organisation_id, each.contact_id) for each in found} == {
            (place, given.contact_id)
        }


def test_what_was_ticked_off_or_written_is_open_again(desk: Desk) -> None:
    task = FollowUpInput(due_on=date(2021, 7, 1), text="anrufen", owner="probe")
    stored = FOLLOW_UPS.save(desk, task)
    tick_off(desk, stored.id)
    record = f"follow_up/{stored.id}"
    assert "Wiedervorlage »01.07.2021 anrufen«: Erledigt »" in find(desk, record).question
    undo(desk, record)
    assert dict(FOLLOW_UPS.view(desk, stored.id)[1][0].rows)["Erledigt"] == "noch offen"

    note = write(desk, find_municipality(desk, "Ahnatal"), "erst")
    NOTES.save(desk, note.value.model_copy(update={"text": "dann"}), note)
    assert "Notiz »dann«: Notiz »dann« → »erst«" in find(desk, f"note/{note.id}").question
    undo(desk, f"note/{note.id}")
    assert NOTES.read(desk, note.id).value.text == "erst"

    text = SNIPPETS.save(desk, SnippetInput(code="frist", text="bis {antrag}"))
    undo(desk, f"snippet/{text.id}")
    SNIPPETS.save(desk, SnippetInput(code="frist", text="neu"))
    with pytest.raises(RefusedError, match="frist"):
        redo(desk)


def test_a_kommune_and_what_its_screen_changes(desk: Desk) -> None:
    place = find_municipality(desk, "Ahnatal")
    stored = MUNICIPALITIES.read(desk, place)
    filled = {"website": "https://x.de", "switchboard": "05609 90009-0", "population": 8000}
    MUNICIPALITIES.save(desk, stored.value.model_copy(update=filled), stored)
    record = f"organisation/{place}"
    assert find(desk, record).question.startswith("Ahnatal: Einwohner »8000« → leer, Website ")
    someone = person(desk, direct="05609 90009-1")
    phone = next(
        each for each in details(desk, place, desk.today()) if each.value == "05609 90009-1"
    )
    confirm(desk, phone)
    question = find(desk, record).question
    assert question.startswith("Kontakt »Muster«: Durchwahl bestätigt am »01.06.2021« → leer")
    undo(desk, record)
    said = undo(desk, record).sentence
    assert said == "Zurückgenommen. Kontakt »Muster«: Anlegen (der Eintrag ist gelöscht)."
    undo(desk, record)
    assert MUNICIPALITIES.read(desk, place).value == stored.value
    with pytest.raises(NotFoundError):
        CONTACTS.read(desk, someone.id)
    for _ in range(3):
        redo(desk, record)
    assert CONTACTS.read(desk, someone.id).value.confirmed_on == desk.today()
    with pytest.raises(RefusedError, match="nichts zu wiederholen"):
        find(desk, f"organisation/{find_municipality(desk, 'Helsa')}", again=True)


def test_a_row_finds_its_place_when_its_number_was_given_to_another(desk: Desk) -> None:
    place = find_municipality(desk, "Ahnatal")
    first = write(desk, place, "erste")
    undo(desk)
    # As older programs did on SQLite.
    with desk.store.writing("probe") as session:
        session.add(
            Note(
                id=first.id,
                organisation_id=place,
                text="zweite",
                written_at=desk.clock.now(),
                written_by="probe",
            )
        )
    redo(desk)
    with desk.store.reading() as session:
        found = {each.text: each.id for each in session.scalars(select(Note))}
    assert found["zweite"] == first.id
    assert found["erste"] != first.id
    undo(desk)
    undo(desk)
    with desk.store.reading() as session:
        assert session.scalars(select(Note)).all() == []


def test_a_rule_set_is_not_taken_back(desk: Desk) -> None:
    with desk.store.writing("probe") as session:
        session.get_one(RuleSet, 1).name = "x"
    with pytest.raises(RefusedError, match="gilt einem Regelwerk"):
        find(desk, None)


def test_hostile_texts_pass_only_cleaned(desk: Desk) -> None:
    # The sentences show the beginning of a text, so each is one of its own on the file; the server
    # gets several in one.
    texts = [text for text in hostile.KEPT if entered(text, multiline=True).strip()]
    if desk.engine.dialect.name == "postgresql":
        texts = [
            "\n".join(each[:800] for each in texts[at : at + 8]) for at in range(0, len(texts), 8)
        ]
    for text in texts:
        stored = NOTES.save(desk, NoteInput(text=text))
        changed = NOTES.save(desk, NoteInput(text="anders"), stored)
        asked = find(desk, f"note/{stored.id}")
        done = carry_out(desk, asked)
        assert changed.id == stored.id
        assert NOTES.read(desk, stored.id).value == stored.value
        for said in (asked.question, done.sentence):
            assert clean(said) == said


def test_of_two_windows_one_does_it_and_the_other_hears_so(
    desk: Desk, colleague: Colleague
) -> None:
    stored = person(desk)
    saved(desk, stored, family_name="Beispiel")
    other = colleague("probe")
    mine, theirs = find(desk, None), find(other, None)
    carry_out(other, theirs)
    with pytest.raises(RefusedError, match="inzwischen schon geschehen"):
        carry_out(desk, mine)
    # What the question said is what is done, or nothing.
    redo(desk)
    asked = find(desk, None)
    saved(colleague("kollegin"), stored, given_name="Erika")
    with pytest.raises(RefusedError, match="Inzwischen hat sich geändert"):
        carry_out(desk, asked)
    assert CONTACTS.read(desk, stored.id).value.family_name == "Beispiel"
    undo(desk)


def test_an_undo_and_a_save_at_the_same_moment_are_joined_or_refused(desk: Desk) -> None:
    stored = person(desk)
    desks = [Desk(open_engine(desk.engine.url), name, SetClock()) for name in ("probe", "kollegin")]
    for turn in range(12):
        saved(desk, stored, family_name=f"Beispiel {turn}")
        before = CONTACTS.read(desk, stored.id)
        asked, start = find(desk, None), Barrier(2)
        name = "family_name" if turn % 2 else "note"

        def take_back(asked=asked, start=start) -> str:
            start.wait()
            try:
                return carry_out(desks[0], asked).sentence
            except RefusedError as error:
                return str(error)

        def save(before=before, start=start, name=name, turn=turn) -> str:
            start.wait()
            value = before.value.model_copy(update={name: f"neu {turn}"})
            try:
                CONTACTS.save(desks[1], value, before)
            except ConflictError:
                return "conflict"
            return "saved"

        with ThreadPoolExecutor(2) as pool:
            done, other = [each.result() for each in (pool.submit(take_back), pool.submit(save))]
        now = CONTACTS.read(desk, stored.id).value
        is_undone = done.startswith("Zurückgenommen")
        if name == "note":
            assert other == "saved"
            assert now.note == f"neu {turn}"
            assert is_undone == (now.family_name != f"Beispiel {turn}")
        else:
            assert is_undone == (other == "conflict")
            assert (now.family_name == f"neu {turn}") == (other == "saved")
    for each in desks:
        each.close()


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize(
    ("record", "again", "index"),
    [
        (None, False, "ix_change_actor"),
        ("contact/1", False, "ix_change_record"),
        (None, True, "ix_reversal_actor"),
    ],
)
def test_the_newest_save_is_found_through_an_index(
    desk: Desk, record: str | None, again: bool, index: str
) -> None:
    plans: list[str] = []

    def explain(connection, _cursor, statement, parameters, _context, _many) -> None:
        if statement.startswith("SELECT") and ("reversal" if again else "change.unit") in statement:
            driver = connection.connection.driver_connection
            steps = driver.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
            plans.append("\n".join(step[-1] for step in steps))

    event.listen(desk.engine, "before_cursor_execute", explain)
    with pytest.raises(RefusedError, match="nichts"):
        find(desk, record, again=again)
    (plan,) = plans
    assert index in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan
