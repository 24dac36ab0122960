"""`ozg-tui pruefbericht` tells what was measured, and says where a limit is missed."""

import json
from pathlib import Path

import pytest

from ozg_tui import measured
from ozg_tui.measured import Figure
from tests.bench import told
from tests.kit.clock import SetClock
from tests.kit.commands import Run

GOOD = Figure("Bild ab in der Liste", 1.7912, "×", 3.0, "dessen Taste")
SLOW = Figure("Liste als CSV", 22.6, "×", 2.5, "csv.writer")
COUNT = Figure("SQLite, Programme abgeschossen: versucht", 1_000, "", None, "")


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test keeps what it says it has measured."""
    path = tmp_path / "measured.json"
    monkeypatch.setattr(measured, "FILE", path)
    monkeypatch.setattr(told, "FILE", path)
    monkeypatch.setattr(told, "Clock", SetClock)
    return path


def test_what_a_benchmark_keeps_is_read_by_staff(run: Run) -> None:
    assert told.told("Listen", [GOOD, SLOW], keep=True) == 1
    assert told.told("Nichts geht verloren", [COUNT], keep=True) == 0
    answer = run("pruefbericht")
    lines = [line.split() for line in answer.out.splitlines()]
    assert ["Liste", "als", "CSV", "22,60", "×", "2,50", "×", "!", "verfehlt"] in lines
    assert ["Bild", "ab", "in", "der", "Liste", "1,79", "×", "3,00", "×"] in lines
    assert "SQLite, Programme abgeschossen: versucht  1.000" in answer.out
    assert answer.out.endswith("3 Werte, davon 1 über der Grenze\n")
    assert "01.06.2021, ozg-tui " in answer.out
    content = run("pruefbericht", "--json").json
    assert content["missed"] == 1
    assert [each["title"] for each in content["runs"]] == ["Listen", "Nichts geht verloren"]
    assert content["runs"][0]["figures"][1]["beside"] == "csv.writer"


def test_without_being_asked_nothing_is_kept(file: Path) -> None:
    assert told.told("Listen", [GOOD], keep=False) == 0
    assert not file.exists()


def test_the_figures_of_this_version_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert measured.runs()
    assert json.loads(measured.FILE.read_text(encoding="utf-8"))
