"""What search entries are made of, and how the rows behind them are read."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Date, Row, Select, func, literal, select

from db.fold import WORD_LENGTH, words
from db.names import full_name
from db.search.bynames import short_forms
from db.search.facets import BESIDE, LOOKED_UP, NAME, REMARK, cooperating, district, kind
from db.search.names import other_words
from db.search.text import phone_digits, reversed_number
from db.tables import Application, OrganisationPeriod, Participant, Record
from ozg_tui.codes.ikz import ENDED_STATIONS
from ozg_tui.codes.register import MUNICIPAL_KINDS, OrganisationKind
from ozg_tui.codes.search import Kind

CHUNK = 5_000
"""How many numbers one statement takes: both databases limit their parameters."""

TITLE_LENGTH = 80
"""How much of a text stands in a line."""

NAMES = frozenset({"name", "key", "number"})
BESIDE_NAMES = frozenset({"former_name", "former_key", "kind", "suffix", "short_form", "quarter"})
REMARKS = frozenset({"remark"})
SPOKEN = frozenset({"name", "former_name"})
"""What is said at the telephone, and so may be heard wrongly."""

AnyRow = Row[*tuple[Any, ...]]


class Match(NamedTuple):
    """Something by which an entry is found: what it is, as people read it, and its words."""

    code: str
    text: str
    words: tuple[str, ...]

    def document(self) -> list[str]:
        """The match as it is stored; the words of its own text go without saying."""
        own = self.words == tuple(words(self.text))
        return [self.code, self.text] if own else [self.code, self.text, " ".join(self.words)]


class Entry(NamedTuple):
    """A search entry before it has a place.

    `looked_up` is the text whose first word begins the name in lists; `facets` are those of
    `db.search.facets`, without that of the kind.
    """

    kind: Kind
    record_id: int
    sort_text: str
    title: str
    place: str
    state: str
    detail: str
    matches: tuple[Match, ...]
    facets: tuple[str, ...] = ()
    looked_up: str = ""

    def words(self) -> str:
        """The words that the index holds."""
        first = words(self.looked_up)[:1]
        held: dict[str, None] = {}
        for match in self.matches:
            mark = REMARK if match.code in REMARKS else ""
            held |= dict.fromkeys(mark + word for word in match.words)
        for match in self.matches:
            if match.code in NAMES:
                marks = (LOOKED_UP if [word] == first else NAME for word in match.words)
                held |= dict.fromkeys(
                    mark + word for mark, word in zip(marks, match.words, strict=True)
                )
            elif match.code in BESIDE_NAMES:
                held |= dict.fromkeys(BESIDE + word for word in match.words)
        return " ".join([*held, kind(self.kind), *dict.fromkeys(self.facets)])

    def spoken(self) -> Iterator[str]:
        """The words of its names."""
        for match in self.matches:
            if match.code in SPOKEN:
                yield from match.words


class Shows(NamedTuple):
    """Whose name entries show: the source of it, the record of the entry, the column between."""

    source: str
    record: Any
    owner: Any


class Source(NamedTuple):
    """How the entries of one kind of record are made; a record that is gone or closed has none.

    `shows` are the other records whose names stand in these entries.
    """

    kinds: tuple[Kind, ...]
    table: type[Record]
    make: Callable[[Connection, Sequence[int]], Iterator[Entry]]
    shows: tuple[Shows, ...] = ()

    def all_ids(self, connection: Connection) -> list[int]:
        """The numbers of all records."""
        return list(connection.scalars(select(self.table.id)))


class Place(NamedTuple):
    """An organisation as the entries of others show it; `lies_in` are facets, one or none."""

    name: str = ""
    other_words: tuple[str, ...] = ()
    lies_in: tuple[str, ...] = ()
    is_municipal: bool = False
    is_district: bool = False

    def match(self) -> Match:
        """How others are found by it."""
        return match("place", self.name, *self.other_words)


NOWHERE = Place()


def match(code: str, shown: str, *others: str) -> Match:
    """A match by the words of a text, and by others that mean the same."""
    return Match(code, shown, (*words(shown), *others))


def phone(raw: str, e164: str | None) -> Match:
    """A match by a number: by its beginning and by its end."""
    digits = phone_digits(e164 or raw)[:WORD_LENGTH]
    return Match("phone", raw, (digits, reversed_number(digits)) if digits else tuple(words(raw)))


def by(
    connection: Connection,
    statement: Select[*tuple[Any, ...]],
    key: str,
    wanted: Mapping[str, Any] | None = None,
) -> dict[int, list[AnyRow]]:
    """The rows of a statement by the number in one of their columns; none where there are none.

    `wanted` are the values that the statement leaves open.
    """
    found: dict[int, list[AnyRow]] = defaultdict(list)
    number_of = attrgetter(key)
    for row in connection.execute(statement, wanted).all():
        found[number_of(row)].append(row)
    return found


def places(connection: Connection, ids: Iterable[int | None]) -> dict[int | None, Place]:
    """The organisations with these numbers under their newest names; None is nowhere."""
    period, wanted = OrganisationPeriod, {number for number in ids if number is not None}
    rows = connection.execute(
        select(period.organisation_id, period.name, period.kind, period.key, period.district_key)
        .where(period.organisation_id.in_(wanted))
        .order_by(period.valid_from.asc().nulls_first())
    ).all()
    found: dict[int | None, Place] = dict.fromkeys((None, *wanted), NOWHERE)
    for row in rows:
        name = full_name(row.name, row.kind)
        short = (word for each in short_forms(row.key) for word in words(each))
        found[row.organisation_id] = Place(
            name,
            (*other_words(name, row.kind), *short),
            lying_in(row),
            row.kind in MUNICIPAL_KINDS,
            row.kind == OrganisationKind.LANDKREIS,
        )
    return found


def lying_in(period: AnyRow) -> tuple[str, ...]:
    """The facet for where an organisation lies, or none."""
    found = district(period.key, period.district_key)
    return (found,) if found else ()


def cooperation(is_municipal: bool, number: int, last_days: dict[int, date]) -> tuple[str, ...]:
    """The facet for whether a Kommune is in a running application; none for what is no Kommune."""
    return (cooperating(last_days.get(number)),) if is_municipal else ()


def cooperating_until(connection: Connection, ids: Iterable[int]) -> dict[int, date]:
    """The last day on which each of these organisations takes part in a running application.

    `date.max` where no end is known; organisations that take part in none are left out.
    """
    last_day = func.max(func.coalesce(Participant.left_on, literal(date.max, Date())))
    rows = connection.execute(
        select(Participant.organisation_id, last_day)
        .join_from(Participant, Application)
        .where(
            Participant.organisation_id.in_(set(ids)),
            Application.station.not_in(ENDED_STATIONS),
        )
        .group_by(Participant.organisation_id)
    )
    return {row[0]: row[1] for row in rows}


def person(title: str | None, given_name: str | None, family_name: str) -> str:
    """A person as lists show them: `Müller, Dr. Käthe`."""
    given = " ".join(part for part in (title, given_name) if part)
    return f"{family_name}, {given}" if given else family_name


def beginning(text: str) -> str:
    """The beginning of a text in one line."""
    return " ".join(text.split())[:TITLE_LENGTH]
