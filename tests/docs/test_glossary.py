"""docs/glossary.md names every table, every section, every command and every code on the screen."""

import re
from collections.abc import Mapping
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from db.metadata import metadata
from ozg_tui import codes
from ozg_tui.codes.checks import State
from ozg_tui.commands import COMMANDS, key_name
from ozg_tui.german import labels
from ozg_tui.resources.catalogue import BY_KIND, SECTIONS
from ozg_tui.rules.verdict import state_label

DOCUMENT = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in DOCUMENT.splitlines()
    if line.startswith("| `")
]
TERMS = {(code, row[1]) for row in ROWS for code in re.findall(r"`([^`]+)`", row[0])}

LABELS: Mapping[str, Mapping[str, str]] = {
    "kinds": labels.KINDS,
    "roles": {code: text for code, text in labels.ROLES.items() if code != "historic"},
    "numbers": labels.NUMBER_KINDS,
    "bookings": labels.BOOKING_STATES,
    "stations": labels.STATIONS,
    "participants": labels.PARTICIPANT_ROLES,
    "resolutions": labels.RESOLUTIONS,
    "agreements": labels.AGREEMENT_FORMS,
    "transfers": labels.TRANSFERS,
    "obligations": labels.OBLIGATIONS,
    "rule sets": labels.RULE_SET_STATES,
    "rights": labels.RIGHTS,
    "topics": labels.TOPICS,
    "call results": labels.CALL_RESULTS,
    "rollout states": labels.ROLLOUT_STATES,
    "central states": labels.CENTRAL_STATES,
    "model statuses": labels.MODEL_STATUSES,
    "checks": {state.value: state_label(state) for state in State},
    "parts of a check": labels.CHECK_PARTS,
}


def test_every_table_has_a_term():
    assert set(metadata.tables) <= {code for code, _ in TERMS}


def test_every_section_has_its_title():
    assert {each.title for each in (*SECTIONS, *BY_KIND)} <= {text for _, text in TERMS}


@pytest.mark.parametrize("subject", LABELS)
def test_every_code_has_the_word_of_the_screen(subject):
    assert set(LABELS[subject].items()) <= TERMS


def test_every_command_has_its_label_and_keys():
    written = {(row[0], row[1], row[2]) for row in ROWS if len(row) == 3}
    assert {
        (f"`{each.id}`", each.label, " ".join(f"`{key_name(key)}`" for key in each.keys) or "F9")
        for each in COMMANDS
    } <= written


def test_every_stored_code_has_a_term():
    modules = [import_module(each.name) for each in iter_modules(codes.__path__, "ozg_tui.codes.")]
    kinds = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    }
    assert len(kinds) > 15
    assert {member.value for kind in kinds for member in kind} <= {code for code, _ in TERMS}
