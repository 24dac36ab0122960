"""All reports, by number and by name: each module of `declared` enrols its own."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from db.errors import NotFoundError
from ozg_tui.desk.reports import declared
from ozg_tui.desk.reports.report import Report
from ozg_tui.text import clean

REPORTS: tuple[Report, ...] = tuple(
    sorted(
        (
            report
            for each in iter_modules(declared.__path__, f"{declared.__name__}.")
            for report in import_module(each.name).REPORTS
        ),
        key=lambda each: int(each.code[1:]),
    )
)
BY_CODE: Mapping[str, Report] = {each.code: each for each in REPORTS}


def find_report(typed: str) -> Report:
    """The report of this name or number: `beratung`, `R1`, `r1`. Raises `NotFoundError`."""
    text = clean(typed).strip().lower()
    for each in REPORTS:
        if text in {each.name, each.code.lower()}:
            return each
    raise NotFoundError(
        f"Den Bericht »{text}« gibt es nicht. Möglich sind: "
        f"{', '.join(each.name for each in REPORTS)}."
    )
