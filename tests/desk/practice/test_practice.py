"""The desk for practice: its own file, nobody who exists, nothing done yet."""

from sqlalchemy import select

from db.tables import Address, PhoneNumber
from ozg_tui.desk.practice.invented import fill
from ozg_tui.desk.practice.opening import begin_anew, open_practice, practice_file
from ozg_tui.desk.practice.tasks import progress
from tests.kit.clock import SetClock
from tests.kit.seeded import seeded_desk


def test_nobody_in_it_can_be_reached(stores):
    with seeded_desk(stores) as desk:
        fill(desk)
        with desk.store.reading() as session:
            numbers = set(session.scalars(select(PhoneNumber.e164)))
            mails = list(session.scalars(select(Address.text).where(Address.kind == "email")))
        assert numbers
        assert all(each.startswith("+496990009") and len(each) == 13 for each in numbers)
        assert mails
        assert all(each.endswith("@example.org") for each in mails)
        found = progress(desk)
        assert len(found) == 12
        assert not any(each.is_done for each in found)


def test_it_lies_beside_the_store_that_is_worked_with(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("OZG_DB", str(tmp_path / "bestand.db"))
    for _ in range(2):
        desk = open_practice(SetClock(), "Probe")
        assert desk.engine.url.database == str(practice_file())
        assert len(progress(desk)) == 12
        desk.close()
    begin_anew()
    assert not practice_file().exists()
    assert [each.name for each in tmp_path.iterdir()] == ["data"]
