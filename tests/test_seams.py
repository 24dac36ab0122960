"""What libraries do not promise stands in the seams, and nowhere else."""

import argparse
import ast
import importlib
import inspect
import textwrap
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
LIBRARIES = ("textual", "sqlalchemy", "argparse")
OF_NAMED_TUPLES = {"_replace", "_make", "_asdict", "_fields"}
OF_ROWS = {"_mapping"}
"""SQLAlchemy documents it under this name."""


def modules() -> Iterator[tuple[str, Path]]:
    for folder in ("ozg_tui", "db", "seeds"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            if "versions" not in name and "env" not in name and not name.endswith("__main__"):
                yield name, path


def is_seam(name: str) -> bool:
    return name.startswith(("ozg_tui.seams", "db.seams"))


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def of_a_library(module: str) -> bool:
    return module.partition(".")[0] in LIBRARIES


def private_imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and of_a_library(node.module):
            parts = [*node.module.split("."), *(each.name for each in node.names)]
            yield from (f"{node.module}: {part}" for part in parts if is_private(part))


def overridden(module: ModuleType) -> Iterator[str]:
    """Private names of a library's class that a class of ours gives a meaning of its own."""
    for _, own in inspect.getmembers(module, inspect.isclass):
        if own.__module__ != module.__name__:
            continue
        theirs = [base for base in own.__mro__ if of_a_library(base.__module__)]
        # What the source says: Textual adds names of its own to every class.
        for name in written_in(own):
            if is_private(name) and any(name in vars(base) for base in theirs):
                yield f"{own.__qualname__}.{name}"


def written_in(own: type) -> set[str]:
    body = ast.parse(textwrap.dedent(inspect.getsource(own))).body[0]
    assert isinstance(body, ast.ClassDef)
    return {name for each in body.body for name in defined(each)} & set(vars(own))


def foreign_attributes(tree: ast.AST, ours: set[str]) -> Iterator[str]:
    """Private attributes that no module of ours defines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and node.attr not in ours:
            yield f"{node.lineno}: {ast.unparse(node)}"


def defined(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(attr=name, ctx=ast.Store(), value=ast.Name(id="self")):
                yield name


def test_private_names_of_libraries_stand_in_the_seams_and_nowhere_else() -> None:
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in modules()}
    outside = {name: tree for name, tree in trees.items() if not is_seam(name)}
    ours = {name for tree in outside.values() for name in defined(tree)}
    ours |= OF_NAMED_TUPLES | OF_ROWS
    found = [
        (name, said)
        for name, tree in outside.items()
        for said in (
            *private_imports(tree),
            *foreign_attributes(tree, ours),
            *overridden(importlib.import_module(name)),
        )
    ]
    assert found == []
    # The same search finds those of the seams.
    assert list(private_imports(trees["ozg_tui.seams.paste"]))
    assert "SeamInput._on_key" in overridden(importlib.import_module("ozg_tui.seams.fields"))
    assert list(foreign_attributes(trees["ozg_tui.seams.app"], ours))


def test_what_is_patched_is_pinned_to_the_version_that_is_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name in ("textual", "sqlalchemy"):
        assert f"{name}=={version(name)}" in project["dependencies"]


def test_argparse_speaks_the_language_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    from ozg_tui.seams.argparse import translate

    for name in ("_", "ngettext"):
        monkeypatch.setattr(argparse, name, getattr(argparse, name))
    translate(lambda phrase: f"<{phrase}>", lambda one, many, n: f"<{one if n == 1 else many}>")
    assert argparse.ArgumentParser(prog="x").format_usage().startswith("<usage: >x")
