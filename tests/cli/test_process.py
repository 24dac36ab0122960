"""The command as a process of its own: what it loads, how it ends."""

import json
import os
import subprocess
import sys

import pytest

from ozg_tui import __version__
from tests.kit.processes import HYGIENE, ROOT, python

EACH = """
import sys
from ozg_tui.cli import main
for command in {commands!r}:
    code = main(command)
    print(command, code, [name for name in {names!r} if name in sys.modules], file=sys.stderr)
"""


def test_version_is_answered_before_anything_is_loaded(seeded):
    names = ["argparse", "sqlalchemy", "pydantic", "importlib.metadata"]
    code = HYGIENE.format(arguments=["--version"], names=names)
    done = python("-c", code, store=seeded)
    assert (done.stdout.decode(), done.stderr.decode()) == (f"ozg-tui {__version__}\n", "[]\n")


def test_suche_does_without_pydantic_the_orm_and_the_screen(seeded):
    names = ["pydantic", "sqlalchemy.orm", "db.tables", "textual", "rich", "alembic"]
    code = HYGIENE.format(arguments=["suche", "hanau"], names=names)
    done = python("-c", code, store=seeded)
    assert (done.returncode, done.stderr.decode()) == (0, "[]\n")


def test_no_command_loads_the_screen(seeded):
    commands = [
        ["kommune", "Hanau"],
        ["kontakt", "list"],
        ["beratung", "pruefen", "--kommune", "Hanau", "--modul", "1", "--termin", "1.6.2022"],
        ["ikz", "schema"],
        ["ikz", "list"],
    ]
    done = python("-c", EACH.format(commands=commands, names=["textual", "rich"]), store=seeded)
    answers = [f"{command} 0 []" for command in commands]
    assert (done.returncode, done.stderr.decode().splitlines()) == (0, answers)


def test_the_exit_code_reaches_the_shell(seeded):
    assert python("-m", "ozg_tui", "kommune", "99", store=seeded).returncode == 3
    assert python("-m", "ozg_tui", "nein", store=seeded).returncode == 2


def test_a_case_comes_through_a_pipe(seeded):
    done = python(
        "-m", "ozg_tui", "ikz", "check", "--datei", "-", "--json", store=seeded, input=b"{}"
    )
    assert done.returncode == 4
    assert json.loads(done.stdout)["result"] == "open"


@pytest.mark.parametrize("arguments", [["kontakt", "list"], ["--version"]])
def test_a_reader_that_stops_reading_is_no_error(seeded, arguments):
    process = subprocess.Popen(
        [sys.executable, "-m", "ozg_tui", *arguments],
        cwd=ROOT,
        env=os.environ | {"OZG_DB": seeded},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), errors) == (141, b"")


def test_a_terminal_without_umlauts_gets_substitutes(seeded):
    done = subprocess.run(
        [sys.executable, "-m", "ozg_tui", "dienste"],
        cwd=ROOT,
        env=os.environ | {"OZG_DB": seeded, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert b"M?ngelmelder" in done.stdout
