"""All that is stored about a person is shown, or erased after two questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.loading import loading
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among
from ozg_tui.screens.kit.reader import ReaderScreen

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.privacy.access import Answer
    from ozg_tui.desk.privacy.erasure import Erased, Preview
    from ozg_tui.screens.kit.base import DeskScreen

_LOOK, _ERASE, _ERASE_ALL = "look", "erase", "all"
_READING = "Alle Texte werden durchgesehen."


def tell(screen: DeskScreen) -> None:
    """Show the answer to a request for access."""
    person = _person(screen)
    if person is None:
        return

    def job(desk: Desk) -> tuple[str, str]:
        with loading():
            from ozg_tui.desk.privacy.access import access
        return _worded(access(desk, person))

    screen.say(_READING)
    screen.host.do(job, lambda told: screen.host.push(ReaderScreen(*told)))


def erase(screen: DeskScreen) -> None:
    """Show what an erasure would take out of the store, then ask."""
    person = _person(screen)
    if person is None:
        return

    def job(desk: Desk) -> Preview:
        with loading():
            from ozg_tui.desk.privacy.erasure import preview
        return preview(desk, person)

    screen.say(_READING)
    screen.host.do(job, lambda told: _offer(screen, told))


def _person(screen: DeskScreen) -> int | None:
    record = screen.record()
    if not screen.bridge.is_open or record is None:
        screen.say("Die Daten werden noch geöffnet.")
        return None
    return record.record_id


def _worded(answer: Answer) -> tuple[str, str]:
    from ozg_tui.desk.papers.text import as_text
    from ozg_tui.desk.privacy.access import document_of

    document = document_of(answer)
    return document.title, as_text(document).partition("\n\n")[2]


def _offer(screen: DeskScreen, told: Preview) -> None:
    from ozg_tui.desk.privacy.found import Tie
    from ozg_tui.desk.privacy.told import foreseen

    choices = [Choice(_LOOK, "Ansehen", "was gespeichert ist und ginge")]
    if not told.cases:
        choices.append(Choice(_ERASE, "Löschen", "endgültig"))
        if told.answer.number(Tie.POSSIBLE):
            hint = "auch Namen in Texten, die jemand anderen meinen können"
            choices.append(Choice(_ERASE_ALL, "Alles löschen", hint))

    def chosen(what: str | None) -> None:
        if what == _LOOK:
            screen.host.push(ReaderScreen(*_worded(told.answer)), lambda _: _offer(screen, told))
        elif what is not None:
            _ask(screen, told, also_possible=what == _ERASE_ALL)

    heading = f"Löschen: {told.answer.person.title}"
    above = "\n".join(foreseen(told))
    screen.host.push(ChoiceScreen(heading, among(choices), above=above), chosen)


def _ask(screen: DeskScreen, told: Preview, *, also_possible: bool) -> None:
    from ozg_tui.screens.kit.question import QuestionScreen

    def answered(yes: bool | None) -> None:
        if yes:
            _carry_out(screen, told.answer.person.id, also_possible=also_possible)

    question = f"{told.answer.person.title} endgültig löschen? Das lässt sich nicht zurücknehmen."
    screen.host.push(QuestionScreen(question), answered)


def _carry_out(screen: DeskScreen, person: int, *, also_possible: bool) -> None:
    def job(desk: Desk) -> Erased:
        from ozg_tui.desk.privacy.erasure import erase

        return erase(desk, person, also_possible=also_possible)

    def done(found: Erased) -> None:
        from ozg_tui.desk.privacy.told import erased

        if screen.is_current:
            screen.action_reload()
        screen.host.push(ReaderScreen("Gelöscht", "\n\n".join(erased(found))))

    screen.host.do(job, done)
