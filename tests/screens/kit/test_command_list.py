"""F9 finds what somebody means by any word of a sentence, and says where else it is."""

from textual.widgets import OptionList

from tests.kit.seat import Seat


async def found(seat: Seat, sentence: str) -> list[str]:
    """What F9 offers for a sentence, from the line that Enter would take."""
    await seat.press("f9")
    await seat.type(sentence)
    options = seat.app.screen.query_one(OptionList)
    lines = [str(each.prompt) for each in options.options]
    first = options.highlighted or 0
    await seat.press("escape")
    return lines[first:]


async def test_any_word_of_a_sentence_finds_the_command(seat: Seat) -> None:
    await seat.press("escape")
    for sentence, label in (
        ("wie trage ich eine Beratung ein", "Beratung buchen"),
        ("ich habe mich vertippt und will es rückgängig machen", "Rückgängig"),
        ("Anruf notieren", "Anrufnotiz"),
        ("eine Wiedervorlage bitte", "Wiedervorlage"),
    ):
        assert any(line.startswith(label) for line in (await found(seat, sentence))[:2]), sentence


async def test_what_belongs_to_another_screen_says_where(seat: Seat) -> None:
    await seat.press("escape")
    first = (await found(seat, "beratung buchen"))[0]
    assert first.startswith("Beratung buchen")
    assert "nicht hier: erst den Eintrag öffnen" in " ".join(first.split())


async def test_what_is_no_command_is_said(seat: Seat) -> None:
    await seat.press("escape")
    assert await found(seat, "xyzq") == ["Dafür gibt es keinen Befehl."]
    await seat.press("f9")
    await seat.type("xyzq", "enter")
    assert "LISTE" in seat.screen
