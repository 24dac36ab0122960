"""`ozg-tui pruefen`: make anew what the store derives from its records."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import paragraph, write_json
from ozg_tui.german.counting import counted


def run(options: Namespace) -> int:
    """Make the search index anew and say how many entries it has."""
    if not options.suche:
        raise UsageError(
            "Was soll geprüft werden? Möglich ist --suche: Der Suchindex wird neu aufgebaut."
        )
    with desk_of(options) as desk:
        entries = desk.store.rebuild_search()
    if options.json:
        write_json({"search_entries": entries})
    else:
        paragraph(f"Suchindex neu aufgebaut: {counted(entries, 'Eintrag', 'Einträge')}.")
    return Exit.OK
