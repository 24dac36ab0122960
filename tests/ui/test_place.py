"""A Kommune on one screen: what the person at the telephone has to see, and what the keys do."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from rich.cells import cell_len
from sqlalchemy import select
from sqlalchemy.engine import URL

from db.connection import open_engine
from db.tables import Call, Contact
from ozg_tui.desk.callers import Caller, CallerHit, Match
from ozg_tui.desk.municipality_view import View, municipality_view
from ozg_tui.desk.territory import find_municipality, territory
from ozg_tui.resources.catalogue import MUNICIPALITIES
from ozg_tui.screens.detail import DetailScreen
from ozg_tui.screens.form import FormScreen
from ozg_tui.screens.place import PlaceScreen
from ozg_tui.screens.place_sheet import divided, sheet
from ozg_tui.screens.reader import ReaderScreen, hanging
from ozg_tui.widgets.panel_layout import lay_out
from tests.busy_place import DAY, KEY, busy_place, number_of
from tests.stores import Stores
from tests.ui.conftest import DatedDesk, Seat, desk_at, seated

SIZES = [(100, 30), (80, 24)]
LOW = (80, 24)


@pytest.fixture
def busy(stores: Stores) -> Iterator[URL]:
    """A store in which Ahnatal has a bit of everything."""
    with stores.copy("sqlite", busy_place) as url:
        yield url


@pytest.fixture(scope="module")
def busy_desk(stores: Stores) -> Iterator[DatedDesk]:
    """A desk at that store; no test writes into it."""
    with stores.copy("sqlite", busy_place) as url:
        desk = DatedDesk(open_engine(url), "Probe")
        desk.day = DAY
        yield desk
        desk.close()


async def open_place(seat: Seat, key: str = KEY) -> PlaceScreen:
    """Open the view of the Kommune with this key."""
    number = territory(seat.desk).id_of(key)
    assert number is not None
    seat.app.open_record(MUNICIPALITIES, number)
    await seat.press()
    screen = seat.app.screen
    assert isinstance(screen, PlaceScreen)
    return screen


def drawn(view: View, size: tuple[int, int]) -> list[str]:
    """The lines of a view on a screen of this size, without title, message and footer."""
    shown = sheet(view, *size)
    return [*shown.head, *lay_out(shown.panels, size[0], {}).rows]


def has(lines: list[str], *texts: str) -> bool:
    """Whether one line holds all texts."""
    return any(all(text in line for text in texts) for line in lines)


def view_of(desk: DatedDesk, name: str, day: date = DAY) -> View:
    return municipality_view(desk, find_municipality(desk, name), day)


@pytest.mark.parametrize("size", SIZES)
def test_twelve_calls_are_answered_by_what_is_on_the_screen(
    busy_desk: DatedDesk, size: tuple[int, int]
) -> None:
    lines = drawn(view_of(busy_desk, "Ahnatal"), size)
    assert len(lines) <= size[1] - 3, "something would have to be scrolled"
    # 1: who it is, with its Landkreis.
    assert has(lines, "AHNATAL", "Gemeinde", "Landkreis Kassel", "RB Kassel", "AGS 06633001")
    assert has(lines, "Gemeindevertretung", "Landrat (Landkreis Kassel)", "RP Kassel")
    # 2: Modul 2 after Modul 1.
    assert has(lines, "M1/M2", "VERBRAUCHT", "M1 12.04.2021")
    assert has(lines, "M3/M4", "ABGELAUFEN", "31.12.2024")
    # 4 and 7: the application, where it is, what is missing.
    assert has(lines, "IKZ-0014", "Die Gemeindevertretung hat noch nicht beschlossen")
    assert has(lines, "IKZ ", "OFFEN", "IKZ-0014 beim RP")
    # 8: the bundle, how far it is, what comes next.
    assert has(lines, "Mängelmelder", "8/13", "3 im Test")
    # 12 and whom to call.
    assert has(lines, "1 Erika Beispiel", "-117", "zuerst")
    assert has(lines, "4 Otto", "nicht aktuell 19.11.2020")
    assert has(lines, "?  E-Mail von Erika Beispiel noch e.beispiel@ahnatal.exa", "c ja, b ändern")
    # What is urgent, and what happened since.
    assert has(lines, "!! Wiedervorlage überfällig seit 20.11. (Muster)")
    assert has(lines, "!! 20.11. ", "(Muster)")
    assert has(lines, "SEIT DEM LETZTEN ANRUF (02.11.2024")
    assert has(lines, "DIENSTE: 22 von 70 live")
    assert has(lines, "OFFEN (4)")
    assert has(lines, "von 7)")


def test_a_high_window_shows_every_source_and_who_books(busy_desk: DatedDesk) -> None:
    lines = drawn(view_of(busy_desk, "Ahnatal"), (100, 60))
    assert has(lines, "M1/M2  bis 31.12.2022 Umsetzungsvereinb")
    assert has(lines, "Gebucht wird bei www.ekom21.de")
    assert has(lines, "Beratung M3 01.02.2023 storniert")
    assert has(lines, "IKZ-0003 abgelehnt Archiv")
    assert has(lines, "OZG-Report e.beispiel", "bestätigt 01.03.2024")
    assert has(lines, "19 im Hessen-Finder")
    assert has(lines, "Zentrale 069 90009-0, post@ahnatal.example")


@pytest.mark.parametrize("size", SIZES)
def test_hanau_is_one_kommune_with_two_keys(busy_desk: DatedDesk, size: tuple[int, int]) -> None:
    now = drawn(view_of(busy_desk, "Hanau"), size)
    assert has(now, "HANAU", "Kreisfreie Stadt seit 01.01.2026", "AGS 06415000")
    assert has(now, "früher bis 31.12.2025: 06435014, Sonderstatusstadt, Main-Kinzig-Kreis")
    assert not has(now, "Kreisfreie Stadt", "Main-Kinzig-Kreis")
    before = drawn(view_of(busy_desk, "Hanau", date(2025, 12, 31)), size)
    assert has(before, "HANAU", "Sonderstatusstadt", "Main-Kinzig-Kreis", "AGS 06435014")


@pytest.mark.parametrize("size", SIZES)
def test_every_kommune_fits_on_the_screen_with_keys_dates_and_states_whole(
    busy_desk: DatedDesk, size: tuple[int, int]
) -> None:
    land = territory(busy_desk)
    assert len(land.by_id) > 442
    for number in land.by_id:
        view = municipality_view(busy_desk, number, DAY)
        lines = drawn(view, size)
        head = view.card.head
        assert {cell_len(line) for line in lines[len(sheet(view, *size).head) :]} == {size[0]}
        assert all(cell_len(line) <= size[0] for line in lines)
        assert len(lines) <= size[1] - 3, head.name
        assert has(lines, head.key), head.name
        assert has(lines, head.name.upper()[:60]), head.name
        for account in view.card.account:
            key_or_day = next(word for word in account.short.split() if word[-1].isdigit())
            assert has(lines, account.state, key_or_day), (head.name, account)
        for former in head.former:
            assert has(lines, former.key, f"früher bis {former.until:%d.%m.%Y}: "), head.name


@pytest.mark.parametrize("size", SIZES)
def test_a_merged_kommune_leads_to_its_successor(
    busy_desk: DatedDesk, size: tuple[int, int]
) -> None:
    number = territory(busy_desk).id_of("06633021")
    assert number is not None
    lines = drawn(municipality_view(busy_desk, number, DAY), size)
    assert has(lines, "!! Seit dem 01.01.2020 nicht mehr da; Nachfolgerin: Wesertal (06633030)")
    assert has(lines, "Gefördert werden nur Kommunen")
    assert has(drawn(view_of(busy_desk, "Wesertal"), size), "früher bis 31.12.2019: 06633021 Oberw")


def test_rows_are_shared_out() -> None:
    assert divided((3, 2, 1), 40) == (3, 2, 1)
    assert divided((20, 20, 20), 17) == (7, 5, 5)
    assert divided((20, 20, 20), 5) == (4, 3, 3)
    assert divided((6, 17, 1), 20) == (6, 13, 1)
    assert sum(divided((12, 18, 9), 30)) == 30


def test_long_reasons_go_on_below_their_beginning() -> None:
    text = "  Regel         Eine Regel mit vielen Worten.\n\nOhne Einzug, aber auch sehr lang."
    assert hanging(text, 32).splitlines() == [
        "  Regel         Eine Regel mit",
        "                vielen Worten.",
        "",
        "Ohne Einzug, aber auch sehr",
        "lang.",
    ]


async def test_every_line_opens_what_stands_behind_it(busy: URL) -> None:
    async with seated(busy, day=DAY) as seat:
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
    async with seated(busy, day=DAY) as seat:
        place = await open_place(seat)
        assert seat.screen.splitlines()[7].startswith("| > 1 Erika Beispiel")
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
        for word in ("Stand ", "Schwelle ", "Regel ", "Quelle ", "höchstens 1 geförderte Beratung"):
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
        assert seat.message == "Dafür muss der Cursor auf einer Wiedervorlage stehen (OFFEN)."
        await seat.press("tab", "tab", "x")
        assert "OFFEN (3)" in seat.screen
        assert "überfällig" not in seat.screen.splitlines()[3]


async def test_a_detail_is_confirmed_with_one_key_and_edited_with_two(busy: URL) -> None:
    async with seated(busy, day=DAY) as seat:
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
    async with seated(busy, day=DAY) as seat:
        await open_place(seat)
        with desk_at(busy) as desk, desk.store.writing("Kollegin") as session:
            erika = session.scalars(select(Contact).where(Contact.family_name == "Beispiel")).one()
            erika.addresses[0].text = "neu@ahnatal.example"
        await seat.press("c")
        assert "Kollegin hat E-Mail inzwischen geändert" in seat.message
        assert "noch neu@ahnatal.example?" in seat.screen


async def test_a_call_shows_who_rings_and_how_long(busy: URL) -> None:
    with desk_at(busy) as desk:
        place = number_of(desk.store, KEY)
        with desk.store.writing("Probe") as session:
            contact = session.scalars(
                select(Contact).where(Contact.family_name == "Mustermann")
            ).one()
            call = Call(
                started_at=datetime.now(UTC) - timedelta(seconds=74), taken_by="Probe",
                organisation_id=place,
            )  # fmt: skip
            session.add(call)
            session.flush()
            person, call_id = contact.id, call.id
    sentence = "069 90009-117: Stammnummer erkannt, Durchwahl 117 unbekannt."
    hit = CallerHit(place, person, "Max Mustermann", "Ahnatal", "Durchwahl", is_historic=False)
    caller = Caller("069 90009-117", "+496990009117", Match.EXACT, (hit,), sentence)
    async with seated(busy, day=DAY) as seat:
        await seat.app.push_screen(PlaceScreen(place, caller, call_id))
        await seat.press()
        title, lines = seat.screen.splitlines()[0], seat.screen.splitlines()
        assert "KOMMUNE Ahnatal | Anruf 1:1" in title
        assert title.endswith(f" | {sentence}")
        assert has(lines, "> 2 Max Mustermann", "-100 ANRUF")
        assert seat.app.screen.subject().record_id == place
        await seat.until(lambda: seat.screen.splitlines()[0] != title)
        with desk_at(busy) as desk, desk.store.writing("Probe") as session:
            session.get_one(Call, call_id).result = "done"
        await seat.press("r")
        assert "Anruf" not in seat.screen.splitlines()[0]


async def test_a_low_window_and_a_kommune_that_nobody_has_touched(busy: URL) -> None:
    async with seated(busy, size=LOW, day=DAY) as seat:
        place = await open_place(seat, "06535009")
        lines = seat.screen.splitlines()
        assert has(lines, "Noch niemand. k legt einen Kontakt an.")
        assert has(lines, "Noch kein Anruf im Bestand.")
        assert has(lines, "DIENSTE: zu 70 Leistungen keine An")
        assert has(lines, "Parken und Fa", "0/14 seit 03/2021")
        assert has(lines, "Mängelmelder", "0/13 seit 12/2020")
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
