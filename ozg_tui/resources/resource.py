"""What a list, a detail view and a form need to know about a kind of record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ozg_tui.widgets.window_list import Column

if TYPE_CHECKING:
    from ozg_tui.desk.core.records import Records

NOT_LISTED = (1, 0)
"""No kind of search entry: the records have no list of their own."""

RecordsLoader = Callable[[], "Records[Any, Any]"]


@dataclass(frozen=True)
class Resource:
    """A kind of record, or for START all of them.

    `kinds` are the first and last kind of search entry in the list; `letter` follows `g`.
    `records` loads the desk module on first use, because the ORM is as slow to load as Textual.
    """

    code: str
    title: str
    singular: str
    letter: str
    kinds: tuple[int, int]
    columns: tuple[Column, ...]
    empty: str
    records: RecordsLoader | None = None
    can_add: bool = False
    search_first: bool = False
