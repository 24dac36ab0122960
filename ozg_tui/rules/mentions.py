"""Where a text names somebody: in any usual spelling of the name, the number, the address.

Names are met as people write them: `Müller`, `Mueller` and `MÜLLER`, with the s of the genitive,
never inside a longer word.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

_SPELT: tuple[tuple[str, str], ...] = (
    ("ä", "(?:ä|ae|a\u0308)"),
    ("ö", "(?:ö|oe|o\u0308)"),
    ("ü", "(?:ü|ue|u\u0308)"),
    ("ß", "(?:ß|ss)"),
    ("ae", "(?:ae|ä|a\u0308)"),
    ("oe", "(?:oe|ö|o\u0308)"),
    ("ue", "(?:ue|ü|u\u0308)"),
    ("ss", "(?:ss|ß)"),
)
_PAIRS = dict(_SPELT)
_LETTERS = re.compile("|".join(letters for letters, _ in _SPELT) + "|.", re.DOTALL)
_GAP = r"[\s,]+"
_BETWEEN_DIGITS = r"[\s./()\-\u2010-\u2015]*"
_RUNS = re.compile(r"[a-z0-9]+(?![\u0300-\u036f])")
_WRITTEN_OTHERWISE = re.compile("ss|[aou]e")
"""What of a word is written in one way alone."""

_DIGITS = re.compile(r"[0-9]+")
_END = 4
_GERMANY = "+49"
_AUTHORITY_NUMBER = "115"
_ADDRESSED = (
    r"(?:Frau|Fr\.|Herrn?|Hr\.|Dr\.|Prof\.|Kolleg(?:e|en|in)|(?:Ober)?b(?:ü|ue)rgermeister(?:s|in)?"
    r"|Landr(?:at|ats|ätin))"
)
_TITLES = r"(?:(?:Dr|Prof)\.\s*)*"


class Name(NamedTuple):
    """What somebody is called; the given name may be unknown."""

    given: str | None
    family: str


class Mentions:
    """Finds what patterns describe, and puts a mark in its place."""

    def __init__(self, patterns: Iterable[str]) -> None:
        # The longest first: a full name is one mention, not two.
        self._patterns = sorted({each for each in patterns if each}, key=len, reverse=True)

    @cached_property
    def _found(self) -> re.Pattern[str]:
        return re.compile("|".join(self._patterns) or r"(?!)", re.IGNORECASE)

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def joined(self, other: "Mentions") -> "Mentions":
        """What either of them finds."""
        return Mentions([*self._patterns, *other._patterns])

    def finds(self, content: Any) -> bool:
        """Whether a text, or any text of a document, has a mention."""
        if isinstance(content, str):
            return self._found.search(content) is not None
        return any(map(self.finds, _parts(content)))

    def replaced(self, content: Any, mark: str) -> Any:
        """The text or document with the mark for each mention; all else stays as it is."""
        if isinstance(content, str):
            return self._found.sub(lambda _: mark, content)
        if isinstance(content, dict):
            return {key: self.replaced(each, mark) for key, each in content.items()}
        if isinstance(content, list):
            return [self.replaced(each, mark) for each in content]
        return content


class Hints:
    """What a text must have to name somebody at all: looked for before any pattern, as it is cheap.

    `texts` are family names and addresses, `numbers` in E.164: each mention has one of them.
    """

    def __init__(self, texts: Iterable[str], numbers: Iterable[str]) -> None:
        sure = (_WRITTEN_OTHERWISE.sub(" ", each.casefold()) for each in texts)
        self._runs = frozenset(max(_RUNS.findall(each), key=len, default="") for each in sure)
        self._ends = frozenset(each[-_END:] for each in numbers)

    def allow(self, content: Any) -> bool:
        """Whether a text or document may have a mention."""
        text = str(content).casefold()
        if any(run in text for run in self._runs):
            return True
        if not self._ends:
            return False
        digits = "".join(_DIGITS.findall(text))
        return any(end in digits for end in self._ends)


def full_name(name: Name) -> list[str]:
    """Given and family name in either order; empty where one of them is not known."""
    if not name.given or not name.given.strip():
        return []
    given = {_spelt(name.given), _spelt(name.given.split()[0])}
    family = _spelt(name.family)
    return [
        _word(each)
        for first in given
        for each in (rf"{first}[\s\-]+{_TITLES}{family}", rf"{family},?\s+{_TITLES}{first}")
    ]


def addressed(name: Name) -> str:
    """The family name behind a form of address or an office: `Frau Muster`."""
    return rf"\b{_ADDRESSED}\s+{_TITLES}{_word(_spelt(name.family))}"


def alone(word: str) -> str:
    """A name that stands by itself."""
    return _word(_spelt(word))


def number(e164: str) -> str:
    """A telephone number as people write it, with any signs between its digits."""
    if e164 == _AUTHORITY_NUMBER or not e164.startswith("+"):
        return ""
    if e164.startswith(_GERMANY):
        national = _digits(e164.removeprefix(_GERMANY))
        prefix = rf"(?:(?:\+|00)\s*49{_BETWEEN_DIGITS}(?:0\W*)?|0?\(?0{_BETWEEN_DIGITS})"
        return rf"(?<![\d+]){prefix}{national}(?!\d)"
    return rf"(?<![\d+])(?:\+|00){_digits(e164[1:])}(?!\d)"


def address(text: str) -> str:
    """An e-mail or postal address, however it is broken into lines."""
    words = [_literal(each) for each in re.split(_GAP, text.strip()) if each]
    return rf"(?<![\w.+-]){_GAP.join(words)}(?![\w-])" if words else ""


def _parts(content: Any) -> Sequence[Any]:
    if isinstance(content, dict):
        return tuple(content.values())
    return content if isinstance(content, list) else ()


def _word(pattern: str) -> str:
    return rf"(?<!\w){pattern}(?:['’]?s)?(?!\w)"


def _spelt(name: str) -> str:
    words = (
        "".join(_PAIRS.get(each, _literal(each)) for each in _LETTERS.findall(word.lower()))
        for word in re.split(r"[\s\-]+", name.strip())
    )
    return r"[\s\-]+".join(words)


def _literal(text: str) -> str:
    """A pattern for nothing but these signs."""
    return "".join(each if each.isalnum() else f"\\{each}" for each in text)


def _digits(digits: str) -> str:
    return _BETWEEN_DIGITS.join(digits)
