"""How the outcome of a supposition reads, on the screen and on the command line."""

from collections.abc import Iterator

from ozg_tui.codes.checks import State
from ozg_tui.desk.ikz.supposed.what_if import Supposed, WhatIf
from ozg_tui.german.counting import noun
from ozg_tui.rules.ikz.judge import result_label
from ozg_tui.rules.ikz.simulation import Outcome, leftover_cents
from ozg_tui.rules.money import format_cents

_UNKNOWN = "nicht bekannt"


def outcome_rows(found: WhatIf, supposed: Supposed) -> Iterator[tuple[str, str]]:
    """Pairs of label and text, now and then; the label is empty where a row goes on."""
    now, then = found.now, supposed.outcome
    yield "Angenommen", "; ".join(supposed.words) or "nichts, alles wie eingetragen"
    yield "Kommunen", _moved(str(now.partners), str(then.partners))
    yield "Zuwendung", _moved(_euros(now), _euros(then)) + _difference(then)
    yield "je Kommune", _moved(_share(now), _share(then))
    yield "Ergebnis", _moved(result_label(now.result), result_label(then.result))
    flips = [flip.text for flip in then.flips]
    if supposed.words:
        yield from _labelled("Prüfungen", flips or ["keine geht anders aus"])
    yield from _labelled("Beschlüsse", [_councils(then)])
    yield from _labelled("Es fehlt", list(_lacking(then)))
    if supposed.note:
        yield "Hinweis", supposed.note


def _labelled(label: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(texts):
        if text:
            yield ("" if number else label), text


def _moved(now: str, then: str) -> str:
    return then if now == then else f"{now} → {then}"


def _euros(outcome: Outcome) -> str:
    return _UNKNOWN if outcome.standard_cents is None else format_cents(outcome.standard_cents)


def _difference(outcome: Outcome) -> str:
    cents = outcome.difference_cents
    return f" ({'+' if cents > 0 else ''}{format_cents(cents)})" if cents else ""


def _share(outcome: Outcome) -> str:
    shares = outcome.shares_cents
    if not shares:
        return _UNKNOWN if outcome.standard_cents is None else "keine Zuwendung"
    rest = leftover_cents(shares)
    left = f", {rest} Cent {noun(rest, 'bleibt', 'bleiben')} übrig" if rest else ""
    return f"{format_cents(min(shares))}{left}"


def _councils(outcome: Outcome) -> str:
    missing = outcome.resolutions_missing
    if missing is None:
        return ""
    if not outcome.councils:
        return "keiner fehlt" if outcome.partners else ""
    fehlt = f"{missing} {noun(missing, 'fehlt', 'fehlen')} noch"
    return f"{fehlt}: {', '.join(outcome.councils)}"


def _lacking(outcome: Outcome) -> Iterator[str]:
    """What each check that is not fulfilled says about its distance, else what it asks."""
    for check in outcome.checks:
        if check.state is State.fulfilled or (check.code == "resolutions" and outcome.councils):
            continue
        yield f"{check.title}: {check.distance or check.question}"
