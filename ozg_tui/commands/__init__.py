"""One registry of commands: bindings, footer, command list and F1 all read it.

A command is there where somebody does it: a function that it names itself, else the method
`action_<id>` of the screen in front or of the app. Its keys are of different kinds, so that a
terminal that swallows one still knows the other. Letters work where no field is being typed into.
Each room's commands stand in a module of its own; footer and command list keep their order here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Any

from textual.binding import Binding

from ozg_tui.commands import (
    calendar,
    colleagues,
    consulting,
    exchange,
    general,
    ikz,
    newsletter,
    people,
    places,
    privacy,
    services,
    telephone,
    writing,
)
from ozg_tui.commands.command import SCREENS, Command, Context

__all__ = ["Command", "Context"]

COMMANDS: list[Command] = [
    *general.COMMANDS,
    *writing.COMMANDS,
    *services.COMMANDS,
    *telephone.COMMANDS,
    *places.COMMANDS,
    *people.COMMANDS,
    *newsletter.COMMANDS,
    *colleagues.COMMANDS,
    *ikz.COMMANDS,
    *consulting.COMMANDS,
    *calendar.COMMANDS,
    *exchange.COMMANDS,
    *privacy.COMMANDS,
]

BY_ID = {command.id: command for command in COMMANDS}

PASTED_BLOCK = f"{SCREENS}.exchange.receive:receive_block"
"""What is told of rows of a spreadsheet that were pasted into a list: the screen and the text."""

LIST_WRITTEN = f"{SCREENS}.exchange.send:export"
"""What writes a list, as it is filtered, into a file: it gets the screen."""

WHILE_NOTING = f"{SCREENS}.commands.snippets:expand_typed"
"""What is told of each change of a text of several lines: the screen and the box."""

KEY_NAMES = {
    "asterisk": "*",
    "plus": "+",
    "space": "Leertaste",
    "question_mark": "?",
    "slash": "/",
    "minus": "-",
    "colon": ":",
    "full_stop": ".",
    "enter": "Enter",
    "pageup": "Bild auf",
    "pagedown": "Bild ab",
}


def use(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Give commands other keys, by their ids; before the screens are loaded that bind them."""
    COMMANDS[:] = [replace(each, keys=keys.get(each.id, each.keys)) for each in COMMANDS]
    BY_ID.update((each.id, each) for each in COMMANDS)


def in_context(context: Context) -> Iterator[Command]:
    """The commands that are offered there."""
    for command in COMMANDS:
        if context in command.contexts or Context.EVERYWHERE in command.contexts:
            yield command


@cache
def handler(name: str) -> Callable[..., Any]:
    """The function behind `module:function`, loaded now."""
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def bindings(context: Context) -> list[Binding]:
    """The key bindings of a screen of this context."""
    return [
        Binding(key, f"command('{command.id}')", command.label, show=False)
        for command in in_context(context)
        for key in command.keys
        if key != "enter"
    ]


def key_name(key: str) -> str:
    """A key as it is written on the keyboard."""
    if key.startswith("ctrl+"):
        return f"Strg+{key[-1].upper()}"
    return KEY_NAMES.get(key, key.upper() if key.startswith("f") and key[1:].isdigit() else key)


FIRST_TO_GO = (
    "go", "open", "back", "search", "add_row", "values", "new", "confirm", "what_if", "why",
    "station", "follow_up", "note_call", "save",
)  # fmt: skip
"""What a narrow footer leaves out, in this order; help and the command list stay."""


def footer(offered: Iterable[Command], width: int, *, is_typing: bool = False) -> str:
    """The keys of these commands that work now, as many as fit into one line of this width."""
    words: dict[str, str] = {}
    stand_ins: list[str] = []
    for command in offered:
        usable = [key for key in command.keys if not (is_typing and _is_letter(key))]
        if not command.footer or not usable:
            continue
        words[command.id] = f"{key_name(usable[0])} {command.footer}"
        if usable[0] != command.keys[0]:
            stand_ins.append(command.id)
    if len("  ".join(words.values())) <= width:
        return "  ".join(words.values())
    # What is usually done with a letter gives way to what belongs into a field.
    for least in (*stand_ins, *FIRST_TO_GO):
        if len(" ".join(words.values())) <= width:
            break
        words.pop(least, None)
    return " ".join(words.values())


def _is_letter(key: str) -> bool:
    return len(key) == 1
