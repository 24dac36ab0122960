"""`ozg-tui anruf`: what is handed over, what is refused, and what happens without a program."""

import os
import socket
import subprocess
import sys
import tempfile

import pytest

if not hasattr(socket, "AF_UNIX"):
    pytest.skip("no Unix sockets here", allow_module_level=True)

from ozg_tui import cli
from tests.kit import hostile
from tests.kit.commands import assert_quiet, refused
from tests.kit.doorbells import listening
from tests.kit.processes import HYGIENE, ROOT, python

SHOWN = "Angezeigt im laufenden Programm.\n"


@pytest.fixture(autouse=True)
def runtime(monkeypatch):
    with tempfile.TemporaryDirectory() as path:
        monkeypatch.setenv("XDG_RUNTIME_DIR", path)
        yield


@pytest.fixture
def taken(seeded):
    """The calls that the running program of the seeded store takes."""
    with listening(seeded) as taken:
        yield taken


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["anruf", "0611 353-1950"], "0611 353-1950"),
        (["call", "0611", "353", "1950"], "0611 353 1950"),
        (["anruf", "tel:+496113531950"], "tel:+496113531950"),
        (["anruf", "--", "*31#0611"], "*31#0611"),
        (["anruf", "--", "-1950"], "-1950"),
        (["anruf", "-1950"], "-1950"),
        (["anruf", "anonymous"], "anonymous"),
        (["anruf", ""], ""),
        (["anruf"], ""),
        (["anruf", "--"], ""),
    ],
)
def test_the_running_program_gets_the_call(run, taken, arguments, text):
    answer = run(*arguments)
    assert answer == (0, SHOWN, "")
    assert taken == [text]


def test_json_and_store_may_stand_anywhere(run, seeded, tmp_path, monkeypatch):
    monkeypatch.setenv("OZG_DB", str(tmp_path / "anderer.db"))
    orders = (
        ("anruf", "115", "--json", "--db", seeded),
        ("--json", f"--db={seeded}", "call", "115"),
        ("anruf", f"--db={seeded}", "--json", "--", "115"),
    )
    with listening(seeded) as taken:
        for order in orders:
            assert run(*order).json == {
                "schema_version": 1,
                "number": "115",
                "message": "Angezeigt im laufenden Programm.",
            }
    assert taken == ["115"] * 3


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("sip:amt@example.com", "ist eine SIP-Adresse"),
        ("O611 353", "keine Rufnummer"),
        ("0611; rm -rf ~", "keine Rufnummer"),
        ("0611\n", "keine Rufnummer"),
        ("0" * 41, "höchstens 40 Zeichen"),
        ("+", "keine Ziffer"),
    ],
)
def test_what_no_telephone_sends_is_a_sentence(run, taken, text, part):
    for arguments in (["anruf", text], ["anruf", "--", text], ["--json", "call", text]):
        refused(run(*arguments), 2, part)
    assert taken == []


@pytest.mark.parametrize("text", hostile.ALL)
def test_hostile_numbers_are_refused_or_looked_up(run, taken, text):
    answer = run("anruf", "--", text)
    assert_quiet(answer.out + answer.err)
    if answer.code == 0:
        assert taken and set(taken[0]) <= set("0123456789+*#()/-. ")
    else:
        refused(answer, 2)
        assert taken == []


def test_without_a_program_one_is_started_with_the_call(run, seeded, monkeypatch):
    started = []
    monkeypatch.setattr(cli, "start", lambda *given: started.append(given) or 0)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert run("anruf", "0611 353-1950").code == 0
    assert run("--db", seeded, "anruf").code == 0
    assert started == [(None, "0611 353-1950"), (seeded, "")]


def test_without_a_program_and_a_terminal_there_is_a_sentence(run, monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    refused(run("anruf", "115"), 3, "Es läuft kein Programm")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    refused(run("anruf", "115", "--json"), 3, "Es läuft kein Programm")


def test_a_program_that_does_not_take_the_call_is_a_sentence(run, seeded):
    with listening(seeded, is_closing=True):
        refused(run("anruf", "115"), 6, "antwortet nicht")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["anruf", "--nein", "115"], "--nein"),
        (["anruf", "115", "--stichtag", "h"], "kein Stichtag"),
        (["anruf", "115", "--db"], "fehlt eine Angabe"),
        (["anruf", "1\udcff"], "nicht lesen"),
    ],
)
def test_other_words_are_read_as_everywhere(run, taken, arguments, part):
    refused(run(*arguments), 2, part)
    assert taken == []


def test_the_call_loads_next_to_nothing(seeded, taken):
    heavy = ["sqlalchemy", "textual", "pydantic", "phonenumbers", "argparse", "pathlib", "re"]
    done = python("-S", "-c", HYGIENE.format(arguments=["anruf", "115"], names=heavy), store=seeded)
    assert (done.stdout.decode(), done.stderr.decode()) == (SHOWN, "[]\n")
    assert taken == ["115"]


def test_a_reader_that_stops_reading_is_no_error(seeded, taken):
    process = subprocess.Popen(
        [sys.executable, "-m", "ozg_tui", "anruf", "115"],
        cwd=ROOT,
        env=os.environ | {"OZG_DB": seeded},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), errors) == (141, b"")
    assert taken == ["115"]
