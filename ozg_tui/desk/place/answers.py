"""Answers to paste into a mail: two lines of plain text, what holds and where it comes from.

No answer holds a control character beside the one line break between its lines.
"""

from datetime import date

from sqlalchemy import bindparam, select

from db.tables import ServiceBundle, Source
from ozg_tui.codes.checks import State
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.sources import quoted
from ozg_tui.desk.place.parts import Account, BundleLine, Person, Reach
from ozg_tui.german.counting import noun
from ozg_tui.german.months import months
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.verdict import Check
from ozg_tui.text import clean

DESK = "Angaben der OZG-Koordinierungsstelle"
"""The source of what staff know by themselves."""

_ACCOUNT_RULE = "slot"
_BUNDLE_SOURCE = (
    select(Source.title, Source.publisher, Source.published_on)
    .join(ServiceBundle, ServiceBundle.source_code == Source.code)
    .where(ServiceBundle.id == bindparam("id"))
)


def account_answer(place: str, line: Account, on: date) -> str:
    """What a Kommune can still expect from a funding source, as seen on a day."""
    said = ", ".join(part for part in (line.state.value.lower(), line.detail) if part)
    said = f"{place}, {line.label}: {said}"
    rule = _deciding(line.checks)
    if rule is None:
        return _answer(said, f"Quelle: {DESK}, Stand {format_date(on)}")
    return _answer(f"Nach {rule.source}: {said}", _with_day(rule.text, on))


def number_answer(place: str, person: Person, reach: Reach, on: date) -> str:
    """How a person is reached, with the day on which that was confirmed."""
    roles = f" ({', '.join(person.roles)})" if person.roles else ""
    said = f"{person.name}{roles}, {place}: {reach.label} {reach.text}"
    if person.historic_on is not None:
        since = person.no_longer
    elif reach.confirmed_on is not None:
        since = f"bestätigt am {format_date(reach.confirmed_on)}"
    else:
        since = "nicht bestätigt"
    return _answer(said, f"Quelle: {DESK}, {since}; Auskunft vom {format_date(on)}")


def bundle_answer(place: str, bundle: BundleLine, source: str, on: date) -> str:
    """How far a Kommune is with a bundle of services; `source` is that of the bundles."""
    efa = " (EfA)" if bundle.efa else ""
    since = months(bundle.months)
    available = f"verfügbar seit {since}" if since else "ohne Angabe, seit wann verfügbar"
    if bundle.services:
        services = noun(bundle.services, "Leistung", "Leistungen")
        here = f"in {place} {bundle.live} von {bundle.services} {services} live"
        here += f", {bundle.in_finder} im Hessen-Finder" if bundle.live else ""
        if not bundle.stated:
            here = f"in {place} keine Angabe zu {bundle.services} {services}"
    else:
        here = f"{place} ist nicht zuständig"
    return _answer(
        f"Nach {source}: {bundle.name}{efa} {available}",
        f"{here[:1].upper()}{here[1:]}, Stand {format_date(on)}",
    )


def bundle_source(desk: Desk, bundle_id: int) -> str:
    """Where the facts about a bundle come from: title, publisher and day."""
    row = desk.read(lambda reader: reader.execute(_BUNDLE_SOURCE, {"id": bundle_id}).first())
    return DESK if row is None else quoted(row.title, row.publisher, row.published_on)


def _deciding(checks: tuple[Check, ...]) -> Check | None:
    """What speaks against it, else what is open, else the rule that grants a place."""
    for state in (State.failed, State.clarify, State.open):
        for check in checks:
            if check.state is state:
                return check
    granting = (check for check in checks if check.code == _ACCOUNT_RULE)
    return next(granting, checks[0] if checks else None)


def _with_day(text: str, on: date) -> str:
    return f"{text.rstrip('.')}. Stand {format_date(on)}"


def _answer(*lines: str) -> str:
    plain = (" ".join(clean(line, multiline=True).split()) for line in lines)
    return "\n".join(f"{line.rstrip('.')}." for line in plain)
