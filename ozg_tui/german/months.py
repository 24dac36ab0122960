"""Months as sources state them: `2021-02` reads `02/2021`."""

from collections.abc import Iterable


def month(stored: str) -> str:
    """`2021-02` as `02/2021`."""
    year, _, number = stored.partition("-")
    return f"{number}/{year}"


def months(stored: Iterable[str]) -> str:
    """Several months in their order, one after the other: `02/2021, 03/2021`."""
    return ", ".join(map(month, stored))
