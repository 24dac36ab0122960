"""`ozg-tui init`: create the store, or bring schema and facts up to date."""

from argparse import Namespace

from db.connection import open_engine, store_url
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import paragraph, write_json
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.opening import default_address, place_of, prepare
from ozg_tui.person import default_actor


def run(options: Namespace) -> int:
    """Prepare the store and say where it lies."""
    # Not `open_desk`: it would prepare a new store itself, and there would be nothing to report.
    desk = Desk(
        open_engine(store_url(options.db or default_address())), default_actor(), options.clock
    )
    try:
        done, place = prepare(desk), place_of(desk)
    finally:
        desk.close()
    if options.json:
        write_json({"store": place, "message": done})
    else:
        paragraph(done)
        paragraph(f"Ort: {place}")
    return Exit.OK
