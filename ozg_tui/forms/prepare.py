"""Fetches what a form begins with: the record, its texts, an unfinished draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from ozg_tui.desk import drafts
from ozg_tui.desk.territory import label
from ozg_tui.forms.fields import Field, FieldKind, fields_of

if TYPE_CHECKING:
    from ozg_tui.desk.desk import Desk
    from ozg_tui.desk.records import Records, Stored

NEW = 0


class Prepared(NamedTuple):
    """What a form begins with; `drafted_at` is set when `texts` come from a draft."""

    records: Records[Any, Any]
    fields: tuple[Field, ...]
    stored: Stored[Any] | None
    texts: dict[str, Any]
    drafted_at: datetime | None


def prepare(
    desk: Desk,
    records: Records[Any, Any],
    record_id: int | None,
    prefill: Mapping[str, str],
    *,
    without_draft: bool = False,
) -> Prepared:
    """Read the record for the form. Raises `db.errors.NotFoundError`."""
    fields = tuple(
        field if field.name not in labels else field.with_choices(labels[field.name])
        for labels in (records.choice_labels(desk),)
        for field in fields_of(records.model)
    )
    stored = None if record_id is None else records.read(desk, record_id)
    draft = None if without_draft else drafts.find(desk, records.code, record_id or NEW)
    if draft is not None:
        return Prepared(records, fields, stored, draft.content, draft.saved_at)
    if stored is not None:
        texts = texts_of(desk, fields, stored.value)
    else:
        begun = {**_defaults(fields, records.model), **records.blank(desk), **prefill}
        texts = {
            field.name: _picked(desk, field, begun[field.name])
            if field.kind is FieldKind.PICK
            else begun[field.name]
            for field in fields
            if field.name in begun
        }
    return Prepared(records, fields, stored, texts, None)


def texts_of(desk: Desk, fields: tuple[Field, ...], value: BaseModel) -> dict[str, Any]:
    """The values of a record as they would be typed."""
    texts: dict[str, Any] = {}
    for field in fields:
        held = getattr(value, field.name)
        if field.kind is FieldKind.PICK:
            texts[field.name] = _picked(desk, field, held)
        elif field.kind is FieldKind.ROWS and field.row_model is not None:
            columns = fields_of(field.row_model)
            texts[field.name] = [texts_of(desk, columns, row) for row in held]
        else:
            texts[field.name] = field.text(held)
    return texts


def _defaults(fields: tuple[Field, ...], model: type[BaseModel]) -> dict[str, str]:
    """What holds when nothing is typed, shown so that nobody has to guess."""
    return {
        field.name: field.text(default)
        for field in fields
        if field.kind is not FieldKind.ROWS
        and (default := model.model_fields[field.name].get_default()) is not None
        and not field.required
    }


def _picked(desk: Desk, field: Field, held: Any) -> Any:
    return "" if held in (None, "") else [str(held), label(desk, field.lookup, int(held))]
