"""`ozg-tui export`: a list of the desk as a file for other programs."""

from argparse import Namespace
from pathlib import Path

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import say, write_json
from ozg_tui.german.counting import counted


def run(options: Namespace) -> int:
    """Write what the filters leave of a list into a new file."""
    from ozg_tui.desk.exchange.exports import LISTS, export

    listed, path = LISTS[options.liste], Path(options.nach)
    text = " ".join(options.filter)
    form = options.format or path.suffix.lstrip(".").lower()
    with desk_of(options) as desk:
        done = export(desk, listed, text, form, path, overwrite=options.ueberschreiben)
    if options.json:
        write_json(
            {
                "list": listed.word,
                "filter": text,
                "format": form,
                "file": str(path),
                "records": done.records,
                "rows": done.rows,
            }
        )
        return Exit.OK
    say(f"{counted(done.rows, listed.one, listed.several)} nach {path} geschrieben.")
    if form in {"csv", "tsv"}:
        say("Eine Tabellenkalkulation streicht führende Nullen der Schlüssel; .xlsx behält sie.")
    return Exit.OK
