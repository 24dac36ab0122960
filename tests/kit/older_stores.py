"""Stores as older programs left them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from db.store import Store

ROOT = Path(__file__).parents[2]


def migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", "db:migrations")
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def written_at(store: Store, revision: str) -> Iterator[Connection]:
    """Write into a new store as a program of this revision did."""
    with store.engine.connect() as plain:
        connection = plain.execution_options(ozg_mode="write")
        with connection.begin():
            config = migrations()
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            yield connection
