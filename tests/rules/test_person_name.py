"""A name in one piece is told apart: title, given name, particles, surname."""

import pytest

from ozg_tui.rules.person_name import split_name


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Dr. Erika von Beispiel", "Nachname von Beispiel, Vorname Erika, Titel Dr."),
        ("von Beispiel, Dr. Erika", "Nachname von Beispiel, Vorname Erika, Titel Dr."),
        ("Prof. Dr.-Ing. Max zu Muster", "Nachname zu Muster, Vorname Max, Titel Prof. Dr.-Ing."),
        ("Erika Anna Muster-Beispiel", "Nachname Muster-Beispiel, Vorname Erika Anna"),
        ("Herr Muster", "Nachname Muster"),
        ("Medine Muster", "Nachname Muster, Vorname Medine"),
        ("de Muster, Thomas", "Nachname de Muster, Vorname Thomas"),
        ("von der Heide", "Nachname von der Heide"),
    ],
)
def test_what_a_name_in_one_piece_becomes(typed: str, told: str) -> None:
    assert split_name(typed).told == told
