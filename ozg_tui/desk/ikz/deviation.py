"""A granted sum that differs from the Regelzuwendung: what it is, and who confirms it."""

from typing import NamedTuple

from db.errors import NotFoundError, RefusedError
from db.tables import Application
from ozg_tui.codes.rights import Right
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.rights import insist
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.ikz.course import changing
from ozg_tui.rules.ikz.amount import deviation


class Deviation(NamedTuple):
    """A deviation that nobody has confirmed; `version` is that of the application."""

    application_id: int
    version: int
    text: str
    reason: str
    entered_by: str


def deviation_of(desk: Desk, application_id: int) -> Deviation:
    """What there is to confirm. Raises `RefusedError` with the reason where there is nothing."""
    with reading(desk) as session:
        row = session.get(Application, application_id)
        if row is None:
            raise NotFoundError("Diesen Antrag gibt es nicht mehr.")
        if row.deviation_confirmed_by is not None:
            raise RefusedError(f"{row.deviation_confirmed_by} hat die Abweichung schon bestätigt.")
        if row.deviation_by is None or row.granted_cents is None or row.standard_cents is None:
            raise RefusedError(
                "Hier ist nichts zu bestätigen: Kein bewilligter Betrag weicht von der "
                "Regelzuwendung ab."
            )
        return Deviation(
            application_id,
            row.version,
            deviation(row.granted_cents, row.standard_cents),
            row.deviation_reason or "",
            row.deviation_by,
        )


def confirm_deviation(desk: Desk, asked: Deviation) -> str:
    """Confirm a deviation as the second person; says in German what was done.

    Raises `RefusedError` when it was entered by the same person, which the database guarantees, and
    when the application is no longer what was shown.
    """
    insist(desk, Right.DECIDE)
    with changing(desk, asked.application_id) as (_, row):
        if row.version != asked.version:
            raise RefusedError(
                f"{row.changed_by} hat den Antrag inzwischen geändert. Bitte die Abweichung noch "
                "einmal ansehen."
            )
        row.deviation_confirmed_by = desk.actor
    return f"Die Abweichung ist bestätigt: {asked.text}"
