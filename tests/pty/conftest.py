import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def runtime() -> Iterator[Path]:
    """The runtime folder of a session of its own; no program here meets one of a person."""
    old = os.environ.get("XDG_RUNTIME_DIR")
    with tempfile.TemporaryDirectory() as path:
        os.environ["XDG_RUNTIME_DIR"] = path
        yield Path(path)
    if old is None:
        del os.environ["XDG_RUNTIME_DIR"]
    else:
        os.environ["XDG_RUNTIME_DIR"] = old
