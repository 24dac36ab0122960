"""What has to be asked again about an organisation."""

from datetime import date

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.register.confirmations import Detail, details


def stale(desk: Desk, organisation_id: int, on: date) -> tuple[Detail, ...]:
    """The details that are not confirmed any more, most valuable first."""
    return tuple(each for each in details(desk, organisation_id, on) if each.is_stale)
