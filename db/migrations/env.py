"""Alembic's entry: runs on the connection that the program hands over, or on `OZG_DB`."""

import os
from typing import Any

from alembic import context
from sqlalchemy import Connection

import db.search.pages
import db.tables  # noqa: F401  -- fills the catalogue
from db.connection import open_engine, store_url
from db.metadata import metadata


def include(thing: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Leave out what only one database has: the full-text index and what belongs to it."""
    if kind == "table":
        return not (name or "").startswith("search_index")
    return name not in {"vector", "ix_search_entry_vector"}


def run(connection: Connection) -> None:
    """Bring the schema of this connection up to date, in the transaction it is in."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=include,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    with open_engine(store_url(os.environ["OZG_DB"])).connect() as own:
        run(own)
        own.commit()
