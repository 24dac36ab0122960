"""`ozg-tui verarbeitungen`: the record of processing activities."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import write_json
from ozg_tui.cli.kit.papers import hand_out, refuse_pdf_on_output


def run(options: Namespace) -> int:
    """Print the record, or write it into a file that does not exist yet."""
    from ozg_tui.desk.privacy.processing import activities, record_of

    refuse_pdf_on_output(options)
    with desk_of(options) as desk:
        document = record_of(desk)
    if options.json:
        found = [each.model_dump(by_alias=True) for each in activities().values()]
        write_json({"activities": found, "total": len(found)})
    else:
        hand_out(options, document, "Verzeichnis")
    return Exit.OK
