"""The form of an IKZ application: reasons and suppositions from what is typed just now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.kit.reader import ReaderScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.ikz.answers import Answer
    from ozg_tui.desk.ikz.supposed.what_if import WhatIf
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.host import Host


class ApplicationFormScreen(FormScreen):
    """An application to fill in; asking changes neither its text nor its cursor."""

    def action_why(self) -> None:
        """Explain every check; the answer is kept when nothing is unsaved."""
        if self.checked is None:
            return
        value, record_id = self.checked.partial, self.record_id

        def question(desk: Desk) -> Answer:
            from ozg_tui.desk.ikz.answers import answer

            return answer(desk, value, record_id)

        def answered(found: Answer) -> None:
            from ozg_tui.screens.ikz.texts import reasons_text

            self.host.push(ReaderScreen("Warum?", reasons_text(found)))

        self.host.do(question, self.if_still_here(answered))

    def action_what_if(self) -> None:
        """Suppose other partners, another term and other costs than those typed just now."""
        from ozg_tui.screens.ikz.what_if import WhatIfScreen

        if self.checked is None or self.prepared is None:
            return
        value, record_id, stored = self.checked.partial, self.record_id, self.prepared.stored

        def question(desk: Desk) -> WhatIf:
            from ozg_tui.desk.ikz.supposed.what_if import what_if

            return what_if(desk, value, record_id)

        about = stored.title if stored is not None else "neuer Antrag"
        self.host.push(WhatIfScreen(about, question))


def open_form(
    host: Host,
    resource: Resource,
    record_id: int | None,
    prefill: Mapping[str, str],
    draft: str | None = None,
) -> None:
    """Show the form of an application."""
    host.push(ApplicationFormScreen(resource, record_id, prefill, draft))
