"""Keys of one's own: `tasten.toml` in the folder of settings gives commands other keys.

A line is `"Wiedervorlage" = "W"`, with the command as F9 calls it, or a list of keys. What is wrong
or taken is said by name, and then the keys stay as they were: half of a file would be a keyboard
that nobody has chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ozg_tui.commands import COMMANDS, KEY_NAMES, Command, Context, key_name

FILE = "tasten.toml"

_WRITTEN = {name.casefold(): key for key, name in KEY_NAMES.items()}
_FUNCTION_KEY = re.compile(r"f([1-9]|1[0-2])")
_CONTROL_KEY = re.compile(r"strg\+([a-z])")
_FIXED = frozenset(
    {"enter", "escape", "tab", "space", "j", "up", "down", "f1", "f9", "ctrl+c", "ctrl+i", "ctrl+m"}
)
"""What moves about or leads to all other keys, and what terminals send for other keys."""


_NARROWING = "s"
"""Leads into the field above a list on each screen that has one."""

_OF_LISTS = frozenset({Context.LIST, Context.MATRIX, Context.EVERYWHERE})


class OwnKeys(NamedTuple):
    """The keys of commands by their ids, and what is wrong in the file; then there are none."""

    keys: Mapping[str, tuple[str, ...]] = {}
    complaint: str = ""


def own_keys(folder: Path) -> OwnKeys:
    """What the file says; never raises."""
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return OwnKeys()
    except (OSError, UnicodeDecodeError):
        return OwnKeys(complaint=f"{path} lässt sich nicht lesen; es gelten die üblichen Tasten.")
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        example = '"Wiedervorlage" = "W"'
        return OwnKeys(complaint=f"{path} ist kein TOML; so wäre es richtig: {example}")
    keys, wrong = _understood(found)
    wrong += [] if wrong else list(_conflicts(keys))
    if wrong:
        return OwnKeys(complaint=f"{path}: {'; '.join(wrong)}. Es gelten die üblichen Tasten.")
    return OwnKeys(keys)


def _understood(found: Mapping[str, object]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    keys: dict[str, tuple[str, ...]] = {}
    wrong: list[str] = []
    for name, value in found.items():
        meant = [each for each in COMMANDS if each.label.casefold() == name.strip().casefold()]
        if not meant:
            wrong.append(f"einen Befehl »{name}« gibt es nicht, F9 nennt alle")
            continue
        typed = [value] if isinstance(value, str) else value
        if not isinstance(typed, list) or not typed:
            wrong.append(f"zu »{name}« gehört eine Taste in Anführungszeichen")
            continue
        read = [_key(each) for each in typed]
        for said, key in zip(typed, read, strict=True):
            if key is None:
                wrong.append(f"»{said}« ist keine Taste; möglich sind y, F10, Strg+B")
            elif key in _FIXED:
                wrong.append(f"{key_name(key)} bleibt, wie es ist")
        keys |= {each.id: tuple(key for key in read if key is not None) for each in meant}
    return keys, wrong


def _key(typed: object) -> str | None:
    """A key as the program calls it; None for what is none."""
    if not isinstance(typed, str):
        return None
    if len(typed) == 1 and typed.isascii() and typed.isalpha():
        return typed
    said = typed.strip().casefold()
    if known := _WRITTEN.get(said):
        return known
    if _FUNCTION_KEY.fullmatch(said):
        return said
    control = _CONTROL_KEY.fullmatch(said)
    return f"ctrl+{control[1]}" if control else None


def _conflicts(keys: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Each key that two commands would have where both are offered, in a sentence."""
    told = set()
    for command in COMMANDS:
        for key in keys.get(command.id, ()):
            if key == _NARROWING and not _OF_LISTS.isdisjoint(command.contexts):
                yield f"{key} gehört in Listen schon zum Eingrenzen"
            for other in COMMANDS:
                taken = key in keys.get(other.id, other.keys)
                if other.id != command.id and taken and _meet(command, other):
                    names = frozenset({command.label, other.label})
                    if len(names) > 1 and (key, names) not in told:
                        told.add((key, names))
                        yield f"{key_name(key)} gehört schon zu »{other.label}«"


def _meet(one: Command, other: Command) -> bool:
    """Whether there is a screen on which both commands are offered."""
    everywhere = {Context.EVERYWHERE}
    contexts = set(one.contexts), set(other.contexts)
    return bool(contexts[0] & contexts[1]) or any(each & everywhere for each in contexts)
