"""PostgreSQL's own programs, of the server's major version where they are to be had."""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.engine import URL

from db.backup.failures import FULL, SAVED_SINCE, TOO_BUSY, StepFailedError

_SECONDS = 3_600
_VERSION = re.compile(r"\(PostgreSQL\) ([0-9]+)")
_INSTALLED = "/usr/lib/postgresql"
_REASONS = {
    "version mismatch": "pg_dump ist älter als der Server.",
    "No space left on device": FULL,
    "lock timeout": TOO_BUSY,
    "ozg saved since": SAVED_SINCE,
}
_RESTORING = "-c synchronous_commit=off -c maintenance_work_mem=128MB -c lock_timeout=30s"


class Tools(NamedTuple):
    """Where `pg_dump`, `pg_restore` and `psql` lie."""

    dump: Path
    restore: Path
    query: Path


def tools_for(major: int) -> Tools:
    """The programs of a server's major version, or the next newer ones.

    Raises `StepFailedError` where there are none, or older ones alone.
    """
    found: dict[int, Tools] = {}
    for folder in _folders():
        tools = Tools(folder / "pg_dump", folder / "pg_restore", folder / "psql")
        if all(os.access(each, os.X_OK) for each in tools):
            found.setdefault(_major_of(tools.dump), tools)
    usable = [each for each in found if each >= major]
    if usable:
        return found[min(usable)]
    if found:
        raise StepFailedError(
            f"pg_dump ist älter als der Server. Bitte die PostgreSQL-Werkzeuge der Version {major} "
            "installieren."
        )
    raise StepFailedError(
        f"pg_dump, pg_restore und psql fehlen. Bitte die PostgreSQL-Werkzeuge der Version {major} "
        "installieren oder den Befehl auf einem Rechner ausführen, der sie hat."
    )


def run(program: Path, url: URL, *arguments: str, database: str = "") -> None:
    """Run one of the programs on a database; its words reach no terminal, and it asks nobody.

    Raises `StepFailedError` where it fails.
    """
    plain = url.set(drivername="postgresql", database=database or url.database)
    address = plain.render_as_string(hide_password=False)
    _run([str(program), "--no-password", *arguments, f"--dbname={address}"])


def write_script(program: Path, dumped: Path, script: Path) -> None:
    """Let `pg_restore` write what it would do as a script. Raises `StepFailedError`."""
    _run([str(program), "--no-owner", "--no-privileges", f"--file={script}", str(dumped)])


def _run(command: Sequence[str]) -> None:
    said = _said(command)
    if said is None:
        return
    for sign, reason in _REASONS.items():
        if sign in said:
            raise StepFailedError(reason)
    raise StepFailedError(f"{Path(command[0]).name} ist gescheitert.")


def _folders() -> Iterator[Path]:
    yield from (Path(each) for each in os.get_exec_path())
    yield from Path(_INSTALLED).glob("*/bin")


def _major_of(program: Path) -> int:
    """The major version of a program; 0 for one that does not tell."""
    done = subprocess.run(  # noqa: S603
        [program, "--version"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        check=False,
    )
    named = _VERSION.search(done.stdout.decode("utf-8", "replace"))
    return int(named[1]) if named else 0


def _said(command: Sequence[str]) -> str | None:
    """What a program said that failed."""
    try:
        done = subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_SECONDS,
            env=os.environ | {"PGOPTIONS": _RESTORING, "LC_ALL": "C"},
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "timeout"
    return None if done.returncode == 0 else done.stdout.decode("utf-8", "replace")
