"""PostgreSQL's own programs, of the server's major version where they are to be had."""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.engine import URL

from db.backup.failures import NotBackedUpError

_SECONDS = 3_600
_VERSION = re.compile(r"\(PostgreSQL\) ([0-9]+)")
_INSTALLED = "/usr/lib/postgresql"
_RESTORING = "-c synchronous_commit=off -c maintenance_work_mem=128MB"


class Tools(NamedTuple):
    """Where `pg_dump` and `pg_restore` lie."""

    dump: Path
    restore: Path


def tools_for(major: int) -> Tools:
    """The programs of a server's major version, or the next newer ones.

    Raises `NotBackedUpError` where there are none, or older ones alone.
    """
    found: dict[int, Tools] = {}
    for folder in _folders():
        tools = Tools(folder / "pg_dump", folder / "pg_restore")
        if all(os.access(each, os.X_OK) for each in tools):
            found.setdefault(_major_of(tools.dump), tools)
    usable = [each for each in found if each >= major]
    if usable:
        return found[min(usable)]
    if found:
        raise NotBackedUpError(
            f"pg_dump ist älter als der Server. Bitte die PostgreSQL-Werkzeuge der Version {major} "
            "installieren."
        )
    raise NotBackedUpError(
        f"pg_dump und pg_restore fehlen. Bitte die PostgreSQL-Werkzeuge der Version {major} "
        "installieren oder den Befehl auf einem Rechner ausführen, der sie hat."
    )


def run(program: Path, url: URL, *arguments: str, database: str = "") -> None:
    """Run one of the programs on a database; its words reach no terminal, and it asks nobody.

    Raises `NotBackedUpError` where it fails.
    """
    plain = url.set(drivername="postgresql", database=database or url.database)
    address = plain.render_as_string(hide_password=False)
    said = _said([str(program), "--no-password", *arguments, f"--dbname={address}"])
    if said is None:
        return
    if "version mismatch" in said:
        raise NotBackedUpError("pg_dump ist älter als der Server.")
    if "No space left on device" in said:
        raise NotBackedUpError("der Datenträger ist voll.")
    raise NotBackedUpError(f"{program.name} ist gescheitert.")


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
