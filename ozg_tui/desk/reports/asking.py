"""What somebody typed becomes what a report is asked for, or a sentence."""

import re
from collections.abc import Mapping
from datetime import date

from db.errors import NotFoundError
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality, territory
from ozg_tui.desk.reports.report import Asked, Report, Takes
from ozg_tui.rules.dates import format_date, parse_date
from ozg_tui.rules.errors import InputError
from ozg_tui.text import clean

STICHTAG = "stichtag"
_LABELS = {
    STICHTAG: "Stichtag",
    Takes.FROM: "von",
    Takes.UNTIL: "bis",
    Takes.DISTRICT: "Kreis",
    Takes.PLACE: "Kommune",
    Takes.BY: "Gliederung",
}


def asked_for(desk: Desk, report: Report, typed: Mapping[str, str]) -> Asked:
    """Understand the parameters of a report, by the words of the command line.

    Raises `InputError` or `NotFoundError` with a sentence: for what the report does not take, a day
    that is not past, one before the first row.
    """
    given = {name: " ".join(clean(text).split()) for name, text in typed.items() if text}
    for name in given:
        if name != STICHTAG and name not in report.takes:
            raise InputError(f"»{report.title}« kennt keine Angabe »{_LABELS[Takes(name)]}«.")
    on = _day(desk, given.get(STICHTAG)) or desk.today()
    _refuse_day(desk, report, on)
    since, until = (_day(desk, given.get(name)) for name in (Takes.FROM, Takes.UNTIL))
    if since is not None and since > (until or on):
        raise InputError(
            f"Der Zeitraum endet am {format_date(until or on)}, bevor er am {format_date(since)} "
            "beginnt."
        )
    if Takes.PLACE in report.takes and Takes.PLACE not in given:
        raise InputError(f"»{report.title}« braucht eine Kommune.")
    return Asked(
        on=on,
        since=since,
        until=until,
        district=_district(desk, given[Takes.DISTRICT], on) if Takes.DISTRICT in given else "",
        place=find_municipality(desk, given[Takes.PLACE]) if Takes.PLACE in given else 0,
        by=_grouping(report, given.get(Takes.BY)),
    )


def typed_in(report: Report, text: str) -> dict[str, str]:
    """The parameters of a line such as `stichtag:19.05.2021 kreis:fulda`, by their words.

    A value goes on until the next word. Raises `InputError` for what belongs to none.
    """
    words = (STICHTAG, *report.takes)
    before, *parts = re.split(rf"(?:^|(?<=\s))({'|'.join(_LABELS)}):", clean(text), flags=re.I)
    if before.strip():
        raise InputError(
            f"»{before.strip()}« ist keine Angabe. Möglich sind: "
            f"{', '.join(f'{word}:' for word in words)}."
        )
    return {
        word.lower(): value.strip() for word, value in zip(parts[::2], parts[1::2], strict=True)
    }


def said(desk: Desk, report: Report, asked: Asked) -> tuple[tuple[str, str], ...]:
    """What was asked for, label by label, without the day."""
    land = territory(desk)
    period = " bis ".join(
        format_date(day) if day else "…" for day in (asked.since, asked.until or asked.on)
    )
    parts = (
        ("Zeitraum", period if asked.since or asked.until else ""),
        ("Kreis", land.name(land.ids[asked.district], asked.on) if asked.district else ""),
        ("Kommune", land.name(asked.place, asked.on) if asked.place else ""),
        ("Gliederung", dict(report.by).get(asked.by, "")),
    )
    return tuple((label, text) for label, text in parts if text)


def _day(desk: Desk, text: str | None) -> date | None:
    return parse_date(text, desk.today()) if text else None


def _refuse_day(desk: Desk, report: Report, on: date) -> None:
    if on > desk.today():
        raise InputError(f"Der {format_date(on)} ist noch nicht gewesen.")
    first = report.begins(desk)
    if on < desk.today() and (first is None or on < first):
        begun = f"beginnen am {format_date(first)}" if first else "gibt es noch nicht"
        raise InputError(
            f"Zum {format_date(on)} lässt sich nichts sagen: Angaben zu »{report.title}« {begun}."
        )


def _district(desk: Desk, text: str, on: date) -> str:
    land = territory(desk)
    try:
        number = find_municipality(desk, text)
    except NotFoundError:
        number = find_municipality(desk, f"Landkreis {text}")
    standing = land.standing(on).get(number)
    alone = (OrganisationKind.LANDKREIS, OrganisationKind.KREISFREIE_STADT)
    if standing is None or standing.kind not in alone:
        raise InputError(
            f"{land.name(number)} ist am {format_date(on)} weder ein Landkreis noch eine "
            "kreisfreie Stadt."
        )
    return standing.key


def _grouping(report: Report, text: str | None) -> str:
    codes = [code for code, _ in report.by]
    if text is None:
        return codes[0] if codes else ""
    folded = text.casefold()
    for code, label in report.by:
        if folded in {code, label.casefold()}:
            return code
    raise InputError(f"Gegliedert werden kann nach: {', '.join(codes)}.")
