"""The search entries of short answers."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from db.fold import words
from db.search import facets
from db.search.rows import TITLE_LENGTH, Entry, match
from db.tables import Knowledge
from ozg_tui.codes.knowledge import Checked
from ozg_tui.codes.search import Kind


def answers(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    """The entries of answers, by their questions."""
    for row in connection.execute(select(Knowledge.__table__).where(Knowledge.id.in_(ids))):
        state = Checked.CHECKED if row.checked_on else Checked.UNCHECKED
        yield Entry(
            Kind.KNOWLEDGE,
            row.id,
            row.question,
            row.question[:TITLE_LENGTH],
            "",
            state,
            row.checked_on.isoformat() if row.checked_on else "",
            (match("name", row.question), match("answer", row.answer, *words(row.words or ""))),
            (facets.state(Kind.KNOWLEDGE, state),),
        )
