import pytest

from ozg_tui.rules.extension import possible_stems, stem_of, with_extension
from ozg_tui.rules.phone import normalise


def test_stems_are_tried_from_the_longest_on():
    assert possible_stems("+496990009117") == (
        "+49699000911",
        "+4969900091",
        "+496990009",
        "+49699000",
        "+4969900",
    )


def test_a_stem_is_longer_than_the_area_code():
    assert possible_stems("+496442961") == ("+49644296",)


@pytest.mark.parametrize("e164", ["+4917612345678", "+43151150", "115", "+498001234567"])
def test_what_is_no_german_landline_has_no_stem(e164):
    assert possible_stems(e164) == ()
    assert stem_of("0176-1234-5678", e164, is_switchboard=True) is None


@pytest.mark.parametrize(
    ("raw", "is_switchboard", "stem"),
    [
        ("069 90009-117", False, "+496990009"),
        ("069 90009-0", True, "+496990009"),
        ("069/90009\u20130", False, "+496990009"),
        ("+49 (0)69 90009-117", False, "+496990009"),
        ("0611 353-19-50", False, "+49611353"),
        ("0611-353-1950", False, "+49611353"),
        ("06442 - 96 - 12", False, "+49644296"),
        ("0561 787-1", True, "+49561787"),
        ("069 900090", True, "+496990009"),
        ("069 900090", False, None),
        ("06442-9612", False, None),
        ("0611 3531950", True, "+49611353195"),
        ("0611 3531951", True, None),
    ],
)
def test_the_stem_is_what_stands_before_the_hyphen(raw, is_switchboard, stem):
    assert stem_of(raw, normalise(raw).e164, is_switchboard=is_switchboard) == stem


def test_a_number_is_written_with_its_extension():
    assert with_extension("+496990009117", "+496990009") == "069 90009-117"
    assert with_extension("+4964429612", "+49644296") == "06442 96-12"
