"""Sections, search, cursor, ways back, commands: what staff do all day."""

import re
import time
from datetime import UTC, datetime
from itertools import pairwise
from threading import Event

import pytest
from sqlalchemy.engine import URL
from textual.events import Paste

from db.connection import open_engine
from ozg_tui import commands
from ozg_tui.app import OzgApp
from ozg_tui.commands import Context
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.ikz.supposed.what_if import what_if_of
from ozg_tui.resources.catalogue import SECTIONS, START
from ozg_tui.rules.ikz.case import Case
from ozg_tui.screens.ikz.application import ApplicationScreen
from ozg_tui.screens.ikz.form import ApplicationFormScreen
from ozg_tui.screens.ikz.what_if import WhatIfScreen
from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.choice import ChoiceScreen
from ozg_tui.screens.kit.detail import DetailScreen
from ozg_tui.screens.kit.everything import SearchScreen
from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.kit.list import ListScreen, SearchBox
from ozg_tui.screens.kit.question import QuestionScreen
from ozg_tui.screens.kit.too_small import TooSmallScreen
from ozg_tui.screens.places.place import PlaceScreen
from ozg_tui.seams.paste import PasteParser
from ozg_tui.widgets.window_list import WindowList
from tests.kit.clock import SetClock
from tests.kit.seat import SIZE, Seat, screen_text, seated, settle, typed

SECTION_KEYS = {
    "h": ("START", "ANRUFE HEUTE"),
    "k": ("Kommunen", "1–22 von 442"),
    "p": ("Kontakte", "1–3 von 3"),
    "b": ("Beratungen", "0 von 0"),
    "i": ("IKZ-Anträge", "0 von 0"),
    "d": ("Leistungen", "1–17 von 17"),
    "m": ("Matrix", "Aarbergen, Abfallwirtschaft: nichts erfasst"),
    "w": ("Wiedervorlagen", "0 von 0"),
    "a": ("Anrufe", "0 von 0"),
    "n": ("Bezug des OZG-Reports", "0 von 0"),
    "f": ("Kurzauskünfte", "1–10 von 10"),
    "z": ("Ausgaben des OZG-Reports", "0 von 0"),
    "o": ("Modellkommunen", "1–16 von 16"),
    "v": ("Verlauf", "1–22 von "),
    "t": ("TERMINE", "0 Einträge"),
    "e": ("MITTEL UND KOSTEN", "WER ZAHLT"),
    "r": ("Berichte", "R1"),
}
SCREENS = {
    Context.LIST: (ListScreen,),
    Context.RECORD: (DetailScreen, ApplicationScreen, PlaceScreen),
    Context.FORM: (FormScreen, ApplicationFormScreen, WhatIfScreen),
}
# Menus, multiplexers, browsers, AltGr, dead keys and y/z of other keyboards take these.
UNSAFE = re.compile(
    r"f1[01]|shift\+f\d+|alt\+.*|ctrl\+alt\+.*|(ctrl|shift)\+enter"
    r"|ctrl\+([abcdehijkmnqtuvwx]|left_square_bracket|backslash)"
    r"|[yz]|(left|right)_(square_bracket|curly_bracket)|backslash|vertical_line|at|tilde"
    r"|euro_sign|circumflex_accent|acute_accent|grave_accent"
)
ENGLISH = re.compile(
    r"\b(search|select|no matches|command|palette|quit|theme|keys|screenshot|maximize|minimize"
    r"|loading|press|help|cancel|copy|copied|error|save|yes|exit|submit)\b",
    re.IGNORECASE,
)


@pytest.fixture
async def reader(shared_url: URL):
    """The program on a store that the test leaves as it is."""
    async with seated(shared_url) as seat:
        yield seat


def rows(seat: Seat) -> list[str]:
    """The rows of the list on the screen."""
    shown = seat.screen.splitlines()
    return [line for line in shown[5:-3] if line.strip()]


