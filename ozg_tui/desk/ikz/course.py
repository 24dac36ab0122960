"""The way of one IKZ application as a person sees it, and the step to another station."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from sqlalchemy.exc import IntegrityError

from db.errors import NotFoundError, RefusedError
from db.tables import Application
from ozg_tui.codes.ikz import (
    BEFORE_SUBMISSION,
    GRANTED_STATIONS,
    ON_THE_WAY,
    PERMITTED,
    WAY,
    Station,
)
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession, reading, writing
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.grant import explained
from ozg_tui.desk.ikz.path import progress_of
from ozg_tui.desk.ikz.step import insist_on_decision, refuse_step, take_step
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.german.labels import STATIONS
from ozg_tui.rules.ikz.path import Step, is_correction, is_setback, next_steps
from ozg_tui.rules.ikz.progress import Progress
from ozg_tui.rules.ikz.station import days_since, who_acts

_GONE = "Diesen Antrag gibt es nicht mehr."


class Course(NamedTuple):
    """Where an application is: the stations of its way, and the steps from here.

    `since` and `actor` are German and empty where nothing is known or nobody has to act;
    `since_on` and `today` are the first and the last day that a step can have. `steps`
    are in the order in which they are offered: the next station of the way, others that are
    possible, others that are not, those that end the application or throw it back, corrections.
    """

    application_id: int
    station: Station
    stations: tuple[Station, ...]
    since: str
    actor: str
    steps: tuple[Step, ...]
    since_on: date | None
    today: date

    def is_correction(self, step: Step) -> bool:
        """Whether a step only takes another one back."""
        return is_correction(self.station, step.station)

    def is_setback(self, step: Step) -> bool:
        """Whether a step ends the application or throws it back."""
        return is_setback(self.station, step.station)


def course_of(desk: Desk, application_id: int) -> Course:
    """The way of a stored application today. Raises `NotFoundError`."""
    with reading(desk) as session:
        row = session.get(Application, application_id)
        if row is None:
            raise NotFoundError(_GONE)
        progress = progress_of(desk, APPLICATIONS.value(row), row)
        here, today = Station(row.station), desk.today()
        stations = _stations(progress, here)
        following = _following(progress, here, stations)
        return Course(
            application_id=application_id,
            station=here,
            stations=stations,
            since=days_since(row.station_since, today),
            actor=who_acts(here),
            steps=tuple(
                sorted(
                    next_steps(progress, here, today),
                    key=lambda each: (
                        is_correction(here, each.station),
                        each.station is not following,
                        is_setback(here, each.station),
                        not each.is_possible,
                    ),
                )
            ),
            since_on=row.station_since,
            today=today,
        )


def move(
    desk: Desk,
    application_id: int,
    step: Step,
    start: Station,
    on: date | None = None,
    note: str = "",
) -> str:
    """Take a step from the station `start` on a day, else today; says in German what was done.

    Raises `RefusedError` where the path does not allow the step on that day, and where somebody
    else has moved the application since; `NotFoundError` when it is gone. A draft of the form
    stays.
    """
    with changing(desk, application_id) as (session, row):
        if row.station != start.value:
            raise RefusedError(
                f"{row.changed_by} hat den Antrag inzwischen auf »{STATIONS[row.station]}« "
                "gesetzt. Es wurde nichts geändert."
            )
        day = on or desk.today()
        wanted = APPLICATIONS.value(row).model_copy(update={"station": Station(step.station.value)})
        insist_on_decision(desk, row, wanted)
        refuse_step(desk, row, wanted, day)
        with session.no_autoflush:
            take_step(row, step.station.value, day, desk.actor, note)
            APPLICATIONS.keep_answer(session, row, wanted)
        said = f"{row.number} steht jetzt auf »{step.label}«."
    return " ".join((said, *(f"Hinweis: {each}" for each in step.hints)))


@contextmanager
def changing(desk: Desk, application_id: int) -> Iterator[tuple[DeskSession, Application]]:
    """One application to change, locked; all is kept, or nothing.

    Raises `NotFoundError`, and `RefusedError` with the sentence of what the database guarantees.
    """
    try:
        with writing(desk, rule_sets) as session:
            row = session.get(Application, application_id, with_for_update=True)
            if row is None:
                raise NotFoundError(_GONE)
            yield session, row
    except RefusedError as error:
        cause = error.__cause__
        if isinstance(cause, IntegrityError) and (sentence := explained(cause)):
            raise RefusedError(sentence) from error
        raise


def _stations(progress: Progress, here: Station) -> tuple[Station, ...]:
    """The way of this application, with the station beside the way where it is at one."""
    way = progress.route.stations or ON_THE_WAY
    line = (*BEFORE_SUBMISSION, Station.SUBMITTED, *way, *GRANTED_STATIONS)
    if here in line:
        return line
    if here in WAY:
        # The lead has changed since, and with it the authorities.
        order = list(Station)
        return tuple(sorted((*line, here), key=order.index))
    left = progress.left if progress.left in line else WAY[-1]
    at = line.index(left) + 1
    return (*line[:at], here, *(line[at:] if here is Station.INCOMPLETE else ()))


def _following(progress: Progress, here: Station, stations: tuple[Station, ...]) -> Station | None:
    """The next station of the way, be it possible now or not."""
    if here is Station.INCOMPLETE:
        return progress.left
    after = stations[stations.index(here) + 1 :]
    return next((each for each in after if (here, each) in PERMITTED), None)
