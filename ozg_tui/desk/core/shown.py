"""Stored values of a change under the titles of the forms, as people read them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.core.subject import load
from ozg_tui.desk.core.subjects import BY_TABLE, PARTS, records_of
from ozg_tui.german.labels import label_of
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.money import format_cents
from ozg_tui.text import clean

LENGTH = 60
"""How much of a text stands in a sentence."""

_BESIDE: Mapping[str, str] = {
    "confirmed_on": "bestätigt am",
    "deviation_confirmed_by": "Abweichung bestätigt von",
    "done_at": "Erledigt",
    "ended_at": "Ende",
    "handed_over_at": "Zuletzt übergeben",
    "historic_on": "nicht mehr aktuell seit",
    "left_reason": "Grund",
    "station": "Station",
}
"""What no form asks for, or by another word than the screen that changes it."""

_LONG = frozenset({"note", "two_partner_reason"})


def changed_fields(table: str, after: Mapping[str, Any]) -> Iterator[str]:
    """`Ort jetzt Rathaus`, `Az. entfernt`: every changed field that a form shows."""
    titles = _titles(table)
    for name, value in after.items():
        if name not in titles:
            continue
        if value is None:
            yield f"{titles[name]} entfernt"
        elif name in _LONG or name.endswith("_id"):
            yield f"{titles[name]} geändert"
        else:
            yield f"{titles[name]} jetzt {worded(table, name, value)}"


def title_of(table: str, name: str) -> str:
    """What a column is called on the screen; empty for what nobody sees."""
    return _BESIDE.get(name) or _titles(table).get(_field(table, name), "")


def worded(table: str, name: str, value: Any) -> str:
    """A stored value as `shown`, and a code as its word."""
    codes = _codes(table, _field(table, name))
    return label_of(codes(value)) if codes is not None else shown(name, value)


def shown(name: str, value: Any) -> str:
    """A stored value in one line: days, amounts and codes as on the screen."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if name.endswith("_cents"):
        return format_cents(value)
    if name.endswith("_on") or name in {"term_start", "term_end"}:
        return format_date(date.fromisoformat(value))
    if name.endswith("_at"):
        is_moment = "T" in str(value)
        return moment_text(datetime.fromisoformat(value)) if is_moment else str(value)[:5]
    text = clean(" ".join(str(value).split()))
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1]}…"


def day_of(values: Mapping[str, Any], name: str) -> str:
    """A stored day; empty where there is none."""
    return format_date(date.fromisoformat(values[name])) if values.get(name) else ""


def _field(table: str, name: str) -> str:
    """The field of a form that shows a column."""
    called = BY_TABLE[table].called if table in BY_TABLE else {}
    called = PARTS[table][1].called if table in PARTS else called
    return called.get(name, name)


@cache
def _form(table: str) -> Mapping[str, FieldInfo]:
    """The fields of the form that shows the rows of a table; none for what has no form."""
    if table in BY_TABLE:
        model: type[BaseModel] = records_of(BY_TABLE[table]).model
    elif table in PARTS and PARTS[table][1].form:
        model = load(PARTS[table][1].form)
    else:
        return {}
    return model.model_fields


@cache
def _titles(table: str) -> dict[str, str]:
    return {name: info.title for name, info in _form(table).items() if info.title}


@cache
def _codes(table: str, name: str) -> type[StrEnum] | None:
    """The codes that a field takes; None for a field of another kind."""
    field = _form(table).get(name)
    kinds = (field.annotation, *get_args(field.annotation)) if field else ()
    return next(
        (each for each in kinds if isinstance(each, type) and issubclass(each, StrEnum)), None
    )
