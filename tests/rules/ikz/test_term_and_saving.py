from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ozg_tui.codes.checks import State
from ozg_tui.rules.dates import last_day_of_term


def costs(before, after, material_before=None, material_after=None):
    return {
        "personnel_before": before,
        "personnel_after": after,
        "material_before": material_before,
        "material_after": material_after,
    }


@pytest.mark.parametrize(
    ("start", "end", "state", "distance"),
    [
        ("2021-01-01", "2025-12-31", State.fulfilled, ""),
        ("2021-01-01", "2025-12-30", State.failed, "es fehlt 1 Tag"),
        ("2021-01-01", "2025-12-19", State.failed, "es fehlen 12 Tage"),
        ("2021-03-15", "2026-03-14", State.fulfilled, ""),
        ("2021-03-15", "2026-03-13", State.failed, "es fehlt 1 Tag"),
        ("2021-03-01", "2026-02-28", State.fulfilled, ""),
        ("2024-02-29", "2029-02-28", State.fulfilled, ""),
        ("2024-02-29", "2029-02-27", State.failed, "es fehlt 1 Tag"),
        ("2026-01-01", "2030-12-30", State.failed, "es fehlt 1 Tag"),
        ("2022-01-01", None, State.fulfilled, ""),
        ("2022-01-01", "2021-12-31", State.failed, "das Ende liegt vor dem Beginn"),
        (None, None, State.open, ""),
        (None, "2026-12-31", State.open, ""),
    ],
)
def test_the_term_by_the_calendar(check_on, start, end, state, distance):
    check = check_on("term", term={"start": start, "end": end})
    assert (check.state, check.distance) == (state, distance)
    assert bool(check.question) is (state is not State.fulfilled)


def test_the_term_names_the_day_it_needs(check_on):
    check = check_on("term", term={"start": "2021-01-01", "end": "2025-12-30"})
    assert check.threshold == "bis mindestens 31.12.2025"


def test_an_unknown_term_is_open(check_on):
    assert check_on("term", term=None).state is State.open


@pytest.mark.parametrize(
    ("end", "flagged"), [("2031-12-31", False), ("2032-01-01", True), (None, True)]
)
def test_a_long_or_open_term_needs_a_termination_clause(check_on, end, flagged):
    check = check_on("term", term={"start": "2022-01-01", "end": end})
    assert check.state is State.fulfilled
    assert any("§ 24 Abs. 3 KGG" in hint for hint in check.hints) is flagged


def test_a_date_outside_all_reason_is_refused(application):
    with pytest.raises(ValidationError):
        application(term={"start": "9998-01-01", "end": None})


@pytest.mark.parametrize(
    ("before", "after", "state", "shown", "distance"),
    [
        ("200000.00", "170000.00", State.fulfilled, "15,00 %", ""),
        ("200000.00", "170000.01", State.failed, "14,99 %", "es fehlt 0,01 EUR im Jahr"),
        ("200000.00", "169999.99", State.fulfilled, "15,00 %", ""),
        ("0", "170000.00", State.open, "keine Vergleichskosten", ""),
        ("0", "0", State.open, "keine Vergleichskosten", ""),
        ("100000", "120000", State.failed, "-20,00 %", "es fehlen 35.000,00 EUR im Jahr"),
        ("100000", "0", State.fulfilled, "100,00 %", ""),
        ("412000.00", "350364.80", State.failed, "14,96 %", "es fehlen 164,80 EUR im Jahr"),
        ("0.01", "0.01", State.failed, "0,00 %", "es fehlt 0,01 EUR im Jahr"),
    ],
)
def test_the_saving_to_the_cent(check_on, before, after, state, shown, distance):
    check = check_on("saving", costs=costs(before, after))
    assert (check.state, check.distance) == (state, distance)
    assert check.value.startswith(shown)


def test_the_saving_names_what_may_be_spent_at_most(check_on):
    check = check_on("saving", costs=costs("200000.00", "170000.01"))
    assert check.threshold == "mindestens 15 %, also nachher höchstens 170.000,00 EUR"


