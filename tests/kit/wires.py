"""A way to the PostgreSQL server that is cut at a chosen message, heard by the server or not."""

import contextlib
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from tests.kit.postgres import Server, fast_folder

_SOCKET = ".s.PGSQL.5432"


class Wire:
    """Carries what clients say to the server and back.

    `cut(after)` ends the connection that says the next-but-`after` thing: `arrives` is whether the
    server still hears it; its answer is lost either way. `is_down` lets nobody through.
    """

    def __init__(self, server: Server, url: URL, folder: Path) -> None:
        self.url = url.set(query={"host": str(folder)})
        self.is_down = False
        self.has_cut = threading.Event()
        self._goes_down, self._word = False, b""
        self._left: int | None = None
        self._arrives = False
        self._target = str(server.folder / _SOCKET)
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(folder / _SOCKET))
        self._door.listen(50)
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self, after: int, *, arrives: bool, word: bytes = b"", goes_down: bool = False) -> None:
        """Arm the cut; only what has the word in it counts. `goes_down` shuts the way then."""
        self.has_cut.clear()
        self._left, self._arrives = after, arrives
        self._word, self._goes_down = word, goes_down

    def disarm(self) -> bool:
        """Cut nothing more; answers whether something was cut."""
        self._left = None
        return self.has_cut.is_set()

    def close(self) -> None:
        """Take no more connections."""
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._door.accept()
                if self.is_down:
                    client.close()
                    continue
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._target)
                for one, other, talks in ((client, server, True), (server, client, False)):
                    threading.Thread(
                        target=self._carry, args=(one, other, talks), daemon=True
                    ).start()

    def _carry(self, one: socket.socket, other: socket.socket, talks: bool) -> None:
        with contextlib.suppress(OSError):
            while content := one.recv(1 << 20):
                if talks and self._is_cut(content):
                    self._end(one, other, content)
                    return
                other.sendall(content)
        for each in (one, other):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _is_cut(self, content: bytes) -> bool:
        if self._left is None or self._word not in content:
            return False
        self._left -= 1
        return self._left < 0

    def _end(self, client: socket.socket, server: socket.socket, content: bytes) -> None:
        self._left = None
        self.is_down = self._goes_down
        self.has_cut.set()
        client.shutdown(socket.SHUT_RDWR)
        if self._arrives:
            server.sendall(content)
        server.shutdown(socket.SHUT_WR)
        client.close()


@contextmanager
def wire(server: Server, url: URL) -> Iterator[Wire]:
    """A way of its own to a database."""
    with tempfile.TemporaryDirectory(prefix="ozg-wire-", dir=fast_folder()) as folder:
        made = Wire(server, url, Path(folder))
        try:
            yield made
        finally:
            made.close()
