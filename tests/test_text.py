"""What comes in is kept as it is meant: without what carries nothing, never silently changed."""

import pytest

from ozg_tui.text import LOST, UnreadableError, clean, entered, in_one_line, pasted
from tests.kit import hostile


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Wetz\u00adlar", "Wetzlar"),
        ("Gie\u200bßen", "Gießen"),
        ("\ufeffMüller", "Müller"),
        ("\u202aErika Muster\u202c", "Erika Muster"),
        ("erika\u200b@example.org", "erika@example.org"),
        ("Mu\u0308ller", "Müller"),
        ("Zeile\tSpalte", "Zeile Spalte"),
        ("E·F", "E·F"),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
    ],
)
def test_what_carries_nothing_is_dropped(typed: str, kept: str) -> None:
    assert entered(typed) == kept
    assert in_one_line(typed) == clean(kept)


@pytest.mark.parametrize(
    "typed", [*hostile.ESCAPES[:5], hostile.NUL_TEXT, "M\ufffdller", "\ue000", "x\udc80y"]
)
def test_what_nobody_can_read_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(UnreadableError, match="niemand lesen kann"):
        entered(typed)
    # Pasted into a field it can be seen there, and is refused when it is saved.
    shown = pasted(typed)
    assert LOST in shown
    assert clean(shown, multiline=True) == shown
    with pytest.raises(UnreadableError):
        entered(shown)


def test_lines_of_a_text_stay() -> None:
    assert entered("eins\r\nzwei\rdrei", multiline=True) == "eins\nzwei\ndrei"
    assert entered("eins\u2028zwei", multiline=True) == "eins\nzwei"
