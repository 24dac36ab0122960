"""What lists and the search box show: windows over the search entries."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, select

from db.connection import aside, spoken_errors
from db.search.facets import topic
from db.search.pages import Line, Scope, count, entry_position, page, similar_words, sounds_alike
from db.search.table import search_entry
from db.search.text import parts
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.codes.search import Kind
from ozg_tui.codes.telephone import FOLLOW_UP_DONE
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.search.filters import Surroundings
from ozg_tui.desk.search.input import Asked, names_a_district, understand
from ozg_tui.desk.search.reasons import missed_by_title, reason
from ozg_tui.german.labels import TOPICS

__all__ = [
    "Kind",
    "Line",
    "Scope",
    "how_many",
    "how_many_apart",
    "in_words",
    "lines",
    "reasons",
    "warm_up",
]

_ALL = 2**62


_entry = search_entry.c
_MATCHES = select(_entry.position, _entry.matches).where(
    _entry.position.in_(bindparam("positions", expanding=True))
)
_DISTRICTS = (
    select(_entry.title, _entry.detail)
    .where(_entry.kind == int(Kind.MUNICIPALITY), _entry.state == OrganisationKind.LANDKREIS)
    .order_by(_entry.position)
)
_TOPIC_TITLES = {topic(code): label for code, label in TOPICS.items()}


def lines(
    desk: Desk, scope: Scope, limit: int, *, after: int | None = None, before: int | None = None
) -> list[Line]:
    """One page of a list; see `db.search.pages.page`.

    The text of the scope may hold filters. Raises `FilterError` when one of them does not exist.
    """
    wanted = _understood(desk, scope)
    found = desk.read(lambda reader: page(reader, wanted, limit, after=after, before=before))
    return in_words(desk, found)


def in_words(desk: Desk, found: Sequence[Line]) -> list[Line]:
    """The lines as the desk says them: calls by their topics, follow-ups late or not."""
    today = desk.today().isoformat()
    return [_spoken(line, today) for line in found]


def position_of(desk: Desk, kinds: tuple[int, int], record_id: int) -> int | None:
    """Where a record stands in the list of these kinds, first and last; None without a line."""
    wanted = select(search_entry.c.position).where(
        search_entry.c.kind.between(*kinds), search_entry.c.record_id == record_id
    )
    return desk.read(lambda reader: reader.scalar(wanted.limit(1)))


def how_many(desk: Desk, scope: Scope, limit: int) -> int:
    """How many lines a list has, counted up to `limit`. Raises `FilterError` as `lines` does."""
    wanted = _understood(desk, scope)
    return desk.read(lambda reader: count(reader, wanted, limit))


def how_many_apart(desk: Desk, scope: Scope) -> int:
    """How many lines a list has; on a connection of its own, because a million take a while."""
    wanted = _understood(desk, scope)
    with spoken_errors(), aside(desk.engine) as connection:
        return count(connection, wanted, _ALL)


def reasons(desk: Desk, text: str, found: Sequence[Line]) -> dict[int, str]:
    """Why these lines are hits for a text, by their positions: what it met beyond their names.

    A line whose name says it all has an empty reason.
    """
    asked = _asked(desk, text)
    wanted = parts(asked.text)
    missed = {line.position: missed_by_title(wanted, line) for line in found}
    open_lines = [line for line in found if missed[line.position]]
    if not open_lines:
        return dict.fromkeys(missed, "")
    matches = _matches(desk, open_lines)
    similar: Mapping[str, Sequence[str]] = {}
    if any(sounds_alike(line) for line in open_lines):
        similar = desk.read(lambda reader: similar_words(reader, asked.text))
    told = {
        line.position: reason(
            line,
            matches.get(entry_position(line), ()),
            missed[line.position],
            asked.also,
            similar,
        )
        for line in open_lines
    }
    return dict.fromkeys(missed, "") | told


def warm_up(desk: Desk) -> None:
    """Search once, so that the first letter somebody types finds its statements ready."""
    reasons(desk, "a b", lines(desk, Scope(text="a b"), 1))
    how_many(desk, Scope(text="a b"), 1)


def _understood(desk: Desk, scope: Scope) -> Scope:
    if not scope.text:
        return scope
    asked = _asked(desk, scope.text)
    return scope._replace(**asked._asdict() | {"unwanted": (*scope.unwanted, *asked.unwanted)})


def _asked(desk: Desk, text: str) -> Asked:
    districts: tuple[tuple[str, str], ...] = ()
    if names_a_district(text):
        rows = desk.read(lambda reader: reader.execute(_DISTRICTS).all())
        districts = tuple((row.title, row.detail) for row in rows)
    return understand(text, Surroundings(districts, desk.today(), desk.actor))


def _matches(desk: Desk, found: Sequence[Line]) -> dict[int, list[list[str]]]:
    positions = [entry_position(line) for line in found]
    rows = desk.read(lambda reader: reader.execute(_MATCHES, {"positions": positions}).all())
    return {row.position: row.matches for row in rows}


def _spoken(line: Line, today: str) -> Line:
    if line.kind == Kind.CALL:
        return line._replace(title=_TOPIC_TITLES.get(line.title, line.title))
    if line.kind == Kind.FOLLOW_UP and line.state != FOLLOW_UP_DONE and line.detail[:10] < today:
        return line._replace(is_late=True)
    return line
