from datetime import date, time

import pytest
from pydantic import ValidationError

from ozg_tui.desk.consulting.input import BookingInput, Module
from ozg_tui.messages import sentence

TODAY = {"today": date(2021, 6, 1)}


def entered(**typed: object) -> BookingInput:
    return BookingInput.model_validate(
        {"organisation_id": "7", "module": "2"} | typed, context=TODAY
    )


def refusals(**typed: object) -> dict[str, str]:
    with pytest.raises(ValidationError) as caught:
        entered(**typed)
    return {str(each["loc"][0]): sentence(each) for each in caught.value.errors()}


def test_a_booking_as_it_is_typed() -> None:
    value = entered(
        booked_on="h", consultation_on="12.06.", starts_at="930", ends_at="15", funded="ja"
    )
    assert value.module is Module.TWO
    assert (value.booked_on, value.consultation_on) == (date(2021, 6, 1), date(2021, 6, 12))
    assert (value.starts_at, value.ends_at, value.funded) == (time(9, 30), time(15), True)
    assert value.state == "registered"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", time(9)),
        ("09", time(9)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("9:30", time(9, 30)),
        ("09.30", time(9, 30)),
        ("9.30 Uhr", time(9, 30)),
        ("14h", time(14)),
        ("0", time(0)),
        ("2359", time(23, 59)),
        ("", None),
        (None, None),
        (time(8, 15), time(8, 15)),
    ],
)
def test_times_are_read_as_they_are_typed(typed: object, meant: time | None) -> None:
    assert entered(starts_at=typed).starts_at == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("24", "Die Uhrzeit 24:00 gibt es nicht."),
        ("9:60", "Die Uhrzeit 09:60 gibt es nicht."),
        ("mittags", "»mittags« ist keine Uhrzeit."),
        ("09300", "»09300« ist keine Uhrzeit."),
        ("9:3", "»9:3« ist keine Uhrzeit."),
        ("٩", "ist keine Uhrzeit."),
    ],
)
def test_what_is_no_time_is_said(typed: str, said: str) -> None:
    assert said in refusals(starts_at=typed)["starts_at"]


def test_the_end_comes_after_the_start() -> None:
    assert refusals(starts_at="10", ends_at="9") == {
        "ends_at": "Das Ende liegt nicht nach dem Beginn."
    }
    assert entered(ends_at="9").ends_at == time(9)


@pytest.mark.parametrize("typed", ["5", "0", "x", "1.5", [1]])
def test_there_are_four_modules(typed: object) -> None:
    assert refusals(module=typed) == {"module": "Es gibt die Module 1, 2, 3 und 4."}


def test_module_and_kommune_are_asked_for() -> None:
    assert refusals(module=" ", organisation_id="") == {
        "module": "Bitte ausfüllen.",
        "organisation_id": "Bitte ausfüllen.",
    }


@pytest.mark.parametrize(("state", "word"), [("cancelled", "storniert"), ("declined", "abgelehnt")])
def test_who_cancels_says_why(state: str, word: str) -> None:
    said = {"cancelled_reason": f"Bitte angeben, warum die Beratung {word} ist."}
    assert refusals(state=state) == said
    assert refusals(state=state, cancelled_reason="  ") == said
    assert entered(state=state, cancelled_reason="krank").cancelled_reason == "krank"
