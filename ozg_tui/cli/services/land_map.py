"""`ozg-tui anbindung karte`: the roll-out on two maps of text."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.inputs import day
from ozg_tui.cli.kit.output import WIDTH, say, write_json

HEIGHT = 24


def run(options: Namespace) -> int:
    """Print both maps; as JSON the figures and signs behind them."""
    from ozg_tui.desk.services.land_map import LEGEND, land_lines, land_map, picture, tile_lines
    from ozg_tui.desk.services.targets import find_target
    from ozg_tui.rules.dates import format_date

    with desk_of(options) as desk:
        on = day(options.stichtag, desk.today())
        bundle = None
        if options.leistung is not None:
            target = find_target(desk, options.leistung)
            bundle = target.bundle._replace(services=target.services)
        shown = picture(desk, bundle, on)
    if options.json:
        write_json(
            {
                "as_of": on,
                "shown": shown.title,
                "land": shown.land._asdict(),
                "districts": [
                    {"short": each.short, "name": each.name, **each.share._asdict()}
                    for each in shown.tiles
                ],
                "municipalities": [
                    {"key": key, "name": each.name, "sign": each.sign, "text": each.words}
                    for key, each in shown.spots.items()
                ],
            }
        )
        return Exit.OK
    say(f"{shown.title}, {format_date(on)}: {shown.land.text} live", "")
    say(*(line.rstrip() for line in tile_lines(shown)), "")
    say(*land_lines(land_map(HEIGHT, WIDTH), shown), "", LEGEND)
    return Exit.OK
