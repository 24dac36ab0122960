"""Under which other names callers know a Kommune: its short forms and its quarters.

`bynames.toml` holds them, each group with its source.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class Byname(NamedTuple):
    """Another name; `kind` is `short_form` or `quarter`."""

    kind: str
    name: str


def bynames(key: str) -> tuple[Byname, ...]:
    """The other names of the Kommune with this AGS key."""
    return _all().get(key, ())


def short_forms(key: str) -> tuple[str, ...]:
    """The short forms among them: they also stand for the Kommune where others name it."""
    return tuple(each.name for each in bynames(key) if each.kind == "short_form")


@lru_cache(maxsize=1)
def _all() -> dict[str, tuple[Byname, ...]]:
    found: dict[str, tuple[Byname, ...]] = {}
    for group in tomllib.loads((files("db.search") / "bynames.toml").read_text("utf-8"))["called"]:
        for key, names in group["names"].items():
            known = found.get(key, ())
            found[key] = (*known, *(Byname(group["kind"], name) for name in names))
    return found
