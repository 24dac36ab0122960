"""`ozg-tui ikz vermerk`: the Vermerk of an IKZ application as text, Markdown or PDF."""

import os
from argparse import Namespace
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import say, write_json
from ozg_tui.text import clean

if TYPE_CHECKING:
    from ozg_tui.desk.papers.document import Document

PDF, STDOUT = "pdf", "-"
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would change line ends otherwise


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
    made = _made(document, options.format)
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


def write_new(path: str, content: bytes) -> None:
    """Write a file that only its owner can read; one that exists stays as it is.

    Raises `UsageError`; then nothing is left behind.
    """
    named = f"»{clean(path)}«"
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600)
    except FileExistsError:
        raise UsageError(
            f"{named} gibt es schon und wird nicht überschrieben. Bitte anders benennen."
        ) from None
    except OSError as error:
        raise UsageError(f"{named} lässt sich nicht anlegen: {_reason(error)}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError:
        with suppress(OSError):
            Path(path).unlink()
        raise UsageError(f"{named} ließ sich nicht schreiben. Ist genug Platz frei?") from None


def _made(document: "Document", form: str) -> bytes:
    if form == PDF:
        from ozg_tui.desk.papers.pdf import PdfUnavailableError, as_pdf

        try:
            return as_pdf(document)
        except PdfUnavailableError as error:
            raise UsageError(str(error)) from None
    if form == "markdown":
        from ozg_tui.desk.papers.markdown import as_markdown

        return as_markdown(document).encode()
    from ozg_tui.desk.papers.text import as_text

    return as_text(document).encode()


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "Den Ordner gibt es nicht."
    if isinstance(error, NotADirectoryError):
        return "Der Ordner ist eine Datei."
    if isinstance(error, PermissionError):
        return "Die Berechtigung fehlt."
    return "Der Zugriff ist gescheitert."
