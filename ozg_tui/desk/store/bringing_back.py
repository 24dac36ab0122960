"""Brings a backup back, after saying what that would change."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.engine import URL

from db.backup.bring_back import BroughtBack, Preview, bring_back, preview
from db.backup.difference import Difference
from db.migrate import KNOWN
from ozg_tui.clock import Clock
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.core.subjects import PARTS, SUBJECTS
from ozg_tui.german.counting import counted
from ozg_tui.german.labels import TABLES_BESIDE


def look_into(url: URL, path: Path) -> Preview:
    """What a backup would change; the store stays as it is. Raises `StoreError`."""
    return preview(url, path, KNOWN)


def bring_it_back(url: URL, path: Path, clock: Clock) -> BroughtBack:
    """Make a backup the store again, the state before kept. Raises `StoreError`."""
    return bring_back(url, path, clock.now(), KNOWN)


def rows_of(found: Sequence[Difference]) -> list[tuple[str, str, str, str]]:
    """The differences by the German names of the tables, as texts."""
    words = {name: f"{subject.noun.singular}, Teil" for name, (subject, _) in PARTS.items()}
    words |= {each.table: each.noun.singular for each in SUBJECTS} | dict(TABLES_BESIDE)
    return [
        (words[each.table], str(each.back), str(each.gone), str(each.changed)) for each in found
    ]


def foreseen(told: Preview) -> str:
    """What bringing a backup back would do, in sentences."""
    made = moment_text(told.about.made_at)
    if told.differences is None:
        return (
            f"Die Sicherung vom {made} ist vollständig. Der jetzige Bestand fehlt oder ist "
            "beschädigt; er wird beiseitegelegt und nicht gelöscht. Mit --ausfuehren wird die "
            "Sicherung zurückgeholt."
        )
    if not told.differences:
        return f"Die Sicherung vom {made} ist gleich dem jetzigen Bestand. Es ist nichts zu tun."
    return (
        f"Die Sicherung vom {made} ist vollständig. Was seither gesichert wurde, ginge verloren. "
        "Mit --ausfuehren wird zuerst der jetzige Bestand gesichert und dann die Sicherung "
        "zurückgeholt. Offene Programme müssen danach neu gestartet werden."
    )


def told(done: BroughtBack) -> str:
    """What was done, in sentences."""
    rows = counted(done.rows, "Zeile", "Zeilen")
    said = (
        f"Zurückgeholt: der Bestand vom {moment_text(done.about.made_at)}, {rows} verglichen. "
        "Offene Programme müssen neu gestartet werden."
    )
    return f"{said} Der Stand davor: {done.kept}" if done.kept else said
