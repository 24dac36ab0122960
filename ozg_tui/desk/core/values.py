"""The field types that forms, command line and imports share: German in, plain values out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from ozg_tui.rules.dates import format_date, parse_coming_date, parse_date
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.mail import bare_address
from ozg_tui.rules.money import parse_amount
from ozg_tui.rules.phone_cell import read_one
from ozg_tui.text import UnreadableError, clean, entered, without_invisible

T = TypeVar("T")

LINE_LENGTH = 200
TEXT_LENGTH = 10_000


@dataclass(frozen=True)
class Ui:
    """How a field is entered, beyond its type.

    `lookup` names what a field picks from (F4); `help` is what F1 says about the field. Columns of
    a row with the same `section` stand together below that title, `above` names the section of
    columns that stands above a field. A field `beside` stands on the line of the one before it.
    Rows that are `folded`, and such sections, open when asked.
    """

    lookup: str = ""
    multiline: bool = False
    section: str = ""
    above: str = ""
    beside: bool = False
    folded: bool = False
    help: str = ""


class Input(BaseModel):
    """What a form hands over: every field a value of its own, checked as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ROW_KEY: ClassVar[tuple[str, ...]] = ()
    """The columns that say what a row inside a record stands for, where it is only there once."""


def refuse(code: str, sentence: str) -> PydanticCustomError:
    """A validation error whose German sentence is shown as it stands."""
    return PydanticCustomError(code, "{sentence}", {"sentence": sentence})


def not_before(
    begin: str, sentence: str = "Das Ende liegt vor dem Beginn."
) -> Callable[[date | None, ValidationInfo], date | None]:
    """A check that a day is not before the one in the field `begin`, for `field_validator`."""

    def check(end: date | None, info: ValidationInfo) -> date | None:
        begun = info.data.get(begin)
        if end is not None and begun is not None and end < begun:
            raise refuse("order", sentence)
        return end

    return check


def today_of(info: ValidationInfo) -> date:
    """The day that short dates are counted from, handed over by the caller."""
    day = (info.context or {}).get("today")
    if not isinstance(day, date):
        raise TypeError("short dates need the caller's day in the validation context")
    return day


def _blank_is_none(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    if isinstance(value, str) and not without_invisible(value).strip():
        return None
    return handler(value)


def _spoken(parse: Callable[[str], T], value: str) -> T:
    try:
        return parse(value)
    except InputError as error:
        raise refuse("input", str(error)) from None


def _entered(value: str, *, multiline: bool = False) -> str:
    try:
        return entered(value, multiline=multiline)
    except UnreadableError as error:
        raise refuse("unreadable", str(error)) from None


def _line(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = " ".join(_entered(value).split())
    if len(text) > LINE_LENGTH:
        raise refuse("length", f"Bitte höchstens {LINE_LENGTH} Zeichen (jetzt {len(text)}).")
    return text


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = _entered(value, multiline=True).strip()
    if len(text) > TEXT_LENGTH:
        raise refuse("length", f"Bitte höchstens {TEXT_LENGTH} Zeichen (jetzt {len(text)}).")
    return text


def _required(value: Any) -> Any:
    if value is None or (isinstance(value, str) and not without_invisible(value).strip()):
        raise refuse("missing", "Bitte ausfüllen.")
    return value


def _day(value: Any, info: ValidationInfo) -> Any:
    if not isinstance(value, str):
        return value
    return _spoken(lambda text: parse_date(text, today_of(info)), value)


def _coming_day(value: Any, info: ValidationInfo) -> Any:
    """A day that is not past, unless it stands there already: what is overdue can be edited."""
    if not isinstance(value, str):
        return value
    today = today_of(info)
    day = _spoken(lambda text: parse_coming_date(text, today), value)
    kept = getattr((info.context or {}).get("stored"), info.field_name or "", None)
    if day < today and day != kept:
        raise refuse(
            "past",
            f"Der {format_date(day)} ist vorbei. Eine Wiedervorlage ist heute oder später fällig.",
        )
    return day


def _cents(value: Any) -> Any:
    return _spoken(parse_amount, value) if isinstance(value, str) else value


def _phone(value: Any, info: ValidationInfo) -> Any:
    if not isinstance(value, str):
        return value
    area = (info.context or {}).get("area_code")
    return _spoken(lambda text: read_one(text, area), _entered(value))


def _email(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    from email_validator import EmailNotValidError, validate_email

    address = bare_address(_entered(value))
    try:
        return validate_email(address, strict=True, check_deliverability=False).normalized
    except EmailNotValidError:
        raise refuse("email", f"»{clean(value)}« ist keine E-Mail-Adresse.") from None


def _picked(value: Any) -> Any:
    if isinstance(value, str) and not value.isdigit():
        raise refuse("pick", f"»{clean(value)}« ist nicht eindeutig. Bitte mit F4 auswählen.")
    return value


def _yes_or_no(value: Any) -> Any:
    return {"ja": True, "j": True, "nein": False, "n": False}.get(value, value)


Optional = WrapValidator(_blank_is_none)
Line = Annotated[str, BeforeValidator(_line), BeforeValidator(_required)]
OptionalLine = Annotated[Annotated[str, BeforeValidator(_line)] | None, Optional]
Text = Annotated[str, BeforeValidator(_text), BeforeValidator(_required), Ui(multiline=True)]
OptionalText = Annotated[
    Annotated[str, BeforeValidator(_text)] | None, Optional, Ui(multiline=True)
]
Day = Annotated[date, BeforeValidator(_day), BeforeValidator(_required)]
ComingDay = Annotated[date, BeforeValidator(_coming_day), BeforeValidator(_required)]
OptionalDay = Annotated[Annotated[date, BeforeValidator(_day)] | None, Optional]
OptionalComingDay = Annotated[Annotated[date, BeforeValidator(_coming_day)] | None, Optional]
Cents = Annotated[int, BeforeValidator(_cents), BeforeValidator(_required)]
OptionalCents = Annotated[Annotated[int, BeforeValidator(_cents)] | None, Optional]
OptionalPhone = Annotated[Annotated[str, BeforeValidator(_phone)] | None, Optional]
Email = Annotated[str, BeforeValidator(_email), BeforeValidator(_required)]
OptionalEmail = Annotated[Annotated[str, BeforeValidator(_email)] | None, Optional]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
OptionalYesNo = Annotated[YesNo | None, Optional]
Pick = Annotated[int, BeforeValidator(_picked), BeforeValidator(_required)]
OptionalPick = Annotated[Annotated[int, BeforeValidator(_picked)] | None, Optional]
