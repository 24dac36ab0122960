"""`ozg-tui verlauf` tells who changed what when."""

from sqlalchemy.engine import make_url

from ozg_tui.desk.telephone.notes import NOTES, NoteInput
from tests.kit.seat import desk_at


def noted(own, text):
    with desk_at(make_url(f"sqlite:///{own}"), "R. Probe") as desk:
        NOTES.save(desk, NoteInput(organisation_id=1, text=text))


def test_the_newest_come_first_and_older_ones_follow(run, own):
    noted(own, "erste Notiz")
    noted(own, "zweite Notiz")
    answer = run("--db", own, "verlauf", "wer:probe", "--anzahl", "1")
    assert answer.code == 0
    assert "zweite Notiz" in answer.out
    assert "erste Notiz" not in answer.out
    before = answer.out.split()[-1]
    assert answer.out.endswith(f"Weiter mit --vor {before}\n")
    older = run("--db", own, "history", "wer:probe", "--vor", before)
    assert "erste Notiz" in older.out
    assert "zweite" not in older.out


def test_scripts_read_values_before_and_after(run, own):
    noted(own, "erste Notiz")
    told = run("--db", own, "verlauf", "wer:probe", "art:notiz", "--json").json
    (entry,) = told["entries"]
    assert told["before"] is None
    assert (entry["by"], entry["action"], entry["table"]) == ("R. Probe", "insert", "note")
    assert {"title": "Notiz", "before": "–", "after": "erste Notiz"} in entry["values"]


def test_nothing_found_is_an_exit_code(run, own):
    assert run("--db", own, "verlauf", "tag:1.1.1999").code == 3
    assert run("--db", own, "verlauf", "farbe:rot").code == 2
    assert run("--db", own, "verlauf", "--anzahl", "0").code == 2
