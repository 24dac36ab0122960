"""What a report is: a declaration of what it counts, and the function that counts it."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ozg_tui.codes.funding import RuleTopic
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.writing.sheet import Cell, Column


class Takes(StrEnum):
    """What a report can be asked for, by the word of the command line."""

    FROM = "von"
    UNTIL = "bis"
    DISTRICT = "kreis"
    PLACE = "kommune"
    BY = "gliederung"


class Asked(NamedTuple):
    """What somebody wants to know.

    `on` is the day that counts, `since` and `until` a period within it, `district` the key of a
    Landkreis or of a kreisfreie Stadt, `place` the number of a Kommune, `by` one of the groupings
    of the report; all but the day are empty where it is about everything.
    """

    on: date
    since: date | None = None
    until: date | None = None
    district: str = ""
    place: int = 0
    by: str = ""

    def covers(self, day: date | None) -> bool:
        """Whether a day lies in the period that is asked about, and not after the day itself.

        What has no day lies in no period, but counts where none is asked about.
        """
        if day is None:
            return self.since is None and self.until is None
        after = self.since is None or day >= self.since
        return after and day <= min(self.until or self.on, self.on)


class Counted(NamedTuple):
    """Rows of a table that a figure counts."""

    table: str
    ids: tuple[int, ...]


class Row(NamedTuple):
    """A line of a report with the rows behind it; a total says what the lines above come to."""

    cells: tuple[Cell, ...]
    counted: tuple[Counted, ...] = ()
    is_total: bool = False


class Chart(NamedTuple):
    """Bars beside the lines: the places of the columns that name a bar and measure it."""

    title: str
    name: int
    measure: int


class Chapter(NamedTuple):
    """What another report says, as part of this one, under its own receipt."""

    report: "Report"
    asked: Asked
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    receipt: str


class Found(NamedTuple):
    """What a report has found; `sentences` say it in words, `remarks` what must be known of it.

    `columns` are those of this answer, where it depends on what was asked; `chapters` are other
    reports that it brings together.
    """

    rows: tuple[Row, ...]
    sentences: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    chapters: tuple[Chapter, ...] = ()


class Report(NamedTuple):
    """One report. `definition`, `denominator` and `source` are said with every answer.

    `by` are its groupings with their words, the usual one first. `begins` gives the first day that
    there is something to say about, None where nothing is recorded yet. `rules` are the topics
    whose rule sets it goes by. `as_known` answers past days from the store as it was known when
    they ended; other reports know the day of each thing they count. `personal` ones name people of
    the desk.
    """

    code: str
    name: str
    title: str
    definition: str
    denominator: str
    source: str
    columns: tuple[Column, ...]
    find: Callable[[Desk, Asked], Found]
    begins: Callable[[Desk], date | None]
    takes: tuple[Takes, ...] = ()
    by: tuple[tuple[str, str], ...] = ()
    rules: tuple[RuleTopic, ...] = ()
    chart: Chart | None = None
    as_known: bool = False
    personal: bool = False
