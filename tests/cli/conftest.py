import io
import sys
from collections.abc import Iterator

import pytest

from ozg_tui.cli import main
from seeds.load import load
from tests.kit import stored_applications
from tests.kit.clock import SetClock
from tests.kit.commands import Answer, Run
from tests.kit.stored_applications import DAY
from tests.kit.stores import Stores


@pytest.fixture(scope="session")
def seeded(stores: Stores) -> Iterator[str]:
    """The path of a store with all facts; no test writes into it."""
    with stores.copy("sqlite", load) as url:
        yield str(url.database)


@pytest.fixture
def own(stores: Stores) -> Iterator[str]:
    """The path of a store with all facts for one test."""
    with stores.copy("sqlite", load) as url:
        yield str(url.database)


@pytest.fixture
def clock() -> SetClock:
    """The clock of the commands."""
    return SetClock(DAY)


@pytest.fixture
def run(
    seeded: str,
    clock: SetClock,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Run a command in this process: `run("suche", "homberg", "--json")`."""
    monkeypatch.setenv("OZG_DB", seeded)

    def command(*arguments: str, stdin: bytes | None = None) -> Answer:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = main(arguments, clock)
        return Answer(code, *capsys.readouterr())

    return command


@pytest.fixture(scope="session")
def applications(stores: Stores) -> Iterator[str]:
    """The path of a store with IKZ applications; tests write nothing into it but kept answers."""
    with stores.copy("sqlite", stored_applications.fill) as url:
        yield str(url.database)


@pytest.fixture
def ikz(run: Run, applications: str) -> Run:
    """Run `ozg-tui ikz` on the store with applications."""

    def command(*arguments: str, stdin: bytes | None = None) -> Answer:
        return run("--db", applications, "ikz", *arguments, stdin=stdin)

    return command
