"""Snippets at the keyboard: `::code` and a blank in a note, and the list to edit them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ozg_tui.resources.telephone import SNIPPETS
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.forms.entry import NoteBox
    from ozg_tui.screens.kit.base import DeskScreen
    from ozg_tui.screens.kit.sheet import SheetScreen

_TYPED = re.compile(r"::[a-z0-9-]+\s\Z")
NEW = -1


def expand_typed(screen: SheetScreen, box: NoteBox) -> None:
    """Put the text in the place of a code that a blank or a line break has just ended."""
    typed = box.text
    before = box.document.get_text_range((0, 0), box.cursor_location)
    if not _TYPED.search(before):
        return
    partial = screen.checked.partial if screen.checked is not None else None
    organisation_id = getattr(partial, "organisation_id", None)
    application_id = getattr(partial, "application_id", None)

    def question(desk: Desk) -> tuple[str, list[str]]:
        from ozg_tui.desk.telephone.snippets import expand, variables_for

        return expand(desk, before, variables_for(desk, organisation_id, application_id))

    def answer(found: tuple[str, list[str]]) -> None:
        text, missing = found
        # Who has typed on keeps what was typed.
        if text == before or box.text != typed:
            return
        box.load_text(text + typed[len(before) :])
        *above, last = text.split("\n")
        box.move_cursor((len(above), len(last)))
        if missing:
            names = ", ".join(f"{{{name}}}" for name in missing)
            screen.say(f"Im Textbaustein ist {names} nicht bekannt; bitte von Hand ersetzen.")

    screen.bridge.read_record("snippet", question, screen.if_still_here(answer))


def open_snippets(screen: DeskScreen) -> None:
    """List the snippets; choosing one opens its form."""
    host = screen.host

    def question(desk: Desk) -> list[Choice]:
        from ozg_tui.desk.telephone.snippets import lines

        return [
            Choice(each.id, f"::{each.code}", " ".join(each.text.split())) for each in lines(desk)
        ]

    def show(found: list[Choice]) -> None:
        new = Choice(NEW, "Neuer Textbaustein", "")
        host.push(ChoiceScreen("Textbausteine", among([*found, new])), chosen)

    def chosen(snippet_id: int | None) -> None:
        if snippet_id is not None:
            host.open_form(SNIPPETS, None if snippet_id == NEW else snippet_id)

    host.bridge.read_record("snippets", question, show)
