"""Answers that were given: kept once each, and given again as they were."""

from datetime import datetime
from typing import NamedTuple

from db.errors import NotFoundError, RefusedError
from db.tables import Application
from db.tables import Determination as DeterminationTable
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession, reading, writing
from ozg_tui.rules.ikz.determination import Determination, replay
from ozg_tui.rules.ikz.judge import IkzVerdict
from ozg_tui.text import clean


class Kept(NamedTuple):
    """A determination as it was kept; `again` is what the same inputs are judged to be now."""

    id: str
    at: datetime
    actor: str
    number: str
    determination: Determination
    again: IkzVerdict

    @property
    def reproduced(self) -> bool:
        """Whether the program still answers the same."""
        return self.again == self.determination.verdict


def keep(desk: Desk, determination: Determination, application_id: int | None = None) -> None:
    """Keep an answer in a transaction of its own; one that was given before stays as it is."""
    try:
        with writing(desk) as session:
            row = session.get(Application, application_id) if application_id else None
            add(session, determination, desk.actor, row)
    except RefusedError:
        # Somebody else may have kept the same answer at the same moment.
        find(desk, determination.id)


def add(
    session: DeskSession, determination: Determination, actor: str, row: Application | None
) -> None:
    """Keep an answer in the session's transaction, at the application it was given about."""
    if session.get(DeterminationTable, determination.id) is not None:
        return
    session.add(
        DeterminationTable(
            id=determination.id,
            application=row,
            at=session.now,
            actor=actor,
            rule_set=determination.rule_set,
            reference_date=determination.reference_date,
            inputs=determination.inputs,
            result=determination.verdict.model_dump(mode="json"),
        )
    )


def find(desk: Desk, determination_id: str) -> Kept:
    """The answer with this id, and what its inputs are judged to be now. Raises `NotFoundError`."""
    typed = clean(determination_id).strip().lower()
    with reading(desk) as session:
        row = session.get(DeterminationTable, typed)
        if row is None:
            raise NotFoundError(
                f"Unter der Kennung »{typed[:40]}« ist keine Prüfung festgehalten. Eine Kennung "
                "sieht aus wie 7f3a-91c2-04be."
            )
        determination = Determination(
            id=row.id,
            rule_set=row.rule_set,
            reference_date=row.reference_date,
            inputs=row.inputs,
            verdict=IkzVerdict.model_validate(row.result),
        )
        number = row.application.number if row.application else ""
        return Kept(row.id, row.at, row.actor, number, determination, replay(row.inputs))
