"""Makes backups of the desk's store and lets go of those that are too old."""

from pathlib import Path
from typing import NamedTuple

from db.backup.make import Backup, back_up
from db.backup.places import Copy, copies
from db.backup.retention import superfluous
from ozg_tui.desk.core.desk import Desk
from ozg_tui.german.counting import counted

_MEGABYTE = 1_000_000


class Kept(NamedTuple):
    """A new backup, and the older ones that it made superfluous."""

    backup: Backup
    removed: tuple[Copy, ...]


def back_up_now(desk: Desk, folder: Path | None = None) -> Kept:
    """Back the store up while others work; older backups go as their age says.

    Raises `db.backup.failures.NotBackedUpError`; what there was before is still there then.
    """
    now, url = desk.clock.now(), desk.engine.url
    made = back_up(url, now, folder)
    if made.rows is None:
        return Kept(made, ())
    removed = superfluous(copies(url, made.path.parent), now)
    for each in removed:
        each.path.unlink(missing_ok=True)
    return Kept(made, removed)


def all_backups(desk: Desk, folder: Path | None = None) -> tuple[Copy, ...]:
    """The complete backups of the desk's store, the newest first."""
    return copies(desk.engine.url, folder)


def told(kept: Kept) -> str:
    """What was done, in sentences."""
    made = kept.backup
    size = f"{max(1, made.size // _MEGABYTE)}\u00a0MB"
    if made.rows is None:
        return (
            f"Gesichert, aber nicht geprüft. {made.unverified_because} Ältere Sicherungen bleiben "
            f"alle liegen. Datei ({size}): {made.path}"
        )
    rows = counted(made.rows, "Zeile", "Zeilen")
    said = f"Gesichert und geprüft: {rows} zurückgeholt und verglichen."
    if kept.removed:
        gone = counted(len(kept.removed), "ältere Sicherung", "ältere Sicherungen")
        said += f" Dem Alter nach entfernt: {gone}."
    return f"{said} Datei ({size}): {made.path}"
