"""How a letter names somebody (DIN 5008)."""

import pytest

from ozg_tui.codes.register import Salutation
from ozg_tui.rules.letter import Addressee, address_line, greeting
from ozg_tui.rules.office import is_of_the_office

ERIKA = Addressee(Salutation.MS, "Bürgermeisterin", "Dr.", "Erika", "von Beispiel")


@pytest.mark.parametrize(
    ("who", "line", "dear"),
    [
        (
            ERIKA,
            "Frau Bürgermeisterin Dr. Erika von Beispiel",
            "Sehr geehrte Frau Bürgermeisterin Dr. von Beispiel,",
        ),
        (
            Addressee(Salutation.MR, family_name="Muster"),
            "Herrn Muster",
            "Sehr geehrter Herr Muster,",
        ),
        (
            Addressee(None, given_name="Kim", family_name="Probe"),
            "Kim Probe",
            "Guten Tag Kim Probe,",
        ),
    ],
)
def test_office_and_title_stand_before_the_name(who, line, dear):
    assert (address_line(who), greeting(who)) == (line, dear)


@pytest.mark.parametrize(
    ("mailbox", "name", "stays"),
    [
        ("buergermeister", "alt", True),
        ("anna.alt", "alt", False),
        ("a.alt", "alt", False),
        ("altstadt", "alt", True),
        ("vonderheide", "von der heide", False),
        ("e-beispiel", "beispiel", False),
        ("ebeispiel", "beispiel", False),
        ("ikz", "beispiel", True),
    ],
)
def test_an_address_with_the_name_is_the_persons_another_the_offices(mailbox, name, stays):
    assert is_of_the_office(mailbox, name) is stays
