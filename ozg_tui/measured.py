"""What was measured of this version: kept by the benchmarks of `tests/bench`, read by staff."""

import json
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("measured.json")


class Figure(NamedTuple):
    """One figure; `limit` is the most it may be, None where it is only told.

    `unit` is × for a ratio to something measured in the same run, which `beside` names.
    """

    what: str
    measured: float
    unit: str
    limit: float | None
    beside: str

    @property
    def is_held(self) -> bool:
        """Whether it keeps its limit."""
        return self.limit is None or self.measured <= self.limit


class Run(NamedTuple):
    """One benchmark: when it ran last, on what, by which command."""

    title: str
    on: str
    version: str
    machine: str
    databases: str
    command: str
    figures: tuple[Figure, ...]


def runs() -> tuple[Run, ...]:
    """All benchmarks that were kept, in the order of their titles."""
    return tuple(
        Run(title=title, figures=tuple(Figure(*each) for each in run.pop("figures")), **run)
        for title, run in sorted(json.loads(FILE.read_text(encoding="utf-8")).items())
    )
