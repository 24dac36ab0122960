"""`ozg-tui ruecksicherung`: what a backup would change, and bringing it back."""

from argparse import Namespace
from pathlib import Path

from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import paragraph, say, table, write_json

_HEADS = ("Daten", "kommt wieder", "geht verloren", "wird wie damals")


def run(options: Namespace) -> int:
    """Print what would change; with `--ausfuehren` bring the backup back."""
    from db.connection import store_url
    from ozg_tui.desk.core.opening import default_address
    from ozg_tui.desk.store.bringing_back import (
        bring_it_back,
        foreseen,
        look_into,
        rows_of,
        told,
    )

    path = Path(options.datei)
    if not path.is_file():
        raise UsageError(f"Die Datei »{path}« gibt es nicht.")
    # The desk is not opened: its store may be the damaged one.
    url = store_url(options.db or default_address())
    if options.ausfuehren:
        done = bring_it_back(url, path, options.clock)
        if options.json:
            kept = str(done.kept) if done.kept else None
            write_json({"made_at": done.about.made_at, "rows_compared": done.rows, "kept": kept})
        else:
            paragraph(told(done))
        return Exit.OK
    found = look_into(url, path)
    if options.json:
        rows = None if found.differences is None else [each._asdict() for each in found.differences]
        write_json({"made_at": found.about.made_at, "differences": rows})
        return Exit.OK
    if found.differences:
        table(rows_of(found.differences), _HEADS)
        say("")
    paragraph(foreseen(found))
    return Exit.OK
