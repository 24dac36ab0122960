"""A free supposition about an IKZ application as it is typed: what is empty stays as entered."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from ozg_tui.desk.core.values import Input, OptionalCents, OptionalDay, Ui, refuse
from ozg_tui.desk.ikz.rows import plausible
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.ikz.own_supposition import moved_date
from ozg_tui.text import clean

_SEPARATOR = re.compile("[,;]")
_LONGEST_NAME = 80
_MOST_NAMES = 50
_NAMES = "Namen oder Schlüssel, mehrere mit Komma getrennt. F4 zeigt die Kommunen."
_DATES = "+6 Monate oder -1 Jahr verschieben den eingetragenen Tag."
_SUM = "Summe über alle Kommunen im Jahr, auch wo einzelne einen eigenen Betrag haben."

_BESIDE = Ui(beside=True)


def _names(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    names = tuple(
        name for each in _SEPARATOR.split(value) if (name := " ".join(clean(each).split()))
    )
    if len(names) > _MOST_NAMES:
        raise refuse("names", f"Bitte höchstens {_MOST_NAMES} Kommunen nennen.")
    for name in names:
        if len(name) > _LONGEST_NAME:
            raise refuse("names", f"»{name[:_LONGEST_NAME]}…« ist kein Name einer Kommune.")
    return names


def _moved(value: Any, info: ValidationInfo) -> Any:
    if not isinstance(value, str):
        return value
    entered: date | None = (info.context or {}).get(str(info.field_name))
    try:
        return moved_date(clean(value), entered) or value
    except InputError as error:
        raise refuse("input", str(error)) from None


Names = Annotated[tuple[str, ...], BeforeValidator(_names), Ui(help=_NAMES)]
MovedDay = Annotated[OptionalDay, BeforeValidator(_moved), Ui(help=_DATES)]
Amount = Annotated[OptionalCents, AfterValidator(plausible), Ui(help=_SUM)]


class SuppositionInput(Input):
    """What is supposed; amounts are cents a year over all Kommunen.

    The validation context holds `today`, and the entered days as `term_start` and `term_end`.
    """

    join: Names = Field((), title="Kommunen dazu")
    leave: Names = Field((), title="Kommunen weg")
    term_start: MovedDay = Field(None, title="Laufzeit ab")
    term_end: Annotated[MovedDay, _BESIDE] = Field(None, title="Laufzeit bis")
    personnel_before_cents: Amount = Field(None, title="Personal vorher")
    personnel_after_cents: Annotated[Amount, _BESIDE] = Field(None, title="Personal nachher")
    material_before_cents: Amount = Field(None, title="Sachkosten vorher")
    material_after_cents: Annotated[Amount, _BESIDE] = Field(None, title="Sachkosten nachher")
