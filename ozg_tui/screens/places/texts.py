"""What is read or handed on about a Kommune: reasons, all conversations, answers to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.desk.place import answers
from ozg_tui.desk.place.account import reasons
from ozg_tui.desk.place.card import all_talks
from ozg_tui.desk.place.view import all_changes
from ozg_tui.forms.checks_text import in_full
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.services.rollout import SOURCE
from ozg_tui.screens.places.lines import bundle_text, change_text, talk_text
from ozg_tui.text import clean

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.place.parts import Account, Card
    from ozg_tui.desk.place.view import View
    from ozg_tui.screens.places.behind import Behind
    from ozg_tui.widgets.panel_layout import PanelLine


def reasons_text(desk: Desk, card: Card, behind: Behind | None) -> str:
    """Why each line of the account stands as it does; what the cursor is on comes first."""
    order = list(range(len(card.account)))
    parts = []
    if behind is not None and behind.kind == "account":
        order.remove(behind.id)
        order.insert(0, behind.id)
    elif behind is not None and behind.kind == "bundle":
        bundle = next(each for each in card.services.bundles if each.id == behind.id)
        parts.append(f"{bundle_text(bundle)}\n  Quelle        {SOURCE}")
    parts += [_account_text(desk, card.account[index], card) for index in order]
    return "\n\n\n".join(parts) or "Diese Stelle ist keine Kommune und hat kein Förderkonto."


def talks_text(desk: Desk, card: Card) -> str:
    """Notes and calls with all their text, the newest first."""
    return "\n\n".join(
        f"{talk_text(talk, card.on)}\n  {talk.by}" for talk in all_talks(desk, card.id)
    )


def changes_text(desk: Desk, view: View) -> str:
    """What happened since the last call, a line each."""
    found = all_changes(desk, view)
    lines = [change_text(line, view.card.on) for line in found.lines]
    return "\n".join([*lines, *([f"und {found.more} weitere"] if found.more else [])])


def answer_text(desk: Desk, view: View, line: PanelLine | None) -> str:
    """Two lines to paste: what the line says, and since when and from where the desk knows it."""
    card, place = view.card, view.card.head.name
    behind: Behind | None = line.target if line is not None else None
    match behind:
        case ("account", index):
            account = card.account[index]
            checks = reasons(desk, account, card.on).checks
            return answers.account_answer(place, account._replace(checks=checks), card.on)
        case ("bundle", number):
            bundle = next(each for each in card.services.bundles if each.id == number)
            source = answers.bundle_source(desk, number)
            return answers.bundle_answer(place, bundle, source, card.on)
        case ("contact", number):
            person = next((each for each in card.people if each.id == number), None)
            reach = [*person.phones, *person.emails] if person is not None else []
            if person is not None and reach:
                return answers.number_answer(place, person, reach[0], card.on)
        case ("question", _) if view.asked is not None:
            asked = view.asked
            whose = f"{asked.person}, {place}" if asked.person else place
            return _known(f"{whose}: {asked.label} {asked.value}", view)
        case ("nobody", _) | None:
            return _known(_who(card), view)
        case _:
            pass
    assert line is not None
    return _known(f"{place} ({card.head.key}): {(line.full or line.text).strip()}", view)


def _who(card: Card) -> str:
    head = card.head
    return ", ".join(filter(None, (head.name, head.kind_label, head.district, head.key)))


def _known(said: str, view: View) -> str:
    return f"{clean(said)}\nQuelle: {answers.DESK}, Stand {format_date(view.card.on)}."


def _account_text(desk: Desk, line: Account, card: Card) -> str:
    explained = in_full(reasons(desk, line, card.on))
    return f"{line.label.upper()}: {line.state} {line.short}\n\n{explained}"
