"""The lines of a Kommune's view for a screen of a size: what every call asks for is among them."""

from collections.abc import Iterator
from datetime import date

import pytest
from rich.cells import cell_len

from db.connection import open_engine
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality, territory
from ozg_tui.desk.place.view import View, municipality_view
from ozg_tui.screens.kit.reader import hanging
from ozg_tui.screens.places.sheet import divided, sheet
from ozg_tui.widgets.ink import text_of
from ozg_tui.widgets.panel_layout import lay_out
from tests.kit.busy_place import DAY, busy_place
from tests.kit.clock import SetClock
from tests.kit.stores import Stores

SIZES = [(100, 30), (80, 24)]
LOW = (80, 24)


@pytest.fixture(scope="module")
def busy_desk(stores: Stores) -> Iterator[Desk]:
    """A desk at that store; no test writes into it."""
    with stores.copy("sqlite", busy_place) as url:
        desk = Desk(open_engine(url), "Probe", SetClock(DAY))
        yield desk
        desk.close()


def drawn(view: View, size: tuple[int, int]) -> list[str]:
    """The lines of a view on a screen of this size, without title, message and footer."""
    shown = sheet(view, *size)
    return list(map(text_of, (*shown.head, *lay_out(shown.panels, size[0], {}).rows)))


def has(lines: list[str], *texts: str) -> bool:
    """Whether one line holds all texts."""
    return any(all(text in line for text in texts) for line in lines)


def view_of(desk: Desk, name: str, day: date = DAY) -> View:
    return municipality_view(desk, find_municipality(desk, name), day)


@pytest.mark.parametrize("size", SIZES)
def test_twelve_calls_are_answered_by_what_is_on_the_screen(
    busy_desk: Desk, size: tuple[int, int]
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


def test_a_high_window_shows_every_source_and_who_books(busy_desk: Desk) -> None:
    lines = drawn(view_of(busy_desk, "Ahnatal"), (100, 60))
    assert has(lines, "M1/M2  bis 31.12.2022 Umsetzungsvereinb")
    assert has(lines, "Gebucht wird bei www.ekom21.de")
    assert has(lines, "Beratung M3 01.02.2023 storniert")
    assert has(lines, "IKZ-0003 abgelehnt Archiv")
    assert has(lines, "OZG-Report e.beispiel", "bestätigt 01.03.2024")
    assert has(lines, "19 im Hessen-Finder")
    assert has(lines, "Zentrale 069 90009-0, post@ahnatal.example")


@pytest.mark.parametrize("size", SIZES)
def test_hanau_is_one_kommune_with_two_keys(busy_desk: Desk, size: tuple[int, int]) -> None:
    now = drawn(view_of(busy_desk, "Hanau"), size)
    assert has(now, "HANAU", "Kreisfreie Stadt seit 01.01.2026", "AGS 06415000")
    assert has(now, "früher bis 31.12.2025: 06435014, Sonderstatusstadt, Main-Kinzig-Kreis")
    assert not has(now, "Kreisfreie Stadt", "Main-Kinzig-Kreis")
    before = drawn(view_of(busy_desk, "Hanau", date(2025, 12, 31)), size)
    assert has(before, "HANAU", "Sonderstatusstadt", "Main-Kinzig-Kreis", "AGS 06435014")


@pytest.mark.parametrize("size", SIZES)
def test_every_kommune_fits_on_the_screen_with_keys_dates_and_states_whole(
    busy_desk: Desk, size: tuple[int, int]
) -> None:
    land = territory(busy_desk)
    assert len(land.by_id) > 442
    for number in land.by_id:
        view = municipality_view(busy_desk, number, DAY)
        lines = drawn(view, size)
        head = view.card.head
        assert {cell_len(line) for line in lines[len(sheet(view, *size).head) :]} <= {
            size[0] - 1,
            size[0],
        }
        assert all(cell_len(line) <= size[0] for line in lines)
        assert len(lines) <= size[1] - 3, head.name
        assert has(lines, head.key), head.name
        assert has(lines, head.name.upper()[:60]), head.name
        for account in view.card.account:
            key_or_day = next(word for word in account.short.split() if word[-1].isdigit())
            assert has(lines, account.state, key_or_day), (head.name, account)
        for former in head.former:
            assert has(lines, former.key, f"früher bis {former.until:%d.%m.%Y}: "), head.name


def test_a_landkreis_belongs_to_the_landkreistag(busy_desk: Desk) -> None:
    lines = drawn(view_of(busy_desk, "Landkreis Gießen"), LOW)
    assert has(lines, "LANDKREIS GIESSEN", "Schlüssel 06531")
    assert has(lines, "Kreistag | Aufsicht: RP Gießen | Mitglied im HLT")


@pytest.mark.parametrize("size", SIZES)
def test_a_merged_kommune_leads_to_its_successor(busy_desk: Desk, size: tuple[int, int]) -> None:
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
