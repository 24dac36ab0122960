"""What has been kept as long as it may be is counted on the day, and not a day before."""

from datetime import UTC, date, datetime, timedelta

from db.tables import Contact
from ozg_tui.desk.privacy.erasure import erase
from ozg_tui.desk.privacy.processing import activities
from ozg_tui.desk.privacy.retention import due
from ozg_tui.rules.dates import add_months
from tests.kit.canaries import AT, number_of


def counts(desk) -> dict[str, int]:
    return {each.table: each.rows for each in due(desk)}


def on(desk, day: date) -> None:
    desk.clock.set(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def test_a_talk_is_due_the_day_after_its_time_has_run(desk):
    last = add_months(AT.date(), activities()["talks"].months)
    on(desk, last)
    assert not counts(desk).keys() & {"call", "note", "follow_up"}
    on(desk, last + timedelta(days=1))
    found = {each.table: each for each in due(desk)}
    assert (found["call"].rows, found["note"].rows, found["follow_up"].rows) == (2, 4, 1)
    assert found["call"].oldest == AT.date()
    assert found["call"].before == AT.date() + timedelta(days=1)
    assert found["call"].people == (number_of(desk),)


def test_who_is_erased_is_due_no_more(desk):
    number = number_of(desk)
    with desk.store.writing("anna") as session:
        session.get(Contact, number).historic_on = date(2021, 3, 1)
    on(desk, date(2031, 1, 2))
    found = {each.table: each.people for each in due(desk)}
    assert found["contact"] == found["subscription"] == (number,)
    erase(desk, number)
    assert not counts(desk).keys() & {"contact", "subscription", "call"}


def test_nothing_is_due_while_all_is_new(desk):
    assert counts(desk) == {}
