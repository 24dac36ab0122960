"""Who sits in front of the program."""

import os
import unicodedata

LONGEST_NAME = 60
_RESERVED = frozenset({"stammdaten", "umstellung", "unbekannt"})
"""Names under which the program itself writes, or nobody."""


class NameRefusedError(Exception):
    """The name may not stand in the history; `str()` is a German sentence."""


def default_actor() -> str:
    """The name under which changes are recorded: `OZG_USER`, or the account's name.

    Raises `NameRefusedError` for a name of `OZG_USER` that the history cannot hold.
    """
    if given := os.environ.get("OZG_USER"):
        return given_name(given)
    import getpass

    try:
        return given_name(getpass.getuser())
    except (KeyError, OSError, NameRefusedError):
        return "unbekannt"


def given_name(text: str) -> str:
    """A name as the history keeps it: one spelling, one blank between words.

    Raises `NameRefusedError` where nothing is left, or too much, or what nobody sees.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or not name.isprintable():
        raise NameRefusedError(
            "Der Name in OZG_USER ist leer oder enthält Zeichen, die niemand lesen kann. Bitte "
            "einen Namen in UTF-8 angeben."
        )
    if len(name) > LONGEST_NAME:
        raise NameRefusedError(f"Der Name in OZG_USER ist länger als {LONGEST_NAME} Zeichen.")
    if name.casefold() in _RESERVED:
        raise NameRefusedError(
            f"Der Name »{name}« in OZG_USER ist dem Programm vorbehalten. Bitte einen anderen "
            "angeben."
        )
    return name
