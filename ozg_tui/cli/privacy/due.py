"""`ozg-tui fristen`: what has been kept as long as it may be."""

from argparse import Namespace
from typing import TYPE_CHECKING

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import paragraph, say, table, write_json
from ozg_tui.german.counting import counted
from ozg_tui.rules.dates import format_date

if TYPE_CHECKING:
    from ozg_tui.desk.privacy.retention import Due

_SHOWN = 10


def run(options: Namespace) -> int:
    """Print what is due for a decision, by table."""
    from ozg_tui.desk.privacy.retention import due

    with desk_of(options) as desk:
        found = due(desk)
    if options.json:
        rows = [
            {
                "activity": each.activity.code,
                "table": each.table,
                "kept_from": each.before,
                "rows": each.rows,
                "oldest": each.oldest,
                "people": each.people,
            }
            for each in found
        ]
        write_json({"due": rows, "total": sum(each.rows for each in found)})
        return Exit.OK
    if not found:
        say("Nichts ist länger gespeichert, als es die Fristen vorsehen.")
        return Exit.OK
    heads = ("Art", "Einträge", "älter als", "der älteste", "Personen")
    table([_cells(each) for each in found], heads)
    say("")
    proposed = {each.activity.name for each in found if each.activity.confirmed_on is None}
    paragraph("Nichts wird von selbst gelöscht. »ozg-tui loeschen NUMMER« löscht eine Person.")
    if proposed:
        paragraph(f"Noch nicht bestätigte Fristen: {', '.join(sorted(proposed))}.")
    return Exit.OK


def _cells(each: "Due") -> tuple[str, ...]:
    people = ", ".join(map(str, each.people[:_SHOWN]))
    more = f" und {counted(len(each.people) - _SHOWN, 'weitere', 'weitere')}"
    return (
        each.called,
        str(each.rows),
        format_date(each.before),
        format_date(each.oldest),
        people + (more if len(each.people) > _SHOWN else ""),
    )
