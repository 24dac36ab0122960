"""`ozg-tui umzug`: the desk moves to another file or server."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import paragraph, write_json


def run(options: Namespace) -> int:
    """Move everything, compare it, and say where it lies now."""
    from ozg_tui.desk.store.moving import move_desk, told

    with desk_of(options) as desk:
        moved = move_desk(desk, options.nach)
    if options.json:
        write_json({"address": moved.address, "rows_compared": moved.rows})
    else:
        paragraph(told(moved))
    return Exit.OK
