"""Somebody does not want the OZG-Report any more: an address, or all addresses of a person."""

from sqlalchemy import Select, bindparam, select

from db.errors import RefusedError
from db.tables import Subscription
from ozg_tui.codes.newsletter import Consent
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession, reading, writing

_STILL = select(Subscription).where(Subscription.ended_at.is_(None)).order_by(Subscription.id)
_OF = {
    "subscription": _STILL.where(Subscription.id == bindparam("id")),
    "contact": _STILL.where(Subscription.contact_id == bindparam("id")),
}


def question(desk: Desk, code: str, record_id: int) -> str:
    """What is asked before: at a `subscription` or a `contact`.

    Raises `RefusedError` when no OZG-Report goes there.
    """
    with reading(desk) as session:
        return f"Den OZG-Report nicht mehr an {_addresses(_still(session, _OF[code], record_id))}?"


def end(desk: Desk, code: str, record_id: int) -> str:
    """End it now; answers in a sentence. Raises as `question`."""
    with writing(desk) as session:
        rows = _still(session, _OF[code].with_for_update(), record_id)
        for row in rows:
            row.consent, row.ended_at = Consent.ENDED.value, session.now
        return f"Kein OZG-Report mehr an {_addresses(rows)}. u nimmt es zurück."


def _still(
    session: DeskSession, wanted: Select[Subscription], record_id: int
) -> list[Subscription]:
    rows = list(session.scalars(wanted, {"id": record_id}))
    if not rows:
        raise RefusedError("Dorthin geht kein OZG-Report.")
    return rows


def _addresses(rows: list[Subscription]) -> str:
    return " und ".join(row.email for row in rows)