async def test_the_search_box_has_the_cursor_because_the_telephone_rings(reader: Seat) -> None:
    assert isinstance(reader.app.focused, SearchBox)
    assert "EINGABE" in reader.footer
    assert "ANRUFE HEUTE" in reader.screen


async def test_typing_narrows_in_the_same_turn(reader: Seat) -> None:
    box = reader.app.focused
    assert isinstance(box, SearchBox)
    listed = reader.app.screen.query_one(WindowList)
    for text in ("h", "ho", "hom", "homb"):
        box.value = text
        assert all(text[:3] in line.title.lower() or text in "ho" for line in listed.window.lines)
    assert [line.title for line in listed.window.lines] == [
        "Homberg (Efze)",
        "Homberg (Ohm)",
        "Bad Homburg v. d. Höhe",
    ]
    assert listed.total == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("oberweser", "Wesertal"),
        ("06435014", "Hanau"),
        ("GIESSEN", "Gießen"),
        ("giessen", "Gießen"),
        ("homberg efze", "Homberg (Efze)"),
    ],
)
async def test_a_kommune_is_found_as_people_know_it(reader: Seat, text: str, found: str) -> None:
    await reader.type(text)
    assert any(found in row for row in rows(reader)), reader.screen


@pytest.mark.parametrize("letter", SECTION_KEYS)
async def test_every_section_is_two_keys_away(reader: Seat, letter: str) -> None:
    title, count = SECTION_KEYS[letter]
    await reader.press("escape", "g", letter)
    assert f"OZG-TUI | {title.upper()} " in reader.screen
    assert count in reader.screen
    assert reader.footer.strip().startswith("EINGABE" if letter == "h" else "LISTE")


def test_every_section_has_a_letter_of_its_own() -> None:
    assert {section.letter for section in SECTIONS} == set(SECTION_KEYS)
    assert all(section.letter for section in SECTIONS)


async def test_another_key_after_g_goes_nowhere(reader: Seat) -> None:
    for key in ("x", "escape", "f3", "enter"):
        await reader.press("escape", "g", key)
        assert "OZG-TUI | START" in reader.screen


async def test_an_empty_list_says_what_to_press(reader: Seat) -> None:
    await reader.press("escape", "g", "b")
    assert "Keine Beratung gefunden. F6 bucht eine neue." in reader.screen
    await reader.press("g", "h", "f2")
    await reader.type("gibtesnicht")
    assert START.empty[:40] in reader.screen
    assert "0 von 0" in reader.screen


async def test_the_count_moves_with_the_list(reader: Seat) -> None:
    await reader.press("escape", "g", "k", "pagedown")
    assert "23–44 von 442   Zeile 23" in reader.screen
    await reader.press("end")
    assert "421–442 von 442   Zeile 442" in reader.screen
    await reader.press("home", "down")
    assert "1–22 von 442   Zeile 2" in reader.screen


async def test_a_larger_window_shows_more_lines(reader: Seat) -> None:
    await reader.press("escape", "g", "k")
    await reader.resize(100, 80)
    assert "1–72 von 442" in reader.screen
    assert len(rows(reader)) == 72


async def test_a_window_that_was_too_small_comes_back_full(reader: Seat) -> None:
    await reader.resize(50, 10)
    assert isinstance(reader.app.screen, TooSmallScreen)
    assert "Das Fenster ist zu klein." in reader.screen
    await reader.type("hom")
    await reader.resize(100, 30)
    # What was typed meanwhile is for the screen that comes back.
    assert reader.app.screen.query_one(SearchBox).value == "hom"
    assert any("Homberg" in row for row in rows(reader))


async def test_cursor_and_search_are_kept_when_coming_back(reader: Seat) -> None:
    await reader.type("stadt", "down", "down", "down")
    chosen = next(row for row in rows(reader) if row.startswith(">"))
    await reader.press("enter", "escape")
    assert chosen in rows(reader)
    await reader.press("f2", "escape", "g", "k", "f3")
    assert chosen in rows(reader)
    assert "stadt" in reader.screen.splitlines()[2]


