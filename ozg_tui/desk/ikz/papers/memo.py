"""The Vermerk of a stored IKZ application as a new file of the person at the screen."""

import os
import re
from enum import StrEnum
from pathlib import Path

from db.errors import StoreUnreachableError
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.ikz.answers import keep_answer
from ozg_tui.desk.ikz.papers.keep import memo_of
from ozg_tui.desk.papers.document import Document
from ozg_tui.desk.papers.markdown import as_markdown
from ozg_tui.desk.papers.pdf import as_pdf
from ozg_tui.desk.papers.text import as_text

_FOLDER_MODE, _FILE_MODE = 0o700, 0o600
_MOST_COPIES = 99


class Format(StrEnum):
    """What a Vermerk is written as; the value is the ending of the file."""

    text = "txt"
    markdown = "md"
    pdf = "pdf"


FORMATS = {Format.text: "Text", Format.markdown: "Markdown", Format.pdf: "PDF"}


def write_memo(desk: Desk, application_id: int, wanted: Format, folder: Path) -> Path:
    """Write the Vermerk into a new file that nobody else can read; answers where it is.

    The judgement in it is kept under the id that it names. A file of that name, or a link, stays as
    it is: the new one gets a number.

    Raises:
        NotFoundError: the application is gone.
        StoreUnreachableError: the folder cannot be written to.
    """
    keep_answer(desk, application_id)
    document = memo_of(desk, application_id)
    content = _content(document, wanted)
    name = re.sub(r"[^\w-]", "_", document.reference)
    try:
        return _write_new(folder, f"Vermerk {name} {document.printed_on}", wanted.value, content)
    except OSError as error:
        raise StoreUnreachableError(
            f"Der Vermerk ließ sich nicht in den Ordner »{folder}« schreiben. Ist dort Platz, und "
            "darf dort geschrieben werden?"
        ) from error


def _content(document: Document, wanted: Format) -> bytes:
    if wanted is Format.pdf:
        return as_pdf(document)
    return (as_text if wanted is Format.text else as_markdown)(document).encode()


def _write_new(folder: Path, stem: str, ending: str, content: bytes) -> Path:
    folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    for copy in range(1, _MOST_COPIES + 1):
        path = folder / f"{stem}{f' ({copy})' if copy > 1 else ''}.{ending}"
        created = False
        try:
            # "x" is O_EXCL: it follows no link and takes nothing that is there.
            with open(path, "xb", opener=_private) as file:
                created = True
                file.write(content)
        except FileExistsError:
            continue
        except OSError:
            if created:
                path.unlink(missing_ok=True)
            raise
        return path
    raise FileExistsError


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, _FILE_MODE)
