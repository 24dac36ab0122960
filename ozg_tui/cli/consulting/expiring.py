"""`ozg-tui beratung verfallend`: free slots that soon expire, and whom to call."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import say, table, write_json
from ozg_tui.german.counting import counted
from ozg_tui.rules.dates import format_date


def run(options: Namespace) -> int:
    """Print the list to call through, the number first."""
    from ozg_tui.desk.consulting.expiring import expiring

    if options.tage is not None and options.tage < 0:
        raise UsageError("Die Zahl der Tage ist nicht kleiner als 0.")
    with desk_of(options) as desk:
        found = expiring(desk, options.tage)
    if options.json:
        write_json(
            {
                "slots": [
                    {
                        "key": each.key,
                        "name": each.name,
                        "funding_source": each.source,
                        "until": each.until,
                        "days": each.days,
                        "call": each.call and each.call._asdict(),
                    }
                    for each in found
                ]
            }
        )
        return Exit.OK
    if found:
        table(
            [
                (
                    each.call.number if each.call else "keine Nummer",
                    each.call.who if each.call else "",
                    each.name,
                    each.source,
                    f"{format_date(each.until)} ({counted(each.days, 'Tag', 'Tage')})",
                )
                for each in found
            ],
            ("Nummer", "Wen", "Kommune", "Förderquelle", "bis"),
        )
        say("")
    say(counted(len(found), "freier Platz verfällt", "freie Plätze verfallen") + " bald")
    return Exit.OK
