"""Stored values of a change under the titles of the forms, as people read them."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel

from ozg_tui.desk.application_input import ApplicationInput
from ozg_tui.desk.application_rows import ParticipantInput
from ozg_tui.desk.booking_input import BookingInput
from ozg_tui.desk.contacts import ContactInput
from ozg_tui.desk.municipalities import MunicipalityInput
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.labels import AGREEMENT_FORMS
from ozg_tui.rules.money import format_cents
from ozg_tui.text import clean

LENGTH = 60
"""How much of a text stands in a sentence."""

_FORMS: Mapping[str, type[BaseModel]] = {
    "organisation": MunicipalityInput,
    "contact": ContactInput,
    "booking": BookingInput,
    "application": ApplicationInput,
    "resolution": ParticipantInput,
}
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
            yield f"{titles[name]} jetzt {shown(name, value)}"


def shown(name: str, value: Any) -> str:
    """A stored value in one line: days, amounts and codes as on the screen."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if name.endswith("_cents"):
        return format_cents(value)
    if name.endswith("_on") or name in {"term_start", "term_end"}:
        return format_date(date.fromisoformat(value))
    if name.endswith("_at"):
        return str(value)[:5]
    if name == "agreement_form":
        return AGREEMENT_FORMS[value]
    text = clean(" ".join(str(value).split()))
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1]}…"


def day_of(values: Mapping[str, Any], name: str) -> str:
    """A stored day; empty where there is none."""
    return format_date(date.fromisoformat(values[name])) if values.get(name) else ""


@cache
def _titles(table: str) -> dict[str, str]:
    fields = _FORMS[table].model_fields
    return {name: info.title for name, info in fields.items() if info.title}
