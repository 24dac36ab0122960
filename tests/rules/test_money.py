from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ozg_tui.rules.errors import InputError
from ozg_tui.rules.money import (
    format_cents,
    format_percent,
    format_percent_down,
    parse_amount,
    split_equally,
    to_cents,
)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("25t", 2_500_000),
        ("25T", 2_500_000),
        ("2,5t", 250_000),
        ("3,9m", 390_000_000),
        ("3,9 Mio. €", 390_000_000),
        ("1,2345t", 123_450),
        ("25.000", 2_500_000),
        ("25.000,00", 2_500_000),
        ("25000,00", 2_500_000),
        ("25000", 2_500_000),
        ("25 000,00", 2_500_000),
        ("1.234,5", 123_450),
        ("1.234.567,89", 123_456_789),
        ("25.000 €", 2_500_000),
        ("25.000,00 EUR", 2_500_000),
        ("€ 25", 2_500),
        ("EUR25", 2_500),
        ("25.000,-", 2_500_000),
        ("25.000,-- €", 2_500_000),
        ("0", 0),
        ("0,01", 1),
        ("25.000,00\xa0€", 2_500_000),
    ],
)
def test_an_amount_is_understood_as_written(typed, cents):
    assert parse_amount(typed) == cents


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "€",
        "abc",
        "1,2,3",
        "1,234.56",
        "1,234",
        "12.34",
        "1.2345",
        "25.00.000",
        "0.500",
        "25x",
        "1e5",
        "25,",
        "--5",
        "٢٥",
        "9999999999999999",
        "1,000001t",
        "NaN",
        "inf",
        "25 00",
        "5-",
    ],
)
def test_what_is_no_amount_is_refused_in_a_sentence(typed):
    with pytest.raises(InputError) as caught:
        parse_amount(typed)
    assert str(caught.value).endswith((".", "?"))


def test_a_point_that_could_be_a_comma_is_asked_about():
    expected = "Ist »1.23« 1,23 EUR oder 123 EUR? Bitte mit Komma schreiben."
    with pytest.raises(InputError) as caught:
        parse_amount("1.23")
    assert str(caught.value) == expected


def test_negative_amounts_need_leave():
    assert parse_amount("-5,00", allow_negative=True) == -500
    assert parse_amount("\u2212 5 €", allow_negative=True) == -500
    with pytest.raises(InputError, match="negativ"):
        parse_amount("-5,00")


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (2_500_000, "25.000,00 EUR"),
        (1, "0,01 EUR"),
        (-105, "-1,05 EUR"),
        (123_456_789, "1.234.567,89 EUR"),
        (0, "0,00 EUR"),
    ],
)
def test_cents_are_shown_in_german(cents, shown):
    assert format_cents(cents) == shown


@pytest.mark.parametrize(
    ("saved", "before", "shown"),
    [
        (3_000_000, 20_000_000, "15,00 %"),
        (2_999_999, 20_000_000, "14,99 %"),
        (3_000_001, 20_000_000, "15,00 %"),
        (-2_000_000, 10_000_000, "-20,00 %"),
        (-1, 30_000, "-0,01 %"),
        (-1, 10_000_000, "-0,01 %"),
        (1, 1, "100,00 %"),
    ],
)
def test_a_percentage_is_always_rounded_down(saved, before, shown):
    assert format_percent_down(saved, before) == shown


def test_a_share_of_nothing_is_refused():
    with pytest.raises(InputError):
        format_percent_down(1, 0)


def test_an_exact_percentage_is_shown_without_empty_decimals():
    shown = [format_percent(Decimal(text)) for text in ("15", "12.50", "1E+1")]
    assert shown == ["15 %", "12,5 %", "10 %"]


@pytest.mark.parametrize(
    ("euros", "cents"),
    [
        ("25000", 2_500_000),
        ("0.01", 1),
        ("1.50000", 150),
        ("1E3", 100_000),
        ("-2.5", -250),
        ("0E-50", 0),
    ],
)
def test_euros_become_cents_exactly(euros, cents):
    assert to_cents(Decimal(euros)) == cents


@pytest.mark.parametrize(
    "euros",
    ["0.001", "NaN", "Infinity", "-Infinity", "1E+99999", "1E-99999", "1." + "0" * 40 + "1"],
)
def test_what_is_not_whole_cents_is_refused(euros):
    with pytest.raises(InputError):
        to_cents(Decimal(euros))


def test_nothing_is_split_among_nobody():
    with pytest.raises(InputError):
        split_equally(100, 0)


@given(st.integers(-(10**14), 10**14))
def test_a_shown_amount_reads_back(cents):
    assert parse_amount(format_cents(cents), allow_negative=True) == cents


@given(st.integers(0, 10**12), st.integers(1, 500))
def test_equal_parts_add_up_and_differ_by_a_cent_at_most(total, parts):
    split = split_equally(total, parts)
    assert len(split) == parts
    assert sum(split) == total
    assert max(split) - min(split) <= 1
    assert split == sorted(split, reverse=True)


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**12))
def test_the_shown_percentage_never_exceeds_the_true_one(numerator, denominator):
    shown = format_percent_down(numerator, denominator).removesuffix(" %").replace(",", ".")
    hundredths = int(Decimal(shown) * 100)
    assert hundredths * denominator <= numerator * 10_000 < (hundredths + 1) * denominator


@given(st.text(max_size=14))
def test_any_text_is_an_amount_or_an_input_error(text):
    with suppress(InputError):
        assert parse_amount(text) >= 0
