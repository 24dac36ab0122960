"""`ozg-tui loeschen` shows first, and erases when told so."""


def test_without_the_last_word_it_only_says_what_would_go(run, own):
    answer = run("--db", own, "loeschen", "Benjamin Maser")
    text = " ".join(answer.out.split())
    assert answer.code == 0
    assert "NICHT zurücknehmen" in text
    assert "Kontakt" in text
    assert run("--db", own, "suche", "Maser").code == 0
    assert run("--db", own, "loeschen", "Benjamin Maser", "--json").json["erased"] is False


def test_with_it_the_person_is_gone(run, own):
    done = run("--db", own, "loeschen", "Benjamin Maser", "--endgueltig", "--json").json
    assert done["erased"] is True
    assert done["rows"] == sum(done["by_table"].values()) > 3
    assert run("--db", own, "suche", "Maser").code == 3
    number = done["person"]
    assert f"gelöscht ({number})" in run("--db", own, "auskunft", str(number)).out
    again = run("--db", own, "loeschen", "Benjamin Maser", "--endgueltig")
    assert again.code == 3
    assert "ist keine Person" in again.err
