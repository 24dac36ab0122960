"""F4: what a field can hold, and how a typed beginning becomes a choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ozg_tui.desk.entry.fields import FieldKind
from ozg_tui.screens.kit.choice import Ask, Choice, ChoiceScreen, among

if TYPE_CHECKING:
    from ozg_tui.bridge import Bridge
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.forms.entry import Entry

SHOWN = 30


def has_values(entry: Entry) -> bool:
    """Whether there is a list for the field."""
    return entry.field.kind in {FieldKind.CHOICE, FieldKind.PICK}


def is_unsettled(entry: Entry) -> bool:
    """Whether something is typed that is not a choice yet."""
    return (
        entry.field.kind is FieldKind.PICK
        and bool(entry.value.strip())
        and entry.raw == entry.value
    )


def value_list(entry: Entry, bridge: Bridge) -> ChoiceScreen:
    """The list for a field; it closes with a pair of value and label."""
    field = entry.field
    if field.kind is FieldKind.CHOICE:
        offered = [Choice((code, label), label) for code, label in field.choices]
        return ChoiceScreen(field.label, among(offered))
    text = entry.value if is_unsettled(entry) else ""
    return ChoiceScreen(field.label, records(bridge, field.lookup), text=text)


def settle(entry: Entry, bridge: Bridge, then: Callable[[int], None]) -> None:
    """Take the only record that is meant by what is typed; tells how many fit.

    Two stands for more, and for one that only sounds alike.
    """

    def question(desk: Desk) -> tuple[Any, bool]:
        from ozg_tui.desk.search.lookups import meant

        return meant(desk, entry.field.lookup, entry.value)

    def answer(found: tuple[Any, bool]) -> None:
        choice, fits = found
        if choice is not None:
            entry.take(choice.id, choice.label)
        then(1 if choice is not None else 2 if fits else 0)

    bridge.read_record("settle", question, answer)


def records(bridge: Bridge, lookup: str) -> Ask:
    """Choose among the records of a lookup; the value is a pair of number and label."""

    def ask(text: str, answer: Callable[[list[Choice]], None]) -> None:
        def question(desk: Desk) -> list[Choice]:
            from ozg_tui.desk.search.lookups import choices

            return [
                Choice((each.id, each.label), each.label, each.hint)
                for each in choices(desk, lookup, text, SHOWN)
            ]

        bridge.read_record("choices", question, answer)

    return ask
