"""Fetches what a form begins with: the record, its texts, an unfinished draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from ozg_tui.desk.core import drafts
from ozg_tui.desk.core.draft_number import draft_number
from ozg_tui.desk.core.rights import insist
from ozg_tui.desk.entry.fields import Field, FieldKind, fields_of
from ozg_tui.desk.search.lookups import label
from ozg_tui.rules.dates import format_date, parse_date

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.core.records import Records, Stored


Texts = Mapping[str, Any]

_TOLD = 3
"""How many fields tell which draft it is."""


class Prepared(NamedTuple):
    """What a form begins with; `drafted_at` is set when `texts` come from a draft, which the form
    `drafted_in` has kept.

    What is new begins empty; an `offered` draft is another one that was left.

    `begun` are the texts before anybody typed; `overtaken` the labels of fields that were typed
    into a draft and meanwhile changed by others.
    """

    records: Records[Any, Any]
    fields: tuple[Field, ...]
    stored: Stored[Any] | None
    texts: dict[str, Any]
    begun: dict[str, Any]
    drafted_at: datetime | None = None
    drafted_in: str = ""
    overtaken: tuple[str, ...] = ()
    offered: Offered | None = None


class Offered(NamedTuple):
    """A draft of another new record that can be gone on with: of whom, since when, what it says."""

    holder: str
    saved_at: datetime
    told: str


def prepare(
    desk: Desk,
    records: Records[Any, Any],
    record_id: int | None,
    prefill: Mapping[str, str],
    *,
    without_draft: bool = False,
    holder: str | None = None,
) -> Prepared:
    """Read the record for the form; a `holder` names the draft that a new one goes on with.

    Raises `db.errors.NotFoundError`, and `RefusedError` for somebody who may not save it.
    """
    insist(desk, records.right)
    fields = tuple(
        field if field.name not in labels else field.with_choices(labels[field.name])
        for labels in (records.choice_labels(desk),)
        for field in fields_of(records.model)
    )
    stored = None if record_id is None else records.read(desk, record_id)
    if stored is not None:
        texts = texts_of(desk, fields, stored.value)
    else:
        begun = {**_defaults(fields, records.model), **records.blank(desk), **prefill}
        texts = {
            field.name: _picked(desk, field, begun[field.name])
            if field.kind is FieldKind.PICK
            else _written_out(desk, field, begun[field.name])
            for field in fields
            if field.name in begun
        }
    number = draft_number(record_id, prefill)
    draft = None if without_draft else drafts.find(desk, records.code, number, holder)
    if draft is None:
        return Prepared(records, fields, stored, texts, texts)
    if stored is None and holder is None:
        offered = Offered(draft.holder, draft.saved_at, _told(draft.content))
        return Prepared(records, fields, stored, texts, texts, offered=offered)
    begun, typed = draft.content["begun"], draft.content["typed"]
    kept = {name: _held(begun, typed, texts, name) for name in {**texts, **typed}}
    overtaken = tuple(
        field.label
        for field in fields
        if stored is not None
        and kept.get(field.name) != texts.get(field.name)
        and _differ(begun, texts, field.name)
    )
    return Prepared(records, fields, stored, kept, texts, draft.saved_at, draft.holder, overtaken)


def _told(content: Texts) -> str:
    """The first texts of what somebody typed into a draft."""
    begun, typed = content["begun"], content["typed"]
    new = (text for name, text in typed.items() if _differ(typed, begun, name))
    told = (text[-1] if text and isinstance(text, list) else text for text in new)
    return ", ".join([str(text) for text in told if text and not isinstance(text, dict)][:_TOLD])


def _held(begun: Texts, typed: Texts, now: Texts, name: str) -> Any:
    """What was typed where something was typed, what is stored now elsewhere."""
    return typed.get(name, "") if _differ(typed, begun, name) else now.get(name, "")


def _differ(one: Texts, other: Texts, name: str) -> bool:
    return bool(one.get(name, "") != other.get(name, ""))


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


def _written_out(desk: Desk, field: Field, text: str) -> str:
    """A day in full: what nobody typed must not change when the cursor passes through."""
    if field.kind is FieldKind.DAY and text:
        return format_date(parse_date(text, desk.today()))
    return text


def _picked(desk: Desk, field: Field, held: Any) -> Any:
    return "" if held in (None, "") else [str(held), label(desk, field.lookup, int(held))]
