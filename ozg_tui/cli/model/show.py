"""`ozg-tui modell`: who was an OZG-Modellkommune on a day."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.inputs import day
from ozg_tui.cli.kit.output import say, table, write_json


def run(options: Namespace) -> int:
    """Print the Modellkommunen of the day."""
    from ozg_tui.desk.model.members import as_of
    from ozg_tui.german.labels import MODEL_STATUSES
    from ozg_tui.rules.dates import format_date

    with desk_of(options) as desk:
        on = day(options.stichtag, desk.today())
        members = as_of(desk, on)
    if options.json:
        write_json(
            {
                "as_of": on,
                "municipalities": [
                    {
                        "key": each.key,
                        "name": each.name,
                        "status": each.status,
                        "since": each.since,
                        "note": each.note,
                    }
                    for each in members
                ],
            }
        )
        return Exit.OK
    if members:
        table(
            [
                (each.key, each.name, MODEL_STATUSES[each.status], format_date(each.since))
                for each in members
            ],
            ("Schlüssel", "Kommune", "Status", "seit"),
        )
        say("")
    say(f"{len(members)} Modellkommunen am {format_date(on)}")
    return Exit.OK
