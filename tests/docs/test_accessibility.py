"""The declaration on accessibility: its figures are computed, and the tests it names are there."""

import re
from pathlib import Path

import pytest

from ozg_tui.widgets.themes import COLOURS, FEW_COLOURS, MARK_CONTRAST, TEXT_CONTRAST, pairs
from tests.bench.line import MOST
from tests.kit.contrast import contrast

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "barrierefreiheit.md").read_text(encoding="utf-8")


def told(name: str) -> list[float]:
    """The figures of a line of the table of contrasts."""
    line = re.search(rf"^\| {name} \|(.+)\|$", PAGE, re.MULTILINE)
    assert line is not None
    return [float(each.replace(",", ".")) for each in line[1].split("|")]


@pytest.mark.parametrize("name", COLOURS)
def test_the_contrasts_are_those_of_the_colours(name: str) -> None:
    computed = [
        min(contrast(pair) for pair in pairs(colours) if pair.least == least)
        for colours in (COLOURS[name], FEW_COLOURS[name])
        for least in (TEXT_CONTRAST, MARK_CONTRAST)
    ]
    # Cut, not rounded: nothing is told that is not reached.
    assert told(name) == [pytest.approx(each, abs=0.01) for each in computed]
    assert all(said <= each for said, each in zip(told(name), computed, strict=True))


def test_what_it_names_is_there() -> None:
    named = re.findall(r"`((?:tests|docs)/[^`]+)`", PAGE)
    assert len(named) >= 5
    assert [each for each in named if not (ROOT / each).exists()] == []


def test_every_criterion_has_one_of_four_answers() -> None:
    answers = re.findall(r"^\| 11\.[^|]+\| ([^|]+) \|", PAGE, re.MULTILINE)
    assert len(answers) >= 35
    assert set(answers) == {"erfüllt", "teilweise", "entfällt", "Terminal"}


def test_no_figure_over_the_line_is_beyond_its_bound() -> None:
    most = dict(re.findall(r"^\| ([^|]+) \| [0-9.]+ \| ([0-9.]+) \|", PAGE, re.MULTILINE))
    figures = {name: int(figure.replace(".", "")) for name, figure in most.items()}
    assert figures["Pfeil in einer Liste"] <= MOST["cursor"]
    assert figures["Buchstabe in der Suche"] <= MOST["letter"]
    assert figures["Kommune öffnen"] <= MOST["card"]
    assert figures["zehn Sekunden ohne Taste"] == MOST["rest"]
