"""`ozg-tui dienste`: the bundles, how many services each holds, and since when."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import say, table, write_json
from ozg_tui.german.months import months


def run(options: Namespace) -> int:
    """Print all bundles in the order of their source."""
    from ozg_tui.desk.services.bundles import bundles

    with desk_of(options) as desk:
        found = bundles(desk)
    total = sum(len(each.services) for each in found)
    if options.json:
        write_json(
            {
                "bundles": [
                    {
                        "name": each.name,
                        "efa": each.efa,
                        "services": len(each.services),
                        "available_since": list(each.months),
                    }
                    for each in found
                ],
                "total": total,
            }
        )
        return Exit.OK
    table(
        [
            (
                str(len(each.services)),
                each.name,
                "EfA" if each.efa else "",
                months(each.months) or "keine Angabe",
            )
            for each in found
        ],
        ("Zahl", "Umsetzungsbündel", "", "verfügbar seit"),
    )
    say("", f"{total} Leistungen in {len(found)} Bündeln")
    return Exit.OK
