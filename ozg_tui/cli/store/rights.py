"""`ozg-tui rechte`: what one may do here, and how a server learns it."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import paragraph, say, write_json


def run(options: Namespace) -> int:
    """Say it; with `--sql` print what sets the rights up on a server."""
    from ozg_tui.desk.core.rights import right_of, set_up
    from ozg_tui.german.labels import label_of

    with desk_of(options) as desk:
        if options.sql:
            if desk.is_embedded:
                raise UsageError(
                    "Ein Bestand in einer Datei kennt keine Rollen. Hier trägt F9 »Kolleginnen und "
                    "Kollegen« die Rechte ein."
                )
            say(*set_up(desk))
            return Exit.OK
        name, right = desk.actor, right_of(desk)
    if options.json:
        write_json({"name": name, "right": right.value})
    else:
        paragraph(f"{name}: {label_of(right)}.")
    return Exit.OK
