from ozg_tui.german.columns import beside, lay_out, needed, width, wrap
from ozg_tui.text import clean
from ozg_tui.widgets.boxes import cells
from tests.kit import hostile


def test_words_are_cut_only_where_they_do_not_fit_beside_each_other():
    row = ("Stadtverordnetenversammlung", "ein Satz " * 8, "noch ein Satz " * 8)
    assert needed([row]) == 27 + 2 + 4 + 2 + 4
    lines = lay_out([row], 50)
    assert lines[0].startswith("Stadtverordnetenversammlung  ")
    assert max(map(width, lines)) <= 50
    assert lay_out([row], 30)[0].startswith("Stadtv")


def test_wide_letters_and_accents_count_as_the_terminal_shows_them():
    assert width("ＡＢ") == 4
    assert width("e\u0301") == 1
    assert wrap("ＡＢＣ", 4) == ["ＡＢ", "Ｃ"]


def test_the_terminal_and_the_screen_measure_german_text_alike():
    letters = [
        chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x370), *range(0x2010, 0x2040))
    ]
    known = [*letters, "€", "→", "≤", "≥", "−", *hostile.ALL]
    joined = "\u200d"  # only the screen knows that it makes one sign of two
    assert [
        each for each in map(clean, known) if joined not in each and width(each) != cells(each)
    ] == []


def test_heads_have_a_rule_below_and_short_rows_are_filled():
    assert lay_out([("a",), ("b", "c")], 80, ("Kopf", "x")) == [
        "Kopf  x",
        "----  -",
        "a",
        "b     c",
    ]
    assert lay_out([], 80) == []


def test_what_goes_on_stands_below_its_beginning():
    assert beside("Stand", "seit langem\nund a  b", 7, 15) == [
        "Stand  seit",
        "       langem",
        "       und a  b",
    ]
    assert beside("ein langer Name", "x", 8, 20) == ["ein     x", "langer", "Name"]
    assert beside("", "x", 3, 9) == ["   x"]
