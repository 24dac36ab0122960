"""`ozg-tui ikz vermerk`: the Vermerk of an IKZ application as text, Markdown or PDF."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import say, write_json
from ozg_tui.cli.kit.papers import PDF, STDOUT, made_of, write_new


def run(options: Namespace) -> int:
    """Print the Vermerk, or write it into a file that does not exist yet.

    The judgement in it is kept under the id that it names.
    """
    from ozg_tui.desk.ikz.answers import keep_answer
    from ozg_tui.desk.ikz.applications import find_application
    from ozg_tui.desk.ikz.papers.keep import memo_of

    target = None if options.nach == STDOUT else options.nach
    if options.format == PDF and target is None:
        raise UsageError("Für PDF bitte mit --nach eine Datei angeben, zum Beispiel vermerk.pdf.")
    with desk_of(options) as desk:
        number = find_application(desk, options.nummer)
        keep_answer(desk, number)
        document = memo_of(desk, number)
    made = made_of(document, options.format)
    if target is not None:
        write_new(target, made)
    about = {"number": document.reference, "title": document.title, "format": options.format}
    if options.json:
        text = None if options.format == PDF else made.decode()
        write_json(about | {"file": target, "bytes": len(made), "document": text})
    elif target is not None:
        say(f"Vermerk zu {document.reference} geschrieben: {target}")
    else:
        print(made.decode(), end="")
    return Exit.OK
