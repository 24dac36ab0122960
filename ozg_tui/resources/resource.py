"""What is seen of a kind of record: its columns, its letter, and the screens that open it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ozg_tui.desk.core.subject import load
from ozg_tui.desk.core.subjects import records_of
from ozg_tui.widgets.window_list import Column

if TYPE_CHECKING:
    from ozg_tui.desk.core.records import Records
    from ozg_tui.desk.core.subject import Subject
    from ozg_tui.desk.search.lists import Line

NOT_LISTED = (1, 0)
"""No kind of search entry: the records have no list of their own."""

RecordsLoader = Callable[[], "Records[Any, Any]"]
Told = Callable[["Line"], str]


@dataclass(frozen=True, eq=False)
class Mixed:
    """What a list of all kinds says of an entry: its place, its state, what tells it apart."""

    place: Told = lambda line: line.place
    state: Told = lambda _line: ""
    detail: Told = lambda line: line.detail


_AS_STORED = Mixed()
_DETAIL = "ozg_tui.screens.kit.detail:open_detail"
_FORM = "ozg_tui.screens.kit.form:open_form"
_SECTION = "ozg_tui.screens.kit.list:ListScreen"


@dataclass(frozen=True, eq=False)
class Resource:
    """A kind of record, or for START all of them.

    `kinds` are the first and last kind of search entry in the list; `letter` follows `g`.
    `records` loads the desk module on first use, because the ORM is as slow to load as Textual.
    `form` is the code under which its form keeps drafts. `screen` and `form_screen` name what opens
    a record and its form, loaded when somebody wants them; both get the app, the resource and the
    number of the record, the form also what is filled in. `section` names the screen behind
    `letter`; it gets the resource.
    """

    code: str
    title: str
    singular: str
    letter: str
    kinds: tuple[int, int]
    columns: tuple[Column, ...]
    empty: str
    records: RecordsLoader | None = None
    form: str = ""
    mixed: Mixed = _AS_STORED
    can_add: bool = False
    screen: str = _DETAIL
    form_screen: str = _FORM
    section: str = _SECTION
    search_first: bool = False


def listed(
    subject: Subject,
    columns: tuple[Column, ...],
    empty: str,
    *,
    place: int = 0,
    letter: str = "",
    title: str = "",
    mixed: Mixed = _AS_STORED,
    can_add: bool = False,
    screen: str = _DETAIL,
    form_screen: str = _FORM,
) -> Resource:
    """The list of a subject at this place among its lists.

    It takes a `title` where its section is called otherwise than its records.
    """
    entry = subject.lists[place]
    return Resource(
        entry.code,
        title or entry.noun.plural,
        entry.noun.singular,
        letter,
        (entry.kind, entry.kind),
        columns,
        empty,
        partial(records_of, subject),
        subject.code,
        mixed,
        can_add,
        screen,
        form_screen,
    )


def step_of(subject: Subject, code: str, singular: str) -> Resource:
    """A form that takes one step of a record: one of the `steps` of its subject."""
    return Resource(
        code,
        singular,
        singular,
        "",
        NOT_LISTED,
        (),
        "",
        partial(load, subject.steps[code]),
        code,
    )


def not_listed(subject: Subject) -> Resource:
    """A kind of record that a command lists."""
    return Resource(
        subject.code,
        subject.noun.plural,
        subject.noun.singular,
        "",
        NOT_LISTED,
        (),
        "",
        partial(records_of, subject),
        subject.code,
    )
