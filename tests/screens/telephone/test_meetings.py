"""A note without a call at the keyboard."""

from sqlalchemy.engine import URL

from db.tables import Note
from tests.kit.forms import rows, texts
from tests.kit.seat import seated


async def test_a_note_begins_at_the_kommune_in_front(url: URL) -> None:
    async with seated(url) as seat:
        await seat.type("ahnatal", "enter")
        await seat.press("N")
        assert texts(seat)["organisation_id"][1] == "Ahnatal"
        await seat.type("Treffen im Rathaus", "f8")
        (note,) = rows(seat, Note)
        assert note.text == "Treffen im Rathaus"
        assert "Treffen im Rathaus" in seat.screen
