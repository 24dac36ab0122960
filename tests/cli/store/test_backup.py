"""`ozg-tui sicherung` makes a backup, proves it and lets go of old ones."""

from pathlib import Path

import pytest

from tests.kit.clock import SetClock
from tests.kit.commands import Run, refused


def test_a_backup_is_made_proven_and_told(run: Run, own: str, clock: SetClock) -> None:
    folder = Path(own).parent / "sicherungen"
    first = run("--db", own, "backup", "--json").json
    assert (first["verified"], first["removed"]) == (True, [])
    assert first["rows_compared"] > 4_000
    clock.go_on(hours=1)
    answer = run("--db", own, "sicherung")
    assert answer.code == 0
    said = " ".join(answer.out.split())
    assert said.startswith("Gesichert und geprüft: ")
    assert "Dem Alter nach entfernt: 1 ältere Sicherung. " in said
    assert f": {folder}/bestand-" in said
    (listed,) = run("--db", own, "sicherung", "--liste", "--json").json["backups"]
    assert listed["path"] in said
    assert listed["path"] != first["path"]
    shown = run("--db", own, "sicherung", "--liste")
    assert "geprüft" in shown.out
    assert shown.out.endswith(f"Ordner: {folder}\n")


def test_a_folder_that_takes_nothing_is_told(run: Run, own: str, tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("")
    answer = run("--db", own, "sicherung", "--nach", str(tmp_path / "datei"))
    refused(answer, 6, "nicht sichern", "nimmt nichts an")


def test_the_chosen_folder_stands_in_the_environment(
    run: Run, own: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OZG_SICHERUNGEN", str(tmp_path / "platte"))
    answer = run("--db", own, "sicherung", "--json")
    assert answer.json["path"].startswith(str(tmp_path / "platte"))
