"""A short answer: `c` says that it was looked at, `.` copies it with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.screens.kit.detail import DetailScreen
from ozg_tui.screens.kit.kept import open_kept

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.host import Host


class AnswerScreen(DetailScreen):
    """Shows one answer."""

    def action_confirm(self) -> None:
        """It was looked at today."""
        record_id = self.record_id

        def job(desk: Desk) -> str:
            from ozg_tui.desk.knowledge.answers import ANSWERS

            return ANSWERS.confirm(desk, record_id)

        def done(said: str) -> str:
            if self.is_current:
                self.action_reload()
            return said

        self.host.do(job, done)

    def action_copy(self) -> None:
        """The answer in two lines."""
        record_id = self.record_id

        def question(desk: Desk) -> str:
            from ozg_tui.desk.knowledge.answers import ANSWERS

            return ANSWERS.two_lines(desk, record_id)

        self.bridge.read_record("copy", question, self.if_still_here(self.host.copy))


def open_answer(host: Host, resource: Resource, record_id: int) -> None:
    """Show an answer."""
    open_kept(host, AnswerScreen, lambda screen: screen.receive(resource, record_id))
