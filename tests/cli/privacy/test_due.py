"""`ozg-tui fristen` says what is due and for whom."""


def test_the_people_of_2020_are_due(run):
    found = run("fristen", "--json").json
    (people,) = [each for each in found["due"] if each["table"] == "contact"]
    assert people["rows"] == len(people["people"]) == found["total"]
    text = run("fristen").out
    assert "Kontakt" in text
    assert "Nichts wird von selbst gelöscht" in text
