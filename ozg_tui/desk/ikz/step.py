"""A step of an IKZ application as it is stored: on which day, by whom, and when it is refused."""

from datetime import date

from db.errors import RefusedError
from db.tables import Application, StationStep
from ozg_tui.codes.ikz import DECISIONS
from ozg_tui.codes.rights import Right
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.rights import insist
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.ikz.path import step_to
from ozg_tui.rules.ikz.station import wrong_day
from ozg_tui.text import clean


def day_of_step(row: Application, value: ApplicationInput, today: date) -> date:
    """The day beside a new station in a form; that of the old one was not typed for the new."""
    given = value.station_since
    return today if given is None or given == row.station_since else given


def insist_on_decision(desk: Desk, row: Application | None, value: ApplicationInput) -> None:
    """Raise `RefusedError` where a grant, a refusal or a confirmation is not for this person."""
    station, granted, confirmed = (
        (row.station, row.granted_cents, row.deviation_confirmed_by is not None)
        if row is not None
        else (None, None, False)
    )
    if (
        (value.station in DECISIONS and value.station != station)
        or value.granted_cents != granted
        or value.deviation_confirmed != confirmed
    ):
        insist(desk, Right.DECIDE)


def refuse_step(
    desk: Desk, row: Application, value: ApplicationInput, on: date | None = None
) -> None:
    """Raise `RefusedError` for a step that is not possible on its day, or for a wrong day.

    `on` is the day of the step, where it does not follow from the form.
    """
    today = desk.today()
    if row.station != value.station.value:
        day = on or day_of_step(row, value, today)
        reason = wrong_day(day, row.station_since, today) or step_to(desk, value, row, day).reason
    elif value.station_since is not None and value.station_since != row.station_since:
        earlier = row.steps[-2].moved_on if len(row.steps) > 1 else None
        reason = wrong_day(value.station_since, earlier, today)
    else:
        return
    if reason:
        raise RefusedError(reason)


def take_step(row: Application, to: str, on: date, actor: str, note: str = "") -> None:
    """Write the step beside the station it leads to; how a new application came there, nobody saw.

    The day of the station that it is at already only corrects the step to it.
    """
    if row.station == to:
        if row.steps:
            row.steps[-1].moved_on = on
    elif row.station is not None:
        row.steps.append(
            StationStep(
                from_station=row.station,
                to_station=to,
                moved_on=on,
                actor=actor,
                note=" ".join(clean(note).split()) or None,
            )
        )
    row.station, row.station_since = to, on
