"""A council has decided: which one, how and when, in one dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.german.labels import RESOLUTIONS
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among
from ozg_tui.screens.kit.step import StepScreen, Wanted
from ozg_tui.screens.kit.subject import code_of

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.ikz.resolutions import Awaited
    from ozg_tui.screens.kit.base import DeskScreen


def record_resolution(screen: DeskScreen) -> None:
    """Ask which of the resolutions that are missing, if there are several, and what came of it."""
    record = screen.record()
    if record is None:
        return
    code, record_id = code_of(record.resource), record.record_id

    def question(desk: Desk) -> tuple[Awaited, ...]:
        from ozg_tui.desk.ikz.resolutions import awaited

        return awaited(desk, code, record_id)

    def show(found: tuple[Awaited, ...]) -> None:
        if not found:
            screen.say("Hier fehlt kein Beschluss.")
        elif len(found) == 1:
            _ask(screen, found[0])
        else:
            choices = [Choice(each, _name(each), each.status) for each in found]
            screen.host.push(
                ChoiceScreen("Wer hat beschlossen?", among(choices)),
                lambda chosen: _ask(screen, chosen) if chosen is not None else None,
            )

    screen.bridge.read_record("resolutions", question, screen.if_still_here(show))


def _ask(screen: DeskScreen, of: Awaited) -> None:
    from ozg_tui.desk.ikz.resolutions import OUTCOMES, resolve

    def chosen(wanted: Wanted | None) -> None:
        if wanted is not None:
            screen.host.do(lambda desk: resolve(desk, of, wanted.step, wanted.on, wanted.note))

    screen.host.push(
        StepScreen(
            f"{of.number}: {_name(of)}",
            [Choice(each, RESOLUTIONS[each]) for each in OUTCOMES],
            screen.host.clock.today(),
            lambda _: "",
            note="Drs.-Nr.",
        ),
        chosen,
    )


def _name(of: Awaited) -> str:
    return f"{of.municipality}, {of.body}"
