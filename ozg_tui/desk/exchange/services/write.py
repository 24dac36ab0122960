"""Names and keys of services, written into the entries that are there."""

from collections.abc import Iterable

from db.tables import Service
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.exchange.understood import Understood
from ozg_tui.desk.services.service_input import ServiceInput


def write(session: DeskSession, rows: Iterable[Understood]) -> None:
    """Write what is changed; nothing that was recorded about a service is touched."""
    for row in sorted(rows, key=lambda each: each.record_id or 0):
        service = session.get_one(Service, row.record_id, with_for_update=True)
        with session.no_autoflush:
            for name in ServiceInput.model_fields:
                setattr(service, name, getattr(row.content, name))
    session.flush()
