"""The rule sets: looked at, entered as a draft, and brought into force after a preview."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from ozg_tui.german.counting import counted
from ozg_tui.resources.rule_sets import RULE_SETS
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.money import format_cents
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among
from ozg_tui.screens.kit.question import QuestionScreen
from ozg_tui.screens.kit.reader import ReaderScreen

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.core.records import Section
    from ozg_tui.desk.ikz.rule_activation import Effect, Preview
    from ozg_tui.desk.rule_sets.drafts import RuleSetLine
    from ozg_tui.screens.kit.base import DeskScreen
    from ozg_tui.screens.kit.host import Host

_LABEL_WIDTH = 22
_EDIT, _ACTIVATE = "edit", "activate"


def open_rule_sets(screen: DeskScreen) -> None:
    """List the rule sets of the IKZ; what is in force can be read, a draft be worked on."""
    host = screen.host

    def question(desk: Desk) -> tuple[RuleSetLine, ...]:
        from ozg_tui.desk.rule_sets.drafts import lines

        return lines(desk)

    def show(found: tuple[RuleSetLine, ...]) -> None:
        choices = [Choice(each, each.name, _hint(each)) for each in found]
        new = Choice("new", "Neuer Entwurf", "beginnt mit den Werten, die jetzt gelten")
        host.push(ChoiceScreen("Regelwerke der IKZ", among([*choices, new])), chosen)

    def chosen(value: Any) -> None:
        if value == "new":
            host.open_form(RULE_SETS)
        elif value is not None and value.is_draft:
            _offer(host, value)
        elif value is not None:
            _read(host, value.id)

    host.bridge.read_record("rule sets", question, show)


def _offer(host: Host, line: RuleSetLine) -> None:
    def chosen(value: str | None) -> None:
        if value == _EDIT:
            host.open_form(RULE_SETS, line.id)
        elif value == _ACTIVATE:
            _preview(host, line.id)

    choices = [
        Choice(_EDIT, "Bearbeiten", "Werte, Geltung und Quelle"),
        Choice(_ACTIVATE, "In Kraft setzen", "zeigt zuerst, was sich für offene Anträge ändert"),
    ]
    host.push(ChoiceScreen(f"Entwurf »{line.name}«", among(choices)), chosen)


def _read(host: Host, rule_set_id: int) -> None:
    def question(desk: Desk) -> tuple[str, tuple[Section, ...]]:
        from ozg_tui.desk.rule_sets.drafts import RULE_SETS

        return RULE_SETS.view(desk, rule_set_id)

    def show(found: tuple[str, tuple[Section, ...]]) -> None:
        from ozg_tui.desk.rule_sets.drafts import IN_FORCE

        title, sections = found
        lines = [IN_FORCE]
        for section in sections:
            lines += ["", section.title.upper()]
            lines += [_row(label, text) for label, text in section.rows]
        host.push(ReaderScreen(title, "\n".join(lines)))

    host.bridge.read_record("rule set", question, show)


def _preview(host: Host, draft_id: int) -> None:
    def question(desk: Desk) -> Preview:
        from ozg_tui.desk.ikz.rule_activation import preview

        return preview(desk, draft_id)

    def show(seen: Preview) -> None:
        text = "\n".join(_preview_lines(seen, host.actor))
        host.push(ReaderScreen("Was der Entwurf ändert", text), partial(ask, seen))

    def ask(seen: Preview, _closed: None) -> None:
        sentence = (
            f"»{seen.name}« ab {format_date(seen.valid_from)} in Kraft setzen? "
            f"{_count(seen)} Danach ist er nicht mehr zu ändern."
        )
        host.push(QuestionScreen(sentence), lambda yes: bring(seen) if yes else None)

    def bring(seen: Preview) -> None:
        def job(desk: Desk) -> str:
            from ozg_tui.desk.ikz.rule_activation import activate

            return activate(desk, seen)

        host.do(job)

    host.bridge.later("preview rule set", question, show)


def _preview_lines(seen: Preview, actor: str) -> Iterator[str]:
    yield f"Entwurf »{seen.name}«, gilt ab {format_date(seen.valid_from)}."
    if seen.ends:
        yield seen.ends
    if seen.written_by == actor:
        yield "Den Entwurf haben Sie selbst geschrieben; bitte lassen Sie ihn vorher gegenlesen."
    elif seen.written_by:
        yield f"Den Entwurf hat {seen.written_by} zuletzt gesichert."
    yield (
        "Eingereichte Anträge sind zum Tag ihres Antrags geprüft, die übrigen zum "
        f"{format_date(seen.on)}."
    )
    yield _count(seen)
    for effect in seen.effects:
        yield ""
        yield f"{effect.number} {effect.title}"
        yield from _effect_lines(effect)


def _effect_lines(effect: Effect) -> Iterator[str]:
    amounts = [
        "offen" if cents is None else format_cents(cents)
        for cents in (effect.cents_before, effect.cents_after)
    ]
    turns = [(each.check, each.before, each.after) for each in effect.turns]
    for label, before, after in (
        ("Ergebnis", effect.before, effect.after),
        *turns,
        ("Regelzuwendung", *amounts),
    ):
        if before != after:
            yield "  " + _row(label, f"bisher {before}, dann {after}")


def _count(seen: Preview) -> str:
    number = len(seen.effects)
    if not seen.compared:
        return "Es gibt keinen offenen Antrag."
    if not number:
        return "An den offenen Anträgen ändert sich nichts."
    changed = counted(number, "Antrag", "Anträge")
    return f"Offene Anträge: {seen.compared}; anders geprüft: {changed}."


def _hint(line: RuleSetLine) -> str:
    until = f"bis {format_date(line.valid_to)}" if line.valid_to else "bis auf Weiteres"
    return f"{line.state}, {format_date(line.valid_from)} {until}"


def _row(label: str, text: str) -> str:
    return f"{label:<{_LABEL_WIDTH}}  {text}"
