"""What a form shows for each field of a model, read from its types."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from enum import Enum, StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from db.fold import fold
from ozg_tui.desk.core.values import Ui
from ozg_tui.german.labels import label_of
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.money import format_cents


class FieldKind(StrEnum):
    """How a field is typed."""

    TEXT = "text"
    MULTILINE = "multiline"
    CHOICE = "choice"
    DAY = "day"
    AMOUNT = "amount"
    PICK = "pick"
    ROWS = "rows"


@dataclass(frozen=True)
class Field:
    """One field: `choices` are pairs of value and label, `lookup` names what is picked from.

    `section` is the title that some columns of a row stand below, away from the others; `above`
    names the section that is shown above this field. A field `beside` stands on the line of the one
    before it. Rows that are `folded` open when asked.
    """

    name: str
    label: str
    kind: FieldKind
    required: bool
    choices: tuple[tuple[Any, str], ...] = ()
    lookup: str = ""
    help: str = ""
    section: str = ""
    above: str = ""
    beside: bool = False
    folded: bool = False
    row_model: type[BaseModel] | None = None

    def with_choices(self, choices: tuple[tuple[Any, str], ...]) -> Field:
        """The field with labels that the store knows; any text may stand beside them."""
        return replace(self, choices=choices, kind=FieldKind.CHOICE) if choices else self

    def text(self, value: Any) -> str:
        """The value as it would be typed."""
        if value is None:
            return ""
        if self.kind is FieldKind.CHOICE:
            return next((label for code, label in self.choices if code == value), str(value))
        match value:
            case date():
                return format_date(value)
            case time():
                return f"{value:%H:%M}"
            case int() if self.kind is FieldKind.AMOUNT:
                return format_cents(value)
        return str(value)

    def chosen(self, text: str) -> Any:
        """The value of a typed choice: its label or an unambiguous beginning; else the text."""
        wanted = fold(text.strip())
        if not wanted:
            return ""
        exact = [code for code, label in self.choices if fold(label) == wanted]
        begun = [code for code, label in self.choices if fold(label).startswith(wanted)]
        found = exact or begun
        return found[0] if len(found) == 1 else text


def fields_of(model: type[BaseModel]) -> tuple[Field, ...]:
    """The fields of a model in their order."""
    return tuple(_field(name, info) for name, info in model.model_fields.items())


def _field(name: str, info: FieldInfo) -> Field:
    parts = list(_parts(info.annotation)) + list(info.metadata)
    ui = _joined([part for part in parts if isinstance(part, Ui)])
    plain = [part for part in parts if isinstance(part, type)]
    row_model = next((part for part in plain if issubclass(part, BaseModel)), None)
    choices = _choices(parts)
    return Field(
        name=name,
        label=info.title or name,
        kind=_kind(name, ui, plain, choices, row_model),
        required=info.is_required(),
        choices=choices,
        lookup=ui.lookup,
        help=ui.help or info.description or "",
        section=ui.section,
        above=ui.above,
        beside=ui.beside,
        folded=ui.folded,
        row_model=row_model,
    )


def _joined(parts: list[Ui]) -> Ui:
    """What the type says about a field, and what the field says about itself."""
    told = {
        name: value
        for ui in parts
        for name, value in vars(ui).items()
        if value != getattr(Ui, name)
    }
    return Ui(**told)


def _kind(
    name: str,
    ui: Ui,
    plain: list[type],
    choices: tuple[tuple[Any, str], ...],
    row_model: type[BaseModel] | None,
) -> FieldKind:
    if row_model is not None:
        return FieldKind.ROWS
    if ui.lookup:
        return FieldKind.PICK
    if choices:
        return FieldKind.CHOICE
    if date in plain:
        return FieldKind.DAY
    if name.endswith("_cents"):
        return FieldKind.AMOUNT
    return FieldKind.MULTILINE if ui.multiline else FieldKind.TEXT


def _choices(parts: list[Any]) -> tuple[tuple[Any, str], ...]:
    for part in parts:
        if part is bool:
            return ((True, "ja"), (False, "nein"))
        if isinstance(part, type) and issubclass(part, Enum):
            return tuple((member, label_of(member)) for member in part)
    return ()


def _parts(annotation: Any) -> Iterator[Any]:
    """Types and annotations at any depth; `None` left out."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        yield from _parts(inner)
        yield from metadata
    elif origin in (Union, types.UnionType, tuple, list):
        for part in get_args(annotation):
            if part not in (type(None), Ellipsis):
                yield from _parts(part)
    elif origin is Literal:
        yield from get_args(annotation)
    else:
        yield annotation
