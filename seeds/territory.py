"""The Hessian Kommunen with their history: register lines and territorial changes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from db.tables import Organisation, OrganisationPeriod
from seeds import read
from seeds.rows import Ref, SeedRow

_ADDRESS = ("office", "street", "postcode", "town", "note")
_PERIOD = ("key", "ars", "name", "suffix", "kind", "district_key", "region")
_FORMER = ("key", "ars", "name", "suffix", "kind", "district_key")

Line = dict[str, str | None]


def seed_of(key: str | None) -> str:
    """The seed code of a Kommune; it keeps its first one when its key changes."""
    return f"municipality/{key}"


def municipalities() -> Iterator[SeedRow]:
    """All Kommunen of today, and those that went into them since 2020."""
    changes: dict[str | None, list[Line]] = defaultdict(list)
    for change in read.lines("territorial_changes.csv"):
        changes[change["successor_key"]].append(change)
    for line in read.lines("municipalities.csv"):
        seed = seed_of(line["key"])
        yield SeedRow(
            seed,
            Organisation,
            _filled({column: line[column] for column in _ADDRESS})
            | {
                "population": int(line["population"] or 0),
                "population_on": _day(line["population_on"]),
                "source_code": line["source"],
                "address_source_code": line["address_source"],
            },
        )
        yield from _periods(seed, line, changes[line["key"]])
        for change in changes[line["key"]]:
            if change["change"] in {"merged", "incorporated"}:
                yield from _dissolved(change, seed, line["region"])


def _periods(seed: str, line: Line, changes: list[Line]) -> Iterator[SeedRow]:
    """The period of today; before it one that the changes tell of, unless it is a new Kommune."""
    today = {column: line[column] for column in _PERIOD}
    begin = max((_day(change["date"]) for change in changes), default=None)
    if begin is None:
        yield _period(seed, today, None, None, None, line["source"])
        return
    change = changes[-1]
    if change["change"] != "merged":
        former = dict(today)
        if change["change"] == "became_independent_city":
            former |= {column: change[f"former_{column}"] for column in _FORMER}
        yield _period(seed, former, None, begin - timedelta(days=1), None, line["source"])
    yield _period(seed, today, begin, None, change["note"], change["source"])


def _dissolved(change: Line, successor: str, region: str | None) -> Iterator[SeedRow]:
    seed = seed_of(change["former_key"])
    yield SeedRow(
        seed, Organisation, {"successor_id": Ref(successor), "source_code": change["source"]}
    )
    former = {column: change[f"former_{column}"] for column in _FORMER} | {"region": region}
    last = _day(change["date"]) - timedelta(days=1)
    yield _period(seed, former, None, last, change["note"], change["source"])


def _period(
    organisation: str,
    values: Line,
    begin: date | None,
    end: date | None,
    note: str | None,
    source: str | None,
) -> SeedRow:
    return SeedRow(
        f"{organisation}/period/{begin or 'begin'}",
        OrganisationPeriod,
        {
            "organisation_id": Ref(organisation),
            **values,
            "valid_from": begin,
            "valid_to": end,
            "note": note,
            "source_code": source,
        },
    )


def _day(text: str | None) -> date:
    return date.fromisoformat(text or "")


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {column: value for column, value in values.items() if value is not None}
