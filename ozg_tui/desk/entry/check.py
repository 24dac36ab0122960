"""Checks what stands in a form as a whole, and keeps the part of it that is right."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from ozg_tui.desk.entry.fields import fields_of
from ozg_tui.messages import sentence

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_NO_CHOICE = frozenset({"enum", "literal_error", "bool_parsing", "bool_type"})

M = TypeVar("M", bound=BaseModel)
Path = tuple[str | int, ...]


class Checked(NamedTuple, Generic[M]):
    """`value` when all is right; `errors` by path; `partial` with None where something is not."""

    value: M | None
    errors: dict[Path, str]
    partial: BaseModel


def check(model: type[M], raw: Mapping[str, Any], context: Mapping[str, Any]) -> Checked[M]:
    """Check the typed values against the whole model."""
    errors: dict[Path, str] = {}
    value: M | None = None
    try:
        value = model.model_validate(dict(raw), context=dict(context))
    except ValidationError as error:
        for each in error.errors(include_url=False):
            at = _path(each["loc"])
            errors.setdefault(at, _sentence(model, at, each))
    return Checked(value, errors, value if value is not None else _right(model, raw, context))


@cache
def partial_of(model: type[BaseModel]) -> type[BaseModel]:
    """The same fields without duties: each may be missing, none is compared with another."""
    rows = {field.name: field.row_model for field in fields_of(model) if field.row_model}
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        row_model = rows.get(name)
        if row_model is not None:
            fields[name] = (list[partial_of(row_model)], [])  # type: ignore[misc]
        else:
            fields[name] = (info.rebuild_annotation() | None, None)
    return create_model(f"Partial{model.__name__}", __config__=ConfigDict(frozen=True), **fields)


def _right(model: type[BaseModel], raw: Mapping[str, Any], context: Mapping[str, Any]) -> BaseModel:
    partial = partial_of(model)
    kept = deepcopy(dict(raw))
    while True:
        try:
            return partial.model_validate(kept, context=dict(context))
        except ValidationError as error:
            for each in error.errors(include_url=False):
                _drop(kept, _path(each["loc"]))


def _sentence(model: type[BaseModel], at: Path, error: ErrorDetails) -> str:
    """What is wrong; where something is chosen, in the words that a person chooses from."""
    if error["type"] in _NO_CHOICE and (labels := _labels(model, at)):
        *others, last = labels
        return f"Möglich sind {', '.join(others)} oder {last}." if others else f"Möglich: {last}."
    return sentence(error)


def _labels(model: type[BaseModel], at: Path) -> list[str]:
    by_name = {field.name: field for field in fields_of(model)}
    field = by_name.get(str(at[0])) if at else None
    if field is not None and field.row_model is not None and len(at) > 2:
        return _labels(field.row_model, at[2:])
    return [label for _, label in field.choices] if field is not None else []


def _path(loc: tuple[str | int, ...]) -> Path:
    """Where the error is, without the inner steps of types."""
    return loc[:3] if len(loc) > 1 and isinstance(loc[1], int) else loc[:1]


def _drop(kept: Any, path: Path) -> None:
    for step in path[:-1]:
        kept = kept[step]
    kept.pop(path[-1], None)
