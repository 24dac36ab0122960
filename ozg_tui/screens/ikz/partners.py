"""Who could still take part in a co-operation: a list that leads to the Kommune."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.german.counting import number
from ozg_tui.resources.ikz import APPLICATIONS
from ozg_tui.resources.register import MUNICIPALITIES
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.ikz.partner_finder import Candidate
    from ozg_tui.screens.kit.base import DeskScreen

_WHO = (
    "Kommunen, die an keinem laufenden IKZ-Antrag beteiligt sind: zuerst die Nachbarn, auch über "
    "die Kreisgrenze, dann die übrigen im selben Landkreis, die größte zuerst."
)
_NOBODY = (
    "Niemand gefunden: Weder ein Nachbar noch eine weitere Kommune im selben Landkreis ist frei."
)


def open_partners(screen: DeskScreen) -> None:
    """List possible partners of the Kommune or the application shown; Enter opens one."""
    record = screen.record()
    if record is None:
        return
    is_application = record.resource is APPLICATIONS

    def question(desk: Desk) -> tuple[Candidate, ...]:
        from ozg_tui.desk.ikz.partner_finder import partners_for, partners_of

        if is_application:
            return partners_of(desk, record.record_id, desk.today())
        return partners_for(desk, [record.record_id], desk.today())

    def show(found: tuple[Candidate, ...]) -> None:
        if not found:
            screen.say(_NOBODY)
            return
        choices = [
            Choice(each.organisation_id, f"{each.name} ({each.kind})", _hint(each))
            for each in found
        ]
        screen.host.push(ChoiceScreen("Partner finden", among(choices), above=_WHO), chosen)

    def chosen(organisation_id: int | None) -> None:
        if organisation_id is not None:
            screen.host.open_record(MUNICIPALITIES, organisation_id)

    screen.bridge.read_record("partners", question, screen.if_still_here(show))


def _hint(each: Candidate) -> str:
    people = "" if each.population is None else f"{number(each.population)} EW"
    call = f"{each.who} {each.number}" if each.number else "keine Nummer bekannt"
    border = "Nachbar" if each.borders else ""
    return ", ".join(part for part in (border, people, call) if part)
