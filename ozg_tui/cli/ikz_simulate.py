"""`ozg-tui ikz simulieren`: the same application with other partners, term or costs."""

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ozg_tui.cli.command import desk_of
from ozg_tui.cli.failures import Exit
from ozg_tui.cli.ikz_judged import case_meant
from ozg_tui.cli.output import paragraph, say, table, title, write_json
from ozg_tui.rules.ikz import result_label
from ozg_tui.rules.ikz_partners import counted, resolve
from ozg_tui.rules.ikz_simulation import by_number, compare
from ozg_tui.rules.ikz_suppositions import first_suppositions
from ozg_tui.rules.money import format_cents

if TYPE_CHECKING:
    from ozg_tui.rules.ikz_simulation import Outcome

_UNKNOWN, _EUROS = "nicht bekannt", " EUR"


def run(options: Namespace) -> int:
    """Print what would follow; nothing is stored, and no outcome makes the exit code."""
    from ozg_tui.desk.rule_sets import rule_sets
    from ozg_tui.desk.territory import territory

    with desk_of(options) as desk:
        case = case_meant(desk, options.nummer, options)
        rules, places = rule_sets(desk), territory(desk).by_key
    rows = by_number(case, rules, places)
    supposed = compare(case, first_suppositions(case), rules, places)
    if options.json:
        write_json(
            {
                "number": case.number,
                "reference_date": case.reference_date,
                "numbers": [_content(each) for each in rows],
                "suppositions": [_content(each) for each in supposed],
            }
        )
        return Exit.OK
    about = f"{case.number}: was" if case.number else "Was"
    paragraph(
        f"{about} wäre, wenn mehr oder weniger Kommunen mitmachten? Beträge in EUR; gespeichert "
        "wird nichts."
    )
    say("")
    _print_numbers(rows, len(counted(resolve(case, places))))
    _print_suppositions(supposed)
    return Exit.OK


def _content(each: "Outcome") -> dict[str, object]:
    return {
        "label": each.label,
        "partners": each.partners,
        "result": each.result,
        "standard_cents": each.standard_cents,
        "difference_cents": each.difference_cents,
        "gain_cents": each.gain_cents,
        "shares_cents": list(each.shares_cents),
        "resolutions_missing": each.resolutions_missing,
        "more_resolutions": each.more_resolutions,
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
    return "1 fehlt" if missing == 1 else f"{missing} fehlen"
