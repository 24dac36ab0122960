"""What two people changed at the same time, in the words of the form."""

from collections.abc import Mapping, Sequence
from typing import Any

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.joining import Difference, Dispute
from ozg_tui.desk.core.values import Input
from ozg_tui.desk.entry.fields import Field, FieldKind, fields_of
from ozg_tui.desk.search.lookups import label

_GONE = "entfernt"


def worded(
    desk: Desk, fields: Sequence[Field], disputes: Sequence[object]
) -> list[tuple[str, str, str, str]]:
    """What it is about, my value, theirs and where both began."""
    by_name = {field.name: field for field in fields}
    return [_worded(desk, by_name, each) for each in disputes if isinstance(each, Dispute)]


def named(desk: Desk, fields: Sequence[Field], difference: Difference | Dispute) -> str:
    """What a difference is about: a field, or a row of it with its column."""
    field = next(each for each in fields if each.name == difference.field)
    if difference.row is None:
        return field.label
    columns = _columns(field)
    row = f"{field.label}: {row_name(desk, field, difference.row)}"
    return f"{row}, {columns[difference.column].label}" if difference.column else row


def row_name(desk: Desk, field: Field, row: Input) -> str:
    """What a row is called: what its first column shows."""
    first = next(iter(_columns(field).values()))
    return _text(desk, first, getattr(row, first.name))


def _worded(desk: Desk, fields: Mapping[str, Field], dispute: Dispute) -> tuple[str, str, str, str]:
    field = fields[dispute.field]
    values = (dispute.mine, dispute.theirs, dispute.origin)
    name = named(desk, [field], dispute)
    if dispute.row is None:
        mine, theirs, origin = (_text(desk, field, value) for value in values)
    elif dispute.column:
        column = _columns(field)[dispute.column]
        mine, theirs, origin = (_text(desk, column, value) for value in values)
    else:
        mine, theirs, origin = (_row(desk, field, value) for value in values)
    return name, mine, theirs, origin


def _columns(field: Field) -> dict[str, Field]:
    assert field.row_model is not None
    return {column.name: column for column in fields_of(field.row_model)}


def _text(desk: Desk, field: Field, value: Any) -> str:
    if field.kind is FieldKind.PICK:
        return label(desk, field.lookup, int(value)) if value is not None else ""
    if field.kind is FieldKind.ROWS:
        return "; ".join(_row(desk, field, row) for row in value)
    return field.text(value)


def _row(desk: Desk, field: Field, row: Input | None) -> str:
    if row is None:
        return _GONE
    told = (_text(desk, column, getattr(row, name)) for name, column in _columns(field).items())
    return ", ".join(text for text in told if text)
