"""A booking on the screen: its sections, and the next step of its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.screens.kit.detail import DetailScreen
from ozg_tui.screens.kit.kept import open_kept

if TYPE_CHECKING:
    from ozg_tui.desk.consulting.course import Course
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.host import Host
    from ozg_tui.screens.kit.step import Wanted


class BookingScreen(DetailScreen):
    """Shows a booking; `m` takes the next step."""

    def explanation(self) -> str:
        """What can be done with it."""
        return (
            "m zeigt die Schritte der Beratung: terminiert, verlegt, durchgeführt, nicht "
            "erschienen, abgerechnet, storniert. Wer storniert, gibt den Grund an; der Platz ist "
            "damit wieder frei. b öffnet das Formular."
        )

    def action_station(self) -> None:
        """Offer the steps from here."""
        record_id = self.record_id

        def question(desk: Desk) -> Course:
            from ozg_tui.desk.consulting.course import course_of

            return course_of(desk, record_id)

        self.bridge.read_record("course", question, self.if_still_here(self._offer_steps))

    def _offer_steps(self, course: Course) -> None:
        from ozg_tui.rules.consulting.path import step_name, wrong_day
        from ozg_tui.screens.kit.choice import Choice
        from ozg_tui.screens.kit.step import Other, StepScreen

        screen = StepScreen(
            course.title,
            [Choice(each, step_name(course.state, each)) for each in course.following],
            course.today,
            lambda day: wrong_day(day, course.since, course.today),
            note="Grund",
            other=Other("Termin", course.meets_on),
        )
        self.host.push(screen, lambda wanted: self._move(course, wanted))

    def _move(self, course: Course, wanted: Wanted | None) -> None:
        if wanted is None:
            return

        def job(desk: Desk) -> str:
            from ozg_tui.desk.consulting.course import Move, move

            step = Move(course.state, wanted.step, wanted.on, wanted.other, wanted.note)
            return move(desk, course.booking_id, step)

        self.host.do(job)


def open_booking(host: Host, resource: Resource, record_id: int) -> None:
    """Show a booking with its way."""
    open_kept(host, BookingScreen, lambda screen: screen.receive(resource, record_id))
