"""`e` on a list: what is filtered goes into a new file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.german.counting import counted
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.screens.kit.list import ListScreen

_FORMATS = (
    Choice("xlsx", "Excel", ".xlsx, Schlüssel und Rufnummern bleiben Text"),
    Choice("ods", "LibreOffice", ".ods, Schlüssel und Rufnummern bleiben Text"),
    Choice("csv", "CSV", ".csv mit Semikolon"),
    Choice("vcf", "Visitenkarten", ".vcf für Outlook und Telefone"),
    Choice("md", "Markdown", ".md"),
    Choice("tsv", "TSV", ".tsv mit Tabulatoren"),
    Choice("json", "JSON", ".json für andere Programme"),
)
_WORDS = {
    "municipality": "kommunen",
    "organisation": "stellen",
    "contact": "kontakte",
    "booking": "beratungen",
    "application": "antraege",
    "bundle": "leistungen",
    "follow_up": "wiedervorlagen",
    "call": "anrufe",
    "subscription": "empfaenger",
}


def export(screen: ListScreen) -> None:
    """Ask for the format, then write the list as it is filtered."""
    word = _WORDS.get(screen.resource.code)
    if word is None:
        screen.say("Diese Liste lässt sich nicht ausgeben.")
        return
    text, kind = screen.searched_text, word
    host = screen.host

    def write(desk: Desk, form: str) -> str:
        from db.errors import FilterError
        from ozg_tui.desk.exchange.exports import LISTS, export
        from ozg_tui.desk.exchange.places import new_path
        from ozg_tui.rules.errors import InputError

        listed = LISTS[kind]
        try:
            path = new_path(listed.several, desk.today().isoformat(), form)
            done = export(desk, listed, text, form, path)
        except (InputError, FilterError) as error:
            return str(error)
        one = f"{counted(done.rows, listed.one, listed.several)}"
        return f"{one} geschrieben: {path}"

    def chosen(form: str | None) -> None:
        if form is not None:
            host.do(lambda desk: write(desk, form), lambda said: said)

    offered = [each for each in _FORMATS if each.value != "vcf" or kind == "kontakte"]
    above = f"Nur, was die Suche »{text}« findet." if text else "Die ganze Liste."
    host.push(ChoiceScreen("Liste ausgeben als", among(offered), above=above), chosen)
