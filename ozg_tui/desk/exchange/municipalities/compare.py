"""A row of a register beside the form of its Kommune: which fields it would change."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from ozg_tui.desk.register.municipalities import MunicipalityInput
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.phone import normalise

REACH = frozenset({
    "office", "street", "postcode", "town", "switchboard", "email", "website", "office_hours",
})  # fmt: skip
"""What bears the source and the day of how a Kommune is reached."""

_INHABITANTS = ("population", "population_on")


def changes(
    stored: MunicipalityInput, row: MunicipalityInput, given: Collection[str]
) -> dict[str, Any]:
    """The fields that a row changes; `given` are those that it holds at all.

    What a row leaves out stays. Inhabitants are asked for by `inhabitants`.
    """
    found = {}
    for name in given:
        now, then = getattr(stored, name), getattr(row, name)
        if name not in _INHABITANTS and then is not None and not _same(name, now, then):
            found[name] = then
    return found


def inhabitants(
    stored: MunicipalityInput, row: MunicipalityInput, on: date | None
) -> Mapping[str, Any]:
    """Newer inhabitants with their day; empty where the store has the same, or newer ones."""
    if row.population is None or (on and stored.population_on and on < stored.population_on):
        return {}
    then = {"population": row.population, "population_on": on or stored.population_on}
    return {name: value for name, value in then.items() if value != getattr(stored, name)}


def _same(name: str, now: Any, then: Any) -> bool:
    if now is None:
        return False
    match name:
        case "switchboard":
            return _number(now) == _number(then)
        case "website":
            return _address(now) == _address(then)
        case "email":
            return bool(now.lower() == then.lower())
        case _:
            return bool(now == then)


def _number(raw: str) -> str:
    try:
        return normalise(raw).e164
    except InputError:
        return raw


def _address(website: str) -> str:
    bare = website.lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    return bare.removeprefix("www.")
