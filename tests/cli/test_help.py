"""What the parser says is German, and every option stands before and after the command."""

import re

import pytest

COMMANDS = [
    [],
    ["init"],
    ["pruefen"],
    ["sicherung"],
    ["tasten"],
    ["suche"],
    ["anruf"],
    ["kommune"],
    ["dienste"],
    ["modell"],
    ["beratung"],
    ["beratung", "pruefen"],
    ["ikz"],
    ["ikz", "pruefen"],
    ["ikz", "schema"],
    ["ikz", "list"],
    ["ikz", "zeigen"],
    ["ikz", "simulieren"],
    ["ikz", "erklaeren"],
    ["ikz", "vermerk"],
    ["import"],
    ["export"],
    ["kontakt"],
    ["kontakt", "list"],
]
ENGLISH = re.compile(r"\b(usage|options|positional|arguments|this|help message|exit|version num)\b")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_german(run, command):
    answer = run(*command, "--help")
    assert answer.code == 0
    assert answer.out.startswith("Aufruf: ozg-tui")
    assert not ENGLISH.search(answer.out), answer.out


def test_version_also_among_other_options(run):
    assert run("--json", "--version").out == run("--version").out


def test_options_before_and_after(run, seeded):
    before = run("--json", "--db", seeded, "--stichtag", "1.1.2023", "modell")
    after = run("modell", "--json", "--db", seeded, "--stichtag", "1.1.2023")
    assert before == after
    assert before.json["as_of"] == "2023-01-01"


def test_the_option_after_the_command_wins(run):
    answer = run("--stichtag", "1.1.2021", "modell", "--stichtag", "1.1.2023", "--json")
    assert answer.json["as_of"] == "2023-01-01"