async def test_a_section_keeps_cursor_and_search_while_others_are_shown(reader: Seat) -> None:
    await reader.press("escape", "g", "k", "slash")
    await reader.type("bad", "down", "down", "escape")
    chosen = next(row for row in rows(reader) if row.startswith(">"))
    await reader.press("g", "h", "escape", "g", "k")
    assert "bad" in reader.screen.splitlines()[2]
    assert chosen in rows(reader)
    assert reader.footer.strip().startswith("LISTE")


async def test_enter_opens_and_f3_comes_back(reader: Seat) -> None:
    await reader.type("homberg efze", "enter")
    assert isinstance(reader.app.screen, PlaceScreen)
    assert "KOMMUNE Homberg (Efze)" in reader.screen
    for key in ("f3", "escape", "minus"):
        await reader.press(key)
        assert "OZG-TUI | START" in reader.screen
        await reader.press("enter")
        assert "KOMMUNE Homberg (Efze)" in reader.screen


@pytest.mark.parametrize("letter", ["p", "d"])
async def test_a_record_opens_in_detail(reader: Seat, letter: str) -> None:
    await reader.press("escape", "g", letter)
    listed = rows(reader)[0][2:].split("  ")[0].replace(",", "").split()
    await reader.press("enter")
    assert isinstance(reader.app.screen, DetailScreen)
    assert all(word in reader.screen.splitlines()[0] for word in listed)
    await reader.press("f3")
    assert isinstance(reader.app.screen, ListScreen)


async def test_esc_leaves_the_box_empties_it_and_goes_back(reader: Seat) -> None:
    await reader.press("escape", "g", "k", "slash")
    await reader.type("bad")
    await reader.press("escape")
    assert isinstance(reader.app.focused, WindowList)
    assert "bad" in reader.screen.splitlines()[2]
    await reader.press("escape")
    assert "442" in reader.screen
    await reader.press("escape")
    assert "OZG-TUI | START" in reader.screen


async def test_full_stop_copies_key_or_number(reader: Seat) -> None:
    await reader.type("homberg efze", "escape", "full_stop")
    assert reader.app.clipboard == "06634009"
    assert reader.message == "Kopiert: 06634009"
    await reader.press("enter", "full_stop")
    assert "06634009" in reader.app.clipboard
    await reader.press("f3", "escape", "g", "p", "full_stop")
    assert reader.app.clipboard in rows(reader)[0]
    await reader.press("enter", "full_stop")
    assert reader.app.clipboard in reader.screen


async def test_what_is_copied_stands_in_the_line(reader: Seat) -> None:
    await reader.press("escape", "g", "d", "full_stop")
    assert reader.app.clipboard in rows(reader)[0]


async def test_a_command_that_needs_a_line_says_so(reader: Seat) -> None:
    await reader.press("escape", "g", "b", "full_stop")
    assert reader.message == "Dafür muss eine Zeile gewählt sein."
    await reader.press("g", "k", "f6")
    assert reader.message.startswith("Hier wird nichts angelegt.")


@pytest.mark.parametrize("key", ["n", "enter", "escape", "f3"])
async def test_leaving_the_program_is_asked_with_no_as_the_answer(reader: Seat, key: str) -> None:
    await reader.press("f3")
    assert isinstance(reader.app.screen, QuestionScreen)
    assert "Das Programm beenden?  (j/N)" in reader.screen
    await reader.press(key)
    assert isinstance(reader.app.screen, ListScreen)
    assert reader.app.is_running


async def test_yes_leaves_the_program(reader: Seat) -> None:
    await reader.press("f3")
    await reader.pilot.press("j")
    await reader.until(lambda: reader.app.return_code == 0)


