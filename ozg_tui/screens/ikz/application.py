"""An IKZ application: its way, the next step, the reasons, what would be if, the Vermerk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ozg_tui.screens.kit.detail import DetailScreen
from ozg_tui.screens.kit.kept import open_kept
from ozg_tui.text import clean
from ozg_tui.widgets.page import BAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.core.records import Section
    from ozg_tui.desk.ikz.answers import Answer
    from ozg_tui.desk.ikz.course import Course
    from ozg_tui.desk.ikz.deviation import Deviation
    from ozg_tui.desk.ikz.papers.memo import Format
    from ozg_tui.desk.ikz.supposed.what_if import WhatIf
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.host import Host
    from ozg_tui.screens.kit.step import Wanted


_MARGIN = 1


class _Found(NamedTuple):
    view: tuple[str, tuple[Section, ...]]
    course: Course


class ApplicationScreen(DetailScreen):
    """Shows an application below its way; `m` takes the next step."""

    course: Course | None = None

    def receive(self, resource: Resource, record_id: int) -> None:
        """Be about this application from now on."""
        super().receive(resource, record_id)
        self.course = None

    def head(self) -> Sequence[str]:
        """The way above all sections."""
        from ozg_tui.screens.ikz.texts import course_text

        if self.course is None:
            return ()
        text = clean(course_text(self.course, self.size.width - BAR - _MARGIN), multiline=True)
        return [*(f" {line}" for line in text.split("\n")), ""]

    def explanation(self) -> str:
        """Where the application is, and what can be done with it."""
        return (
            "Oben steht der Weg des Antrags, die jetzige Station in Klammern. m zeigt die nächsten "
            "Schritte und was ihnen fehlt, F7 begründet die Prüfung, s rechnet mit anderen Zahlen, "
            "e schreibt den Vermerk."
        )

    def action_reload(self) -> None:
        """Read application and way anew."""
        resource, record_id = self.resource, self.record_id

        def question(desk: Desk) -> _Found:
            from ozg_tui.desk.ikz.course import course_of

            assert resource.records is not None
            return _Found(resource.records().view(desk, record_id), course_of(desk, record_id))

        self.bridge.read_record("detail", question, self.if_still_here(self._show_all))

    def action_station(self) -> None:
        """Offer the steps from here, with what is missing for them."""
        record_id = self.record_id

        def question(desk: Desk) -> Course:
            from ozg_tui.desk.ikz.course import course_of

            return course_of(desk, record_id)

        self.bridge.read_record("course", question, self.if_still_here(self._offer_steps))

    def action_why(self) -> None:
        """Explain every check, and keep the answer under its id."""
        record_id = self.record_id

        def question(desk: Desk) -> Answer:
            from ozg_tui.desk.ikz.answers import answer_about

            return answer_about(desk, record_id)

        def answered(answer: Answer) -> None:
            from ozg_tui.screens.ikz.texts import reasons_text

            self._read("Warum?", reasons_text(answer))

        self.host.do(question, self.if_still_here(answered))

    def action_what_if(self) -> None:
        """Suppose other partners, another term and other costs."""
        from ozg_tui.screens.ikz.what_if import WhatIfScreen

        record_id = self.record_id

        def question(desk: Desk) -> WhatIf:
            from ozg_tui.desk.ikz.supposed.what_if import what_if_about

            return what_if_about(desk, record_id)

        self.host.push(WhatIfScreen(self.title_text, question))

    def action_memo(self) -> None:
        """Ask for the format, then write the Vermerk."""
        from ozg_tui.desk.ikz.papers.memo import FORMATS
        from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among

        def chosen(wanted: Format | None) -> None:
            if wanted is not None:
                self._write_memo(wanted)

        choices = [Choice(each, label, f".{each.value}") for each, label in FORMATS.items()]
        self.host.push(ChoiceScreen("Vermerk schreiben als", among(choices)), chosen)

    def action_confirm_deviation(self) -> None:
        """Show the deviation, then confirm it as the second person."""
        record_id = self.record_id

        def question(desk: Desk) -> Deviation:
            from ozg_tui.desk.ikz.deviation import deviation_of

            return deviation_of(desk, record_id)

        self.bridge.read_record("deviation", question, self.if_still_here(self._ask_deviation))

    def _show_all(self, found: _Found) -> None:
        self.course = found.course
        self._show(found.view)

    def _offer_steps(self, course: Course) -> None:
        from ozg_tui.rules.ikz.station import wrong_day
        from ozg_tui.screens.ikz.texts import step_choices
        from ozg_tui.screens.kit.step import StepScreen

        def chosen(wanted: Wanted | None) -> None:
            if wanted is None:
                return
            step = wanted.step
            if not step.is_possible and wanted.on == course.today:
                self.say(f"»{step.label}« ist noch nicht möglich. {step.reason}")
            else:
                self._ask_first(course, wanted)

        if course.steps:
            screen = StepScreen(
                "Station ändern",
                step_choices(course),
                course.today,
                lambda day: wrong_day(day, course.since_on, course.today),
            )
            self.host.push(screen, chosen)
        else:
            self.say("Von hier führt kein Schritt weiter.")

    def _ask_first(self, course: Course, wanted: Wanted) -> None:
        """Take the step; one that ends the application or throws it back only when told again."""
        from ozg_tui.screens.ikz.texts import setback_question
        from ozg_tui.screens.kit.question import QuestionScreen

        step = wanted.step

        def job(desk: Desk) -> str:
            from ozg_tui.desk.ikz.course import move

            return move(desk, course.application_id, step, course.station, wanted.on, wanted.note)

        def answered(yes: bool | None) -> None:
            if yes:
                self.host.do(job)
            else:
                self.say("Es wurde nichts geändert.")

        if course.is_setback(step):
            self.host.push(QuestionScreen(setback_question(course, step)), answered)
        else:
            self.host.do(job)

    def _ask_deviation(self, asked: Deviation) -> None:
        from ozg_tui.screens.kit.question import QuestionScreen

        def job(desk: Desk) -> str:
            from ozg_tui.desk.ikz.deviation import confirm_deviation

            return confirm_deviation(desk, asked)

        self.host.push(
            QuestionScreen(
                f"{asked.text} Grund: {asked.reason} (eingetragen von {asked.entered_by}). "
                "Bestätigen?"
            ),
            lambda yes: self.host.do(job) if yes else None,
        )

    def _write_memo(self, wanted: Format) -> None:
        record_id = self.record_id

        def job(desk: Desk) -> str:
            from ozg_tui.desk.ikz.papers.memo import write_memo
            from ozg_tui.desk.papers.folder import documents_folder

            return f"Vermerk geschrieben: {write_memo(desk, record_id, wanted, documents_folder())}"

        self.host.do(job)

    def _read(self, title: str, text: str) -> None:
        from ozg_tui.screens.kit.reader import ReaderScreen

        self.host.push(ReaderScreen(title, text))


def open_application(host: Host, resource: Resource, record_id: int) -> None:
    """Show an application with its checks."""
    open_kept(host, ApplicationScreen, lambda screen: screen.receive(resource, record_id))
