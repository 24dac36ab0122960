"""The data files of this package, read from wherever it is installed."""

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

_SUFFIXES = (".csv", ".py", ".toml")


def fingerprint() -> str:
    """A digest of the data files, and of the code that decides what becomes of them."""
    digest = hashlib.sha256()
    for file in sorted(files("seeds").iterdir(), key=lambda each: each.name):
        if file.name.endswith(_SUFFIXES):
            content = file.read_bytes()
            digest.update(f"{file.name}:{len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def edition() -> int:
    """The edition of the data files; a higher one is newer."""
    return int(_toml("sources.toml")["edition"])


def tables(name: str, kind: str) -> list[dict[str, Any]]:
    """The tables `[[kind]]` of a TOML file, in their order; decimals come as text."""
    return list(_toml(name)[kind])


def lines(name: str) -> Iterator[dict[str, str | None]]:
    """The lines of a CSV file; an empty field is None."""
    text = files("seeds").joinpath(name).read_text(encoding="utf-8")
    for line in csv.DictReader(io.StringIO(text), delimiter=";", strict=True):
        yield {column: value or None for column, value in line.items()}


def _toml(name: str) -> dict[str, Any]:
    text = files("seeds").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=str)
