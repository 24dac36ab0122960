"""A row beside the person it means: what it would fill in, what it would change."""

from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple

from ozg_tui.desk.entry.fields import Field, fields_of
from ozg_tui.desk.exchange.contacts.entry import NUMBERS
from ozg_tui.desk.exchange.understood import Difference
from ozg_tui.desk.register.contacts import ContactInput
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.phone import normalise

_EMAILS = ("email", "email_2")
_NAMES = frozenset({"organisation_id", "family_name", "given_name"})


class Compared(NamedTuple):
    """What a row does to a person: the value then, what was empty, what was otherwise."""

    value: ContactInput
    filled: tuple[Difference, ...]
    changed: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        """Whether the row holds nothing that is not there."""
        return not self.filled and not self.changed


def compared(stored: ContactInput, row: ContactInput, given: Collection[str]) -> Compared:
    """Compare field by field; `given` are the fields that the row holds at all.

    What a row leaves out stays. A telephone number is the same in any spelling; lines that a note
    lacks are added to it; a confirmation counts when it is newer.
    """
    then: dict[str, Any] = {}
    for name in given:
        if name in _NAMES or name in _EMAILS:
            continue
        now, new = getattr(stored, name), getattr(row, name)
        if new is None or _same(name, now, new):
            continue
        if name == "note" and now:
            new = "\n".join([now, *_missing_lines(now, new)])
            if new == now:
                continue
        then[name] = new
    then |= _emails(stored, [getattr(row, name) for name in _EMAILS if name in given])
    filled: list[Difference] = []
    changed: list[Difference] = []
    for name, new in then.items():
        now = getattr(stored, name)
        difference = Difference(_field(name).label, _field(name).text(now), _field(name).text(new))
        is_added = now in (None, "", False) or name in {"note", "confirmed_on"}
        (filled if is_added else changed).append(difference)
    return Compared(stored.model_copy(update=then), tuple(filled), tuple(changed))


def share_a_way(stored: ContactInput, row: ContactInput) -> bool:
    """Whether both are reached by one address, or by one number that is not a switchboard's."""
    mine = {*_reached(stored)}
    return any(way in mine for way in _reached(row))


def reached_only_by_name(value: ContactInput) -> bool:
    """Whether nothing but the name tells who it is."""
    return not _reached(value)


def _reached(value: ContactInput) -> list[str]:
    emails = [text.lower() for name in _EMAILS if (text := getattr(value, name))]
    return emails + [_number(raw) for name in ("direct", "mobile") if (raw := getattr(value, name))]


def _same(name: str, now: Any, new: Any) -> bool:
    if now is None:
        return False
    if name in NUMBERS:
        return _number(now) == _number(new)
    if name == "confirmed_on":
        return bool(now >= new)
    return bool(now == new)


def _number(raw: str) -> str:
    try:
        return normalise(raw).e164
    except InputError:
        return raw


def _missing_lines(now: str, new: str) -> list[str]:
    present = set(now.splitlines())
    return [line for line in new.splitlines() if line not in present]


def _emails(stored: ContactInput, new: list[str | None]) -> dict[str, str]:
    """Addresses that are not there yet take the free place, or else that of the first."""
    now = [getattr(stored, name) for name in _EMAILS]
    known = {text.lower() for text in now if text}
    then: dict[str, str] = {}
    for text in new:
        if text is None or text.lower() in known:
            continue
        free = [name for name, held in zip(_EMAILS, now, strict=True) if not held]
        place = next((name for name in free if name not in then), None)
        then.setdefault(place or "email", text)
    return then


def _field(name: str) -> Field:
    return _fields()[name]


@cache
def _fields() -> dict[str, Field]:
    return {field.name: field for field in fields_of(ContactInput)}
