"""How the program looks on this computer: colours and frames, by a file or by the terminal.

`aussehen.toml` in the folder of settings says `farben = "dunkel"`, `"hell"` or `"kontrast"`, and
`rahmen = "linien"` or `"ascii"`. What it leaves open follows the terminal.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

FILE = "aussehen.toml"
COLOURS = ("dunkel", "hell", "kontrast")
FRAMES = ("linien", "ascii")
_WORDS = {"farben": COLOURS, "rahmen": FRAMES}
_LIGHT_BACKGROUNDS = frozenset({"7", "15"})
"""White and bright white in `COLORFGBG`, by which many terminals name their colours."""


class Look(NamedTuple):
    """The name of the colours, whether frames are drawn in ASCII, and what is wrong in the file."""

    colours: str = COLOURS[0]
    is_ascii: bool = False
    complaint: str = ""


def settings_folder() -> Path:
    """Where the person at the screen keeps settings of this program."""
    from platformdirs import user_config_path

    return user_config_path("ozg-tui", appauthor=False)


def look_of(folder: Path) -> Look:
    """What the file says, else what the terminal says; never raises."""
    said, complaint = _read(folder / FILE)
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    by_terminal = "hell" if background in _LIGHT_BACKGROUNDS else "dunkel"
    return Look(
        said.get("farben", by_terminal),
        said.get("rahmen", "linien") == "ascii",
        complaint,
    )


def keep_colours(folder: Path, colours: str, *, is_ascii: bool) -> None:
    """Write the file. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    frames = FRAMES[is_ascii]
    text = f'farben = "{colours}"\nrahmen = "{frames}"\n'
    (folder / FILE).write_text(text, encoding="utf-8")


def _read(path: Path) -> tuple[dict[str, str], str]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}, ""
    except (OSError, UnicodeDecodeError):
        return {}, f"{path} lässt sich nicht lesen; das Aussehen folgt dem Terminal."
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}, f'{path} ist kein TOML; so wäre es richtig: farben = "hell"'
    said, wrong = {}, []
    for name, value in found.items():
        if value in _WORDS.get(name, ()):
            said[name] = value
        elif name in _WORDS:
            wrong.append(f"{name} kann {', '.join(_WORDS[name])} sein")
        else:
            wrong.append(f"»{name}« gibt es nicht, nur {' und '.join(_WORDS)}")
    return said, f"{path}: {'; '.join(wrong)}." if wrong else ""
