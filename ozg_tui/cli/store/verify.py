"""`ozg-tui pruefen`: make the search index anew, hold the history against its chain."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import paragraph, write_json
from ozg_tui.german.counting import counted


def run(options: Namespace) -> int:
    """Do what is asked for: the search index, the history or both."""
    if options.siegel and not options.verlauf:
        raise UsageError("--siegel gehört zu --verlauf.")
    if not (options.suche or options.verlauf):
        raise UsageError(
            "Was soll geprüft werden? --suche baut den Suchindex neu auf, --verlauf prüft, ob der "
            "Verlauf vollständig und unverändert ist."
        )
    told: dict[str, object] = {}
    code = Exit.OK
    if options.suche:
        told["search_entries"] = _search(options)
    if options.verlauf:
        code, told["history"] = _history(options)
    if options.json:
        write_json(told)
    return code


def _search(options: Namespace) -> int:
    with desk_of(options) as desk:
        entries = desk.store.rebuild_search()
    if not options.json:
        paragraph(f"Suchindex neu aufgebaut: {counted(entries, 'Eintrag', 'Einträge')}.")
    return entries


def _history(options: Namespace) -> tuple[Exit, dict[str, object]]:
    from ozg_tui.desk.history.verifying import examine

    with desk_of(options) as desk:
        found = examine(desk, options.siegel or "")
    if not options.json:
        paragraph(found.sentence)
        if found.broken is None and found.tip:
            paragraph("Letztes Siegel (wer es woanders notiert, kann es später mit --siegel")
            paragraph(f"wiederfinden): {found.tip}")
    code = Exit.OK if found.broken is None else Exit.NOT_FULFILLED
    return code, {
        "rows": found.rows,
        "erased": found.erased,
        "seals": found.seals,
        "seal": found.tip,
        "broken_row": found.broken,
        "sentence": found.sentence,
    }
