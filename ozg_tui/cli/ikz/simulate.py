"""`ozg-tui ikz simulieren`: the same application with other partners, term or costs."""

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ozg_tui.cli.ikz.judged import case_meant, start_entered
from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import paragraph, say, table, title, write_json
from ozg_tui.german.counting import noun
from ozg_tui.rules.ikz.judge import result_label
from ozg_tui.rules.ikz.simulation import leftover_cents
from ozg_tui.rules.money import format_cents

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.ikz.supposed.what_if import Supposed, WhatIf
    from ozg_tui.rules.ikz.simulation import Outcome

_UNKNOWN, _EUROS = "nicht bekannt", " EUR"
OPTIONS = {
    "join": "--mit",
    "leave": "--ohne",
    "term_start": "--beginn",
    "term_end": "--ende",
    "personnel_before_cents": "--personal-vorher",
    "personnel_after_cents": "--personal-nachher",
    "material_before_cents": "--sach-vorher",
    "material_after_cents": "--sach-nachher",
}
"""The options of a free supposition, by its fields."""


def run(options: Namespace) -> int:
    """Print what would follow; nothing is stored, and no outcome makes the exit code."""
    from ozg_tui.desk.ikz.supposed.what_if import what_if_of

    with desk_of(options) as desk:
        case = case_meant(desk, options.nummer, options)
        start = None if options.nummer is None else start_entered(desk, options.nummer)
        found = what_if_of(desk, case, start)
        own = _own(desk, found, options)
    if options.json:
        supposed = found.suppositions if own is None else (own.outcome, *found.suppositions)
        write_json(
            {
                "number": case.number,
                "reference_date": case.reference_date,
                "assumed": [] if own is None else list(own.words),
                "numbers": [content(each) for each in found.numbers],
                "suppositions": [content(each) for each in supposed],
            }
        )
        return Exit.OK
    if own is not None:
        _print_own(found, own)
    about = f"{case.number}: was" if case.number else "Was"
    paragraph(
        f"{about} wäre, wenn mehr oder weniger Kommunen mitmachten? Beträge in EUR; gespeichert "
        "wird nichts."
    )
    say("")
    _print_numbers(found.numbers, found.now.partners)
    _print_suppositions(found.suppositions)
    return Exit.OK


def _own(desk: "Desk", found: "WhatIf", options: Namespace) -> "Supposed | None":
    """What follows from the options of a free supposition; None without any.

    Raises `UsageError` that names each option with what is wrong.
    """
    from pydantic import ValidationError

    from ozg_tui.desk.ikz.supposed.input import SuppositionInput
    from ozg_tui.desk.ikz.supposed.what_if import entered_days, suppose
    from ozg_tui.messages import sentence

    given = {
        field: value
        for field, option in OPTIONS.items()
        if (value := getattr(options, option.removeprefix("--").replace("-", "_"))) is not None
    }
    if not given:
        return None
    raw = {field: "; ".join(v) if isinstance(v, list) else v for field, v in given.items()}
    for field, text in raw.items():
        if not text.strip():
            raise UsageError(f"{OPTIONS[field]}: Hier fehlt eine Angabe.")
    context = {"today": desk.today(), **entered_days(found)}
    try:
        typed = SuppositionInput.model_validate(raw, context=context)
    except ValidationError as error:
        wrong = {str(each["loc"][0]): sentence(each) for each in error.errors(include_url=False)}
    else:
        own = suppose(desk, found, typed)
        if not own.errors:
            return own
        wrong = dict(own.errors)
    raise UsageError(" ".join(f"{OPTIONS[field]}: {said}" for field, said in wrong.items()))


def _print_own(found: "WhatIf", own: "Supposed") -> None:
    from ozg_tui.desk.ikz.supposed.rows import outcome_rows

    say("Eigene Annahme", "--------------")
    table(outcome_rows(found, own))
    say("")


def content(each: "Outcome") -> dict[str, object]:
    """One row as JSON."""
    return {
        "label": each.label,
        "partners": each.partners,
        "result": each.result,
        "standard_cents": each.standard_cents,
        "difference_cents": each.difference_cents,
        "gain_cents": each.gain_cents,
        "shares_cents": list(each.shares_cents),
        "leftover_cents": leftover_cents(each.shares_cents),
        "resolutions_missing": each.resolutions_missing,
        "more_resolutions": each.more_resolutions,
        "councils": list(each.councils),
        "flips": [
            {"code": flip.code, "now": flip.now, "then": flip.then, "text": flip.text}
            for flip in each.flips
        ],
        "checks": [
            {
                "code": check.code,
                "state": check.state,
                "value": check.value,
                "threshold": check.threshold,
                "distance": check.distance,
            }
            for check in each.checks
        ],
    }


def _print_numbers(rows: "Sequence[Outcome]", present: int) -> None:
    heads = ("Kommunen", "Zuwendung", "Zugewinn", "je Kommune", "Beschlüsse", "Ergebnis")
    table(
        [
            (
                f"{each.partners} (jetzt)" if each.partners == present else str(each.partners),
                _euros(each.standard_cents),
                _signed(each.gain_cents),
                _share(each.shares_cents),
                _resolutions(each.resolutions_missing),
                result_label(each.result),
            )
            for each in rows
        ],
        heads,
    )
    _print_flips(rows)


def _print_suppositions(supposed: "Sequence[Outcome]") -> None:
    title("Annahmen zu Laufzeit und Kosten")
    if not supposed:
        paragraph("Laufzeit und Kosten sind noch nicht bekannt; dazu lässt sich nichts annehmen.")
        return
    table(
        [
            (each.label, result_label(each.result), _flips(each) or "keine Prüfung ändert sich")
            for each in supposed
        ],
        ("Annahme", "Ergebnis", "Änderung"),
    )


def _print_flips(rows: "Sequence[Outcome]") -> None:
    changed = [(each.label, _flips(each)) for each in rows if each.flips]
    if changed:
        title("Was sich an den Prüfungen ändert")
        table(changed)


def _flips(each: "Outcome") -> str:
    return "; ".join(flip.text for flip in each.flips)


def _euros(cents: int | None) -> str:
    return _UNKNOWN if cents is None else format_cents(cents).removesuffix(_EUROS)


def _signed(cents: int | None) -> str:
    if cents is None:
        return ""
    return f"{'+' if cents > 0 else ''}{_euros(cents)}"


def _share(shares: Sequence[int]) -> str:
    """The equal share; where cents are left over, the smallest."""
    return _euros(min(shares)) if shares else ""


def _resolutions(missing: int | None) -> str:
    if missing is None:
        return ""
    if not missing:
        return "keiner fehlt"
    return f"{missing} {noun(missing, 'fehlt', 'fehlen')}"
