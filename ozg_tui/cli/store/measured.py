"""`ozg-tui pruefbericht`: what was measured of this version, and whether it keeps its limits."""

from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING

from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import paragraph, say, table, title, write_json
from ozg_tui.german.counting import counted
from ozg_tui.rules.dates import format_date

if TYPE_CHECKING:
    from ozg_tui.measured import Figure

_COUNTS = frozenset({"", "Bytes"})
_GERMAN = str.maketrans(",.", ".,")


def run(options: Namespace) -> int:
    """Print the figures of each benchmark."""
    from ozg_tui.measured import runs

    found = runs()
    missed = sum(not figure.is_held for each in found for figure in each.figures)
    if options.json:
        content = [
            each._asdict() | {"figures": [figure._asdict() for figure in each.figures]}
            for each in found
        ]
        write_json({"runs": content, "missed": missed})
        return Exit.OK
    for each in found:
        title(each.title)
        paragraph(
            f"{format_date(date.fromisoformat(each.on))}, ozg-tui {each.version}, "
            f"{each.databases}, {each.machine}"
        )
        say(each.command, "")
        table([_row(figure) for figure in each.figures], ("", "gemessen", "höchstens", ""))
    total = sum(len(each.figures) for each in found)
    say("", f"{counted(total, 'Wert', 'Werte')}, davon {missed} über der Grenze")
    return Exit.OK


def _row(figure: "Figure") -> tuple[str, str, str, str]:
    return (
        figure.what,
        _number(figure.measured, figure.unit),
        "" if figure.limit is None else _number(figure.limit, figure.unit),
        "" if figure.is_held else "! verfehlt",
    )


def _number(value: float, unit: str) -> str:
    """With German signs; a ratio and a time with two places, a count with none."""
    text = f"{value:,.0f}" if unit in _COUNTS else f"{value:,.2f}"
    return f"{text.translate(_GERMAN)} {unit}".rstrip()
