"""German sentences for what a pydantic model refuses, shared by forms, command line, imports."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ozg_tui.text import clean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Context = Mapping[str, Any]

_SHOWN = 60
_DATE = "Bitte ein Datum wie 2022-01-15 angeben."
_AMOUNT = "Bitte einen Betrag wie 200000.00 angeben."
_NUMBER = "Bitte eine Zahl angeben."
_WHOLE = "Bitte eine ganze Zahl angeben."
_YES_NO = "Bitte ja oder nein (true oder false) angeben."
_TEXT = "Bitte einen Text angeben."
_LIST = "Bitte eine Liste angeben."
_GROUP = "Hier gehören Felder in geschweiften Klammern hin."

_SENTENCES: Mapping[str, str] = {
    "missing": "Bitte ausfüllen.",
    "extra_forbidden": "Dieses Feld gibt es nicht.",
    "string_type": _TEXT,
    "string_unicode": "Der Text ist nicht lesbar.",
    "string_pattern_mismatch": "Das hat nicht die verlangte Form.",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": "Die Zahl ist zu groß.",
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": _YES_NO,
    "bool_parsing": _YES_NO,
    "decimal_type": _AMOUNT,
    "decimal_parsing": _AMOUNT,
    "decimal_max_digits": "Der Betrag ist zu groß.",
    "decimal_whole_digits": "Der Betrag ist zu groß.",
    "decimal_max_places": "Bitte höchstens zwei Stellen nach dem Komma angeben.",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "datetime_type": _DATE,
    "datetime_parsing": _DATE,
    "time_type": "Bitte eine Uhrzeit wie 14:30 angeben.",
    "time_parsing": "Bitte eine Uhrzeit wie 14:30 angeben.",
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _GROUP,
    "model_type": _GROUP,
    "model_attributes_type": _GROUP,
    "none_required": "Dieses Feld muss leer bleiben.",
    "json_invalid": "Das ist kein gültiges JSON.",
}

_WITH_FIGURES: Mapping[str, Callable[[Context], str]] = {
    "string_too_short": lambda at: f"Bitte mindestens {at['min_length']} Zeichen.",
    "string_too_long": lambda at: f"Bitte höchstens {at['max_length']} Zeichen.",
    "too_short": lambda at: f"Bitte mindestens {at['min_length']} Einträge.",
    "too_long": lambda at: f"Bitte höchstens {at['max_length']} Einträge.",
    "greater_than": lambda at: f"Der Wert muss über {at['gt']} liegen.",
    "greater_than_equal": lambda at: f"Der Wert darf nicht unter {at['ge']} liegen.",
    "less_than": lambda at: f"Der Wert muss unter {at['lt']} liegen.",
    "less_than_equal": lambda at: f"Der Wert darf nicht über {at['le']} liegen.",
    "enum": lambda at: f"Möglich sind {_choices(at['expected'])}.",
    "literal_error": lambda at: f"Möglich sind {_choices(at['expected'])}.",
    "value_error": lambda at: str(at["error"]),
}

_WITHOUT_VALUE = frozenset({"missing", "extra_forbidden", "json_invalid"})
_NO_SUCH_DAY = "day value is outside expected range"


def sentence(error: "ErrorDetails") -> str:
    """What is wrong with one field, as a German sentence that may hold the typed value, cleaned.

    Errors made by `ozg_tui.desk.core.values.refuse` bring their own sentence.
    """
    context: Context = error.get("ctx") or {}
    if "sentence" in context:
        return clean(context["sentence"])
    kind = error["type"]
    if context.get("error") == _NO_SUCH_DAY:
        return f"Den Tag {_shown(error['input'])} gibt es nicht."
    if kind in _WITH_FIGURES:
        return clean(_WITH_FIGURES[kind](context))
    plain = _SENTENCES.get(kind, "Diese Angabe ist nicht verständlich.")
    if kind in _WITHOUT_VALUE or not isinstance(error["input"], str | int | float):
        return plain
    return f"{_shown(error['input'])} geht hier nicht. {plain}"


def path(loc: tuple[str | int, ...]) -> str:
    """Where a field stands: `participants[2].resolution.date`, counted from 1; empty for all."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{clean(part)}"
    return _short(text.removeprefix("."))


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", " oder ")


def _shown(value: object) -> str:
    return f"»{_short(clean(value))}«"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
