"""A list that comes in, taken whole."""

from sqlalchemy import select

from db.history import COUNTERS
from db.metadata import metadata
from ozg_tui.desk.core.desk import Desk

HEAD = ("Nachname", "Vorname", "Firma", "Telefon", "Mobil", "E-Mail", "Funktion", "Notiz")


MUELLER = (
    "Müller", "Käthe", "Gemeinde Ahnatal", "05609 90009-12", "", "k.mueller@example.org",
    "Bürgermeisterin", "",
)  # fmt: skip


def row(**cells: str) -> tuple[str, ...]:
    """A row of `HEAD`, Käthe Müller where nothing else is said."""
    named = dict(zip(HEAD, MUELLER, strict=True)) | {
        name.replace("_", "-"): cell for name, cell in cells.items()
    }
    return tuple(named[heading] for heading in HEAD)


def everything(desk: Desk) -> dict[str, list[str]]:
    """All rows of all tables but the memory itself, without what every save moves.

    The search entries are among it, without their places.
    """
    told = {}
    with desk.store.reading() as session:
        for table in metadata.sorted_tables:
            if table.name not in {"change", "seal", "reversal", "exchange", "search_word"}:
                rows = session.execute(select(table)).mappings()
                told[table.name] = sorted(
                    str({name: row[name] for name in row if name not in COUNTERS | {"position"}})
                    for row in rows
                )
    return told