async def test_leaving_is_offered_by_the_command_list(reader: Seat) -> None:
    await reader.press("f9")
    await reader.type("beenden", "enter")
    assert isinstance(reader.app.screen, QuestionScreen)


async def test_the_reflex_of_other_programs_does_not_end_this_one(reader: Seat) -> None:
    for where in ("EINGABE", "LISTE"):
        assert where in reader.footer
        for key in ("ctrl+q", "ctrl+z", "ctrl+backslash", "ctrl+d", "ctrl+c"):
            await reader.press(key)
            assert reader.app.is_running
            assert isinstance(reader.app.screen, ListScreen)
        assert reader.message == "Beenden: F9 und dann »Beenden«, oder F3 auf START."
        reader.app.say("")
        await reader.press("escape")


async def test_nothing_opens_twice(reader: Seat) -> None:
    await reader.type("homberg efze")
    await reader.press("enter", "enter", "f9", "f9", "f9")
    assert len(reader.app.screen_stack) <= 3


async def test_the_footer_shows_only_keys_that_work_now(reader: Seat) -> None:
    assert "EINGABE" in reader.footer
    before = reader.app.screen
    await reader.press("g")
    assert reader.app.screen is before
    assert "g Gehe" not in reader.footer
    await reader.press("backspace", "escape")
    assert "LISTE" in reader.footer
    assert "g Gehe" in reader.footer


@pytest.mark.parametrize("context", SCREENS)
def test_a_key_means_one_thing_on_a_screen(context: Context) -> None:
    keys = [key for command in commands.in_context(context) for key in command.keys]
    assert len(keys) == len(set(keys)), sorted(keys)
    for screen in SCREENS[context]:
        bound: dict[str, set[str]] = {}
        for binding in screen._merge_bindings().key_to_bindings.items():
            bound.setdefault(binding[0], set()).update(each.action for each in binding[1])
        ours = {key: actions for key, actions in bound.items() if key in keys}
        doubled = {key: actions for key, actions in ours.items() if len(actions) > 1}
        assert not doubled


@pytest.mark.parametrize("context", SCREENS)
def test_no_command_lies_on_a_key_that_does_not_arrive(context: Context) -> None:
    keys = {key for command in commands.in_context(context) for key in command.keys}
    for screen in SCREENS[context]:
        keys |= {
            binding[0] if isinstance(binding, tuple) else binding.key for binding in screen.BINDINGS
        }
    # Keyboards exchange z and y: a command on both is met by either.
    keys -= {"z", "y"} if {"z", "y"} <= keys else set()
    assert not [key for key in keys if UNSAFE.fullmatch(key)]


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.id)
def test_no_command_depends_on_ctrl_alone(command: commands.Command) -> None:
    keys = command.keys
    assert not keys or any("+" not in key for key in keys) or Context.FORM in command.contexts


async def _opened(seat: Seat) -> list[DeskScreen]:
    """Every kind of screen in turn, left open."""
    app = seat.app
    app.open_record(SECTIONS[2], 1)
    app.open_record(SECTIONS[1], 1)
    app.open_form(SECTIONS[4])
    await seat.press()
    app.push_screen(WhatIfScreen("IKZ-0014", lambda desk: what_if_of(desk, Case())))
    await seat.press()
    return [each for each in app.screen_stack if isinstance(each, DeskScreen)]


async def test_every_command_acts_or_says_why_not(reader: Seat) -> None:
    screens = await _opened(reader)
    assert {each.CONTEXT for each in screens} == set(SCREENS)
    for screen in screens:
        for command in commands.in_context(screen.CONTEXT):
            if screen.offers(command):
                owners = (screen, reader.app)
                acts = any(hasattr(owner, f"action_{command.id}") for owner in owners)
                assert acts or callable(commands.handler(command.does)), (screen, command.id)
            else:
                assert screen.reason_against(command), (screen, command.id)


