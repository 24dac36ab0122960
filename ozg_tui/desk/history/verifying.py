"""Whether the history still is what was written."""

from typing import NamedTuple

from sqlalchemy import select

from db import chain
from db.errors import NotFoundError
from db.tables import Change
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.german.counting import counted, number
from ozg_tui.text import clean

_GROUP = 4


class Examined(NamedTuple):
    """What came out: figures, the newest seal, the number of the first broken row, the sentence.

    `erased` rows have lost what they held to an erasure; they stand in the chain as before.
    """

    rows: int
    erased: int
    seals: int
    tip: str
    broken: int | None
    sentence: str


def examine(desk: Desk, noted: str = "") -> Examined:
    """Hold the whole history against its chain; `noted` is a seal that has to be part of it.

    Raises `NotFoundError` when the noted seal is not there: then the history ends before it, or was
    written anew.
    """
    with desk.store.reading() as session:
        connection = session.connection()
        found = chain.verify(connection)
        if found.broken is not None:
            row = session.execute(
                select(Change.at, Change.actor, Change.table_name, Change.row_id).where(
                    Change.id == found.broken.row
                )
            ).first()
        if found.broken is None and noted and not chain.holds(connection, noted):
            raise NotFoundError(
                "Dieses Siegel gibt es im Verlauf nicht. Es ist falsch abgeschrieben, oder der "
                "Verlauf wurde seitdem gekürzt oder neu geschrieben."
            )
    figures = (found.rows, found.erased, found.seals, spelt(found.tip))
    if found.broken is None:
        return Examined(*figures, None, _whole(found.rows, found.erased))
    place, reason = found.broken
    told = f" ({moment_text(row.at)}, {row.actor}, {row.table_name} {row.row_id})" if row else ""
    sentence = clean(f"Der Verlauf ist nicht, wie er geschrieben wurde. Zeile {place}{told}: ")
    return Examined(*figures, place, sentence + reason)


def spelt(tip: str) -> str:
    """A seal in groups, as it is read out and written down."""
    return "-".join(tip[start : start + _GROUP] for start in range(0, len(tip), _GROUP))


def _whole(rows: int, erased: int) -> str:
    said = f"Der Verlauf ist vollständig und unverändert: {counted(rows, 'Zeile', 'Zeilen')}"
    if erased:
        said += f", davon {number(erased)} ohne Inhalt, weil er gelöscht wurde (Art. 17 DSGVO)"
    return f"{said}."
