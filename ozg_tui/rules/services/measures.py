"""Three honest measures of a roll-out side by side, each with what was divided by what.

One number says little: a service that is live somewhere may be live nowhere else. So nothing is a
percentage alone, and a service counts only among the Kommunen that are competent for it.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all; None where there is nothing to divide by."""
        return self.part * 100 // self.whole if self.whole else None

    @property
    def text(self) -> str:
        """`24 von 58 (41 %)`."""
        return f"{self.part} von {self.whole}" + (f" ({self.percent} %)" if self.whole else "")


class Reach(NamedTuple):
    """One service: how many Kommunen are competent for it, where it is live and in the Finder."""

    competent: int
    live: int
    in_finder: int


class Measures(NamedTuple):
    """The three measures, and of what is live the part that the Hessen-Finder names.

    `somewhere` and `everywhere` count services, `responsibilities` pairs of a service and a
    Kommune that is competent for it.
    """

    somewhere: Share
    everywhere: Share
    responsibilities: Share
    in_finder: Share


def measured(services: Iterable[Reach]) -> Measures:
    """Measure services; one that no Kommune is competent for is live nowhere and counts no pair."""
    found = tuple(services)
    live = sum(each.live for each in found)
    return Measures(
        somewhere=Share(sum(each.live > 0 for each in found), len(found)),
        everywhere=Share(sum(each.live == each.competent > 0 for each in found), len(found)),
        responsibilities=Share(live, sum(each.competent for each in found)),
        in_finder=Share(sum(each.in_finder for each in found), live),
    )


MEANINGS = {
    "somewhere": "Leistungen, die in mindestens einer zuständigen Kommune live sind",
    "everywhere": "Leistungen, die in allen zuständigen Kommunen live sind",
    "responsibilities": "Paare aus Leistung und zuständiger Kommune, die live sind",
    "in_finder": "davon im Hessen-Finder eingetragen (erst dann gilt das OZG als erfüllt)",
}
"""What each measure counts, in the words of the screen."""
