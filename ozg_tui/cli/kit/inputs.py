"""What a command is given: dates, and JSON files that may be anything."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ozg_tui.cli.kit.failures import UsageError
from ozg_tui.text import clean

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")

MOST_BYTES = 2_000_000
STDIN = "-"
_MOST_DIGITS = 30
_SHOWN = 5


def day(text: str | None, today: date) -> date:
    """A day as typed, German or ISO; today when nothing is typed. Raises `InputError`."""
    if text is None:
        return today
    from ozg_tui.rules.dates import parse_date

    return parse_date(clean(text), today)


def read_model(source: str, adapter: "TypeAdapter[T]") -> T:
    """Read a JSON file, or stdin for `-`, as a value of this type.

    Raises `UsageError` with every reason at once, each with the path of its field.
    """
    from pydantic import ValidationError

    raw = _bytes(source)
    name = _named(source)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{name} ist nicht in UTF-8 geschrieben.") from None
    _check_json(text, name)
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        raise UsageError(f"{name} passt nicht: {_reasons(error)}") from None


def _bytes(source: str) -> bytes:
    try:
        if source == STDIN:
            raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(source).open("rb") as file:
                raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{_named(source)} lässt sich nicht lesen: {_reason(error)}") from None
    if len(raw) > MOST_BYTES:
        raise UsageError(f"{_named(source)} ist größer als 2 MB und wird nicht gelesen.")
    return raw


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "Es gibt sie nicht."
    if isinstance(error, IsADirectoryError):
        return "Das ist ein Ordner."
    if isinstance(error, PermissionError):
        return "Die Berechtigung fehlt."
    return "Der Zugriff ist gescheitert."


def _named(source: str) -> str:
    return "Die Eingabe" if source == STDIN else f"Die Datei »{clean(source)}«"


def _check_json(text: str, name: str) -> None:
    """Refuse what is no JSON or could be read in two ways."""
    try:
        json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{name} ist kein gültiges JSON (Zeile {error.lineno}, Spalte {error.colno})."
        ) from None
    except RecursionError:
        raise UsageError(f"{name} ist zu tief verschachtelt.") from None
    except _Twofold as error:
        raise UsageError(f"{name} enthält das Feld »{clean(error)[:60]}« doppelt.") from None


class _Twofold(Exception):
    """A field that stands twice in one object."""


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twofold(next(name for name in names if names.count(name) > 1))
    return found


def _whole(digits: str) -> None:
    # Longer ones are no figure of this work, and Python refuses to read some thousand digits.
    if len(digits) > _MOST_DIGITS:
        raise UsageError(f"Eine Zahl mit {len(digits)} Stellen ist zu groß.")


def _no_number(word: str) -> None:
    raise UsageError(f"»{word}« ist keine Zahl, die JSON kennt.")


def _reasons(error: "ValidationError") -> str:
    from ozg_tui.messages import path, sentence

    found = error.errors(include_url=False)
    shown = [
        f"{path(each['loc'])}: {sentence(each)}" if each["loc"] else sentence(each)
        for each in found[:_SHOWN]
    ]
    if len(found) > _SHOWN:
        shown.append(f"Dazu kommen {len(found) - _SHOWN} weitere Stellen.")
    return " ".join(shown)
