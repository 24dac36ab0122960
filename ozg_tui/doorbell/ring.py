"""Rings: hands a call to the running program that was started last."""

import os
import socket
from contextlib import suppress

from ozg_tui.doorbell.place import DoorbellError, check, folder, is_possible, name_of

TAKEN = b"angenommen\n"
"""What a program answers when it shows the call."""

_PATIENCE_SECONDS = 2.0
_ANSWER_BYTES = 64
_NOT_TAKEN = (
    "Das laufende Programm antwortet nicht. Der Anruf wurde nicht angezeigt; bitte suchen Sie die "
    "Nummer dort mit F2."
)


def ring(text: str, address: str | None) -> bool:
    """Hand a call over; answers whether a program of this store runs that took it.

    `text` is what `rules.call_text.call_text` let pass. Raises `DoorbellError` when programs run
    but none answers, and for a folder that cannot be trusted.
    """
    if not is_possible():
        return False
    silent = False
    for path in _newest_first(name_of(address)):
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(_PATIENCE_SECONDS)
                line.connect(path)
                line.sendall(f"{text}\n".encode())
                if line.recv(_ANSWER_BYTES) == TAKEN:
                    return True
                silent = True
        except (ConnectionRefusedError, FileNotFoundError):
            # What hangs here was left behind by a program that was killed.
            continue
        except OSError:
            silent = True
    if silent:
        raise DoorbellError(_NOT_TAKEN)
    return False


def _newest_first(name: str) -> list[str]:
    place = folder()
    try:
        check(place)
        bells = [entry for entry in os.scandir(place) if entry.name.startswith(name)]
    except FileNotFoundError:
        return []
    hung: list[tuple[int, str]] = []
    for bell in bells:
        # A program may take its bell away meanwhile; the others ring.
        with suppress(FileNotFoundError):
            hung.append((bell.stat(follow_symlinks=False).st_mtime_ns, bell.path))
    return [path for _, path in sorted(hung, reverse=True)]