@pytest.mark.parametrize("letter", "pb")
async def test_no_screen_lies_above_another_of_its_kind(reader: Seat, letter: str) -> None:
    for _ in range(3):
        await reader.press("escape", "g", letter)
    assert len(reader.app.screen_stack) == 2


async def test_every_command_is_reachable_by_f9(reader: Seat) -> None:
    screens = await _opened(reader)
    for screen in reversed(screens):
        assert reader.app.screen is screen
        await reader.press("f9")
        listed = reader.app.screen
        assert isinstance(listed, ChoiceScreen)
        offered = {choice.value for choice in listed._choices}
        assert offered == {command.id for command in screen.offered()}
        await reader.press("escape")
        if screen is not screens[0]:
            reader.app.pop_screen()
            await reader.press()


async def test_f1_explains_and_runs(reader: Seat) -> None:
    await reader.press("f1")
    assert "Hilfe" in reader.screen
    assert "Tippen sucht in allem." in " ".join(reader.screen.split())
    await reader.type("beenden", "enter")
    assert isinstance(reader.app.screen, QuestionScreen)


@pytest.mark.parametrize("context", SCREENS)
@pytest.mark.parametrize("mode", ["EINGABE", "LISTE"])
def test_the_footer_fits_into_80_columns(context: Context, mode: str) -> None:
    space = 80 - len(mode) - 3
    hidden = {"search"} if context is Context.FORM else set[str]()
    shown = [each for each in commands.in_context(context) if each.id not in hidden]
    words = commands.footer(shown, space, is_typing=mode == "EINGABE")
    assert len(words) <= space
    assert "F1 Hilfe" in words
    assert "F9 Befehle" in words


async def test_no_english_from_textual_on_any_screen(reader: Seat) -> None:
    shots = [reader.screen]
    for keys in (
        ["f1"], ["escape", "f9"], ["escape", "escape", "g"], ["p"], ["enter"], ["b"], ["f4"],
        ["escape", "f1"], ["escape", "f12"], ["f3", "g", "k"], ["enter"], ["f7"], ["escape", "f9"],
        ["escape", "t"], ["f8"], ["f12"], ["f3", "f3", "f3"],
    ):  # fmt: skip
        await reader.press(*keys)
        shots.append(reader.screen)
        shots += [str(note.message) for note in reader.app._notifications]
    assert all(one != other for one, other in pairwise(shots))
    for shot in shots:
        assert not ENGLISH.search(shot), shot


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30)])
async def test_nothing_is_cut_that_says_what_to_do(shared_url: URL, size: tuple[int, int]) -> None:
    async with seated(shared_url, size=size) as seat:
        for keys in ([], ["escape", "g", "i"], ["f6"], ["f12", "g", "h", "enter"]):
            await seat.press(*keys)
            assert len(seat.screen.splitlines()) == size[1]
            assert "F1 Hilfe" in seat.footer
            assert "F9 Befehle" in seat.footer
            assert len(seat.footer) <= size[0]


async def test_the_clock_is_that_of_hessen_and_does_not_stand_still(shared_url: URL) -> None:
    clock = SetClock(datetime(2020, 12, 31, 22, 59, tzinfo=UTC))
    async with seated(shared_url, clock=clock) as seat:
        assert "31.12.2020 23:59 | Probe" in seat.screen.splitlines()[0]
        clock.go_on(minutes=1)
        seat.app.screen.pass_time()
        await seat.press()
        assert "01.01.2021 00:00 | Probe" in seat.screen.splitlines()[0]
        clock.go_on(minutes=15)
        await seat.press("escape", "g", "k", "g", "h")
        assert "OZG-TUI | START" in seat.screen
        assert "01.01.2021 00:15 | Probe" in seat.screen.splitlines()[0]


def slow_app(url: URL) -> tuple[OzgApp, Event]:
    """The program, and what lets its desk open."""
    opened = Event()

    def opener() -> Desk:
        opened.wait(10)
        return Desk(open_engine(url), "Probe", SetClock())

    return OzgApp(opener, "Probe", SetClock()), opened