def test_saving_everything_is_asked_about(check_on):
    assert "ungewöhnlich" in check_on("saving", costs=costs("100000", "0")).hints[0]
    assert check_on("saving", costs=costs("100000", "0.01")).hints == ()


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        (None, "die Personalkosten vorher und die Personalkosten nachher"),
        (costs("1", None), "die Personalkosten nachher"),
        (costs(None, "1"), "die Personalkosten vorher"),
    ],
)
def test_missing_costs_are_asked_for(check_on, known, asked):
    check = check_on("saving", costs=known)
    assert check.state is State.open
    assert check.question == f"Wie hoch sind {asked} im Jahr?"


def test_where_the_bases_disagree_each_has_its_threshold_and_distance(check_on):
    check = check_on("saving", costs=costs("100000", "80000", "100000", "110000"))
    assert check.state is State.clarify
    assert check.threshold == (
        "mindestens 15 %, also nachher höchstens 85.000,00 EUR Personalkosten oder "
        "170.000,00 EUR Personal- und Sachkosten"
    )
    assert check.distance == (
        "Bemessungsgrundlage unklar: es fehlt nichts bei den Personalkosten, "
        "es fehlen 20.000,00 EUR im Jahr bei den Personal- und Sachkosten"
    )
    assert check.missing == 2_000_000
    assert check.hints == ()
    other = check_on("saving", costs=costs("100000", "90000", "100000", "60000"))
    assert "es fehlen 5.000,00 EUR im Jahr bei den Personalkosten, es fehlt n" in other.distance


@pytest.mark.parametrize(
    ("material_before", "material_after", "state"),
    [
        ("100000", "85000", State.fulfilled),
        ("100000", "100000", State.clarify),
        ("0", "0.01", State.clarify),
    ],
)
def test_the_second_basis_is_compared(check_on, material_before, material_after, state):
    case = costs("200000", "170000", material_before, material_after)
    check = check_on("saving", costs=case)
    assert check.state is state


def test_disagreeing_bases_show_both_numbers(check_on):
    check = check_on("saving", costs=costs("200000", "180000", "100000", "60000"))
    assert check.state is State.clarify
    assert "10,00 % der Personalkosten" in check.value
    assert "20,00 % der Personal- und Sachkosten" in check.value
    assert check.question.startswith("Bemessungsgrundlage")


def test_half_known_material_costs_are_left_aside(check_on):
    check = check_on("saving", costs=costs("200000", "170000", "100000"))
    assert check.state is State.fulfilled
    assert "Sachkosten" in check.hints[0]


def test_the_framework_agreement_needs_the_material_costs(verdict_on):
    code = "Rahmenvereinbarung-2021"
    unknown = verdict_on(code=code).checks[4]
    assert (unknown.state, unknown.question) == (
        State.open,
        "Wie hoch sind die Sachkosten vorher und die Sachkosten nachher im Jahr?",
    )
    known = verdict_on(code=code, costs=costs("200000", "170000", "100", "85")).checks[4]
    assert known.state is State.fulfilled


@pytest.mark.parametrize("amount", ["0.001", "-1", "NaN", "1E+20"])
def test_amounts_are_whole_cents_and_not_negative(application, amount):
    with pytest.raises(ValidationError):
        application(costs=costs(amount, "1"))


@given(st.integers(1, 10**10), st.integers(0, 10**10))
def test_the_saving_agrees_with_the_fraction(check_on, before, after):
    check = check_on("saving", costs=costs(Decimal(before) / 100, Decimal(after) / 100))
    enough = Fraction(before - after, before) >= Fraction(15, 100)
    assert (check.state is State.fulfilled) is enough


@given(st.integers(1, 10**8), st.integers(0, 10**8), st.integers(1, 10**6))
def test_spending_less_never_spoils_the_saving(check_on, before, after, less):
    more = check_on("saving", costs=costs(Decimal(before) / 100, Decimal(after) / 100))
    lower = max(0, after - less)
    fewer = check_on("saving", costs=costs(Decimal(before) / 100, Decimal(lower) / 100))
    assert not (more.state is State.fulfilled and fewer.state is State.failed)


@given(st.dates(date(2000, 1, 1), date(2150, 1, 1)))
def test_one_day_decides_the_term(check_on, start):
    last = last_day_of_term(start, 5)
    exact = check_on("term", term={"start": start, "end": last})
    short = check_on("term", term={"start": start, "end": last - timedelta(days=1)})
    assert (exact.state, short.state) == (State.fulfilled, State.failed)
    assert short.distance == "es fehlt 1 Tag"
