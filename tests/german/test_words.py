"""Numbers, nouns, months and people read as one writes them."""

import pytest

from ozg_tui.german.counting import counted, missing, noun, number
from ozg_tui.german.months import month, months
from ozg_tui.german.people import person


@pytest.mark.parametrize(
    ("value", "told"),
    [(0, "0 Kommunen"), (1, "1 Kommune"), (2, "2 Kommunen"), (11, "11 Kommunen")],
)
def test_only_one_is_one(value, told):
    assert counted(value, "Kommune", "Kommunen") == told
    assert noun(value, "fehlt", "fehlen") == ("fehlt" if value == 1 else "fehlen")


@pytest.mark.parametrize(
    ("value", "told"),
    [(0, ""), (1, "es fehlt 1 Tag"), (2, "es fehlen 2 Tage"), (11, "es fehlen 11 Tage")],
)
def test_what_is_missing_agrees_with_its_verb(value, told):
    assert missing(value, "Tag", "Tage") == told


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (999, "999"), (1000, "1.000"), (1234567, "1.234.567"), (-1234, "-1.234")],
)
def test_thousands_are_parted_by_dots(value, shown):
    assert number(value) == shown
    assert counted(value, "Eintrag", "Einträge") == f"{shown} Einträge"


def test_months_read_month_first():
    assert month("2021-02") == "02/2021"
    assert months(["2021-02", "2020-12"]) == "02/2021, 12/2020"
    assert months(()) == ""


def test_of_a_person_only_what_is_known_is_said():
    assert person("Dr.", "Käthe", "Müller") == "Dr. Käthe Müller"
    assert person(None, "", "Müller") == "Müller"
    assert person(None, None, None) == ""
