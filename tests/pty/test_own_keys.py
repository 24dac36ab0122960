"""Keys of one's own in the running program: footer and keyboard follow the file."""

from pathlib import Path

import pytest

pytest.importorskip("termios")

from ozg_tui.own_keys import FILE
from tests.kit.program import READY, started


def test_footer_and_keyboard_follow_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "ozg-tui"
    folder.mkdir()
    (folder / FILE).write_text('"Suchen" = "Strg+B"\n', encoding="utf-8")
    with started(tmp_path / "a.db", XDG_CONFIG_HOME=str(tmp_path)) as terminal:
        terminal.wait_for(READY)
        terminal.wait_for(r"Strg\+B Suche")
        terminal.press("escape")
        terminal.wait_for("^ LISTE")
        terminal.write("\x02")
        terminal.wait_for("^ EINGABE")
