"""How the program looks on a computer: by a file, else by the terminal."""

from pathlib import Path

import pytest

from ozg_tui.look import COLOURS, FILE, Look, keep_colours, look_of
from ozg_tui.widgets.themes import themes


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that does not tell its colours."""
    monkeypatch.delenv("COLORFGBG", raising=False)


def test_without_a_file_it_follows_the_terminal(tmp_path, monkeypatch):
    assert look_of(tmp_path) == Look("dunkel", is_ascii=False)
    for told, colours in (("0;15", "hell"), ("0;default;7", "hell"), ("15;0", "dunkel")):
        monkeypatch.setenv("COLORFGBG", told)
        assert look_of(tmp_path).colours == colours


def test_what_was_chosen_is_there_the_next_time(tmp_path):
    folder = tmp_path / "neu"
    keep_colours(folder, "kontrast", is_ascii=True)
    assert look_of(folder) == Look("kontrast", is_ascii=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('farben = "bunt"', "farben kann dunkel, hell, kontrast sein"),
        ('Farben = "hell"', "»Farben« gibt es nicht, nur farben und rahmen"),
        ("farben = hell", 'farben = "hell"'),
        ("rahmen = 1", "rahmen kann linien, ascii sein"),
    ],
)
def test_a_wrong_file_is_said_and_keeps_nobody_from_working(tmp_path, text, said):
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    look = look_of(tmp_path)
    assert (look.colours, look.is_ascii) == ("dunkel", False)
    assert said in look.complaint
    assert FILE in look.complaint


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path):
    (tmp_path / FILE).write_bytes(b"farben = \xff")
    assert "lässt sich nicht lesen" in look_of(tmp_path).complaint


def test_each_set_of_colours_can_be_named():
    for few in (False, True):
        assert [each.name for each in themes(few=few)] == list(COLOURS)
