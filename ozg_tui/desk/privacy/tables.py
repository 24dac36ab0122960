"""What every table of the store holds about people, as its subject declares it.

Tables without a subject answer here. A test walks the schema: each column that holds text is one
in which a person can stand, or says why not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from sqlalchemy import Table, UniqueConstraint

from db.metadata import metadata
from ozg_tui.desk.core.subject import Not, Personal
from ozg_tui.desk.core.subjects import PARTS, SUBJECTS
from ozg_tui.german.labels import TABLES_BESIDE

BESIDE: Mapping[str, Personal | Not] = {
    "change": Personal("history", texts=("before", "after")),
    "determination": Personal("cases", texts=("inputs", "result")),
    "draft": Personal("drafts", texts=("content",), since="saved_at"),
    "erasure": Not("says how many rows were erased, never whose name stood there"),
    "exchange": Personal("exchange", texts=("file_name", "content"), since="at"),
    "funding_line": Personal("places", texts=("name", "wording")),
    "programme": Personal("places", texts=("name", "note")),
    "receipt": Not("what was asked, how many rows answered, and a hash"),
    "reported_figure": Personal("places", texts=("label", "note")),
    "reversal": Not("which unit answers which"),
    "seal": Not("hashes and numbers of rows"),
    "seed_record": Personal("places", texts=("content",)),
    "source": Personal("places", texts=("title", "publisher", "attribution")),
    "statement": Personal("places", texts=("subject", "stated", "note")),
}
"""Tables that belong to no subject."""

DERIVED = frozenset({"search_entry", "search_word"})
"""Made anew from the others; what the others do not hold, they do not hold."""

SPECIAL = frozenset({"change", "draft", "seed_record"})
"""Tables whose rows tell in their own way whom they are about."""


@dataclass(frozen=True)
class Kept:
    """A table in which people can stand, with its name in German."""

    table: Table
    personal: Personal
    called: str

    @property
    def name(self) -> str:
        """The name of the table."""
        return str(self.table.name)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in which people can stand."""
        return (*self.personal.own, *self.personal.texts)

    def is_emptied(self, column: str) -> bool:
        """Whether an erased column is left empty, because another one says what happened."""
        return column in self.personal.own[1:] and bool(self.table.c[column].nullable)

    @cached_property
    def is_unique(self) -> bool:
        """Whether two rows must not hold the same in what is erased."""
        return any(
            column.name in self.personal.own
            for each in self.table.constraints
            if isinstance(each, UniqueConstraint)
            for column in each.columns
        )


def declared() -> Mapping[str, Personal | Not]:
    """What each table of a subject, each part and each other table says of people."""
    of_subjects = {each.table: each.personal for each in SUBJECTS}
    return of_subjects | {name: part.personal for name, (_, part) in PARTS.items()} | dict(BESIDE)


@cache
def kept_tables() -> Mapping[str, Kept]:
    """All tables in which people can stand, by their names."""
    words = {each.table: each.noun.singular for each in SUBJECTS}
    words |= {name: f"{subject.noun.singular}, Teil" for name, (subject, _) in PARTS.items()}
    words |= TABLES_BESIDE
    return {
        name: Kept(metadata.tables[name], personal, words[name])
        for name, personal in declared().items()
        if isinstance(personal, Personal)
    }
