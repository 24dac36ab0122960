"""All that is seen: each module of this package enrols its resources; START lists all kinds."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from ozg_tui import resources
from ozg_tui.resources.resource import NOT_LISTED, Resource
from ozg_tui.widgets.window_list import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ozg_tui.desk.search.lists import Line


def _enrolled() -> Iterator[Resource]:
    for each in iter_modules(resources.__path__, f"{resources.__name__}."):
        if each.name != __name__:
            yield from getattr(import_module(each.name), "RESOURCES", ())


_ALL = tuple(sorted(_enrolled(), key=lambda each: (each.kinds == NOT_LISTED, each.kinds)))
BY_KIND: tuple[Resource, ...] = tuple(each for each in _ALL if each.kinds != NOT_LISTED)
"""The resources with lists, in the order of a mixed list."""

BY_CODE: Mapping[str, Resource] = {each.code: each for each in _ALL}
FORMS: Mapping[str, Resource] = {each.form: each for each in reversed(_ALL)}
"""The kinds of record whose forms keep drafts, by the code under which they keep them."""


def resource_of(line: Line) -> Resource:
    """The resource that a line of a mixed list belongs to."""
    return BY_KIND[line.kind]


START = Resource(
    code="start",
    title="START",
    singular="Eintrag",
    letter="h",
    kinds=(BY_KIND[0].kinds[0], BY_KIND[-1].kinds[1]),
    columns=(
        Column("Name", 4, lambda line: line.title),
        Column("Kommune/Kreis", 3, lambda line: resource_of(line).mixed.place(line)),
        Column("Art/Stand", 2, lambda line: resource_of(line).mixed.state(line)),
        Column("Schlüssel/Treffer", 3, lambda line: resource_of(line).mixed.detail(line)),
    ),
    empty="Nichts gefunden. g und ein Buchstabe öffnet einen Bereich, F6 legt dort Neues an.",
    section="ozg_tui.screens.start.screen:StartScreen",
    search_first=True,
)

SECTIONS = (START, *(each for each in _ALL if each.letter))
