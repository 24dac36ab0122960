"""How suppositions about an IKZ application read: the free one, those by number, the usual ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.desk.ikz.supposed.rows import outcome_rows
from ozg_tui.german.columns import lay_out
from ozg_tui.rules.money import format_cents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ozg_tui.desk.ikz.supposed.what_if import Supposed, WhatIf
    from ozg_tui.rules.ikz.simulation import Outcome

_ROOM = 76
"""The columns of a text on a window of 80."""

_LABEL = 11
_HEADS = ("Kommunen", "Zuwendung", "je Kommune", "Gewinn", "Beschlüsse offen")


def what_if_text(found: WhatIf, supposed: Supposed) -> str:
    """The free supposition, the table by numbers of Kommunen, then the usual suppositions."""
    present, then = found.now.partners, supposed.outcome.partners
    rows = [_row(each, present, then) for each in found.numbers]
    lines = [f"{label:<{_LABEL}}  {text}" for label, text in outcome_rows(found, supposed)]
    lines += [
        "",
        "WIE EINGETRAGEN, MIT ANDERER ZAHL VON KOMMUNEN",
        *lay_out(rows, _ROOM, _HEADS),
        "",
        "Beträge in EUR; Gewinn gegenüber einer Kommune weniger. »ab«: Die Anteile unterscheiden "
        "sich um einen Cent.",
        "",
        "PRÜFUNG MIT ANDERER ZAHL",
        *_flips(found.numbers, present),
        "",
        "ANDERE LAUFZEIT, ANDERE KOSTEN",
        *(
            _flips(found.suppositions)
            if found.suppositions
            else ["  Laufzeit und Kosten sind noch nicht eingetragen."]
        ),
    ]
    return "\n".join(lines)


def _row(outcome: Outcome, present: int, then: int) -> tuple[str, ...]:
    number = str(outcome.partners)
    if outcome.partners == present:
        number += " (jetzt)"
    elif outcome.partners == then:
        number += " (dann)"
    shares = outcome.shares_cents
    least = _euros(min(shares)) if shares else "-"
    return (
        number,
        _euros(outcome.standard_cents),
        f"ab {least}" if len(set(shares)) > 1 else least,
        _signed(outcome.gain_cents),
        "-" if outcome.resolutions_missing is None else str(outcome.resolutions_missing),
    )


def _flips(outcomes: Sequence[Outcome], present: int | None = None) -> Iterator[str]:
    for each in outcomes:
        if each.partners == present:
            continue
        flips = "; ".join(flip.text for flip in each.flips) or "alles wie jetzt"
        grant = ""
        if present is None and each.difference_cents:
            grant = f"; Zuwendung {_signed(each.difference_cents)} EUR"
        yield f"  {each.label}: {flips}{grant}"


def _euros(cents: int | None) -> str:
    return "-" if cents is None else format_cents(cents).removesuffix(" EUR")


def _signed(cents: int | None) -> str:
    return f"+{_euros(cents)}" if cents and cents > 0 else _euros(cents)