async def test_letters_typed_before_the_desk_is_open_are_searched_for(shared_url: URL) -> None:
    app, opened = slow_app(shared_url)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press(*typed("homberg"))
        assert not app.bridge.is_open
        opened.set()
        await settle(pilot)
        assert "Homberg (Efze)" in screen_text(app)
        # Bad Homburg sounds alike.
        assert "1–3 von 3" in screen_text(app)


@pytest.mark.parametrize(
    "keys", [["enter"], ["f5"], ["full_stop"], ["f1"], ["f9"], ["end", "up"], ["g", "p", "f6"]]
)
async def test_a_key_before_the_desk_is_open_does_no_harm(shared_url: URL, keys: list[str]) -> None:
    app, opened = slow_app(shared_url)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press("escape", *keys)
        assert not app.bridge.is_open
        opened.set()
        await settle(pilot)
        assert app.is_running


async def test_the_next_name_takes_the_place_of_the_one_that_was_found(reader: Seat) -> None:
    await reader.type("homberg", "enter", "f3")
    assert sum("Homberg" in row for row in rows(reader)) == 2
    await reader.type("vellmar")
    box = reader.app.screen.query_one(SearchBox)
    assert box.value == "vellmar"
    # What is kept on purpose goes on; so does a text over which only the help was read.
    await reader.press("enter", "f3", "end", *typed("x"), "f1", "escape", *typed("y"))
    assert box.value == "vellmarxy"
    await reader.press("escape", "f2", *typed("ahnat"))
    assert box.value == "ahnat"


async def test_g_h_goes_to_the_day_and_not_to_the_last_search(reader: Seat) -> None:
    await reader.type("homberg", "enter")
    await reader.press("g", "h")
    assert "ANRUFE HEUTE" in reader.screen
    assert reader.app.screen.query_one(SearchBox).value == ""


async def test_a_wrong_filter_finds_nothing_and_says_so_until_it_is_right(reader: Seat) -> None:
    await reader.resize(80, 24)
    await reader.type("kreis:xx")
    assert reader.app.screen.query_one(WindowList).window.lines == []
    assert "0 von 0" in reader.screen
    assert "»kreis:xx« gibt es nicht." in reader.screen
    shown = " ".join(" ".join(reader.screen.split()).split("Möglich sind:")[1].split())
    assert "Werra-Meißner-Kreis, Wetteraukreis." in shown
    await reader.press("enter")
    assert isinstance(reader.app.screen, ListScreen)
    await reader.press("backspace", "backspace", *typed("kassel"))
    assert "gibt es nicht" not in reader.screen
    assert "Ahnatal" in reader.screen


async def test_a_sentence_goes_with_the_next_key_and_with_its_screen(reader: Seat) -> None:
    await reader.press("enter")
    assert reader.message.startswith("Erst einen Namen")
    await reader.press("a")
    assert reader.message == ""
    await reader.press("ctrl+u", "escape", "f6")
    assert "wird nichts angelegt" in reader.message
    await reader.press("down")
    assert reader.message == ""
    # What another screen covers is old when somebody comes back to it.
    reader.app.say("Ein Satz von vorhin.")
    await reader.press("g", "k", "f3")
    assert reader.message == ""
    # A key that was typed ahead leaves the sentence to be read.
    reader.app.screen.say("Gesichert: Probe.")
    reader.app.screen.forgetting(time.monotonic() - 1)()
    assert reader.message == "Gesichert: Probe."


