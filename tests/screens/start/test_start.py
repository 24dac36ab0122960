"""START: the day at a glance, and behind every figure what it counted."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Event

import pytest
from rich.cells import cell_len
from sqlalchemy import select
from sqlalchemy.engine import URL

from db.connection import open_engine
from db.errors import StoreBusyError
from db.store import Store
from db.tables import Call, Contact, Draft, FundingLine, RuleSet
from ozg_tui.app import OzgApp
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core import drafts
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.overview import day as overview_of_day
from ozg_tui.desk.overview.day import overview
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS, FollowUpInput
from ozg_tui.resources.catalogue import BY_KIND
from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.detail import DetailScreen
from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.kit.list import ListScreen, SearchBox
from ozg_tui.screens.kit.question import QuestionScreen
from ozg_tui.screens.kit.reader import ReaderScreen
from ozg_tui.screens.kit.subject import Subject
from ozg_tui.screens.places.place import PlaceScreen
from ozg_tui.screens.start.lines import Reading, ToDo, Unfinished, beside
from ozg_tui.screens.start.panels import panels, state_line
from ozg_tui.screens.start.rows import Figure, RowsScreen
from ozg_tui.screens.start.screen import StartScreen
from ozg_tui.widgets.window_list import WindowList
from tests.kit import hostile
from tests.kit.application_screens import record
from tests.kit.clock import SetClock
from tests.kit.day import DAY, MORNING, invented_day
from tests.kit.hostile_office import STEERING, TEXTS, assert_harmless, hostile_office
from tests.kit.seat import SIZE, Seat, desk_at, seated, settle, typed
from tests.kit.stores import Stores, upon

LATER = date(2026, 11, 23)


@pytest.fixture
def busy_url(stores: Stores) -> Iterator[URL]:
    """A store with the invented day."""
    with stores.copy("sqlite", invented_day) as url:
        yield url


def start(seat: Seat) -> StartScreen:
    """START, which must be in front."""
    screen = seat.app.screen
    assert isinstance(screen, StartScreen), seat.screen
    return screen


def lines(seat: Seat) -> list[tuple[int, int, str, object]]:
    """All lines of all panels with something to read behind: panel, line, text, target."""
    return [
        (panel, line, each.text, each.target)
        for panel, shown in enumerate(start(seat).panels.panels)
        for line, each in enumerate(shown.lines)
        if each.target is not None and not isinstance(each.target, ToDo)
    ]


def text_of(seat: Seat) -> str:
    """All texts of the panels, also those that are scrolled away."""
    shown = start(seat).panels.panels
    return "\n".join(
        text for panel in shown for text in (panel.title, *(line.text for line in panel.lines))
    )


async def open_every_line(seat: Seat) -> list[str]:
    """Open what stands behind each line and come back; answers the names of the figures."""
    await seat.press("escape")
    names = []
    for panel, line, text, target in lines(seat):
        start(seat).panels.choose(panel, line)
        await seat.press("enter")
        screen = seat.app.screen
        match target:
            case Figure():
                assert isinstance(screen, RowsScreen)
                number = int(text.split()[0].replace(".", ""))
                assert screen.list.total == number, text
                await seat.press("end")
                assert screen.list.window.number == number or not number
                assert f" von {number} " in f"{seat.screen} ".replace("\n", " "), seat.screen
                names.append(target.name)
            case Subject():
                assert isinstance(screen, DetailScreen)
            case Unfinished():
                assert isinstance(screen, FormScreen)
            case Reading():
                assert isinstance(screen, ReaderScreen)
        await seat.press("f12" if isinstance(screen, FormScreen) else "escape")
        board = start(seat).panels
        assert (board.panel, board.line) == (panel, line), text
        # A dialog leaves the cursor where it was, every other screen leads back into the box.
        assert isinstance(seat.app.focused, SearchBox) == isinstance(screen, DeskScreen)
        if isinstance(screen, DeskScreen):
            await seat.press("escape")
    return names


async def test_every_figure_opens_exactly_its_rows(busy_url: URL) -> None:
    async with seated(busy_url) as seat:
        names = await open_every_line(seat)
        assert len(names) == len(set(names)) == 25
    async with seated(busy_url, size=(80, 24), clock=SetClock(LATER)) as seat:
        later = [target.name for *_, target in lines(seat) if isinstance(target, Figure)]
        # The windows are closed, no call was today, all follow-ups are overdue.
        assert {"free umsetzungsvereinbarung", "free starke_heimat", "calls"} == (
            set(names) - set(later)
        )


async def test_the_facts_alone_fill_the_screen_too(shared_url: URL) -> None:
    async with seated(shared_url) as seat:
        shown = seat.screen
        for sentence in (
            "Heute noch kein Anruf. a notiert einen.",
            "Nichts fällig. w legt eine an.",
            "Kein Antrag offen.",
            "442 frei M1/M2",
            "Noch keine Beratung. t an einer Kommune bucht.",
            "70 Leistungen",
            "Katalog 17.05.2021",
            "Anbindung: noch keine Angaben",
            "2023–2024 bis zu 3,9 Millionen Euro pro Jahr",
            "Noch keine Ansprechpersonen. k trägt ein.",
            "7 ZUERST",
            "Kontakte einlesen",
            "Kolleginnen und Kollegen eintragen",
            "Alle Daten sichern",
            "Sicherung: noch keine, F9",
        ):
            assert sentence in shown, sentence
        assert "UNFERTIG" not in shown
        assert "…" not in shown
        assert len(await open_every_line(seat)) == 4
    async with seated(shared_url, clock=SetClock(LATER)) as seat:
        shown = seat.screen
        assert "M1/M2 Umsetzungsvereinbarung OZG 2020–2022" in squeezed(shown)
        assert "wer zahlt, ist seit 2025 ungeklärt" in shown
        assert "2 Regelwerke laufen am 31.12.2026 ab ! | Sicherung" in shown


async def test_an_empty_desk_says_what_to_do_first(seat: Seat) -> None:
    await seat.press("escape", "7", "enter")
    assert "Einlesen: Datei wählen" in seat.screen
    await seat.press("escape", "down", "enter")
    assert "Jemanden eintragen" in seat.screen
    await seat.press("enter")
    await seat.type("Probe", "f8")
    assert "Kolleginnen und Kollegen eintragen" not in text_of(seat)
    assert "Alle Daten sichern" in text_of(seat)
    await seat.press("escape", "enter")
    await seat.until(lambda: "Alle Daten sichern" not in text_of(seat))
    assert "Kontakte einlesen" in text_of(seat)
    await seat.press("end", "enter")
    assert "ozg-tui uebung" in seat.screen


def squeezed(text: str) -> str:
    """A text with one blank where there are several: how wide a panel is does not count."""
    return re.sub(" +", " ", text)


async def test_the_day_stands_on_one_screen(busy_url: URL) -> None:
    async with seated(busy_url) as seat:
        shown = seat.screen
        assert len(shown.splitlines()) == 30
        for title in (
            "1 ANRUFE HEUTE (6, davon 2 ohne Notiz)",
            "2 WIEDERVORLAGEN (1 heute, 4 ÜBERFÄLLIG)",
            "3 IKZ-ANTRÄGE (12 offen)",
            "4 BERATUNG (je Kommune 1+1)",
            "5 DIENSTE UND ROLLOUT",
            "6 EfA-KOSTEN / DATENQUALITÄT",
            "7 UNFERTIG (2)",
        ):
            assert title in shown, shown
        told = squeezed(text_of(seat))
        for line in (
            "12:30 <- Oberweser",
            "10:30 <- 069 90009-117    zuordnen   Notiz?",
            "09:30 -> Landkreis Kassel IKZ        erl.",
            "!! 02.05. Vellmar      Termin bestätigen",
            "!! 31.05. Espenau      Beschluss fehlt Weber",
            "   01.06. Vellmar      Termin M4 bestätigen",
            "  2 warten auf Beschlüsse    2 von 8 gefasst",
            "  2 Prüfung vollständig          175.000 EUR",
            "  2 bei LK/RP/Ministerium      seit 41 Tagen",
            "  1 Einsparung unter 15 % IKZ-0006: 14,99 % d…",
            "  4 Kommunen angemeldet  1 LK, 3 Städte/Gem.",
            "  7 Module                   ohne stornierte",
            "  1 teilweise live",
            "  2 von 442 Kommunen bestätigt in 12 Monaten",
            "IKZ-Antrag IKZ-0001 Vorhaben 1",
            "Kontakt neu",
        ):
            assert squeezed(line) in told, f"{line}\n{told}"
        # The rest of each panel is one Down away, and the box one Up.
        await seat.press("down")
        assert seat.footer.strip().startswith("LISTE")
        for _ in range(4):
            await seat.press("down")
        assert re.search(r"\+\d+ ─|Zeilen? mehr ─", seat.screen)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (130, 40)])
async def test_nothing_overlaps_at_any_size(busy_url: URL, size: tuple[int, int]) -> None:
    async with seated(busy_url, size=size) as seat:
        await seat.press("escape")
        for digit in "1234567":
            await seat.press(digit)
            shown = seat.screen.splitlines()
            assert len(shown) == size[1]
            rules = [line for line in shown if line.startswith("─ ")]
            assert rules
            assert all(len(line) == size[0] and line[-1] == "─" for line in rules)
            middle = size[0] // 2 - 1
            panels = shown[shown.index(rules[0]) : shown.index(rules[-1])]
            assert all(line[middle : middle + 1] in "│┬┼┴─" for line in panels)
            assert any("> " in line for line in shown)
            assert shown[2].startswith(" Suche: ")
            assert "Sicherung" in shown[-3] or size[0] < 80
            assert "LISTE" in shown[-1]


async def test_the_box_has_the_cursor_and_esc_leads_into_the_panels(busy_url: URL) -> None:
    async with seated(busy_url) as seat:
        screen = start(seat)
        assert isinstance(seat.app.focused, SearchBox)
        assert "EINGABE" in seat.footer
        for there, back in (
            ("escape", "s"),
            ("down", "slash"),
            ("tab", "f2"),
            ("pagedown", "up"),
        ):
            await seat.press(there)
            assert seat.app.focused is screen.panels, there
            assert "LISTE" in seat.footer
            screen.panels.choose(0, 0)
            await seat.press(back)
            assert isinstance(seat.app.focused, SearchBox), back
        await seat.press("enter")
        assert seat.message.startswith("Erst einen Namen")
        await seat.press("escape", "4")
        assert screen.panels.panel == 3
        await seat.press("9")
        assert screen.panels.panel == 3
        await seat.press("g", "k", "g", "h")
        assert isinstance(seat.app.focused, SearchBox)
        await seat.press("escape", "escape")
        assert isinstance(seat.app.screen, QuestionScreen)
        await seat.press("n")
        assert start(seat)


async def test_hits_take_the_place_of_the_panels_and_leave_it_again(busy_url: URL) -> None:
    async with seated(busy_url) as seat:
        screen = start(seat)
        await seat.type("homberg efze")
        assert "ANRUFE HEUTE" not in seat.screen
        assert "1–1 von 1" in seat.screen
        assert screen.subject() == Subject(BY_KIND[0], find_municipality(seat.desk, "06634009"))
        await seat.press("enter")
        assert isinstance(seat.app.screen, PlaceScreen)
        await seat.press("escape", "ctrl+u")
        assert "1 ANRUFE HEUTE" in seat.screen
        assert "Homberg" not in seat.screen
        assert screen.subject() is None or isinstance(screen.subject(), Subject)
        await seat.type("bad", "escape")
        assert isinstance(seat.app.focused, WindowList)
        await seat.press("escape")
        assert "1 ANRUFE HEUTE" in seat.screen
        assert seat.app.focused is screen.panels
        await seat.press("tab", "tab", "s")
        await seat.type("x", "backspace", "tab")
        assert seat.app.focused is screen.panels


async def test_lines_are_records_that_commands_are_about(busy_url: URL) -> None:
    async with seated(busy_url) as seat:
        screen = start(seat)
        await seat.press("escape", "2")
        subject = screen.subject()
        assert subject is not None
        assert subject.resource.code == "follow_up"
        await seat.press("x")
        assert "3 ÜBERFÄLLIG" in seat.screen
        await seat.press("h")
        assert seat.message == "Die Wiedervorlage gehört jetzt Ihnen."
        await seat.press("4", "home", "4", "down", "full_stop")
        assert seat.app.clipboard.endswith("(OZG-Koordinierungsstelle, Stand 01.06.2021)")
        assert "frei M3/M4 bis 31.12.2024" in seat.app.clipboard
        for key, sentence in (
            ("b", "Diese Zeile ist kein Eintrag. Enter zeigt, was gezählt wurde."),
            ("x", "Dafür muss eine Wiedervorlage gewählt sein."),
            ("n", "Hier wird nichts angelegt."),
        ):
            await seat.press(key)
            assert seat.message.startswith(sentence)
        await seat.press("1", "down", "b")
        assert isinstance(seat.app.screen, FormScreen)


async def test_an_unfinished_form_comes_back_with_its_draft(url: URL) -> None:
    async with seated(url) as seat:
        place = find_municipality(seat.desk, "Ahnatal")
        typed = {"organisation_id": str(place), "family_name": "Halbfert"}
        drafts.keep(seat.desk, "contact", 0, {"begun": {}, "typed": typed})
        await seat.press("escape", "f5")
        assert "7 UNFERTIG (1)" in seat.screen
        assert "1 Entwurf" in seat.screen
        await seat.press("7", "enter")
        assert isinstance(seat.app.screen, FormScreen)
        assert "Halbfert" in seat.screen
        await seat.press("f8")
        assert "UNFERTIG" not in seat.screen


async def test_an_unfinished_form_of_a_kommune_says_which_and_can_be_discarded(url: URL) -> None:
    async with seated(url) as seat:
        place = find_municipality(seat.desk, "Ahnatal")
        await seat.type("ahnatal", "enter", "k")
        await seat.type("Halbfert", "escape")
        assert drafts.find(seat.desk, "contact", -place) is not None
        await seat.press("f3", "ctrl+u", "escape", "f5")
        assert "Kontakt neu, Ahnatal" in seat.screen
        await seat.press("7", "enter")
        form = seat.app.screen
        assert isinstance(form, FormScreen)
        assert form.sheet is not None
        assert form.sheet.texts()["family_name"] == "Halbfert"
        await seat.press("f9", *typed("entwurf verwerfen"), "enter", "j", "escape", "f5")
        assert drafts.find(seat.desk, "contact", -place) is None
        assert "UNFERTIG" not in seat.screen


async def test_what_a_colleague_saves_shows_when_one_comes_back(busy_url: URL) -> None:
    async with seated(busy_url) as seat, _colleague(busy_url) as colleague:
        assert "4 Kommunen angemeldet" in seat.screen
        await seat.press("escape", "4", "home", "4", "down", "down", "enter")
        rows = seat.app.screen
        assert isinstance(rows, RowsScreen)
        assert rows.list.total == 4
        await seat.press("end", "enter", "escape")
        place = find_municipality(colleague, "Kaufungen")
        value = BookingInput.model_validate(
            {"organisation_id": place, "module": 1}, context={"today": colleague.today()}
        )
        BOOKINGS.save(colleague, value)
        current = rows.list.current
        await seat.press("f5")
        assert rows.list.total == 5
        assert rows.list.current is not None
        assert rows.list.current.title == (current.title if current else "")
        await seat.press("n")
        assert seat.message.startswith("Hier wird nur gezeigt")
        await seat.press("escape")
        assert "5 Kommunen angemeldet" in seat.screen


def _colleague(url: URL):
    return _Async(desk_at(url))


class _Async:
    """A context of the desk beside those of the program."""

    def __init__(self, context) -> None:
        self.context = context

    async def __aenter__(self) -> Desk:
        return self.context.__enter__()

    async def __aexit__(self, *error: object) -> None:
        self.context.__exit__(*error)


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
async def test_keys_before_the_figures_are_there_are_kept(stores: Stores, dialect: str) -> None:
    opened = Event()
    with stores.copy(dialect, invented_day) as url:

        def opener() -> Desk:
            opened.wait(10)
            return Desk(open_engine(url), "Probe", SetClock())

        app = OzgApp(opener, "Probe", SetClock())
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            await pilot.press("down", "4", "down", "down", "enter", "end")
            assert isinstance(app.screen, StartScreen)
            opened.set()
            await settle(pilot)
            rows = app.screen
            assert isinstance(rows, RowsScreen)
            assert rows.figure.name == "registered"
            assert rows.list.window.number == 4
            await pilot.press("escape", "s", *"vellmar", "enter")
            await settle(pilot)
            assert isinstance(app.screen, PlaceScreen)


async def test_a_busy_store_is_said_and_holds_no_key(
    shared_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_desk: object) -> None:
        raise StoreBusyError("Der Bestand ist gerade gesperrt.")

    monkeypatch.setattr(overview_of_day, "overview", busy)
    async with seated(shared_url) as seat:
        assert seat.message == "Der Bestand ist gerade gesperrt."
        await seat.press("escape", "4", "enter", "g", "k")
        screen = seat.app.screen
        assert isinstance(screen, ListScreen)
        assert screen.resource is BY_KIND[0]
        monkeypatch.undo()
        await seat.press("g", "h")
        assert "442 frei M1/M2" in seat.screen


async def test_hits_are_read_anew_when_one_comes_back(busy_url: URL) -> None:
    async with seated(busy_url) as seat, _colleague(busy_url) as colleague:
        await seat.type("kaufungen", "enter")
        assert isinstance(seat.app.screen, PlaceScreen)
        place = find_municipality(colleague, "Kaufungen")
        value = {"organisation_id": place, "family_name": "Neumann"}
        CONTACTS.save(colleague, ContactInput.model_validate(value))
        await seat.press("f3")
        assert "Neumann" in seat.screen
        await seat.press("f2", "ctrl+u", "escape", "1", "home")
        start(seat).panels.choose(0, 0)
        await seat.press("2", "g", "k", "g", "h", "f5")
        assert "2 WIEDERVORLAGEN (1 heute, 4 ÜBERFÄLLIG)" in seat.screen


async def test_what_is_overdue_after_a_grant_stands_first_and_opens_its_rows(
    seat: Seat, colleague: Desk
) -> None:
    due = date(2021, 5, 2)
    granted = {"applied_on": date(2021, 3, 2), "granted_cents": 7_500_000, "notice_on": due}
    owing = [{"kind": "proof", "due_on": due}]
    record(colleague, **granted, station="running", obligations=owing)
    await seat.press("escape", "f5")
    assert "  1 Pflicht überfällig !" in seat.screen
    assert "Kein Antrag offen." in seat.screen
    await seat.press("3", "enter")
    assert "Überfällige Pflichten nach der Bewilligung, Stand 01.06.2021" in seat.screen
    assert "IKZ-0001 Team" in seat.screen
    assert "seit 30 Tagen überfällig" in seat.screen
    await seat.press("enter")
    assert "NACH DER BEWILLIGUNG" in seat.screen
    assert "02.05.2021 (vereinbart), seit 30 Tagen überfällig." in seat.screen


def shown_on(url: URL, day: date) -> str:
    """All lines of START on a day, and the line below them."""
    desk = Desk(open_engine(url), "Probe", SetClock(day))
    seen = overview(desk)
    desk.close()
    told = panels(seen, None, None, "Probe", (100, 23))
    lines = [line.text for panel in told for line in panel.lines]
    return "\n".join(" ".join(line.split()) for line in [*lines, state_line(seen, 100)])


@pytest.mark.parametrize(
    ("day", "sentences"),
    [
        (date(2022, 10, 1), ["442 frei M1/M2 bis 31.12.2022"]),
        (date(2022, 10, 2), ["442 frei M1/M2 verfällt in 90 Tagen !"]),
        (date(2022, 12, 30), ["442 frei M1/M2 verfällt morgen !"]),
        (date(2022, 12, 31), ["442 frei M1/M2 verfällt heute !"]),
        (date(2023, 1, 1), ["M1/M2 Umsetzungsvereinbarung OZG 2020–2022", "442 frei M3/M4"]),
        (date(2024, 12, 31), ["2023–2024 bis zu 3,9 Millionen Euro pro Jahr", "verfällt heute !"]),
        (date(2025, 1, 1), ["wer zahlt, ist seit 2025 ungeklärt"]),
        (date(2026, 7, 3), ["Sicherung: noch keine, F9"]),
        (date(2026, 7, 4), ["2 Regelwerke laufen am 31.12.2026 ab ! | Sicherung: noch keine"]),
        (date(2026, 12, 31), ["2 Regelwerke laufen am 31.12.2026 ab !"]),
        (
            date(2027, 1, 1),
            ["Regelwerk IKZ-OZG (Konzept 2021) seit 31.12.2026 abgelaufen ! | Sicherung"],
        ),
    ],
)
def test_what_ends_is_announced_and_what_has_ended_is_not_offered(
    shared_url: URL, day: date, sentences: list[str]
) -> None:
    told = shown_on(shared_url, day)
    for sentence in sentences:
        assert sentence in told, told
    assert ("laufen am" in told) == (date(2026, 7, 4) <= day <= date(2026, 12, 31))
    assert ("wer zahlt" in told) == (day > date(2024, 12, 31))


@upon(hostile_office)
def hostile_day(store: Store) -> None:
    """Everything that START shows is hostile: callers, tasks, unfinished forms, rule sets."""
    with store.writing("Test") as session:
        for minutes, evil in enumerate(TEXTS):
            session.add(
                Call(
                    started_at=MORNING + timedelta(minutes=minutes),
                    direction="incoming",
                    raw_number=evil,
                    taken_by=evil,
                    text=evil,
                )
            )
        for rule_set in session.scalars(select(RuleSet)):
            rule_set.name = hostile.ESCAPES[0]
            if rule_set.valid_from <= DAY:
                rule_set.valid_to = DAY
            modules = rule_set.parameters.get("modules", [])
            renamed = [each | {"funding_source_name": hostile.MARKUP[5]} for each in modules]
            rule_set.parameters = rule_set.parameters | ({"modules": renamed} if renamed else {})
        for line in session.scalars(select(FundingLine)):
            line.wording = hostile.ESCAPES[2]
        session.execute(
            Draft.__table__.insert(),
            [
                {
                    "actor": "Probe",
                    "form": "contact",
                    "record_id": number,
                    "saved_at": MORNING,
                    "content": {"typed": "{}"},
                }
                for number in session.scalars(select(Contact.id))
            ],
        )


@pytest.mark.parametrize("size", [(60, 20), (100, 30)])
async def test_what_is_stored_stays_text_on_start(stores: Stores, size: tuple[int, int]) -> None:
    with stores.copy("sqlite", hostile_day) as url:
        async with seated(url, size=size) as seat:
            assert_harmless(seat)
            await seat.press("escape")
            for keys in (["1"], ["pagedown"] * 2, ["2"], *[["pagedown"] * 2] * 3, *"34567"):
                await seat.press(*keys)
                assert_harmless(seat)
                assert all(cell_len(line) <= size[0] for line in seat.screen.splitlines())
            await seat.press("1", "end", "home", "full_stop")
            assert not STEERING.search(seat.app.clipboard)
            for panel, line, _, target in lines(seat):
                if isinstance(target, Figure) and line:
                    start(seat).panels.choose(panel, line)
                    await seat.press("enter")
                    assert_harmless(seat)
                    await seat.press("escape")


async def test_f1_explains_how_one_gets_about(shared_url: URL) -> None:
    async with seated(shared_url) as seat:
        await seat.press("f1")
        assert "1 bis 9 wählt ein Feld" in " ".join(seat.screen.split())


def test_a_figure_at_the_end_of_a_line_is_whole_where_the_window_is_narrow() -> None:
    cut = beside("  1 Prüfung vollständig", "400.000 EUR", 32)
    assert cut == "  1 Prüfung vollstä… 400.000 EUR"
    assert beside("  2 Leistungen", "Katalog 17.05.2021", 24) == "  2 Leistungen Katalog …"


async def test_at_midnight_the_screen_in_front_is_that_of_the_new_day(url: URL) -> None:
    clock = SetClock(datetime(2021, 6, 1, 21, 59, tzinfo=UTC))
    async with seated(url, clock=clock) as seat:
        place = find_municipality(seat.desk, "Ahnatal")
        task = FollowUpInput(
            due_on=date(2021, 6, 2), text="Rückruf", owner="Probe", organisation_id=place
        )
        FOLLOW_UPS.save(seat.desk, task)
        await seat.press("escape", "f5")
        assert "heute" not in title_of_follow_ups(seat)
        clock.go_on(minutes=1)
        seat.app.screen.pass_time()
        await seat.press()
        assert "1 heute" in title_of_follow_ups(seat)
        await seat.press("g", "w")
        assert "   02.06.2021" in seat.screen and "!! " not in seat.screen
        clock.go_on(days=1)
        seat.app.screen.pass_time()
        await seat.press()
        assert "!! 02.06.2021" in seat.screen


def title_of_follow_ups(seat: Seat) -> str:
    """What the head of the panel says."""
    return next(line for line in seat.screen.splitlines() if "WIEDERVORLAGEN" in line)
