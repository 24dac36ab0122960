"""The terminal's own cursor is shown where the attention is, on every screen: by the bytes."""

import re
import time
from pathlib import Path

import pytest

pytest.importorskip("termios")

from ozg_tui.widgets.themes import DARK
from tests.kit.program import READY, started
from tests.kit.terminal import ProgramError, Terminal

HERE = DARK.here.removeprefix("#")
"""On this colour lies the field, line or cell with the cursor."""

TOWN = "@"

ANSWER_SECONDS = 0.5
"""So long is waited for the first byte of an answer; some keys have none."""

TOUR = (
    # The search and what it finds, then the panels of the day.
    "b a d down down up pagedown left left home end backspace escape down up end home escape",
    "~ANRUFE down tab tab tab right left up down end home 1 2 3 4 5 6 down up",
    # A Kommune: panels, its reasons, a booking with a list of values and the checks.
    "f2 ~EINGABE ctrl+u a h n a t a l ~Ahnatal enter ~AHNATAL down down tab tab tab down up",
    "shift+tab right left 1 down pagedown pageup home end f7 ~Warum down down up escape ~AHNATAL",
    "t ~BERATUNG 1 enter enter enter enter 1 5 . 0 3 . 2 0 2 2 enter 0 9 : 3 0 enter enter enter",
    "f4 escape up up up down down home end left f7 ~Warum down escape ~BERATUNG f12 ~AHNATAL",
    "k ~KONTAKT M u s t e r enter E r i k a enter enter down down down up left home end f8",
    "f12 ~AHNATAL",
    # Lists and their filters.
    "f3 ~EINGABE escape ~LISTE g ~zu.… k ~KOMMUNEN down pagedown pageup end home up / h o m b left",
    "left home end backspace escape escape g ~zu.… h ~ANRUFE",
    "escape ~LISTE g ~zu.… p ~KONTAKTE / x y q escape escape g ~zu.… w ~WIEDERVORLAGEN g ~zu.…",
    "h ~ANRUFE escape ~LISTE",
    # An application with its rows and its checks.
    "g ~zu.… i ~IKZ-ANTRÄGE n ~IKZ-ANTRAG x y z enter enter enter enter a h n a t a l enter left",
    "home enter enter down down down pagedown pageup up up f9 ~Befehle d o w down down up escape",
    "~IKZ-ANTRAG f12 ~IKZ-ANTRÄGE",
    # The matrix and the maps.
    "g ~zu.… m ~MATRIX ~Aarbergen down down right right left up pagedown pageup home end space",
    "d ~KARTE right right down left up pagedown escape ~MATRIX f1 ~Hilfe down down down up escape",
    "~MATRIX g ~zu.… d ~LEISTUNGEN down enter down down f3 g ~zu.… b ~BERATUNGEN down up",
    # The commands, and the question before the end.
    "g ~zu.… h ~ANRUFE f1 ~Hilfe down down pagedown n e u down escape ~ANRUFE",
    "f3 ~beenden n ~ANRUFE",
)
"""A way through all screens by the keyboard; what begins with ~ is waited for."""


def is_attended(terminal: Terminal) -> bool:
    """Whether the cursor stands on the bar or a town, else where nothing has a bar."""
    column, row = terminal.cursor
    letter, colour = terminal.cell(column, row)
    line = terminal.screen().splitlines()[row]
    frame = re.match(r" *[│┌]", line)
    in_dialog = frame is not None and column >= frame.end()
    is_text = re.match(r" +(Nichts|Noch|Keine?|Hier|[A-ZÄÖÜ ]+$)", line) and column <= 2
    return colour == HERE or letter == TOWN or in_dialog or bool(is_text)


@pytest.mark.long
def test_the_cursor_is_where_the_attention_is(tmp_path: Path) -> None:
    with started(tmp_path / "bestand.db") as terminal:
        terminal.wait_for(READY)
        wrong, states = [], 0
        for key in " ".join(TOUR).split():
            if key.startswith("~"):
                terminal.wait_for(key[1:], timeout=20)
                continue
            before = len(terminal.raw)
            terminal.press(key)
            end = time.monotonic() + ANSWER_SECONDS
            while len(terminal.raw) == before and time.monotonic() < end:
                time.sleep(0.01)
            terminal.wait_quiet(0.1)
            states += 1
            assert terminal.is_cursor_shown
            # What is still on its way has no place yet.
            for _ in range(60):
                if is_attended(terminal):
                    break
                terminal.wait_quiet(0.5)
                time.sleep(0.1)
            else:
                where = f"{terminal.cursor} {terminal.cell(*terminal.cursor)}"
                wrong.append(f"{states} {key} at {where}:\n{terminal.screen()}")
        assert states >= 200
        assert not wrong, f"{len(wrong)} of {states}:\n" + "\n".join(wrong[:4])


def test_a_screen_at_rest_sends_nothing(tmp_path: Path) -> None:
    with started(tmp_path / "bestand.db") as terminal:
        terminal.wait_for(READY)
        for keys in (["a", "h"], ["escape"], ["escape", "escape"]):
            terminal.press(*keys)
            terminal.wait_quiet(0.5)
            sent = []
            # The time of day in the title changes once a minute.
            for _ in range(2):
                before = len(terminal.raw)
                with pytest.raises(ProgramError):
                    terminal.wait_for("kommt nie", timeout=1.2)
                sent.append(len(terminal.raw) - before)
            assert 0 in sent, keys
