"""Moves the desk to another file or server, and says where it is now."""

from db.connection import open_engine, store_url
from db.move import Moved, move
from ozg_tui.codes.rights import Right
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.rights import insist
from ozg_tui.german.counting import counted


def move_desk(desk: Desk, address: str) -> Moved:
    """Move all that the desk keeps to an empty place. Raises `StoreError`."""
    insist(desk, Right.MANAGE)
    target = open_engine(store_url(address))
    try:
        return move(desk.engine, target, desk.clock)
    finally:
        target.dispose()


def told(moved: Moved) -> str:
    """What was done and what is to be done now, in sentences."""
    return (
        f"Umgezogen: {counted(moved.rows, 'Zeile', 'Zeilen')} übertragen und verglichen. Der "
        f"Bestand liegt jetzt hier: {moved.address}. Bitte diese Adresse überall in OZG_DB "
        "eintragen und offene Programme neu starten; der alte Bestand bleibt liegen und nimmt "
        "nichts mehr auf."
    )
