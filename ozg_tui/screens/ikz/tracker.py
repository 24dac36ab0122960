"""How far the councils of an IKZ application are, and follow-ups before their sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.german.counting import counted
from ozg_tui.resources.register import MUNICIPALITIES
from ozg_tui.rules.dates import format_date
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.ikz.resolution_tracker import Missing, Tracked
    from ozg_tui.screens.kit.base import DeskScreen

PLAN = -1


def open_tracker(screen: DeskScreen) -> None:
    """List the councils without a resolution; Enter opens the Kommune, or plans the follow-ups."""
    record = screen.record()
    if record is None:
        return
    application_id = record.record_id

    def question(desk: Desk) -> Tracked:
        from ozg_tui.desk.ikz.resolution_tracker import tracked

        return tracked(desk, application_id, desk.today())

    def show(found: Tracked) -> None:
        choices = [
            Choice(each.organisation_id, f"{each.municipality}: {each.body}", _hint(each))
            for each in found.missing
        ]
        if any(each.session_on is not None for each in found.missing):
            choices.append(
                Choice(PLAN, "Wiedervorlagen anlegen", "zehn Tage vor jeder bekannten Sitzung")
            )
        screen.host.push(
            ChoiceScreen(f"Beschlüsse {found.number}", among(choices), above=f"{found.text}."),
            chosen,
        )

    def chosen(value: int | None) -> None:
        if value == PLAN:
            screen.host.do(plan)
        elif value is not None:
            screen.host.open_record(MUNICIPALITIES, value)

    def plan(desk: Desk) -> str:
        from ozg_tui.desk.ikz.resolution_tracker import plan_follow_ups

        number = plan_follow_ups(desk, application_id)
        if not number:
            return "Zu allen bekannten Sitzungen gibt es schon eine Wiedervorlage."
        return f"{counted(number, 'Wiedervorlage', 'Wiedervorlagen')} angelegt."

    screen.bridge.read_record("tracker", question, screen.if_still_here(show))


def _hint(each: Missing) -> str:
    if each.session_on is None:
        return f"{each.status}, kein Sitzungstag bekannt"
    when = "nächste Sitzung" if each.is_ahead else "letzte bekannte Sitzung"
    return f"{each.status}, {when} {format_date(each.session_on)}"
