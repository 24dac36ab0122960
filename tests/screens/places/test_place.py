"""A Kommune on one screen: what the person at the telephone has to see, and what the keys do."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.engine import URL

from db.tables import Call, Contact
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.telephone.callers import Caller, CallerHit, Match
from ozg_tui.resources.register import MUNICIPALITIES
from ozg_tui.screens.kit.detail import DetailScreen
from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.kit.reader import ReaderScreen
from ozg_tui.screens.places.opening import open_place as open_place_screen
from ozg_tui.screens.places.place import PlaceScreen
from tests.kit.busy_place import DAY, KEY, busy_place, number_of
from tests.kit.clock import SetClock
from tests.kit.seat import Seat, desk_at, seated
from tests.kit.stores import Stores

LOW = (80, 24)


@pytest.fixture
def busy(stores: Stores) -> Iterator[URL]:
    """A store in which Ahnatal has a bit of everything."""
    with stores.copy("sqlite", busy_place) as url:
        yield url


async def open_place(seat: Seat, key: str = KEY) -> PlaceScreen:
    """Open the view of the Kommune with this key."""
    number = territory(seat.desk).id_of(key)
    assert number is not None
    seat.app.open_record(MUNICIPALITIES, number)
    await seat.press()
    screen = seat.app.screen
    assert isinstance(screen, PlaceScreen)
    return screen


def has(lines: list[str], *texts: str) -> bool:
    """Whether one line holds all texts."""
    return any(all(text in line for text in texts) for line in lines)


async def test_every_line_opens_what_stands_behind_it(busy: URL) -> None:
    async with seated(busy, clock=SetClock(DAY)) as seat:
        place = await open_place(seat)
        kinds = {
            "contact": DetailScreen, "note": DetailScreen, "call": DetailScreen,
            "follow_up": DetailScreen, "application": DetailScreen, "booking": DetailScreen,
            "bundle": DetailScreen, "organisation": (DetailScreen, PlaceScreen),
            "account": (ReaderScreen, DetailScreen), "question": FormScreen,
            "all talks": ReaderScreen, "all changes": ReaderScreen,
        }  # fmt: skip
        opened: set[str] = set()
        for number, panel in enumerate(place.panels.panels):
            for index in panel.stops:
                behind = panel.lines[index].target
                if behind.kind in opened - {"account", "organisation"}:
                    continue
                place.panels.choose(number, index)
                await seat.press("enter")
                assert isinstance(seat.app.screen, kinds[behind.kind]), behind
                assert seat.app.screen is not place, behind
                await seat.press("f3")
                assert seat.app.screen is place
                opened.add(behind.kind)
        assert opened == set(kinds) - {"note"}


async def test_the_keys_of_the_view(busy: URL) -> None:
    async with seated(busy, clock=SetClock(DAY)) as seat:
        place = await open_place(seat)
        assert seat.screen.splitlines()[7].startswith("> 1 Erika Beispiel")
        assert "Durchwahl 069 90009-117" in seat.screen.splitlines()[-2]
        await seat.press("3")
        assert place.person is not None and place.person.name == "Ines Probe"
        assert place.subject().record_id == place.person.id
        await seat.press("full_stop")
        assert seat.app.clipboard.splitlines() == [
            "Ines Probe (Finanzen), Ahnatal: Durchwahl 069 90009-142.",
            "Quelle: Angaben der OZG-Koordinierungsstelle, bestätigt am 01.10.2026; Auskunft vom "
            "23.11.2026.",
        ]
        assert seat.message == "Kopiert: Ines Probe (Finanzen), Ahnatal: Durchwahl 069 90009-142.…"
        await seat.press("8")
        assert seat.message == "Eine Person mit der Nummer 8 gibt es hier nicht."
        await seat.press("tab", "full_stop")
        first, second = seat.app.clipboard.splitlines()
        assert first.startswith("Nach Folien OZG-Umsetzung in den Kommunen, HMdIS, 19.05.2021: ")
        assert "Ahnatal, M1/M2 Umsetzungsvereinbarung OZG: verbraucht" in first
        assert "höchstens 1 Beratung" in second
        await seat.press("down", "down", "f7")
        assert isinstance(seat.app.screen, ReaderScreen)
        reasons = seat.app.screen.text
        assert reasons.startswith("IKZ: OFFEN IKZ-0014 beim Regierungspräsidium")
        assert reasons.index("Beschlüsse") < reasons.index("M1/M2 UMSETZUNGSVEREINBARUNG")
        for word in ("Stand ", "Nötig ", "Regel ", "Quelle ", "höchstens 1 geförderte Beratung"):
            assert word in reasons
        await seat.press("escape", "tab", "tab", "down", "f7")
        assert isinstance(seat.app.screen, ReaderScreen)
        text = seat.app.screen.text
        assert text.startswith(
            "Mängelmelder (civento, verfügbar seit 12/2020): 8 von 13 live, 6 im"
        )
        assert "3 Leistungen im Test: den Test abschließen" in text
        await seat.press("escape", "full_stop")
        assert "Mängelmelder verfügbar seit 12/2020" in seat.app.clipboard
        await seat.press("x")
        assert seat.message == "Dafür muss eine Wiedervorlage gewählt sein."
        await seat.press("tab", "tab", "x")
        assert "OFFEN (3)" in seat.screen
        assert "überfällig" not in seat.screen.splitlines()[3]


async def test_a_detail_is_confirmed_with_one_key_and_edited_with_two(busy: URL) -> None:
    async with seated(busy, clock=SetClock(DAY)) as seat:
        place = await open_place(seat)
        assert "ANSPRECHPARTNER (4), 8 von 11 bestätigt" in seat.screen
        await seat.press("c")
        assert seat.message == "Bestätigt: E-Mail e.beispiel@ahnatal.example (Erika Beispiel)."
        assert "E-Mail von Max Mustermann noch m.mustermann@ahnatal.example?" in seat.screen
        assert "ANSPRECHPARTNER (4), 9 von 11 bestätigt" in seat.screen
        await seat.press("up", "b")
        form = seat.app.screen
        assert isinstance(form, FormScreen)
        assert form.prepared is not None and form.prepared.stored is not None
        assert form.prepared.stored.title == "Max Mustermann"
        await seat.press("escape")
        # Both at once: each waits for the one before.
        await seat.press("c", "c")
        assert "11 von 11 bestätigt" in seat.screen
        assert place.view is not None and place.view.asked is None
        await seat.press("c")
        assert seat.message == "Alles ist in den letzten zwölf Monaten bestätigt worden."
    with desk_at(busy) as desk, desk.store.reading() as session:
        erika = session.scalars(select(Contact).where(Contact.family_name == "Beispiel")).one()
        assert (erika.addresses[0].confirmed_on, erika.addresses[0].confirmed_by) == (DAY, "Probe")


async def test_what_a_colleague_changed_is_not_confirmed(busy: URL) -> None:
    async with seated(busy, clock=SetClock(DAY)) as seat:
        await open_place(seat)
        with desk_at(busy) as desk, desk.store.writing("Kollegin") as session:
            erika = session.scalars(select(Contact).where(Contact.family_name == "Beispiel")).one()
            erika.addresses[0].text = "neu@ahnatal.example"
        await seat.press("c")
        assert "Kollegin hat E-Mail inzwischen geändert" in seat.message
        assert "noch neu@ahnatal.example?" in seat.screen


async def test_a_call_shows_who_rings_and_how_long(busy: URL) -> None:
    clock = SetClock(DAY)
    clock.step = timedelta()
    with desk_at(busy, clock=clock) as desk:
        place = number_of(desk.store, KEY)
        with desk.store.writing("Probe") as session:
            contact = session.scalars(
                select(Contact).where(Contact.family_name == "Mustermann")
            ).one()
            call = Call(
                started_at=clock.now() - timedelta(seconds=74), taken_by="Probe",
                organisation_id=place,
            )  # fmt: skip
            session.add(call)
            session.flush()
            person, call_id = contact.id, call.id
    sentence = "069 90009-117: Stammnummer erkannt, Durchwahl 117 unbekannt."
    hit = CallerHit(place, person, "Max Mustermann", "Ahnatal", "Durchwahl", is_historic=False)
    caller = Caller("069 90009-117", "+496990009117", Match.EXACT, (hit,), sentence)
    async with seated(busy, clock=clock) as seat:
        open_place_screen(seat.app, place, caller, call_id)
        await seat.press()
        title, *lines = seat.screen.splitlines()
        assert title == f" KOMMUNE Ahnatal | Anruf 1:14 | {sentence}"
        assert has(lines, "> 2 Max Mustermann", "-100 ANRUF")
        assert seat.app.screen.subject().record_id == place
        clock.go_on(seconds=51)
        seat.app.screen.show_title()
        await seat.press()
        assert "| Anruf 2:05 |" in seat.screen.splitlines()[0]
        with desk_at(busy) as desk, desk.store.writing("Probe") as session:
            session.get_one(Call, call_id).result = "done"
        await seat.press("r")
        assert "Anruf" not in seat.screen.splitlines()[0]


async def test_a_low_window_and_a_kommune_that_nobody_has_touched(busy: URL) -> None:
    async with seated(busy, size=LOW, clock=SetClock(DAY)) as seat:
        place = await open_place(seat, "06535009")
        lines = seat.screen.splitlines()
        assert has(lines, "Noch niemand. k legt einen Kontakt an.")
        assert has(lines, "Noch kein abgeschlossener Anruf.")
        assert has(lines, "DIENSTE: zu 70 keine Angabe")
        assert has(lines, "Parken und Fa", "?/14 seit 03/2021")
        assert has(lines, "Mängelmelder", "?/13 seit 12/2020")
        await seat.press("c")
        assert seat.message == "Hier gibt es noch keine Nummer, E-Mail oder Funktion zu bestätigen."
        await seat.press("full_stop")
        assert seat.app.clipboard.startswith("Homberg (Ohm), Stadt, Vogelsbergkreis, 06535009\n")
        await seat.press("enter")
        assert seat.app.screen is place
        assert seat.message == "Noch niemand. k legt einen Kontakt an."
        await seat.press("tab", "tab", "tab", *["down"] * 16)
        assert place.behind is not None and place.behind.kind == "bundle"
        assert "> Genehmigung" in seat.screen
        await seat.resize(60, 20)
        await seat.press("end")
        assert "> Nichts offen." in seat.screen


async def test_the_next_kommune_begins_anew_and_gets_no_answer_about_the_last(busy: URL) -> None:
    async with seated(busy, clock=SetClock(DAY)) as seat:
        first = await open_place(seat)
        assert has(seat.screen.splitlines(), "> 1 Erika Beispiel")
        heard: list[str] = []
        late = first.if_still_here(heard.append)
        late("in time")
        await seat.press("end", "f3")
        late("left")
        second = await open_place(seat, "06535009")
        late("another Kommune")
        assert heard == ["in time"]
        assert second is first and second.subject().record_id != territory(seat.desk).id_of(KEY)
        lines = seat.screen.splitlines()
        assert "KOMMUNE Homberg (Ohm)" in lines[0] and "Ahnatal" not in seat.screen
        assert has(lines, "> Noch niemand.")
        assert await open_place(seat) is not first
        await seat.press("f3")
        assert seat.app.screen is first
        assert "KOMMUNE Homberg (Ohm)" in seat.screen.splitlines()[0]
