"""How far a service is, as people write it into one cell: `x`, `seit 3/2021`, `live (HF)`."""

import calendar
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from db.fold import fold
from ozg_tui.codes.services import RolloutState as State
from ozg_tui.german.labels import ROLLOUT_STATES
from ozg_tui.rules.dates import format_date, parse_date
from ozg_tui.rules.errors import InputError


class Since(NamedTuple):
    """A day from which something is so, and the last one that the words may mean as well."""

    day: date
    until: date

    @property
    def is_exact(self) -> bool:
        """Whether the words name one day."""
        return self.day == self.until

    @property
    def text(self) -> str:
        """The day, or the span of days that the words may mean."""
        first = format_date(self.day)
        return first if self.is_exact else f"{first} bis {format_date(self.until)}"

    def may_be(self, day: date) -> bool:
        """Whether the words and a day do not contradict each other."""
        return self.day <= day <= self.until


class Said(NamedTuple):
    """What a cell says; None is what it leaves open.

    `unclear` are words that may mean several things: they are asked about. `says_nothing` is what
    somebody wrote who did not know.
    """

    state: State | None = None
    since: Since | None = None
    in_finder: bool | None = None
    unclear: str = ""
    says_nothing: bool = False


_FINDER = re.compile(
    r"(?P<no>\b(?:nicht|kein|keinen|ohne) )?(?:(?:eintrag )?im |eintrag )?"
    r"\b(?:hessen-?finder|finder|hf)\b"
)
_SINCE, _FROM, _UNTIL = frozenset({"seit", "vom"}), "ab", "bis"
_HOW = r"(?:\b(?P<how>seit|vom|ab|bis|am|zum|fur|in|im)\b\s*(?:dem\s+)?)?"
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar", "feb februar", "marz mar mrz", "apr april", "mai", "jun juni",
            "jul juli", "aug august", "sep sept september", "okt oktober", "nov november",
            "dez dezember",
        ), 1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR = r"20\d{2}|\d{2}"
_WHEN = re.compile(
    rf"(?<![\w.]){_HOW}(?<![\w.])(?:"
    r"(?P<day>\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})"
    rf"|(?:q\s*(?P<q>[1-4])|(?P<nth>[1-4])\.\s*quartal)\s*/?\s*(?P<q_year>{_YEAR})"
    r"|(?P<iso_year>20\d{2})-(?P<iso_month>\d{2})"
    r"|(?P<month>\d{1,2})\s*(?:[.-]\s*(?=20)|/\s*)(?P<year>20\d{2}|\d{2})"
    rf"|(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?\s*'?(?P<name_year>{_YEAR})"
    r")(?!\w)(?![./-]\d)"
)
_AROUND = " \t\n,;:()[].!+"
_FIRST_YEAR, _YEARS_AHEAD = 2010, 10


def read_cell(text: str, today: date, *, day_tells: bool = True) -> Said:
    """Read a cell; what may mean several things stays unclear, with the words that it is about.

    Under the heading of a service a day alone tells that it is live since, or planned for then;
    `day_tells` is False where the day might be that of the list.
    """
    folded = _folded(text)
    in_finder, rest = _finder(folded)
    found = _WHEN.search(rest)
    try:
        since = _since(found, today) if found else None
    except InputError:
        return Said(unclear=folded)
    how = found["how"] or "" if found else ""
    word = (f"{rest[: found.start()]} {rest[found.end() :]}" if found else rest).strip(_AROUND)
    if not word:
        state = _by_day(how, since, today) if day_tells else None
        return Said(state, since, in_finder, "" if state else folded)
    known = _words()
    if word not in known or how == _UNTIL:
        return Said(None, since, in_finder, word)
    return Said(known[word], since, in_finder, says_nothing=known[word] is None)


def read_since(text: str, today: date) -> Since:
    """Read a day, a month or a quarter. Raises `InputError`."""
    if found := _WHEN.fullmatch(_folded(text).strip(_AROUND)):
        return _since(found, today)
    day = parse_date(text, today)
    return Since(day, day)


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def _finder(folded: str) -> tuple[bool | None, str]:
    """What is said of the Hessen-Finder, and the rest. `live+` is how the matrix writes it."""
    if found := _FINDER.search(folded):
        rest = f"{folded[: found.start()]} {folded[found.end() :]}"
        return not found["no"], " ".join(rest.split())
    return (True, folded.rstrip("+")) if folded.endswith("+") else (None, folded)


def _by_day(how: str, since: Since | None, today: date) -> State | None:
    """What a day alone says: what is past has begun, what is to come is planned.

    A past `ab` may be a plan that nobody looked after; a month that is running may be either.
    """
    if since is None or how == _UNTIL:
        return None
    if since.day > today:
        return State.PLANNED if how not in _SINCE else None
    is_over = since.until <= today or how in _SINCE
    return State.LIVE if is_over and how != _FROM else None


def _since(found: re.Match[str], today: date) -> Since:
    """The days that a match may mean. Raises `InputError` for one that does not exist."""
    if text := found["day"]:
        day = parse_date(text, today)
        since = Since(day, day)
    elif quarter := found["q"] or found["nth"]:
        last = int(quarter) * 3
        since = _months(found["q_year"], last - 2, last)
    else:
        year = found["year"] or found["iso_year"] or found["name_year"]
        name = found["name"]
        month = _MONTHS[name] if name else int(found["month"] or found["iso_month"])
        since = _months(year, month, month)
    if not _FIRST_YEAR <= since.day.year <= today.year + _YEARS_AHEAD:
        raise InputError(f"Das Jahr {since.day.year} ist für eine Online-Leistung nicht möglich.")
    return since


def _months(year: str, first: int, last: int) -> Since:
    number = int(year) % 2_000 + 2_000
    if not 1 <= first <= last <= len(calendar.month_name) - 1:
        raise InputError(f"Einen Monat {first} gibt es nicht.")
    return Since(date(number, first, 1), date(number, last, calendar.monthrange(number, last)[1]))


@cache
def _words() -> Mapping[str, State | None]:
    """The states by their folded words; None for words that say nothing."""
    text = files("ozg_tui.desk.exchange").joinpath("rollout_states.toml").read_text("utf-8")
    spoken = tomllib.loads(text)
    found: dict[str, State | None] = {
        _word(label): State(code) for code, label in ROLLOUT_STATES.items()
    }
    for code, words in spoken["states"].items():
        found |= dict.fromkeys(map(_word, words), State(code))
    return found | dict.fromkeys(map(_word, spoken["nothing"]["said"]))


def _word(text: str) -> str:
    return _folded(text).strip(_AROUND)
