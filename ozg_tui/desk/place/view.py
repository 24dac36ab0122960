"""All that the screen of one Kommune shows, asked for at once: the card and what goes with a call.

What a script does not need stands here and not in the card: the detail to confirm, what happened
since the last call, the call under way.
"""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from db.tables import Call, Organisation
from ozg_tui.clock import day_of
from ozg_tui.codes.telephone import CallResult
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.kept import kept
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.place.card import card
from ozg_tui.desk.place.parts import Card
from ozg_tui.desk.register.confirmations import Detail, Freshness, to_ask
from ozg_tui.desk.since import changes
from ozg_tui.desk.since.changes import Changes

MOST_CHANGES = 200
"""What is shown of the changes when somebody asks for all of them."""

_PROVIDER_KEY = "ekom21"
_WEBSITE = select(Organisation.website).where(Organisation.id == bindparam("id"))
_CALL_SINCE = select(Call.started_at).where(
    Call.id == bindparam("id"), Call.result == CallResult.OPEN
)


class Provider(NamedTuple):
    """Who takes the bookings of the Digitalisierungsberatung, and where."""

    id: int
    website: str


class View(NamedTuple):
    """The card of a Kommune, and what the person at the telephone needs besides.

    `asked` is the detail to confirm next. `talked_at` is the end of the last call, `changes` what
    happened since; without a call there is nothing to look back to. `call_since` is the beginning
    of the call under way, None when it is over.
    """

    card: Card
    asked: Detail | None
    freshness: Freshness
    talked_at: datetime | None
    changes: Changes
    provider: Provider | None
    call_since: datetime | None

    @property
    def days_since_talk(self) -> int | None:
        """How many days ago the last call was."""
        if self.talked_at is None:
            return None
        return (self.card.on - day_of(self.talked_at)).days


def municipality_view(
    desk: Desk, organisation_id: int, on: date, call_id: int | None = None
) -> View:
    """The view of an organisation on a day. Raises `NotFoundError`."""
    shown = card(desk, organisation_id, on)
    asked, freshness = to_ask(desk, organisation_id, on)
    talked_at = changes.last_talk(desk, organisation_id)
    return View(
        card=shown,
        asked=asked,
        freshness=freshness,
        talked_at=talked_at,
        changes=changes.since(desk, organisation_id, talked_at) if talked_at else Changes((), 0),
        provider=kept(desk, _provider),
        call_since=_call_since(desk, call_id) if call_id is not None else None,
    )


def all_changes(desk: Desk, view: View) -> Changes:
    """What happened since the last call, up to a number that nobody reads to the end."""
    if view.talked_at is None:
        return view.changes
    return changes.since(desk, view.card.id, view.talked_at, MOST_CHANGES)


def _provider(desk: Desk) -> Provider | None:
    number = territory(desk).id_of(_PROVIDER_KEY)
    if number is None:
        return None
    website = desk.read(lambda reader: reader.execute(_WEBSITE, {"id": number}).scalar())
    return Provider(number, (website or "").removeprefix("https://"))


def _call_since(desk: Desk, call_id: int) -> datetime | None:
    moment: datetime | None = desk.read(
        lambda reader: reader.execute(_CALL_SINCE, {"id": call_id}).scalar()
    )
    return moment
