"""Lists of people come in: found again, told apart, judged by the form's checks, taken back."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from sqlalchemy import func, select

from db.tables import Change, Contact, Exchange
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.exchange.imports import Chosen, Plan, take_over, understand
from ozg_tui.desk.exchange.kinds import KINDS
from ozg_tui.desk.exchange.understood import Outcome
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.desk.search.asking import find
from ozg_tui.desk.undo import take_back
from tests.desk.exchange.files import OUTLOOK_CARD, csv_of
from tests.kit.lists_in import HEAD, MUELLER, everything, row


def raw(*rows: Sequence[str]) -> bytes:
    return csv_of([HEAD, *rows]).encode("cp1252")


def plan(desk: Desk, file: bytes, answers: Mapping[str, str] | None = None) -> Plan:
    return understand(desk, KINDS["kontakte"], "liste.csv", file, Chosen(answers=answers or {}))


def taken(desk: Desk, file: bytes, answers: Mapping[str, str] | None = None) -> str | None:
    found = plan(desk, file, answers)
    return take_over(desk, found, lambda: plan(desk, file, answers)).unit


def outcomes(found: Plan) -> list[Outcome]:
    return [each.outcome for each in found.rows]


def stored(desk: Desk, family: str) -> list[ContactInput]:
    with desk.store.reading() as session:
        rows = session.scalars(
            select(Contact).where(Contact.family_name == family).order_by(Contact.id)
        )
        return [CONTACTS.value(each) for each in rows]


# New


def test_a_row_becomes_a_person_with_function_numbers_and_addresses(desk):
    taken(desk, raw(row(Mobil="0152 00283912")))
    (value,) = stored(desk, "Müller")
    assert value.organisation_id == find_municipality(desk, "Ahnatal")
    assert (value.given_name, value.role) == ("Käthe", "head")
    assert (value.direct, value.mobile) == ("05609 90009-12", "0152 00283912")
    assert value.email == "k.mueller@example.org"
    assert value.note == "Funktion: Bürgermeisterin"
    assert value.confirmed_on is None


def test_nothing_is_written_before_it_is_taken_over(desk):
    before = everything(desk)
    assert outcomes(plan(desk, raw(MUELLER))) == [Outcome.NEW]
    assert everything(desk) == before


def test_what_came_in_is_found_by_name_number_and_place(desk):
    taken(desk, raw(MUELLER))
    for text in ("müller", "0560990009", "k.mueller@example", "ahnatal müller"):
        assert "Müller, Käthe" in [hit.title for hit in find(desk, text).hits]


def test_a_file_is_one_unit_of_the_history_under_the_name_of_who_took_it_over(desk):
    unit = taken(desk, raw(MUELLER, row(Nachname="Probe", E_Mail="p@example.org")))
    with desk.store.reading() as session:
        changes = session.scalars(select(Change).where(Change.unit == unit)).all()
        (journal,) = session.scalars(select(Exchange))
    assert {change.actor for change in changes} == {"probe"}
    assert len([each for each in changes if each.table_name == "contact"]) == 2
    assert all(each.record and each.record.startswith("contact/") for each in changes)
    assert (journal.unit, journal.rows, journal.kind) == (unit, 2, "contacts")


def test_a_second_of_the_same_name_gets_numbers_of_their_own(desk):
    taken(desk, raw(MUELLER))
    taken(desk, raw(row(Firma="Kaufungen", E_Mail="other@example.org", Telefon="")))
    with desk.store.reading() as session:
        numbers = session.scalars(select(Contact.id)).all()
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("firma", "place"),
    [
        ("Ahnatal", "06633001"), ("Gemeinde Ahnatal", "06633001"),
        ("Gemeindevorstand der Gemeinde Ahnatal", "06633001"), ("AHNATAL", "06633001"),
        ("Magistrat der Stadt Grossalmerode", "06636004"), ("Landkreis Kassel", "06633"),
        ("Kreisausschuss des Landkreises Kassel", "06633"), ("LK Kassel", "06633"),
        ("Stadt Kassel", "06611000"), ("Kreisausschuss des Vogelsbergkreises", "06535"),
        ("Innenministerium", "HMdI"),
    ],
)  # fmt: skip
def test_a_place_is_known_by_its_name_and_by_its_office(desk, firma, place):
    from ozg_tui.desk.core.territory import territory

    taken(desk, raw(row(Firma=firma)))
    assert stored(desk, "Müller")[0].organisation_id == territory(desk).id_of(place)


@pytest.mark.parametrize("key", ["06633001", "066330001001", "0663 3001"])
def test_a_key_decides_alone(desk, key):
    file = csv_of([("Nachname", "AGS", "Firma"), ("Müller", key, "irgendwo")]).encode()
    taken(desk, file)
    assert stored(desk, "Müller")[0].organisation_id == find_municipality(desk, "Ahnatal")


def test_a_card_of_outlook_comes_in(desk):
    card = OUTLOOK_CARD.replace(b"Gemeinde Gro=DFalmerode=3B Bauamt", b"Gro=DFalmerode")
    taken(desk, card)
    (value,) = stored(desk, "Müller")
    assert (value.title, value.direct, value.mobile) == ("Dr.", "05604 90009-12", "0152 00283912")
    assert value.postal == "Marktplatz 1, Rathaus, 34000 Musterort"
    assert value.note is not None and value.note.startswith("Abteilung: Amt 2\n") is False
    assert "Abteilung: Amt 2" in value.note


@pytest.mark.parametrize(
    ("cells", "family", "given", "title"),
    [
        (("Müller, Dr. Käthe", ""), "Müller", "Käthe", "Dr."),
        (("Dr. Käthe Müller", ""), "Müller", "Käthe", "Dr."),
        (("Prof. Dr.-Ing. Käthe von der Au", ""), "von der Au", "Käthe", "Prof. Dr.-Ing."),
        (("Frau Käthe Müller", ""), "Müller", "Käthe", None),
        (("Müller", "Dr. Käthe"), "Müller", "Käthe", "Dr."),
    ],
)
def test_names_are_taken_apart(desk, cells, family, given, title):
    file = csv_of([("Name", "Vorname", "Firma"), (*cells, "Ahnatal")]).encode()
    taken(desk, file)
    (value,) = stored(desk, family)
    assert (value.given_name, value.title) == (given, title)


def test_more_numbers_and_addresses_than_the_form_has_stay_in_the_note(desk):
    taken(
        desk,
        raw(
            row(
                Telefon="05609 90009-12 (vormittags); 05609 90009-13; Fax 05609 90009-99",
                E_Mail="a@example.org; b@example.org, c@example.org",
                Funktion="",
                Notiz="Ruft gern an",
            )
        ),
    )
    (value,) = stored(desk, "Müller")
    assert (value.direct, value.email, value.email_2) == (
        "05609 90009-12", "a@example.org", "b@example.org",
    )  # fmt: skip
    assert value.note == (
        "Ruft gern an\n05609 90009-12: vormittags\nWeitere Nummer: 05609 90009-13\n"
        "Weitere E-Mail: c@example.org"
    )


# Known


def test_the_same_file_twice_changes_nothing(desk):
    file = raw(MUELLER, row(Nachname="Probe", Telefon="05609 90009-0", E_Mail=""))
    taken(desk, file)
    before = everything(desk)
    again = plan(desk, file)
    assert outcomes(again) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert taken(desk, file) is None
    assert everything(desk) == before


def test_a_row_that_lacks_a_column_changes_nothing_in_it(desk):
    taken(desk, raw(MUELLER))
    file = csv_of([("Nachname", "Vorname", "Firma"), ("Müller", "Käthe", "Ahnatal")]).encode()
    assert outcomes(plan(desk, file)) == [Outcome.UNCHANGED]


def test_a_number_in_another_spelling_is_the_same_number(desk):
    taken(desk, raw(MUELLER))
    assert outcomes(plan(desk, raw(row(Telefon="+49 (0) 5609/9000912")))) == [Outcome.UNCHANGED]


def test_what_came_from_a_file_is_changed_by_a_newer_one_field_by_field(desk):
    taken(desk, raw(MUELLER))
    file = raw(row(Telefon="05609 90009-13", Mobil="0152 00283912"))
    (found,) = plan(desk, file).rows
    assert found.outcome is Outcome.CHANGED
    assert [tuple(each) for each in found.differences] == [
        ("Durchwahl", "05609 90009-12", "05609 90009-13"),
        ("Mobil", "", "0152 00283912"),
    ]
    taken(desk, file)
    (value,) = stored(desk, "Müller")
    assert (value.direct, value.mobile) == ("05609 90009-13", "0152 00283912")


def test_what_staff_have_written_is_asked_about_and_never_overwritten(desk):
    taken(desk, raw(MUELLER))
    with desk.store.reading() as session:
        number = session.scalars(select(Contact.id).where(Contact.family_name == "Müller")).one()
    before = CONTACTS.read(desk, number)
    CONTACTS.save(desk, before.value.model_copy(update={"direct": "05609 90009-77"}), before)
    found = plan(desk, raw(MUELLER))
    assert outcomes(found) == [Outcome.QUESTION]
    assert "05609 90009-77" in found.questions[0].sentence
    assert taken(desk, raw(MUELLER)) is None
    key = found.questions[0].key
    taken(desk, raw(MUELLER), {key: "same"})
    assert stored(desk, "Müller")[0].direct == "05609 90009-12"


def test_an_empty_field_of_a_person_whom_staff_entered_is_filled(desk):
    with desk.store.reading() as session:
        number = session.scalars(select(Contact.id).where(Contact.family_name == "Probe")).one()
    file = raw(row(Nachname="Probe", Vorname="", E_Mail="p@example.org", Funktion=""))
    (found,) = plan(desk, file).rows
    assert (found.outcome, found.record_id) == (Outcome.CHANGED, number)


def test_one_name_with_other_ways_to_reach_is_asked_about(desk):
    here = find_municipality(desk, "Ahnatal")
    CONTACTS.save(
        desk,
        ContactInput(
            organisation_id=here, family_name="Müller", given_name="Käthe", direct="05609 90009-44"
        ),
    )
    found = plan(desk, raw(MUELLER))
    assert outcomes(found) == [Outcome.QUESTION]
    key = found.questions[0].key
    taken(desk, raw(MUELLER), {key: "other"})
    assert len(stored(desk, "Müller")) == 2


def test_a_person_who_has_changed_the_town_is_asked_about(desk):
    taken(desk, raw(MUELLER))
    found = plan(desk, raw(row(Firma="Kaufungen")))
    assert outcomes(found) == [Outcome.QUESTION]
    assert "gewechselt" in found.questions[0].sentence


def test_a_name_twice_in_one_file_is_one_person_or_a_question(desk):
    found = plan(desk, raw(MUELLER, MUELLER, row(Telefon="05609 90009-55")))
    assert outcomes(found) == [Outcome.NEW, Outcome.UNCHANGED, Outcome.QUESTION]
    assert "Zeile 2" in found.questions[0].sentence


def test_what_was_mapped_by_hand_is_remembered_for_the_next_file_with_the_same_headings(desk):
    def read(family: str, columns: Mapping[str, str]) -> Plan:
        file = csv_of([("Wer", "Firma", "Notiz"), (family, "Ahnatal", "intern")]).encode()
        return understand(desk, KINDS["kontakte"], "liste.csv", file, Chosen(columns=columns))

    said = {"Wer": "family_name", "Notiz": ""}
    first = read("Müller", said)
    take_over(desk, first, lambda: first)
    second = read("Meier", {})
    assert second.said == said
    assert second.mapped.mapped == {"Wer": "family_name", "Firma": "organisation"}
    other = csv_of([("Wer", "Firma"), ("Meier", "Ahnatal")]).encode()
    assert "Wer" not in plan(desk, other).mapped.mapped


# Questions and errors


@pytest.mark.parametrize("firma", ["Lautertal", "Kassel", "Ahnata", ""])
def test_a_place_that_is_not_clear_is_asked_about_and_never_guessed(desk, firma):
    found = plan(desk, raw(row(Firma=firma)))
    assert outcomes(found) == [Outcome.QUESTION]
    assert taken(desk, raw(row(Firma=firma))) is None


def test_the_answer_about_a_place_holds_for_all_rows_alike(desk):
    file = raw(row(Firma="Lautertal"), row(Firma="Lautertal", Nachname="Probe", E_Mail=""))
    question = plan(desk, file).questions[0]
    assert len(question.answers) == 2
    answered = plan(desk, file, {question.key: question.answers[0].value})
    assert outcomes(answered) == [Outcome.NEW, Outcome.NEW]


def test_the_answer_about_a_number_is_taken(desk):
    file = raw(row(Telefon="05609 90009-112/13"))
    question = plan(desk, file).questions[0]
    taken(desk, file, {question.key: question.answers[0].value})
    (value,) = stored(desk, "Müller")
    assert value.direct == "05609 90009-112"
    assert "Weitere Nummer: 05609 90009-113" in (value.note or "")


def test_an_error_names_line_column_text_and_the_sentence_of_the_form(desk):
    found = plan(desk, raw(MUELLER, row(Nachname="", E_Mail="x@")))
    assert outcomes(found) == [Outcome.NEW, Outcome.FAILED]
    faults = {(each.line, each.column): each for each in found.faults}
    assert faults[3, "E-Mail"].text == "x@"
    assert faults[3, "E-Mail"].sentence == "»x@« ist keine E-Mail-Adresse."
    assert faults[3, "Nachname"].sentence == "Bitte ausfüllen."


def test_a_row_with_an_error_keeps_no_other_out_unless_all_or_nothing_is_wanted(desk):
    file = raw(MUELLER, row(E_Mail="x@", Nachname="Falsch"))
    found = plan(desk, file)
    assert take_over(desk, found, lambda: found, everything_or_nothing=True).unit is None
    assert stored(desk, "Müller") == []
    assert taken(desk, file)
    assert len(stored(desk, "Müller")) == 1


def test_what_was_understood_is_understood_anew_when_somebody_saves_meanwhile(desk):
    found = plan(desk, raw(MUELLER))
    assert taken(desk, raw(MUELLER))
    late = take_over(desk, found, lambda: plan(desk, raw(MUELLER)))
    assert (late.unit, outcomes(late.plan)) == (None, [Outcome.UNCHANGED])
    assert len(stored(desk, "Müller")) == 1


# Taken back


def test_one_undo_takes_the_whole_file_back(desk):
    taken(desk, raw(row(Nachname="Alt", E_Mail="alt@example.org")))
    before = everything(desk)
    rows = [
        row(Nachname=f"Person {number}", E_Mail=f"p{number}@example.org") for number in range(30)
    ]
    rows.append(row(Nachname="Alt", E_Mail="alt@example.org", Mobil="0152 00283912"))
    taken(desk, raw(*rows))
    asked = take_back.find(desk, None)
    take_back.carry_out(desk, asked)
    assert everything(desk) == before


def test_a_file_that_was_taken_back_comes_in_again(desk):
    taken(desk, raw(MUELLER))
    take_back.carry_out(desk, take_back.find(desk, None))
    assert stored(desk, "Müller") == []
    assert taken(desk, raw(MUELLER))
    assert len(stored(desk, "Müller")) == 1


def test_the_history_of_what_came_in_reads_like_that_of_a_save(desk):
    """Import and form leave the same rows, the same history and the same search entry."""
    here = find_municipality(desk, "Ahnatal")
    CONTACTS.save(
        desk,
        ContactInput(
            organisation_id=here,
            family_name="Hand",
            given_name="Karla",
            direct="05609 90009-21",
            email="hand@example.org",
        ),
    )
    taken(
        desk, raw(("Datei", "Karla", "Ahnatal", "05609 90009-22", "", "datei@example.org", "", ""))
    )
    with desk.store.reading() as session:
        told = {}
        for family in ("Hand", "Datei"):
            number = session.scalars(select(Contact.id).where(Contact.family_name == family)).one()
            changes = session.scalars(
                select(Change).where(Change.record == f"contact/{number}").order_by(Change.id)
            )
            told[family] = sorted(
                (each.table_name, each.action, tuple(sorted(each.after or {}))) for each in changes
            )
        assert session.scalar(select(func.count()).select_from(Contact)) == 3
    assert told["Hand"] == told["Datei"]


def test_a_day_of_confirmation_in_a_file_holds_for_all_of_a_row(desk):
    head = ("Nachname", "Firma", "Durchwahl", "E-Mail", "Angaben bestätigt am")
    cells = ("Müller", "Ahnatal", "05609 90009-12", "m@example.org", "01.05.2021")
    taken(desk, csv_of([head, cells]).encode())
    assert stored(desk, "Müller")[0].confirmed_on == date(2021, 5, 1)
