"""Lists of bookings come in: judged as by a save, beside the store's bookings and the file's."""

from datetime import date

import pytest
from sqlalchemy import select

from db.tables import Booking
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.exchange.imports import Plan, take_over, understand
from ozg_tui.desk.exchange.kinds import KINDS, kind_of
from ozg_tui.desk.exchange.understood import Outcome
from ozg_tui.desk.undo import take_back
from tests.desk.exchange.files import csv_of, xlsx
from tests.kit.lists_in import everything

HEAD = ("Kommune", "Modul", "Status", "Anmeldung", "Termin", "Beratung durch", "Bemerkung")
AHNATAL = ("Ahnatal", "1", "durchgeführt", "01.02.2021", "15.03.2021", "ekom21", "")


def plan(desk: Desk, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Plan:
    return understand(desk, KINDS["beratungen"], "liste.csv", csv_of([head, *rows]).encode())


def taken(desk: Desk, *rows: tuple[str, ...]) -> str | None:
    found = plan(desk, *rows)
    return take_over(desk, found, lambda: plan(desk, *rows)).unit


def outcomes(found: Plan) -> list[Outcome]:
    return [each.outcome for each in found.rows]


def stored(desk: Desk) -> list[BookingInput]:
    with desk.store.reading() as session:
        return [
            BOOKINGS.value(row) for row in session.scalars(select(Booking).order_by(Booking.id))
        ]


def test_a_row_becomes_a_booking_that_takes_its_slot(desk):
    taken(desk, AHNATAL)
    (value,) = stored(desk)
    assert value.organisation_id == find_municipality(desk, "Ahnatal")
    assert (value.module, value.state, value.consultation_on) == (1, "held", date(2021, 3, 15))
    assert value.funded
    with desk.store.reading() as session:
        assert session.scalars(select(Booking.funding_source)).one() == "umsetzungsvereinbarung"
    second = plan(desk, ("Ahnatal", "2", "", "01.04.2021", "20.05.2021", "", ""))
    assert outcomes(second) == [Outcome.FAILED]
    assert "belegt durch" in second.faults[0].sentence


def test_inside_a_file_who_registered_first_has_the_slot_wherever_the_row_stands(desk):
    late = ("Ahnatal", "2", "angemeldet", "01.03.2021", "20.05.2021", "", "")
    found = plan(desk, late, AHNATAL)
    assert outcomes(found) == [Outcome.FAILED, Outcome.NEW]
    assert found.faults[0].line == 2
    assert "Zeile 3" in found.faults[0].sentence


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (("Ahnatal", "1", "", "01.02.2021", "15.01.2023", "", ""), "31.12.2022"),
        (("Ahnatal", "7", "", "", "15.03.2021", "", ""), "Module 1, 2, 3 und 4"),
        (("Ahnatal", "1", "", "", "31.02.2021", "", ""), "31.02.2021"),
        (("Ahnatal", "1", "erledigtt", "", "15.03.2021", "", ""), "Möglich sind"),
        (("Ahnatal", "1", "storniert", "", "15.03.2021", "", ""), "warum"),
    ],
)
def test_an_error_is_the_sentence_of_the_form_or_of_the_rule(desk, row, part):
    found = plan(desk, row)
    assert outcomes(found) == [Outcome.FAILED]
    assert part in found.faults[0].sentence


def test_a_source_that_contradicts_the_module_is_refused(desk):
    head = ("Kommune", "Modul", "Termin", "Förderquelle")
    found = plan(desk, ("Ahnatal", "1", "15.03.2021", "Starke Heimat Hessen"), head=head)
    assert outcomes(found) == [Outcome.FAILED]
    right = plan(desk, ("Ahnatal", "3", "15.03.2021", "Starke Heimat Hessen"), head=head)
    assert outcomes(right) == [Outcome.NEW]


def test_what_is_not_funded_and_what_was_cancelled_take_no_slot(desk):
    head = ("Kommune", "Modul", "Status", "Termin", "Gefördert", "Grund der Absage")
    found = plan(
        desk,
        ("Ahnatal", "1", "storniert", "15.03.2021", "ja", "krank"),
        ("Ahnatal", "1", "", "16.03.2021", "Nein", ""),
        ("Ahnatal", "2", "", "17.03.2021", "ja", ""),
        head=head,
    )
    assert outcomes(found) == [Outcome.NEW, Outcome.NEW, Outcome.NEW]


def test_a_place_that_is_not_clear_is_a_question(desk):
    assert outcomes(plan(desk, ("Lautertal", *AHNATAL[1:]))) == [Outcome.QUESTION]


def test_the_same_file_twice_changes_nothing_and_one_undo_takes_it_back(desk):
    before = everything(desk)
    rows = (AHNATAL, ("Kaufungen", "3", "durchgeführt", "", "15.03.2021", "", "Gruß"))
    assert taken(desk, *rows)
    assert outcomes(plan(desk, *rows)) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert taken(desk, *rows) is None
    take_back.carry_out(desk, take_back.find(desk, None))
    assert everything(desk) == before


def test_a_sheet_with_a_merged_title_and_days_as_text_is_read(desk):
    rows = [(), HEAD, ("Gemeinde Ahnatal", "Modul 1", "durchgeführt", "1.2.21", date(2021, 3, 15))]
    raw = xlsx({"Buchungen": rows}, merged=[("A1:G1", "Beratungen 2021")])
    found = understand(desk, KINDS["beratungen"], "b.xlsx", raw)
    assert outcomes(found) == [Outcome.NEW]
    assert found.rows[0].content.booked_on == date(2021, 2, 1)


def test_what_a_file_is_about_is_known_by_its_columns(desk):
    people = csv_of([("Nachname", "Firma", "Telefon"), ("Müller", "Ahnatal", "")]).encode()
    assert kind_of(desk, people) is KINDS["kontakte"]
    assert kind_of(desk, csv_of([HEAD, AHNATAL]).encode()) is KINDS["beratungen"]
