"""Everything that somebody has to do goes to somebody else, in one step."""

from typing import Any

from pydantic import Field
from sqlalchemy import Select, bindparam, func, select

from db.errors import NotFoundError, RefusedError
from db.tables import Call, Colleague, FollowUp
from ozg_tui.codes.telephone import CallResult
from ozg_tui.desk.colleagues.colleagues import away, names, owner_meant
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Examination, Records
from ozg_tui.desk.core.session import DeskSession, reading
from ozg_tui.desk.core.values import Input, Line
from ozg_tui.german.counting import counted

_FOLLOW_UPS = (
    select(FollowUp)
    .where(FollowUp.owner == bindparam("name"), FollowUp.done_at.is_(None))
    .order_by(FollowUp.id)
)
_CALLS = (
    select(Call)
    .where(Call.taken_by == bindparam("name"), Call.result == CallResult.OPEN)
    .order_by(Call.id)
)


class HandoverInput(Input):
    """Who gets it."""

    to: Line = Field(title="Übergeben an")


class Handovers(Records[HandoverInput, Colleague]):
    """Hands on the open follow-ups and the open calls of a colleague."""

    code = "handover"
    model = HandoverInput
    table = Colleague

    def title(self, row: Colleague) -> str:
        """Whose things they are."""
        return row.name

    def value(self, row: Colleague) -> HandoverInput:
        """Nobody is proposed."""
        return HandoverInput.model_construct(to=None)  # type: ignore[arg-type]

    def choice_labels(self, desk: Desk) -> dict[str, tuple[tuple[Any, str], ...]]:
        """Those who work here."""
        return {"to": names(desk)}

    def refuse(self, session: DeskSession, value: HandoverInput, row: Colleague | None) -> None:
        """Refuse who does not work here, the same person, and where nothing is open."""
        if row is None:
            raise NotFoundError("Diesen Eintrag gibt es nicht mehr.")
        if owner_meant(session, value.to) == row.name:
            raise RefusedError(f"Das ist schon bei {row.name}.")
        if not any(_open(session, row.name)):
            raise RefusedError(f"Bei {row.name} ist nichts offen.")

    def apply(self, session: DeskSession, row: Colleague, value: HandoverInput) -> None:
        """Give all of it to the other, in the transaction of the save."""
        to, wanted = owner_meant(session, value.to), {"name": row.name}
        for task in session.scalars(_FOLLOW_UPS.with_for_update(), wanted):
            task.owner = to
        for call in session.scalars(_CALLS.with_for_update(), wanted):
            call.taken_by = to
        # The step is part of the colleague's history, so that it is found there again.
        row.handed_over_at = session.now

    def examine(self, desk: Desk, value: Any, record_id: int | None) -> Examination | None:
        """What would go over."""
        if record_id is None:
            return None
        with reading(desk) as session:
            row = session.get(Colleague, record_id)
            if row is None:
                return None
            tasks, calls = _open(session, row.name)
        lines = [
            counted(tasks, "offene Wiedervorlage", "offene Wiedervorlagen"),
            counted(calls, "offener Anruf", "offene Anrufe"),
        ]
        if value.to and (sentence := away(desk, value.to)):
            lines.append(sentence)
        return Examination((), f"von {row.name} an {value.to or '…'}", tuple(lines))


def _open(session: DeskSession, name: str) -> tuple[int, int]:
    """How many follow-ups and calls of somebody are open."""

    def number(statement: Select[Any]) -> int:
        counting = select(func.count()).select_from(statement.order_by(None).subquery())
        return session.scalar(counting, {"name": name}) or 0

    return number(_FOLLOW_UPS), number(_CALLS)


HANDOVERS = Handovers()
