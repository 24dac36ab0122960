"""Calls on their way into the running program: heard at the doorbell, looked up at the desk.

What this needs is loaded when it is needed, none of it before the first frame.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from ozg_tui.loading import loading

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.telephone.callers import Caller
    from ozg_tui.doorbell.hang import Doorbell

PREFIX = "OZG_AMTSHOLUNG"
"""The environment variable for the digits by which the telephone system reaches a line outside."""

_CALLERS = "ozg_tui.desk.telephone.callers"


async def hang_doorbell(
    address: str, take: Callable[[str], bool], report: Callable[[Exception], None]
) -> Doorbell:
    """Begin to listen for the calls of a store; `report` gets the reason where that fails."""
    from ozg_tui.doorbell.hang import Doorbell
    from ozg_tui.doorbell.place import DoorbellError

    doorbell = Doorbell(address, take)
    try:
        await doorbell.open()
    except DoorbellError as error:
        report(error)
    return doorbell


def identify(desk: Desk, text: str) -> Caller:
    """Look a caller up; the first call loads the ORM for that."""
    if _CALLERS not in sys.modules:
        with loading():
            from ozg_tui.desk.telephone import callers

            assert callers
    from ozg_tui.desk.telephone.callers import identify

    return identify(desk, text, os.environ.get(PREFIX, "").strip())
