"""`ozg-tui uebung` says what it does not do."""


def test_it_takes_no_other_store(run):
    answer = run("uebung", "--db", "bestand.db")
    assert answer.code == 2
    assert "ihre eigene Datei" in answer.err
