"""argparse in German: its few sentences translated, its errors raised instead of printed."""

import argparse
from collections.abc import Mapping
from typing import NoReturn

from ozg_tui.cli.kit.failures import UsageError
from ozg_tui.seams.argparse import translate

KEY_OR_NAME = "Schlüssel oder Name, auch ein früherer"
"""How a Kommune is given to any command."""

_POSSIBLE = "Möglich sind: "
_PHRASES: Mapping[str, str] = {
    "usage: ": "Aufruf: ",
    "positional arguments": "Angaben",
    "options": "Optionen",
    "show this help message and exit": "diese Hilfe zeigen",
    "subcommands": "Befehle",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "Den Befehl »%(parser_name)s« gibt es nicht. Möglich sind: %(choices)s"
    ),
    "unrecognized arguments: %s": "Das ist überzählig: %s",
    "not allowed with argument %s": "Das geht nicht zusammen mit %s",
    "ignored explicit argument %r": "Hier gehört keine Angabe hin: »%s«",
    "the following arguments are required: %s": "Es fehlt: %s",
    "one of the arguments %s is required": "Es fehlt eines von: %s",
    "expected one argument": "Hier fehlt eine Angabe",
    "expected at most one argument": "Hier geht höchstens eine Angabe",
    "expected at least one argument": "Hier fehlt mindestens eine Angabe",
    "expected %s argument": "Hier gehört %s Angabe hin",
    "expected %s arguments": "Hier gehören %s Angaben hin",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s ist nicht eindeutig: %(matches)s"
    ),
    "unexpected option string: %s": "Das geht hier nicht: %s",
    "invalid %(type)s value: %(value)r": "»%(value)s« ist hier nicht möglich",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "»%(value)s« gibt es hier nicht. Möglich sind: %(choices)s"
    ),
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": (
        "»%(value)s« gibt es hier nicht. Ist »%(suggestion)s« gemeint? Möglich sind: %(choices)s"
    ),
}


class Parser(argparse.ArgumentParser):
    """A parser whose options are written out in full and whose errors are sentences."""

    def __init__(self, **options: object) -> None:
        super().__init__(allow_abbrev=False, **options)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing: one place decides how a command ends."""
        said, possible, choices = message.rstrip(".").partition(_POSSIBLE)
        # What can be chosen comes from argparse in the quotes of Python.
        named = choices.replace("'", "")
        raise UsageError(f"{said}{possible}{named}. Hilfe: {self.prog} --help")


def speak_german() -> None:
    """Translate argparse for this process."""
    translate(_german, _german_count)


def _german(phrase: str) -> str:
    return _PHRASES.get(phrase, phrase)


def _german_count(one: str, many: str, count: int) -> str:
    return _german(one if count == 1 else many)
