from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ozg_tui.rules.errors import InputError
from ozg_tui.rules.phone import format_national, normalise


@pytest.mark.parametrize(
    "written",
    [
        "0611 353 1950",
        "0611/353-1950",
        "0611 / 353 - 1950",
        "+49 (0)611 353-1950",
        "+49 (0611) 3531950",
        "0049 611 3531950",
        "06113531950",
        "(0611) 353 1950",
        "0611.353.1950",
        "+49 611 353-19 50",
        "+4961135319 50",
        "tel:+496113531950",
        "Tel.: 0611 3531950",
        "0611 353\u20131950",
        "0611 353\u20111950",
        "\u202a0611\xa0353 1950\u202c",
        "0049 (0) 611 3531950",
        "(0)611 3531950",
        " 0611 3531950\n",
    ],
)
def test_every_spelling_is_the_same_number(written):
    number = normalise(written)
    assert number.e164 == "+496113531950"
    assert number.raw == written


@pytest.mark.parametrize(
    ("written", "e164", "shown"),
    [
        ("0611 353-0", "+496113530", "0611 3530"),
        ("06442 96-0", "+496442960", "06442 960"),
        ("06442 96-12", "+4964429612", "06442 9612"),
        ("0176 12345678", "+4917612345678", "0176 12345678"),
        ("115", "115", "115"),
        ("+43 1 51150", "+43151150", "+43 1 51150"),
    ],
)
def test_numbers_are_stored_and_shown(written, e164, shown):
    assert normalise(written).e164 == e164
    assert format_national(e164) == shown


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("353-1950", "fehlt die Vorwahl"),
        ("49 611 3531950", "fehlt die Vorwahl"),
        ("0611 3531950 App. 12", "keine Buchstaben"),
        ("O611 353 1950", "keine Buchstaben"),
        ("0611 353195O", "keine Buchstaben"),
        ("0611 353", "zu kurz"),
        ("110", "fehlt die Vorwahl"),
        ("sip:amt@example.com", "keine Telefonnummer"),
        ("anonymous", "keine Telefonnummer"),
        ("0611\x1b[2J3531950", "Steuerzeichen"),
        ("0611\t3531950", "Steuerzeichen"),
        ("0" * 41, "höchstens 40 Zeichen"),
        ("0611 353*1950", "gehören"),
        ("0611 3531950 + 1", "gehören"),
        ("٠٦١١ ٣٥٣١٩٥٠", "gehören"),
        ("", "Bitte geben"),
        ("\u202a\u202c", "Bitte geben"),
        ("0000000000", "gültige"),
        ("+", "keine Telefonnummer"),
        ("+999 1234567", "keine"),
    ],
)
def test_what_is_no_complete_number_is_refused_with_the_reason(written, why):
    with pytest.raises(InputError, match=why):
        normalise(written)


def test_the_refusal_never_repeats_control_characters():
    with pytest.raises(InputError) as caught:
        normalise("0611 \x1b]0;x\x07 353")
    assert "\x1b" not in str(caught.value)


def test_the_area_code_of_the_town_completes_a_number():
    assert normalise("353-1950", "0611").e164 == "+496113531950"
    assert normalise("06442 96-0", "0611").e164 == "+496442960"


def test_an_area_code_does_not_complete_a_whole_number_nor_nonsense():
    with pytest.raises(InputError, match="fehlt die Vorwahl"):
        normalise("49 611 3531950", "0611")
    with pytest.raises(InputError, match="keine Vorwahl"):
        normalise("353-1950", "611x")


def test_a_broken_stored_number_is_an_input_error():
    with pytest.raises(InputError):
        format_national("0611")


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_an_input_error(text):
    with suppress(InputError):
        assert normalise(text).e164


@given(st.integers(100_000, 9_999_999))
def test_a_shown_number_reads_back(local):
    number = normalise(f"0611 {local}")
    assert normalise(format_national(number.e164)).e164 == number.e164
