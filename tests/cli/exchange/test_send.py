"""`ozg-tui export`: a list as a file, and what a script learns of it."""

import pytest

from tests.kit.commands import refused


@pytest.fixture
def send(run, own, tmp_path, monkeypatch):
    """Run `ozg-tui export` on a store of one's own."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: run("--db", own, "export", *arguments)


def test_a_filtered_list_goes_into_a_file(send, tmp_path):
    answer = send("kommunen", "kreis:fulda", "--nach", "k.csv")
    assert answer.code == 0
    assert answer.out.startswith("24 Kommunen nach k.csv geschrieben.\n")
    assert "führende Nullen" in answer.out
    assert len((tmp_path / "k.csv").read_text(encoding="utf-8-sig").splitlines()) == 25


def test_a_script_learns_what_was_written(send):
    told = send("leistungen", "--format", "md", "--nach", "liste", "--json").json
    assert told == {
        "schema_version": 1, "list": "leistungen", "filter": "", "format": "md", "file": "liste",
        "records": 17, "rows": 70,
    }  # fmt: skip


def test_a_file_stays_unless_it_may_be_replaced(send, tmp_path):
    (tmp_path / "k.csv").write_text("mein")
    refused(send("kommunen", "--nach", "k.csv"), 2, "gibt es schon", "--ueberschreiben")
    assert (tmp_path / "k.csv").read_text() == "mein"
    assert send("kommunen", "--nach", "k.csv", "--ueberschreiben").code == 0


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("kommunen", "--nach", "ohne"), "Möglich sind: csv"),
        (("faxe", "--nach", "k.csv"), "faxe"),
        (("kommunen", "kreis:nirgends", "--nach", "k.csv"), "nirgends"),
        (("kommunen", "--nach", "weg/k.csv"), "Ordner"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(send, arguments, part):
    refused(send(*arguments), 2, part)
