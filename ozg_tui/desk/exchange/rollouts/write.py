"""States of a file written at once: new cells without an object each, changed ones as by a save."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from db.bulk import add_rows, new_numbers
from db.tables import Rollout
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.exchange.memory import chunks
from ozg_tui.desk.exchange.rollouts.understand import Content
from ozg_tui.desk.exchange.understood import Outcome, Understood


def write(session: DeskSession, rows: Iterable[Understood]) -> None:
    """Write what is new and changed."""
    rows = list(rows)
    _change(session, {row.record_id: row.content for row in rows if row.record_id})
    contents = [row.content for row in rows if row.outcome is Outcome.NEW]
    numbers = new_numbers(session, Rollout, len(contents))
    added = [
        {"id": number, **content.cell._asdict(), **_columns(content)}
        for number, content in zip(numbers, contents, strict=True)
    ]
    add_rows(session, {Rollout: added})


def _change(session: DeskSession, contents: dict[int | None, Content]) -> None:
    for part in chunks(sorted(number for number in contents if number is not None)):
        question = select(Rollout).where(Rollout.id.in_(part)).order_by(Rollout.id)
        for row in session.scalars(question.with_for_update()):
            for name, value in _columns(contents[row.id]).items():
                setattr(row, name, value)
    session.flush()


def _columns(content: Content) -> dict[str, Any]:
    held = content.held
    return {
        "state": held.state.value,
        "since": held.since,
        "in_finder": held.in_finder,
        "source": content.source,
        "remark": content.remark,
    }
