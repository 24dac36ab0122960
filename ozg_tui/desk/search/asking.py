"""What is searched for a text as callers say it, and what staff are told of that.

A text is searched as it stands where a name has all its words. Else its readings are tried one
after the other (`db.search.spoken`), and at last what no record has is left out.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from db.fold import words
from db.search.pages import Fit, Line, Scope, fit_of, is_as_good
from db.search.spoken import Reading, readings
from db.search.text import pieces
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.subjects import LISTED, PLACES
from ozg_tui.desk.search.input import apart
from ozg_tui.desk.search.lists import lines, reasons
from ozg_tui.german.labels import SALUTATIONS
from ozg_tui.text import clean

HIT_LIMIT = 50
_PEOPLE = frozenset({Kind.MUNICIPALITY, Kind.ORGANISATION, Kind.CONTACT})
_MOST_WORDS = 6
"""Of a longer text no word is left out: it was pasted, not said."""

_MOST_ASKED = 4
_TOKEN = re.compile(r"[^\W_]+")


class Heard(NamedTuple):
    """The text that is searched, and the words, as typed, that it leaves out."""

    text: str
    left_out: tuple[str, ...] = ()


class Answer(NamedTuple):
    """The first lines for a text, the text that was searched for them, and what staff are told."""

    lines: list[Line]
    heard: Heard
    note: str


class Hit(NamedTuple):
    """One search result for people and scripts; `reason` says what matched beyond the name."""

    kind: str
    record_id: int
    key: str | None
    title: str
    place: str
    reason: str


class Found(NamedTuple):
    """The best hits for a text, and of it what `Answer` says."""

    hits: list[Hit]
    heard: Heard
    note: str


def answer(desk: Desk, scope: Scope, limit: int, *, leaves_out: bool = True) -> Answer:
    """The first lines for what the text of a scope means.

    Without `leaves_out` every word that says something must be met. Raises `FilterError` as `lines`
    does.
    """
    found = lines(desk, scope, limit)
    meant = _heard(desk, scope, found[0] if found else None, leaves_out=leaves_out)
    if meant.text != scope.text:
        found = lines(desk, scope._replace(text=meant.text), limit)
    return Answer(found, meant, _told(meant, found))


def find(desk: Desk, text: str, limit: int = HIT_LIMIT) -> Found:
    """The best hits for a text with the reason of each; nothing for a blank text."""
    if not text.strip():
        return Found([], Heard(text), "")
    found, meant, note = answer(desk, Scope(text=text), limit)
    told = reasons(desk, meant.text, found)
    hits = [
        Hit(
            LISTED[line.kind].name,
            line.record_id,
            line.detail if line.kind in PLACES else None,
            line.title,
            line.place,
            told[line.position],
        )
        for line in found
    ]
    return Found(hits, meant, note)


def heard(desk: Desk, scope: Scope, *, leaves_out: bool) -> Heard:
    """What is searched for the text of a scope, as in `answer`; mostly the text itself."""
    if len(pieces(scope.text)) < 2:
        return Heard(scope.text)
    found = lines(desk, scope, 1)
    return _heard(desk, scope, found[0] if found else None, leaves_out=leaves_out)


def _question(found: Sequence[Line]) -> str:
    """What staff ask when the first hits fit equally well; empty when there is a best one."""
    if not found or found[0].kind not in _PEOPLE:
        return ""
    alike = list(takewhile(lambda line: is_as_good(found[0], line), found[: _MOST_ASKED + 1]))
    if not 1 < len(alike) <= _MOST_ASKED:
        return ""
    *others, last = (_named(line) for line in alike)
    return f"{', '.join(others)} oder {last}?"


def _told(meant: Heard, found: Sequence[Line]) -> str:
    """What staff should know of the hits: which words were left out, and what to ask."""
    out = f"ohne {', '.join(f'»{word}«' for word in meant.left_out)}"
    said = (out if meant.left_out else "", _question(found))
    return clean("   ".join(each for each in said if each))


def _heard(desk: Desk, scope: Scope, as_typed: Line | None, *, leaves_out: bool) -> Heard:
    typed, filters = apart(scope.text)
    meant = readings(typed)
    several = pieces(typed)
    if len(several) < 2 or not (meant or leaves_out):
        return Heard(scope.text)
    asked = _Asked(desk, scope, filters)
    if as_typed is not None and (not meant or fit_of(as_typed) <= Fit.NAME_BEGINS):
        return Heard(scope.text)
    for reading in meant:
        if reading.left_out and not leaves_out:
            continue
        text = asked.text(reading)
        first = asked.first(text)
        if first is not None and (not reading.is_of_people or first.kind in _PEOPLE):
            return Heard(text, _as_typed(typed, reading.left_out))
    if as_typed is not None or not leaves_out:
        return Heard(scope.text)
    # First the offices that were named stay, then they go as well.
    whole = [each for each in meant if not (each.left_out or each.names_a_person)][-1:]
    for rest in (*whole, *meant[-1:]) if meant else (Reading(" ".join(several)),):
        less = asked.less(rest)
        if less is not None:
            return Heard(asked.text(less), _as_typed(typed, less.left_out))
    return Heard(scope.text)


class _Asked:
    """Asks for the first hit of one text after the other."""

    def __init__(self, desk: Desk, scope: Scope, filters: str) -> None:
        self._desk, self._scope, self._filters = desk, scope, filters

    def text(self, reading: Reading) -> str:
        """A reading with the filters of the typed text."""
        only = []
        if reading.names_a_person and "art:" not in self._filters:
            only.append("art:kontakt")
        if reading.salutation:
            other = (label for code, label in SALUTATIONS.items() if code != reading.salutation)
            only += (f"-anrede:{label}" for label in other)
        return " ".join(each for each in (reading.text, *only, self._filters) if each)

    def first(self, text: str) -> Line | None:
        """The first hit."""
        found = lines(self._desk, self._scope._replace(text=text), 1)
        return found[0] if found else None

    def less(self, reading: Reading) -> Reading | None:
        """The reading without the words that nothing has, or else without one or all but one."""
        several = reading.text.split()
        if not 1 < len(several) <= _MOST_WORDS:
            return None
        unknown = tuple(word for word in several if self.first(self._with(word)) is None)
        known = [word for word in several if word not in unknown]
        if unknown and (found := self._best(reading, [tuple(known)])):
            return found
        ways = [tuple(known[:at] + known[at + 1 :]) for at in reversed(range(len(known)))]
        if len(known) > 2:
            ways += [(word,) for word in known]
        return self._best(reading, ways)

    def _with(self, text: str) -> str:
        return f"{text} {self._filters}".rstrip()

    def _best(self, reading: Reading, ways: Sequence[tuple[str, ...]]) -> Reading | None:
        """Where a Kommune is named, it is found; else what keeps most of the words."""
        best = None
        for way in ways:
            first = self.first(self._with(" ".join(way))) if way else None
            if first is None or (reading.is_of_people and first.kind not in _PEOPLE):
                continue
            gone = tuple(word for word in reading.text.split() if word not in way)
            less = Reading(" ".join(way), left_out=(*reading.left_out, *gone))
            if first.kind == Kind.MUNICIPALITY and fit_of(first) is Fit.WHOLE_NAME:
                return less
            best = best or less
        return best


def _as_typed(typed: str, folded: Sequence[str]) -> tuple[str, ...]:
    tokens = {"".join(words(token)): token for token in _TOKEN.findall(typed)}
    return tuple(tokens.get(word, word) for word in folded)


def _named(line: Line) -> str:
    is_person = line.kind == Kind.CONTACT and line.place
    return f"{line.title} ({line.place})" if is_person else line.title
