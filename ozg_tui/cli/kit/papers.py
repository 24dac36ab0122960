"""Documents as a command hands them out: text, Markdown or PDF, on the output or in a new file."""

import os
from argparse import Namespace
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ozg_tui.cli.kit.failures import UsageError
from ozg_tui.cli.kit.output import say
from ozg_tui.text import clean

if TYPE_CHECKING:
    from ozg_tui.desk.papers.document import Document

PDF, STDOUT = "pdf", "-"
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would change line ends otherwise


def refuse_pdf_on_output(options: Namespace) -> None:
    """Raise `UsageError` for a PDF that would go to the terminal."""
    if options.format == PDF and options.nach in (None, STDOUT) and not options.json:
        raise UsageError("Für PDF bitte mit --nach eine Datei angeben, zum Beispiel a.pdf.")


def hand_out(options: Namespace, document: "Document", called: str) -> None:
    """Print the document, or write it where `--nach` says. Raises `UsageError`."""
    made = made_of(document, options.format)
    if options.nach in (None, STDOUT):
        print(made.decode(), end="")
        return
    write_new(options.nach, made)
    say(f"{called} geschrieben: {options.nach}")


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


def made_of(document: "Document", form: str) -> bytes:
    """The document in one of the forms."""
    if form == PDF:
        from ozg_tui.desk.papers.pdf import as_pdf

        return as_pdf(document)
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
