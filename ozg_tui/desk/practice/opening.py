"""Opens the desk for practice: a file of its own, never the store that is worked with."""

from pathlib import Path

from db.errors import StoreBusyError
from ozg_tui.clock import Clock
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.opening import open_desk
from ozg_tui.desk.practice.invented import fill, is_filled

PRACTICE_FILE = "uebung.db"


def practice_file() -> Path:
    """Where it lies, whatever `OZG_DB` names."""
    from platformdirs import user_data_path

    return user_data_path("ozg-tui", appauthor=False) / PRACTICE_FILE


def begin_anew() -> None:
    """Forget what was practised. Raises `StoreBusyError` where the file cannot be removed."""
    path = practice_file()
    try:
        for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            each.unlink(missing_ok=True)
    except OSError as error:
        raise StoreBusyError(
            f"{path} lässt sich nicht entfernen. Ist der Übungstisch noch offen?"
        ) from error


def open_practice(clock: Clock, actor: str) -> Desk:
    """The desk for practice, as it was left; a new one is filled. Raises as `open_desk`."""
    desk = open_desk(clock, str(practice_file()), actor)
    if not is_filled(desk):
        fill(desk)
    return desk
