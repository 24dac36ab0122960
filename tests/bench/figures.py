"""The arithmetic: what a round says, what all rounds say, whether a limit holds."""

from collections import defaultdict
from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

Round = defaultdict[str, list[float]]
"""The samples of one round by what was measured; all taken within a minute."""


class Limit(NamedTuple):
    """`series` may be at most `times` the `anchor` of the same round, and `plus` on top."""

    series: str
    anchor: str
    times: float
    plus: float = 0.0

    def ratio(self, rounds: Iterable[Round]) -> float:
        """The median of the rounds' ratios, what is on top taken off; infinite without any.

        A shared machine has slow and fast phases; within one round both sides are in the same.
        """
        both = [(each[self.series], each[self.anchor]) for each in rounds]
        ratios = [(median(ours) - self.plus) / median(base) for ours, base in both if ours and base]
        return median(ratios) if ratios else float("inf")


def all_of(rounds: Iterable[Round], series: str) -> list[float]:
    """The samples of all rounds."""
    return [sample for each in rounds for sample in each[series]]


def percentile(samples: Iterable[float], part: float) -> float:
    """The value below which this part of the samples lies, between neighbours in proportion."""
    ordered = sorted(samples)
    below, rest = divmod((len(ordered) - 1) * part, 1)
    low = ordered[int(below)]
    return low + (ordered[min(int(below) + 1, len(ordered) - 1)] - low) * rest
