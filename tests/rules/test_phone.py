from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ozg_tui.rules.errors import InputError
from ozg_tui.rules.phone import completed, format_national, normalise

WIESBADEN = "+496113531950"
SPELLINGS = [
    ("0611 353 1950", WIESBADEN),
    ("0611/353-1950", WIESBADEN),
    ("0611 / 353 - 1950", WIESBADEN),
    ("+49 (0)611 353-1950", WIESBADEN),
    ("+49 (0611) 3531950", WIESBADEN),
    ("0049 611 3531950", WIESBADEN),
    ("06113531950", WIESBADEN),
    ("(0611) 353 1950", WIESBADEN),
    ("0611.353.1950", WIESBADEN),
    ("+49 611 353-19 50", WIESBADEN),
    ("+4961135319 50", WIESBADEN),
    ("tel:+496113531950", WIESBADEN),
    ("0611 353\u20131950", WIESBADEN),
    ("0611 353\u20111950", WIESBADEN),
    ("\u202a0611\xa0353 1950\u202c", WIESBADEN),
    ("0611 353-0", "+496113530"),
    ("06442 96-0", "+496442960"),
    ("06442 96-12", "+4964429612"),
    ("0176 12345678", "+4917612345678"),
    (
        "353-1950",
        "Bei »353-1950« fehlt die Vorwahl. Bitte mit führender 0 oder + schreiben.",
    ),
    (
        "0611 3531950 App. 12",
        "In einer Telefonnummer stehen keine Buchstaben: »0611 3531950 App. 12«.",
    ),
    (
        "O611 353 1950",
        "In einer Telefonnummer stehen keine Buchstaben: »O611 353 1950«.",
    ),
    ("0611 353", "»0611 353« ist zu kurz. Fehlt die Durchwahl?"),
    ("115", "115"),
    (
        "sip:amt@example.com",
        "»sip:amt@example.com« ist keine Telefonnummer. Die Rufnummer wurde nicht übermittelt.",
    ),
    (
        "anonymous",
        "»anonymous« ist keine Telefonnummer. Die Rufnummer wurde nicht übermittelt.",
    ),
]
"""How a number comes along, and its E.164 or the sentence that refuses it."""


@pytest.mark.parametrize(("written", "expected"), SPELLINGS)
def test_every_spelling_is_its_number_or_is_refused(written, expected):
    if expected.isascii():
        number = normalise(written)
        assert (number.e164, number.raw) == (expected, written)
    else:
        with pytest.raises(InputError) as caught:
            normalise(written)
        assert str(caught.value) == expected


def test_there_are_26_spellings_each_once():
    assert len({written for written, _ in SPELLINGS}) == 26


@pytest.mark.parametrize(
    "written",
    ["Tel.: 0611 3531950", "0049 (0) 611 3531950", "(0)611 3531950", " 0611 3531950\n"],
)
def test_further_spellings_are_the_same_number(written):
    assert normalise(written).e164 == WIESBADEN


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+496113530", "0611 3530"),
        ("+496442960", "06442 960"),
        ("+4964429612", "06442 9612"),
        ("+4917612345678", "0176 12345678"),
        ("115", "115"),
        ("+43151150", "+43 1 51150"),
    ],
)
def test_numbers_are_shown_as_they_are_dialled(e164, shown):
    assert format_national(e164) == shown
    assert normalise(shown).e164 == e164


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("49 611 3531950", "fehlt die Vorwahl"),
        ("0611 353195O", "keine Buchstaben"),
        ("110", "fehlt die Vorwahl"),
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


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("353-1950", "0611 353-1950"),
        ("Tel. 353-1950", "0611 353-1950"),
        ("06442 96-0", "06442 96-0"),
        ("(0)611 353-1950", "(0)611 353-1950"),
        ("+49 611 353-1950", "+49 611 353-1950"),
        ("115", "115"),
    ],
)
def test_a_number_is_kept_so_that_it_can_be_read_without_its_town(written, kept):
    assert completed(written, "0611") == kept
    assert normalise(kept).e164 == normalise(written, "0611").e164


def test_what_cannot_be_completed_is_refused():
    with pytest.raises(InputError, match="fehlt die Vorwahl"):
        completed("353-1950")
    with pytest.raises(InputError, match="höchstens 40 Zeichen"):
        completed("3531950" + "-" * 33, "0611")


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
