"""Who leaves an office: from which day, and what of it belongs to the office and not the person."""

import re
from datetime import date

from ozg_tui.rules.dates import format_date

_SHORT = 3
"""Names of so few letters stand in many words: `Ott` in `ottrau`."""


def wrong_day(since: date, today: date, begun: date | None) -> str:
    """Why an office cannot end on this day, as a sentence; empty where it can.

    `since` is the first day without the office, `begun` the day on which it began.
    """
    if since > today:
        return (
            f"Der {format_date(since)} liegt in der Zukunft. Bis dahin ist die Person im Amt; eine "
            "Wiedervorlage (w) erinnert an den Tag."
        )
    if begun is not None and since <= begun:
        return f"Das Amt hat erst am {format_date(begun)} begonnen."
    return ""


def is_of_the_office(mailbox: str, family_name: str) -> bool:
    """Whether an address stays with an office: `buergermeister@`, not `e.beispiel@`.

    An address that bears the name of a person is theirs. `mailbox` is what stands before the @;
    both texts are folded.
    """
    words = re.findall(r"[a-z0-9]+", mailbox)
    name = "".join(re.findall(r"[a-z0-9]+", family_name))
    return name not in (words if len(name) <= _SHORT else "".join(words))
