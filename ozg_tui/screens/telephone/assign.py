"""Whose number is that? First the Kommune, then a person there, a new one, or nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ozg_tui.screens.kit.choice import Ask, Choice, ChoiceScreen
from ozg_tui.screens.kit.values import records
from ozg_tui.text import clean

if TYPE_CHECKING:
    from ozg_tui.bridge import Bridge
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.telephone.under_way import Place

_NEW_HINT = "neu: {parts}"
"""How the name will be stored; a comma behind the surname says where it ends."""
_NOBODY = "ohne Person"
_NOBODY_HINT = "die Nummer gehört der Kommune"
_PROPOSED_HINT = "eben gesucht"
_ELSEWHERE_HINT = "die Nummer gehört woandershin"

ELSEWHERE = "andere Kommune"
"""The answer that the number belongs to another Kommune than the one that is open."""


class Owner(NamedTuple):
    """Who a number is given to: a known person, a new one by name, or the organisation itself."""

    contact_id: int | None = None
    new_person: str | None = None
    name: str = _NOBODY


def place_list(bridge: Bridge, proposed: Place | None) -> ChoiceScreen:
    """Choose the Kommune; closes with a pair of number and name. The proposed one comes first."""
    all_places = records(bridge, "organisation")

    def ask(text: str, answer: Callable[[list[Choice]], None]) -> None:
        def answered(found: list[Choice]) -> None:
            if proposed is not None and not text:
                others = [each for each in found if each.value[0] != proposed.id]
                found = [Choice(tuple(proposed), proposed.name, _PROPOSED_HINT), *others]
            answer(found)

        all_places(text, answered)

    return ChoiceScreen("Wem gehört die Nummer? Kommune oder Stelle", ask)


def owner_list(bridge: Bridge, place: Place, *, is_certain: bool) -> ChoiceScreen:
    """Choose the person, or type the name of a new one; closes with an `Owner`.

    Where the Kommune is not certain, it may close with `ELSEWHERE`.
    """
    return ChoiceScreen(
        f"Wem in {clean(place.name)} gehört die Nummer?",
        _owners(bridge, place.id, is_certain=is_certain),
        above="Name tippen: bekannte Person wählen oder neu anlegen (Nachname, Vorname).",
    )


def _owners(bridge: Bridge, organisation_id: int, *, is_certain: bool) -> Ask:
    def ask(text: str, answer: Callable[[list[Choice]], None]) -> None:
        def question(desk: Desk) -> list[Choice]:
            from ozg_tui.desk.register.belonging import people

            return [
                Choice(Owner(contact_id=each.id, name=each.name), each.name, each.role)
                for each in people(desk, organisation_id, text)
            ]

        def answered(known: list[Choice]) -> None:
            from ozg_tui.rules.person_name import split_name

            name = " ".join(text.split())
            if name:
                hint = _NEW_HINT.format(parts=split_name(name).told)
                owner = Owner(new_person=name, name=f"neue Person »{name}«")
                answer([*known, Choice(owner, f"»{name}«", hint)])
                return
            elsewhere = [] if is_certain else [Choice(ELSEWHERE, ELSEWHERE, _ELSEWHERE_HINT)]
            answer([*known, Choice(Owner(), _NOBODY, _NOBODY_HINT), *elsewhere])

        bridge.read_record("owners", question, answered)

    return ask
