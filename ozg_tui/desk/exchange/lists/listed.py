"""What a list that goes out is made of."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.territory import Territory
from ozg_tui.desk.exchange.writing.sheet import Cell, Column

Rows = Callable[[Connection, Territory, Sequence[int]], Iterator[tuple[Cell, ...]]]
"""The rows of some records, in the order of their numbers as given."""


class Listed(NamedTuple):
    """A list: its word on the command line, the kinds of entry in it, columns and rows.

    What is `personal` leaves a line in the journal when it goes out.
    """

    word: str
    one: str
    several: str
    kinds: tuple[Kind, Kind]
    columns: tuple[Column, ...]
    rows: Rows
    personal: bool = True


def key_of(land: Territory, organisation_id: int | None) -> str:
    """The present key of an organisation; empty for none."""
    place = land.by_id.get(organisation_id or 0)
    return place.latest.key if place else ""


def name_of(land: Territory, organisation_id: int | None) -> str:
    """The present name of an organisation; empty for none."""
    return land.name(organisation_id) if organisation_id else ""
