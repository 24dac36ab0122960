"""Which keys arrive in a terminal, and what to set where they do not."""

import pytest

pytest.importorskip("termios")

from ozg_tui.cli.terminal.keys import KEYS, STAND_INS, advice, judged, readable
from ozg_tui.commands import COMMANDS, key_name
from tests.kit.program import PROGRAM, environment
from tests.kit.terminal import KEYS as SENT
from tests.kit.terminal import Terminal


def test_what_an_xterm_sends_arrives():
    for key in KEYS:
        assert judged(key, SENT["escape" if key == "Esc" else key.lower()]) == ""


@pytest.mark.parametrize(
    ("key", "sent", "said"),
    [
        ("F4", "\x1bOP", "kommt als F1 an"),
        ("F2", " ", "kommt nicht an"),
        ("F5", "\x1bOT", "kommt anders an (ESCOT)"),
        ("F12", "\x18", "kommt anders an (<18>)"),
    ],
)
def test_what_arrives_otherwise_is_named(key, sent, said):
    assert judged(key, sent) == said


def test_putty_and_multiplexers_are_told_what_to_set():
    assert any("ESC[n~" in line for line in advice({"F4": "\x1b[P"}, {}))
    assert any("escape-time" in line for line in advice({}, {"TMUX": "/tmp/tmux"}))
    assert any("Umschalt+F12" in line for line in advice({}, {"BYOBU_BACKEND": "tmux"}))
    assert list(advice({}, {})) == ["Alle Tasten kommen an."]
    assert any(line.startswith("Statt F9 geht auch :") for line in advice({"F9": " "}, {}))


def test_the_second_ways_are_those_of_the_program():
    for key, other in STAND_INS.items():
        ways = [set(map(key_name, each.keys)) for each in COMMANDS]
        assert key == "F12" or any({key, other} <= each for each in ways), key


def test_nothing_sent_steers_the_terminal():
    assert readable("\x1b]52;\x07") == "ESC]52;<07>"


def test_without_a_terminal_it_says_so(run):
    answer = run("tasten")
    assert answer.code == 2
    assert "nur an einem Terminal" in answer.err


def test_at_a_terminal():
    with Terminal([*PROGRAM, "tasten"], **environment()) as terminal:
        for key in KEYS:
            terminal.wait_for(rf"^  {key}$")
            terminal.press("space" if key == "F6" else "escape" if key == "Esc" else key.lower())
        terminal.wait_for("Statt F6 geht auch n")
        assert terminal.wait_end() == 4
        assert "F6   kommt nicht an" in terminal.screen()
        assert "F7   kommt an" in terminal.screen()
