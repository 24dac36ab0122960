"""The area code is read off a landline, never off another number."""

import pytest

from ozg_tui.rules.area_code import area_code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("+496113531950", "0611"),
        ("+4956096280", "05609"),
        ("+4969900090", "069"),
        ("+4930123456", "030"),
        ("+491701234567", None),
        ("+498001234567", None),
        ("+33123456789", None),
        ("115", None),
        ("0611 353", None),
        ("", None),
    ],
)
def test_only_a_german_landline_has_one(number: str, code: str | None) -> None:
    assert area_code(number) == code
