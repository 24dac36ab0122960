"""`ozg-tui ruecksicherung` says what would change, and brings a backup back when told to."""

from pathlib import Path

from tests.kit.commands import Run, refused


def test_a_backup_is_looked_into_and_brought_back(run: Run, own: str) -> None:
    path = run("--db", own, "sicherung", "--json").json["path"]
    same = run("--db", own, "ruecksicherung", path)
    assert "ist gleich dem jetzigen Bestand" in " ".join(same.out.split())
    booking = ("beratung", "buchen", "Ahnatal", "3", "--termin", "1.3.2022", "--selbst")
    assert run("--db", own, *booking).code == 0
    shown = run("--db", own, "restore", path)
    assert ["Beratung", "0", "1", "0"] in [line.split() for line in shown.out.splitlines()]
    assert "ginge verloren" in shown.out
    assert run("--db", own, "beratung", "zeigen", "B1").code == 0
    told = run("--db", own, "ruecksicherung", path, "--ausfuehren")
    assert told.out.startswith("Zurückgeholt: der Bestand vom ")
    assert run("--db", own, "beratung", "zeigen", "B1").code == 3
    kept = max(Path(path).parent.glob("*.sicherung"))
    back = run("--db", own, "ruecksicherung", str(kept), "--ausfuehren", "--json").json
    assert back["rows_compared"] > 4_000
    assert run("--db", own, "beratung", "zeigen", "B1").code == 0


def test_what_is_no_backup_is_refused(run: Run, own: str, tmp_path: Path) -> None:
    refused(run("--db", own, "ruecksicherung", str(tmp_path / "nichts")), 2, "gibt es nicht")
    (tmp_path / "liste.csv").write_text("Name;Telefon\n")
    answer = run("--db", own, "ruecksicherung", str(tmp_path / "liste.csv"), "--ausfuehren")
    refused(answer, 6, "keine Sicherung dieses Programms")
