"""Applications of a file written with their numbers, as by a save each.

No answer of the rules is kept with them: this desk has not given one when they took their steps.
"""

from collections.abc import Iterable

from db.tables import Application
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.exchange.understood import Outcome, Understood
from ozg_tui.desk.ikz.applications import APPLICATIONS


def write(session: DeskSession, rows: Iterable[Understood]) -> None:
    """Write the new applications in the order of the file."""
    for row in rows:
        if row.outcome is Outcome.NEW:
            with session.no_autoflush:
                APPLICATIONS.fill(session, Application(), row.content)
            session.flush()
