"""`ozg-tui beratung zahlen`: published and own figures, each with day, source and definition."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import table, title, write_json
from ozg_tui.german.counting import number


def run(options: Namespace) -> int:
    """Print both, apart from one another."""
    from ozg_tui.desk.consulting.figures import figures

    with desk_of(options) as desk:
        published, own = figures(desk)
    if options.json:
        write_json(
            {
                "published": [each._asdict() for each in published],
                "own": [each._asdict() for each in own],
            }
        )
        return Exit.OK
    for heading, found in (("Veröffentlicht", published), ("Eigene Buchungen", own)):
        title(heading)
        table(
            [(number(each.value), each.counts, each.as_of, each.source) for each in found],
            ("Zahl", "Was", "Stand", "Quelle"),
        )
    return Exit.OK
