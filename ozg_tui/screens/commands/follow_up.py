"""Follow-ups from the keyboard: a new one at any record, done, taken over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ozg_tui.resources.catalogue import FOLLOW_UPS

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.screens.kit.host import Host
    from ozg_tui.screens.kit.subject import Subject


def open_follow_up(host: Host, subject: Subject | None) -> None:
    """Open the form of a new follow-up, filled with what it is about."""
    if subject is None:
        host.open_form(FOLLOW_UPS)
        return

    def question(desk: Desk) -> dict[str, str]:
        from ozg_tui.desk.core.links import links_of
        from ozg_tui.screens.kit.subject import code_of

        return links_of(desk, code_of(subject.resource), subject.record_id)

    host.bridge.read_record(
        "follow up", question, lambda links: host.open_form(FOLLOW_UPS, None, links)
    )


async def tick_off(host: Host, follow_up_id: int, then: Callable[[], None]) -> None:
    """Mark a follow-up as done, or open it again."""

    def job(desk: Desk) -> str:
        from ozg_tui.desk.telephone.follow_ups import tick_off

        return tick_off(desk, follow_up_id)

    await _do(host, job, then)


async def take_over(host: Host, follow_up_id: int, then: Callable[[], None]) -> None:
    """Make a follow-up one's own; its history keeps who had it before."""

    def job(desk: Desk) -> str:
        from ozg_tui.desk.telephone.follow_ups import take_over

        take_over(desk, follow_up_id)
        return "Die Wiedervorlage gehört jetzt Ihnen."

    await _do(host, job, then)


async def _do(host: Host, job: Callable[[Desk], str], then: Callable[[], None]) -> None:
    from db.errors import StoreError
    from ozg_tui.screens.kit.patience import patiently

    try:
        sentence = await patiently(host.bridge, job, host.say)
    except StoreError as error:
        host.say(str(error))
    else:
        then()
        host.say(sentence)
