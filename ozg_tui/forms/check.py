"""Checks what stands in a form as a whole, and keeps the part of it that is right."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from ozg_tui.forms.fields import fields_of
from ozg_tui.messages import sentence

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
            errors.setdefault(_path(each["loc"]), sentence(each))
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


def _path(loc: tuple[str | int, ...]) -> Path:
    """Where the error is, without the inner steps of types."""
    return loc[:3] if len(loc) > 1 and isinstance(loc[1], int) else loc[:1]


def _drop(kept: Any, path: Path) -> None:
    for step in path[:-1]:
        kept = kept[step]
    kept.pop(path[-1], None)