async def test_a_key_without_an_effect_says_so(reader: Seat) -> None:
    nothing = "Hier ohne Wirkung. F1 zeigt die Tasten."
    await reader.press("f7")
    assert reader.message == nothing
    await reader.press("f10")
    assert reader.message == ""
    await reader.press("escape", "i")
    assert reader.message == nothing
    await reader.press("f2", *typed("ahnat"), "enter", "q")
    assert isinstance(reader.app.screen, PlaceScreen)
    assert reader.message == nothing
    await reader.press("g", "x")
    assert reader.message == "»x« führt in keinen Bereich. g zeigt, welche es gibt."
    await reader.press("g", "k", "n")
    assert "(g p)" in reader.message


async def test_what_is_pasted_into_a_list_is_searched_for_and_is_no_command(reader: Seat) -> None:
    await reader.press("escape", "g", "k")
    reader.app.post_message(Paste(" vellmar\n"))
    await reader.press()
    assert reader.app.screen.query_one(SearchBox).value == "vellmar"
    assert "> Vellmar" in reader.screen
    await reader.press("enter")
    reader.app.post_message(Paste("abc"))
    await reader.press()
    assert isinstance(reader.app.screen, PlaceScreen)
    assert reader.message == "Hier ist kein Feld für Eingefügtes. F2 öffnet die Suche."


@pytest.mark.parametrize("cut", range(1, 25))
def test_no_sequence_in_a_paste_becomes_a_key(cut: int) -> None:
    parser = PasteParser()
    sent = "\x1b[200~ab\x1b[31mc\x1bq\x1b[201~z"
    parts = (sent[:cut], sent[cut:])
    events = [event for part in parts for event in parser.feed(part)]
    assert [(type(event).__name__, getattr(event, "text", "z")) for event in events] == [
        ("Paste", "ab[31mcq"),
        ("Key", "z"),
    ]


async def test_f2_searches_in_everything_and_esc_leads_back(reader: Seat) -> None:
    await reader.press("escape", "g", "b")
    await reader.press("f2", *typed("homberg"))
    assert "SUCHE IN ALLEM" in reader.screen.splitlines()[0]
    assert sum("Homberg" in row for row in rows(reader)) == 2
    await reader.press("enter", "f2", *typed("vellmar"), "f2", *typed("ahnatal"), "enter")
    assert "KOMMUNE Ahnatal" in reader.screen
    # However often somebody has searched, one search lies below.
    assert sum(isinstance(each, SearchScreen) for each in reader.app.screen_stack) == 1
    await reader.press("f3", "f3")
    assert "KOMMUNE Homberg" in reader.screen
    await reader.press("f3")
    assert "OZG-TUI | BERATUNGEN" in reader.screen


async def test_a_filter_says_what_is_found_elsewhere_and_one_key_goes_there(reader: Seat) -> None:
    await reader.press("escape", "g", "b", "slash")
    assert reader.screen.splitlines()[2].startswith(" Filter: ")
    assert "F2 sucht in allem" in reader.screen
    await reader.type("homberg")
    assert "Keine Beratung gefunden. F6 bucht eine neue. In allem 3 Treffer: F2." in reader.screen
    await reader.press("f2")
    assert reader.screen.splitlines()[2].startswith(" Suche:  homberg")
    assert len(rows(reader)) == 3
    await reader.press("escape", "escape", "escape")
    assert "In allem 3 Treffer" in reader.screen
    await reader.press("ctrl+u")
    await reader.type("qqqq")
    assert "In allem" not in reader.screen


async def test_start_is_ready_for_a_name_whenever_one_comes_back(reader: Seat) -> None:
    for away in (("g", "p"), ("g", "d", "enter"), ("g", "r", "enter"), ("f2",)):
        await reader.press("escape", *away)
        while len(reader.app.screen_stack) > 1:
            await reader.press("f3")
        assert reader.footer.strip().startswith("EINGABE"), away
        await reader.type("gp5")
        assert reader.app.screen.query_one(SearchBox).value == "gp5", away
        await reader.press("ctrl+u")
    # A question over it is no other screen.
    await reader.press("escape", "f3", "n")
    assert reader.footer.strip().startswith("LISTE")
