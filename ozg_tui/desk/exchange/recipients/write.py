"""Recipients of a file written at once: new ones without an object each, others as by a save."""

from collections.abc import Iterable
from typing import Any

from db.bulk import add_rows, new_numbers
from db.errors import ConflictError
from db.tables import Subscription
from ozg_tui.codes.newsletter import Consent
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.exchange.recipients.understand import Content
from ozg_tui.desk.exchange.understood import Outcome, Understood
from ozg_tui.desk.newsletter.subscriptions import SUBSCRIPTIONS


def write(session: DeskSession, rows: Iterable[Understood]) -> None:
    """Write what is new and changed; raises `ConflictError` where a recipient is gone meanwhile."""
    rows = list(rows)
    for row in rows:
        if row.outcome is Outcome.CHANGED:
            _change(session, row)
    session.flush()
    new = [row.content for row in rows if row.outcome is Outcome.NEW]
    numbers = new_numbers(session, Subscription, len(new))
    add_rows(
        session,
        {
            Subscription: [
                _row(session, number, content) for number, content in zip(numbers, new, strict=True)
            ]
        },
    )


def _change(session: DeskSession, row: Understood) -> None:
    stored = session.get(Subscription, row.record_id, with_for_update=True)
    if stored is None:
        raise ConflictError(f"{row.title} gibt es nicht mehr. Es wurde nichts übernommen.", {}, 0)
    content: Content = row.content
    moves_on = stored.consent != content.value.consent
    SUBSCRIPTIONS.apply(session, stored, content.value)
    if moves_on:
        stored.subscribed_at = content.subscribed_at or stored.subscribed_at
        stored.ended_at = content.ended_at or stored.ended_at


def _row(session: DeskSession, number: int, content: Content) -> dict[str, Any]:
    value = content.value
    since = {
        Consent.CONFIRMED: (content.subscribed_at or session.now, None),
        Consent.ENDED: (content.subscribed_at, content.ended_at or session.now),
    }.get(value.consent, (content.subscribed_at, None))
    held = value.model_dump() | {"consent": value.consent.value}
    return held | {"id": number, "subscribed_at": since[0], "ended_at": since[1]}
