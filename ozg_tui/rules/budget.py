"""Money with an upper limit: what is free, how long it lasts, and who pays."""

from datetime import date, timedelta

from ozg_tui.codes.funding import Bearer
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.money import format_cents
from ozg_tui.rules.values import Value


class Frame(Value):
    """An amount that was promised for a period, or for each of its years."""

    name: str
    cents: int
    upper_limit: bool
    yearly: bool
    valid_from: date | None
    valid_to: date | None

    def covers(self, year: int) -> bool:
        """Whether any day of a year lies in the period."""
        starts = self.valid_from is None or self.valid_from.year <= year
        return starts and (self.valid_to is None or year <= self.valid_to.year)


def against(frame: Frame, year: int, taken_cents: int, wanted_cents: int) -> str:
    """Say why a commitment cannot be made; empty when it can. The last cent may be committed.

    `taken_cents` are committed already, in that year where the amount is yearly.
    """
    if not frame.covers(year):
        return f"Für {year} ist aus »{frame.name}« nichts zugesagt ({period(frame)})."
    missing = taken_cents + wanted_cents - frame.cents
    if wanted_cents == 0 or missing <= 0:
        return ""
    limit = f"{'bis zu ' if frame.upper_limit else ''}{format_cents(frame.cents)}"
    when = f" für {year}" if frame.yearly else ""
    free = max(0, frame.cents - taken_cents)
    return (
        f"Es fehlen {format_cents(missing)}: Von {limit} aus »{frame.name}«{when} sind "
        f"{format_cents(taken_cents)} gebunden, frei sind {format_cents(free)}."
    )


def period(frame: Frame) -> str:
    """The period in German."""
    days = (frame.valid_from, frame.valid_to)
    return " bis ".join(format_date(day) if day else "offen" for day in days)


def forecast(frame: Frame, year: int, committed_cents: int, on: date) -> str:
    """Say until when the amount of a year lasts at the same pace, with the formula.

    Empty where nothing can be foretold: nothing is committed, or the day is not in that year.
    """
    if committed_cents <= 0 or on.year != year or not frame.yearly:
        return ""
    first = date(year, 1, 1)
    days = (on - first).days + 1
    # Rounded up: on that day the last cent is committed.
    lasts = -(-frame.cents * days // committed_cents)
    shown = f"{format_cents(frame.cents)} x {days} Tage / {format_cents(committed_cents)}"
    if lasts > (date(year, 12, 31) - first).days + 1:
        return f"reicht bei gleichem Tempo über das Jahr ({shown} = {lasts} Tage)"
    end = first + timedelta(days=lasts - 1)
    return f"bei gleichem Tempo erschöpft am {format_date(end)} ({shown} = {lasts} Tage)"


def who_pays(frames: tuple[Frame, ...], bearers: frozenset[str], year: int, *, efa: bool) -> str:
    """Say who pays a service in a year: Land, Kommune or ungeklärt, with the reason.

    What is recorded for the service and year goes first; else the Land bears EfA services while
    its promise lasts. Nothing else is ever taken for free.
    """
    if bearers == {Bearer.LAND}:
        return "Land: so ist es für diese Leistung eingetragen."
    if bearers == {Bearer.MUNICIPALITY}:
        return "Kommune: so ist es für diese Leistung eingetragen."
    if bearers:
        return "Land und Kommune: für diese Leistung sind Kosten beider eingetragen."
    if efa:
        for frame in frames:
            if frame.covers(year):
                limit = "bis zu " if frame.upper_limit else ""
                return (
                    f"Land: {limit}{format_cents(frame.cents)}"
                    f"{' im Jahr' if frame.yearly else ''} für {frame.name} ({period(frame)})."
                )
        return f"ungeklärt: Für {year} gibt es keine Zusage."
    return f"ungeklärt: Wer diese Leistung {year} bezahlt, sagt keine Quelle."
