"""The record that a command is about."""

from __future__ import annotations

from typing import NamedTuple

from ozg_tui.resources.resource import Resource


class Subject(NamedTuple):
    """A record, by its kind and number."""

    resource: Resource
    record_id: int


def headline(resource: Resource, title: str) -> str:
    """What a title line says of a record; the kind stands there once."""
    return f"{resource.singular.upper()} {title.removeprefix(f'{resource.singular} ')}"


def code_of(resource: Resource) -> str:
    """The code under which the desk knows the records of a section."""
    assert resource.records is not None
    return resource.records().code
