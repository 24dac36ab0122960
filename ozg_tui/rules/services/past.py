"""What held on a day, from everything that was ever recorded about it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ozg_tui.rules.services.recording import Held


class Told(NamedTuple):
    """Something that was recorded: from which day it holds; None where the record was removed."""

    since: date
    held: Held | None


def held_on(told: Iterable[Told], day: date) -> Held | None:
    """What held on a day, of records in the order in which they were made.

    A later record holds from its day on, whatever was recorded for that time before: it corrects.
    """
    course: list[Told] = []
    for each in told:
        if each.held is None:
            course = []
            continue
        course = [earlier for earlier in course if earlier.since < each.since]
        course.append(each)
    reached = [each for each in course if each.since <= day]
    return reached[-1].held if reached else None
