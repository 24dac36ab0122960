"""On a terminal with few colours or none the same can be read, and one sees where one is."""

import re
from pathlib import Path

import pytest

pytest.importorskip("termios")

from tests.kit.program import READY, started

FEW = {"TERM": "linux", "COLORTERM": ""}
NONE = {"NO_COLOR": "1"}
_MORE = re.compile(rb"\x1b\[(?:[0-9;]*;)?[34]8;[25]")
_COLOUR = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[1-6]|4[1-6]|9[1-6]|10[0-7])[;m]")


@pytest.mark.parametrize(("settings", "is_plain"), [(FEW, False), (NONE, True)], ids=["8", "mono"])
def test_states_are_signs_and_words_and_the_line_is_marked(
    tmp_path: Path, settings: dict[str, str], is_plain: bool
) -> None:
    with started(tmp_path / "bestand.db", **settings) as terminal:
        terminal.wait_for(READY)
        terminal.write("ahnat")
        terminal.wait_for("^> Ahnatal")
        column, row = (
            0,
            terminal.screen()
            .splitlines()
            .index(
                next(
                    line for line in terminal.screen().splitlines() if line.startswith("> Ahnatal")
                )
            ),
        )
        here, elsewhere = terminal.cell(column, row)[1], terminal.cell(column, row + 2)[1]
        assert here != elsewhere
        terminal.press("enter")
        terminal.wait_for("- .*ABGELAUFEN")
        if not is_plain:
            assert not _MORE.search(terminal.raw)
            assert _COLOUR.search(terminal.raw)
