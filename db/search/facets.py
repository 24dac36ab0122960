"""Words of the index that nobody can type: what filters ask for, and which words are names.

Typed text is folded to ASCII letters and digits. A word that begins with another sign is therefore
met by the program's own questions alone. Facets are short, because the index on SQLite keeps every
beginning of a word of up to eight letters.
"""

from datetime import date

from db.fold import words

LOOKED_UP, NAME, BESIDE = "\u00b9", "\u00b2", "\u00b3"
"""Begin the word by which a name is looked up, its other words, and the words beside a name: those
of former names, and what people put before or behind it."""

REMARK = "\u2074"
"""Begins the words of what staff have noted about somebody: they count when nothing else does."""

REVERSED = "\u00ba"
"""Begins a telephone number written backwards, so that its last digits are a beginning."""

_FACET = "\u00a7"
_ROLES = {
    "head": "h",
    "digitalisation": "d",
    "cooperation": "c",
    "finance": "f",
    "data_protection": "p",
    "it": "i",
    "coordination": "k",
    "other": "o",
    "historic": "x",
}
_MUNICIPAL_KEYS = (5, 8)

REACHED_BY_EMAIL, REACHED_BY_PHONE, CONTACT, CONSULTING = "e", "p", "c", "b"
"""What a record can have or lack; see `has`."""

ANY = f"{_FACET}a*"
"""Met by every entry."""


def _facet(letter: str, code: str) -> str:
    # The tokenizer of SQLite would end a word at an underscore.
    return f"{_FACET}{letter}{code.replace('_', '')}"


def kind(number: int) -> str:
    """An entry of a kind."""
    return _facet("a", str(int(number)))


def organisation_kind(code: str) -> str:
    """An organisation of a kind."""
    return _facet("o", code)


def district(key: str | None, district_key: str | None = None) -> str | None:
    """What lies in a Landkreis, or belongs to who does; None for what has no municipal key.

    Of the key AGS two digits are the Land, one the Regierungsbezirk and two the Landkreis or the
    kreisfreie Stadt (Gemeindeverzeichnis, Destatis); the last three of these five are kept.
    """
    found = district_key or key or ""
    if not (found.isascii() and found.isdecimal() and len(found) in _MUNICIPAL_KEYS):
        return None
    return _facet("k", found[2:5])


def region(digit: int) -> str:
    """Whatever lies in a Regierungsbezirk, given as the third digit of the keys there."""
    return _facet("k", f"{digit}*")


def module(number: int) -> str:
    """A booking of a module."""
    return _facet("m", str(number))


def booking_state(code: str) -> str:
    """A booking in a state."""
    return _facet("sb", code)


def station(code: str) -> str:
    """An application at a station."""
    return _facet("sa", code)


def rollout_state(code: str) -> str:
    """A Kommune or a bundle with a service in a state."""
    return _facet("sr", code)


def call_result(code: str) -> str:
    """A call with a result."""
    return _facet("sc", code)


def state(kind: int, code: str) -> str:
    """An entry of a kind in a state."""
    return _facet("z", f"{int(kind)}{code}")


def follow_up(*, done: bool) -> str:
    """A follow-up that is done, or still to be done."""
    return _facet("su", "d" if done else "o")


COOPERATING = f"{_FACET}i"
"""Begins the facet of `cooperating`, of which each entry of a Kommune has one."""


def cooperating(until: date | None) -> str:
    """A Kommune, and its people and bookings, in a running application up to a day, or in none.

    `date.max` stands for a partner that nobody expects to leave.
    """
    if until is None:
        return _facet("i", "0")
    return _facet("i", "1" if until == date.max else f"2{until:%Y%m%d}")


def cooperating_on(day: date) -> tuple[str, ...]:
    """Who takes part on a day: one of these facets."""
    return (cooperating(date.max), *(_facet("i", f"2{each}*") for each in _above(f"{day:%Y%m%d}")))


def not_cooperating_on(day: date) -> tuple[str, ...]:
    """Who takes part no more on a day, or never has: one of these facets."""
    return (cooperating(None), *(_facet("i", f"2{each}*") for each in _below(f"{day:%Y%m%d}")))


def _above(day: str) -> list[str]:
    """The beginnings of all days from this one on; an index knows beginnings, not ranges."""
    return [
        day,
        *(day[:at] + str(digit) for at in range(8) for digit in range(int(day[at]) + 1, 10)),
    ]


def _below(day: str) -> list[str]:
    """The beginnings of all days before this one."""
    return [day[:at] + str(digit) for at in range(8) for digit in range(int(day[at]))]


def role(code: str) -> str:
    """A person with a role."""
    return _facet("f", _ROLES.get(code, code))


def head(*, of_district: bool) -> str:
    """A person who leads a Landkreis, or a town or Gemeinde."""
    return _facet("f", f"{_ROLES['head']}{'k' if of_district else 'g'}")


def salutation(code: str) -> str:
    """A person who is addressed so."""
    return _facet("g", code)


def topic(code: str) -> str:
    """A call about a topic."""
    return _facet("q", code)


def owner(name: str) -> list[str]:
    """A follow-up whose owner's name holds these words."""
    return [_facet("w", word) for word in words(name)]


def day(value: date) -> str:
    """What happened on a day, or is planned for it."""
    return _facet("t", value.isoformat().replace("-", ""))


def days(year: int, month: int | None = None) -> str:
    """What happened in a year or one of its months, or is planned for it."""
    return _facet("t", f"{year:04}*" if month is None else f"{year:04}{month:02}*")


def has(what: str, present: bool = True) -> str:
    """What has an address, a number, a contact, a consultation; or lacks it."""
    return _facet("h" if present else "n", what)
