"""All subjects of the desk: each room enrols its own by a module `subject`.

Everything that must know every kind of record is computed from here.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from ozg_tui import desk
from ozg_tui.desk.core.subject import Listed, Part, Subject, load

if TYPE_CHECKING:
    from ozg_tui.desk.core.records import Records

_DECLARED_IN = "subject"


def _declared() -> Iterator[Subject]:
    for room in iter_modules(desk.__path__, f"{desk.__name__}."):
        name = f"{room.name}.{_DECLARED_IN}"
        if room.name == f"{desk.__name__}.core":
            continue
        try:
            module = import_module(name)
        except ModuleNotFoundError as error:
            # A room need not have a subject; one whose subject fails to load must say so.
            if error.name != name:
                raise
        else:
            yield from module.SUBJECTS


def _place(subject: Subject) -> tuple[bool, int, str]:
    """Subjects stand in the order of a mixed list; what is in no list comes behind."""
    return not subject.lists, subject.lists[0].kind if subject.lists else 0, subject.code


SUBJECTS: tuple[Subject, ...] = tuple(sorted(_declared(), key=_place))
BY_CODE: Mapping[str, Subject] = {each.code: each for each in SUBJECTS}
BY_TABLE: Mapping[str, Subject] = {each.table: each for each in SUBJECTS}
LISTED: Mapping[int, Listed] = {each.kind: each for of in SUBJECTS for each in of.lists}
"""The lists by their kind of search entry."""

PARTS: Mapping[str, tuple[Subject, Part]] = {
    part.table: (subject, part) for subject in SUBJECTS for part in subject.parts
}
"""The parts by their table, each with the subject that declares it."""

PLACES = frozenset(each.kind for each in BY_CODE["organisation"].lists)
"""The kinds of search entry that are organisations."""


def records_of(subject: Subject) -> "Records[Any, Any]":
    """How the records of a subject are read and saved; loads the ORM."""
    records: Records[Any, Any] = load(subject.records)
    return records


def owner_of(table: str) -> Subject | None:
    """The subject whose records, or parts of them, a table holds."""
    return BY_TABLE.get(table) or (PARTS[table][0] if table in PARTS else None)
