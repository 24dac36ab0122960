"""Opens the desk: finds the store, brings its schema and its facts up to date."""

import os
from pathlib import Path

from sqlalchemy import Engine

from db.connection import open_engine, spoken_errors, store_url
from db.migrate import HEAD, revision
from ozg_tui.clock import Clock
from ozg_tui.desk.core.desk import Desk
from ozg_tui.person import default_actor

STORE_FILE = "bestand.db"


def default_address() -> str:
    """`OZG_DB`, or the file in the platform's data folder."""
    if address := os.environ.get("OZG_DB"):
        return address
    from platformdirs import user_data_path

    return str(user_data_path("ozg-tui", appauthor=False) / STORE_FILE)


def open_desk(clock: Clock, address: str | None = None, actor: str | None = None) -> Desk:
    """Open the store at this address; an empty one is created with all facts.

    Raises `db.errors.StoreError` with a sentence when the store cannot be used.
    """
    engine = open_engine(store_url(address or default_address()))
    desk = Desk(engine, actor or default_actor(), clock)
    if _revision(engine) != HEAD:
        prepare(desk)
    if not desk.is_embedded:
        from db.rights import person_of

        person = desk.read(person_of)
        if person.right is not None:
            # What the server knows of a person counts, not what they call themselves.
            desk.actor = person.name
    return desk


def prepare(desk: Desk) -> str:
    """Bring schema and facts up to date; answers in a sentence what was done."""
    from db.migrate import upgrade
    from seeds.load import load

    _, backup, mended = upgrade(desk.engine, desk.clock)
    loaded = load(desk.store)
    done = (
        f"Bestand bereit: {loaded.added} Fakten neu, {loaded.updated} aktualisiert, "
        f"{loaded.kept} unverändert."
    )
    if backup is not None:
        desk.notice = f"Vor der Umstellung auf diese Version wurde der Bestand gesichert: {backup}"
        if mended:
            desk.notice += (
                f". Aus {mended} Namen und Adressen wurden unsichtbare Zeichen entfernt; der "
                "Verlauf zeigt, was dort stand."
            )
        done = f"{done} {desk.notice}"
    return done


def place_of(desk: Desk) -> str:
    """Where the store lies, without any secret."""
    url = desk.engine.url
    return str(Path(url.database or "")) if desk.is_embedded else url.render_as_string()


def _revision(engine: Engine) -> str | None:
    with spoken_errors(), engine.connect() as connection:
        return revision(connection)
