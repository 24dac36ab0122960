"""What all tests share: both databases, each test with a store of its own."""

import gc
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings
from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.engine import URL
from sqlalchemy.util import LRUCache

from db.store import Store
from ozg_tui.clock import Clock
from tests.kit.postgres import Server, fast_folder
from tests.kit.stores import DIALECTS, Stores, opened
from tests.kit.tries import times

# Every worker loads all tests, and many tests start the program: what is compiled is kept, also
# where the environment says otherwise. The workers and those programs inherit this.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Nothing here reads or writes what a person has set for the program.
_SETTINGS = tempfile.TemporaryDirectory(prefix="ozg-settings-")
os.environ["XDG_CONFIG_HOME"] = _SETTINGS.name
os.environ.pop("COLORFGBG", None)

# No test is about time: how long an example takes is the machine's business.
settings.register_profile("suite", max_examples=times(25), deadline=None)
settings.load_profile("suite")


def _of_the_machine(_clock: Clock) -> NoReturn:
    raise AssertionError("a test hands a clock that it has set: tests.kit.clock")


# In this process nobody learns what time it is: no test can depend on the day it runs.
Clock.now = _of_the_machine  # type: ignore[method-assign]

_DIALECTS: dict[str, Dialect] = {}
_COMPILED: dict[str, LRUCache] = {}


@event.listens_for(Engine, "engine_connect")
def compile_once(connection: Connection) -> None:
    """The many engines of this run share what SQLAlchemy has compiled for one of them."""
    engine = connection.engine
    name = f"{engine.dialect.name}+{engine.dialect.driver}"
    known = _DIALECTS.setdefault(name, engine.dialect)
    if engine.dialect is not known:
        engine.dialect = connection.dialect = known
    engine._compiled_cache = _COMPILED.setdefault(name, LRUCache(1_000))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first: the other workers take over what waits behind it."""
    items.sort(key=lambda item: "long" not in item.keywords)


def pytest_collection_finish() -> None:
    """Look for garbage seldom: what is loaded by now stays, and a look at all of it takes long."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of a person of its own: what is kept there is never that of a real one."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def postgres(shared: Path) -> Iterator[Callable[[], Server]]:
    """The PostgreSQL server of this run, started by the first test that calls for it."""
    joined: list[Server] = []

    def server() -> Server:
        if not joined:
            joined.append(Server(shared))
        return joined[0]

    yield server
    for each in joined:
        each.leave()


@pytest.fixture(scope="session")
def stores(shared: Path, postgres: Callable[[], Server]) -> Iterator[Stores]:
    """Copies of prepared stores: `with stores.opened(dialect, prepare) as store`."""
    with tempfile.TemporaryDirectory(prefix="ozg-stores-", dir=fast_folder()) as folder:
        yield Stores(Path(folder), shared, postgres)


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each database in turn."""
    return str(request.param)


@pytest.fixture
def store_url(stores: Stores, dialect: str) -> Iterator[URL]:
    """The address of a migrated store without rows, on each database in turn."""
    with stores.copy(dialect) as url:
        yield url


@pytest.fixture
def store_url_text(store_url: URL) -> str:
    """The same store's address as it is given to `--db`."""
    return store_url.render_as_string(hide_password=False)


@pytest.fixture
def store(store_url: URL) -> Iterator[Store]:
    """The same store, opened."""
    with opened(store_url) as store:
        yield store


@pytest.fixture
def empty_url(stores: Stores, dialect: str) -> Iterator[URL]:
    """The address of a database without tables, on each database in turn."""
    with stores.empty(dialect) as url:
        yield url


@pytest.fixture
def engine_urls(stores: Stores) -> Iterator[dict[str, URL]]:
    """A migrated store without rows on both databases at once, by the name of the database."""
    with stores.copy("sqlite") as sqlite, stores.copy("postgresql") as postgresql:
        yield {"sqlite": sqlite, "postgresql": postgresql}


@pytest.fixture
def sqlite_url(stores: Stores) -> Iterator[URL]:
    """The address of a migrated store without rows that is a file."""
    with stores.copy("sqlite") as url:
        yield url


@pytest.fixture
def sqlite_store(sqlite_url: URL) -> Iterator[Store]:
    """A store without rows that is a file."""
    with opened(sqlite_url) as store:
        yield store


@pytest.fixture
def postgresql_store(stores: Stores) -> Iterator[Store]:
    """A store without rows on the server."""
    with stores.opened("postgresql") as store:
        yield store
