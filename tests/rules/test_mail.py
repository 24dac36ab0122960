"""E-mail addresses with what stands around them where they are copied from."""

import pytest

from ozg_tui.rules.mail import bare_address


@pytest.mark.parametrize(
    "copied",
    [
        "anna@example.org",
        " anna@example.org ; ",
        "anna@example.org.",
        "Anna Beispiel <anna@example.org>",
        '"Beispiel, Anna" < anna@example.org >,',
        "<anna@example.org>",
        "mailto:anna@example.org",
        "MAILTO:anna@example.org?subject=Termin",
        "Anna Beispiel <mailto:anna@example.org>",
    ],
)
def test_the_address_alone_is_left(copied):
    assert bare_address(copied) == "anna@example.org"


@pytest.mark.parametrize("other", ["", "Anna Beispiel", "anna@", "a@example.org, b@example.org"])
def test_what_is_no_single_address_stays(other):
    assert bare_address(other) == other
