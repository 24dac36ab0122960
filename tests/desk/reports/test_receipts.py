"""A receipt is run again from what was known then, and held against what is known now."""

from datetime import date

import pytest
from sqlalchemy import select

from db.errors import NotFoundError
from db.tables import Application, Booking, Call, Organisation, Payment, Receipt
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.reports.answering import Answer, ask
from ozg_tui.desk.reports.catalogue import REPORTS, find_report
from ozg_tui.desk.reports.receipts import check, keep, told
from ozg_tui.rules.errors import InputError
from tests.kit.rows import MORNING

STICHTAG = "19.05.2021"


def kept(desk: Desk, name: str, **typed: str) -> Answer:
    answer = ask(desk, find_report(name), typed)
    keep(desk, answer)
    return answer


def a_thousand_changes(desk: Desk) -> None:
    """Bookings, grants and calls change, come and go, in many saves."""
    with desk.store.writing("beck") as session:
        for number, booking in enumerate(session.scalars(select(Booking).order_by(Booking.id))):
            booking.state = ("held", "cancelled", "settled")[number % 3]
            booking.consultation_on = date(2021, 5, 31)
        for application in session.scalars(select(Application)):
            application.granted_cents = application.standard_cents = 1
        for payment in session.scalars(select(Payment)):
            payment.amount_cents += 1
        for place in session.scalars(select(Organisation).limit(100)):
            place.note = "geprüft"
    with desk.store.writing("beck") as session:
        session.add_all(Call(started_at=MORNING, taken_by="beck") for _ in range(600))
    with desk.store.writing("beck") as session:
        for booking in session.scalars(select(Booking).limit(20)):
            session.delete(booking)


def test_receipts_hold_after_a_thousand_changes(desk: Desk) -> None:
    asked = {"steckbrief": {"kommune": "Ahnatal"}}
    answers = [kept(desk, each.name, **asked.get(each.name, {})) for each in REPORTS]
    a_thousand_changes(desk)
    checked = [check(desk, each.receipt) for each in answers]
    assert all(each.is_proven for each in checked)
    assert [each.then.found for each in checked] == [each.found for each in answers]
    changed = {each.then.report.name for each in checked if not each.is_still_so}
    assert {"beratung", "ikz-mittel"} <= changed
    assert "leistungen" not in changed


def test_a_receipt_of_a_past_day_holds_too(desk: Desk) -> None:
    answer = kept(desk, "beratung", stichtag=STICHTAG)
    a_thousand_changes(desk)
    checked = check(desk, answer.receipt[:8])
    assert checked.is_proven
    assert "zu 298 Beratungsmodulen" in checked.then.found.sentences[0]
    assert not checked.is_still_so
    assert told(checked)[0].startswith("Nachgerechnet aus dem Bestand von damals: dieselben 496")
    assert told(checked)[1].startswith("Dieselbe Frage hat heute eine andere Antwort")


def test_the_same_answer_has_one_receipt(desk: Desk) -> None:
    first, second = (kept(desk, "beratung", stichtag=STICHTAG) for _ in range(2))
    assert first.receipt == second.receipt
    with desk.store.reading() as session:
        (row,) = session.scalars(select(Receipt))
        assert (row.report, row.rows, row.actor) == ("R1", 496, "probe")


def test_other_questions_and_other_figures_have_other_receipts(desk: Desk) -> None:
    answers = [
        kept(desk, "beratung"),
        kept(desk, "beratung", stichtag=STICHTAG),
        kept(desk, "beratung", kreis="Fulda"),
        kept(desk, "ikz-mittel"),
        kept(desk, "ikz-mittel", gliederung="kreis"),
    ]
    with desk.store.writing("beck") as session:
        payment = session.scalars(select(Payment)).first()
        assert payment is not None
        payment.amount_cents += 1
    answers.append(kept(desk, "ikz-mittel"))
    assert len({each.receipt for each in answers}) == len(answers)


@pytest.mark.parametrize("typed", ["", "abc", "R1", "../../etc", "xyzxyzxyz"])
def test_what_is_no_receipt_gets_a_sentence(desk: Desk, typed: str) -> None:
    with pytest.raises(InputError, match="Ziffern und den Buchstaben a bis f"):
        check(desk, typed)


def test_an_unknown_receipt_gets_a_sentence(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="nicht ausgestellt"):
        check(desk, "abcdef0123")
