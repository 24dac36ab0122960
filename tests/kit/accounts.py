"""The funding account of a Kommune by itself, from the bookings of the store."""

from datetime import date

from ozg_tui.desk.consulting.rules import accounted, stored_bookings
from ozg_tui.desk.core.desk import Desk
from ozg_tui.rules.consulting.judge import AccountLine


def account(desk: Desk, organisation_id: int, on: date) -> tuple[AccountLine, ...]:
    found = desk.read(lambda reader: stored_bookings(reader.execute, [organisation_id]))
    return accounted(desk, organisation_id, [each.booking for each in found], on)
