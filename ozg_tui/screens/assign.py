"""Whose number is that? First the Kommune, then a person there, a new one, or nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ozg_tui.screens.choice import Ask, Choice, ChoiceScreen
from ozg_tui.screens.values import records
from ozg_tui.text import clean

if TYPE_CHECKING:
    from ozg_tui.bridge import Bridge
    from ozg_tui.desk.desk import Desk

_NEW_HINT = "neue Person anlegen (Nachname, Vorname)"
_NOBODY = "ohne Person"
_NOBODY_HINT = "die Nummer gehört der Kommune"


class Owner(NamedTuple):
    """Who a number is given to: a known person, a new one by name, or the organisation itself."""

    contact_id: int | None = None
    new_person: str | None = None


def place_list(bridge: Bridge) -> ChoiceScreen:
    """Choose the Kommune; closes with a pair of number and name."""
    return ChoiceScreen(
        "Wem gehört die Nummer? Kommune oder Stelle", records(bridge, "organisation")
    )


def owner_list(bridge: Bridge, organisation_id: int, name: str) -> ChoiceScreen:
    """Choose the person, or type the name of a new one; closes with an `Owner`."""
    return ChoiceScreen(
        f"Wem in {clean(name)} gehört die Nummer?",
        _owners(bridge, organisation_id),
        above="Name tippen: bekannte Person wählen oder als neue Person anlegen.",
    )


def _owners(bridge: Bridge, organisation_id: int) -> Ask:
    def ask(text: str, answer: Callable[[list[Choice]], None]) -> None:
        def question(desk: Desk) -> list[Choice]:
            from ozg_tui.desk.belonging import people

            return [
                Choice(Owner(contact_id=each.id), each.name, each.role)
                for each in people(desk, organisation_id, text)
            ]

        def answered(known: list[Choice]) -> None:
            name = " ".join(text.split())
            new = [Choice(Owner(new_person=name), f"»{name}«", _NEW_HINT)] if name else []
            nobody = [] if name else [Choice(Owner(), _NOBODY, _NOBODY_HINT)]
            answer([*known, *new, *nobody])

        bridge.read_record("owners", question, answered)

    return ask
