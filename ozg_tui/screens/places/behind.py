"""What stands behind a line of a view."""

from __future__ import annotations

from typing import NamedTuple


class Behind(NamedTuple):
    """What a line opens: a record by its kind and number, or a text to read."""

    kind: str
    id: int = 0
