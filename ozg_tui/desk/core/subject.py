"""What the house must know about a kind of record, said once beside its `Records`.

A declaration loads neither the ORM nor pydantic, because START reads all of them before anything
heavy is there. What needs those is named as `module:NAME` and loaded where it is used. A field
without a default is a question that every subject answers, with `Not` where it has no part in it.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from ozg_tui.codes.search import Kind

Facets = tuple[str, ...]
"""Words of the index, see `db.search.facets`; one of them is enough."""


class Gender(StrEnum):
    """The grammatical gender, by the article of the singular."""

    DER = "der"
    DIE = "die"
    DAS = "das"


class Noun(NamedTuple):
    """How records are called in German."""

    singular: str
    plural: str
    gender: Gender


class Not(NamedTuple):
    """A subject has no part in a use; `reason` is for who reads the declaration.

    `said` is what staff are told instead where that is more than that it does not work.
    """

    reason: str
    said: str = ""


class Status(NamedTuple):
    """States that `status:` finds: German words by code, and which facet each one is.

    Codes of `open` are also found by `offen`, all others by `erledigt`; without `open` none is.
    """

    labels: Mapping[str, str]
    facet: Callable[[str], str]
    open: frozenset[str] | None = None


class Reason(NamedTuple):
    """How a hit is explained that was met beside its name, by the code of the match.

    `labels` are the words of stored codes, `facet` what a typed word may mean among them. A text
    `is_long` where only the words around the one that was met are shown.
    """

    said: str = ""
    labels: Mapping[str, str] | None = None
    facet: Callable[[str], str] | None = None
    is_long: bool = False


class Listed(NamedTuple):
    """One list that records of a subject stand in: a kind of search entry.

    `code` is that of the list and of fields that pick from it, `name` the one that scripts read,
    `word` what `art:` calls it. `place` is what the entry's place is, `named_by_place` whether the
    place belongs to the name. `filters` are German words with the facets of each value.
    """

    kind: Kind
    code: str
    noun: Noun
    word: str
    name: str
    place: str = "Kommune"
    named_by_place: bool = False
    status: Status | None = None
    filters: Mapping[str, Mapping[str, Facets]] = {}
    reasons: Mapping[str, Reason] = {}


class Links(NamedTuple):
    """What a new call or follow-up at a record refers to.

    `as_column` is the column by which others refer to such a record. `columns` are the row's own
    references that go along; `others` names a statement for what other rows hold.
    """

    as_column: str = ""
    columns: tuple[str, ...] = ()
    others: str = ""


class Undone(NamedTuple):
    """How undo treats a record. `stays` says what to do instead where a new one never goes.

    `together` are columns that mean nothing without one another. `shown_at_a_place` counts the
    record as part of its organisation's screen. The noun stands before the title `with_noun`;
    `by_reference` leaves the title out where others name the record by less.
    """

    stays: str = ""
    with_noun: bool = True
    by_reference: bool = False
    together: tuple[frozenset[str], ...] = ()
    shown_at_a_place: bool = False


class Personal(NamedTuple):
    """What rows of a table hold about people; see `ozg_tui.desk.privacy`.

    `activity` is what they are kept for, by its code in the record of processing. `by` are the
    columns that name the person. `own` are columns that hold nothing but what is the person's;
    erased, the first of them says so. In `texts` anybody may be mentioned. `goes` is whether an
    erased person's rows are removed, because nothing of them is left. `since` is the day or moment
    from which the time runs that rows may be kept.
    """

    activity: str
    by: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    goes: bool = False
    since: str = ""


class PartUndone(NamedTuple):
    """How undo tells a part: `words` names its `PartWords`; without, it goes unsaid.

    `by` is the column that stands for the whole row where one does.
    """

    words: str = ""
    by: str = ""
    together: tuple[frozenset[str], ...] = ()


class Part(NamedTuple):
    """A table whose rows are part of a record, or of another part.

    `told` names what »since the last call« says of it, `form` the model whose titles its columns
    have. `comes_along` leaves it unsaid where the record itself is new.
    """

    table: str
    told: str | Not
    undone: PartUndone | Not
    personal: Personal | Not
    form: str = ""
    called: Mapping[str, str] = {}
    comes_along: bool = True


class Subject(NamedTuple):
    """A kind of record.

    `code` is that of its `Records` and drafts, `noun` what a record is called wherever no list of
    its own is meant. `called` are columns that the form calls by another name. `counted` are the
    figures of START that count it, `given_out` and `taken_in` name its export and its import.
    `shown_by` is the subject whose screen shows it where it has none of its own. `steps` name the
    `Records` of further forms by their code, each of which takes one step of a record.
    """

    code: str
    table: str
    noun: Noun
    records: str
    parts: tuple[Part, ...]
    listed: tuple[Listed, ...] | Not
    links: Links | Not
    told: str | Not
    undone: Undone | Not
    counted: tuple[str, ...] | Not
    given_out: str | Not
    taken_in: str | Not
    personal: Personal | Not
    called: Mapping[str, str] = {}
    shown_by: str = ""
    steps: Mapping[str, str] = {}

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of a record with all its parts."""
        return (self.table, *(part.table for part in self.parts))

    @property
    def lists(self) -> tuple[Listed, ...]:
        """The lists that its records stand in; none where it is not found."""
        return () if isinstance(self.listed, Not) else self.listed


@cache
def load(name: str) -> Any:
    """What a declaration names as `module:NAME`."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
