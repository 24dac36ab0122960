"""`ozg-tui umzug` takes the desk to another place, and the old one says so."""

from pathlib import Path

from tests.kit.commands import Run, refused


def test_the_desk_moves_and_goes_on_there(run: Run, own: str, tmp_path: Path) -> None:
    booking = ("beratung", "buchen", "Ahnatal", "3", "--termin", "1.3.2022", "--selbst")
    assert run("--db", own, *booking).code == 0
    new = tmp_path / "neu.db"
    moved = run("--db", own, "umzug", "--nach", str(new), "--json").json
    assert moved["address"] == str(new)
    assert moved["rows_compared"] > 3_000
    assert run("--db", str(new), "beratung", "zeigen", "B1").code == 0
    assert run("--db", str(new), "pruefen", "--verlauf").code == 0
    refused(run("--db", own, "beratung", "zeigen", "B1"), 6, f"Er liegt jetzt hier: {new}")


def test_a_place_that_cannot_be_is_refused_and_nothing_has_moved(run: Run, own: str) -> None:
    refused(run("--db", own, "umzug", "--nach", own), 6, "liegt schon dort")
    refused(run("--db", own, "umzug", "--nach", "mysql://dort/ozg"), 6, "kann das Programm nicht")
    assert run("--db", own, "dienste").code == 0
