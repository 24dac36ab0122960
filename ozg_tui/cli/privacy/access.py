"""`ozg-tui auskunft`: all that is stored about a person."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import write_json
from ozg_tui.cli.kit.papers import hand_out, refuse_pdf_on_output


def run(options: Namespace) -> int:
    """Print the answer, or write it into a file that does not exist yet."""
    from ozg_tui.desk.privacy.access import access, content_of, document_of
    from ozg_tui.desk.privacy.person import meant

    refuse_pdf_on_output(options)
    with desk_of(options) as desk:
        answer = access(desk, meant(desk, " ".join(options.person)))
    if options.json:
        write_json(content_of(answer))
    else:
        hand_out(options, document_of(answer), "Auskunft")
    return Exit.OK
