"""A rule set of the IKZ as it is entered."""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from ozg_tui.codes.funding import SavingBasis
from ozg_tui.desk.core.values import (
    Cents,
    Day,
    Input,
    Line,
    OptionalDay,
    OptionalLine,
    OptionalText,
    Ui,
    not_before,
    refuse,
)
from ozg_tui.text import clean

_MOST = 99
_AS_ABOVE = Ui(help="Leer: die Quelle von oben.")


def _number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    typed = clean(value).strip()
    if not typed:
        raise refuse("missing", "Bitte ausfüllen.")
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:3]) <= _MOST):
        raise refuse("number", f"Bitte eine ganze Zahl von 1 bis {_MOST} angeben.")
    return int(typed)


def _percent(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    typed = clean(value).strip().removesuffix("%").strip().replace(",", ".")
    if not typed:
        raise refuse("missing", "Bitte ausfüllen.")
    try:
        percent = Decimal(typed)
    except InvalidOperation:
        percent = Decimal(0)
    if not (percent.is_finite() and 0 < percent <= 100 and percent == round(percent, 2)):
        raise refuse("percent", "Bitte einen Anteil bis 100 angeben, zum Beispiel 15 oder 12,5.")
    return percent


Number = Annotated[int, BeforeValidator(_number)]
Percent = Annotated[Decimal, BeforeValidator(_percent)]


class RuleDraftInput(Input):
    """A rule set; both days of its validity are inclusive, amounts are cents."""

    code: Line = Field(title="Kürzel")
    name: Line = Field(title="Name")
    valid_from: Day = Field(title="Gültig ab")
    valid_to: OptionalDay = Field(None, title="Gültig bis")
    source: Line = Field(title="Quelle")
    grant_per_municipality_cents: Cents = Field(title="Je Kommune", gt=0)
    grant_cap_cents: Cents = Field(title="Höchstbetrag", gt=0)
    minimum_partners: Number = Field(title="Kommunen mindestens")
    minimum_partners_with_reason: Number = Field(title="… mit Begründung")
    minimum_years: Number = Field(title="Laufzeit in Jahren")
    minimum_saving_percent: Percent = Field(title="Einsparung in %")
    saving_basis: SavingBasis = Field(title="Einsparung gemessen an")
    partners_source: Annotated[OptionalLine, _AS_ABOVE] = Field(None, title="Quelle Beteiligte")
    term_source: Annotated[OptionalLine, _AS_ABOVE] = Field(None, title="Quelle Laufzeit")
    saving_source: Annotated[OptionalLine, _AS_ABOVE] = Field(None, title="Quelle Einsparung")
    note: OptionalText = Field(None, title="Annahmen")

    _period = field_validator("valid_to")(not_before("valid_from"))

    @field_validator("grant_cap_cents")
    @classmethod
    def _at_least_one_share(cls, cap: int, info: ValidationInfo) -> int:
        if cap < info.data.get("grant_per_municipality_cents", 0):
            raise refuse("cap", "Der Höchstbetrag liegt unter dem Betrag für eine Kommune.")
        return cap

    @field_validator("minimum_partners_with_reason")
    @classmethod
    def _not_more_than_without(cls, number: int, info: ValidationInfo) -> int:
        if number > info.data.get("minimum_partners", number):
            raise refuse("partners", "Mit Begründung dürfen es nicht mehr sein als ohne.")
        return number
