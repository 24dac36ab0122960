"""The real program at a real terminal: what a person and a hostile neighbour would see."""

import fcntl
import os
import re
import shutil
import signal
import sqlite3
import stat
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("termios")


from db.store import Store
from db.tables import Booking, Contact, OrganisationPeriod, PhoneNumber
from ozg_tui.desk.core.opening import open_desk
from seeds.load import load
from tests.kit import hostile
from tests.kit.clock import SetClock
from tests.kit.kept_drafts import open_drafts
from tests.kit.program import (
    CURSOR_SHOWN,
    LEFT,
    PROGRAM,
    READY,
    environment,
    quit_by_keys,
    started,
    to_section,
)
from tests.kit.stores import Stores, upon
from tests.kit.terminal import Terminal

PRIVATE = 0o077
CANARY = "Kanarienvogel"

Start = Callable[..., Terminal]


@pytest.fixture
def store(stores: Stores) -> Iterator[Path]:
    """The file of a store with all facts."""
    with stores.copy("sqlite", load) as url:
        yield Path(str(url.database))


def resize(terminal: Terminal, rows: int, columns: int) -> None:
    fcntl.ioctl(terminal._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    terminal._screen.resize(rows, columns)
    os.killpg(terminal.process.pid, signal.SIGWINCH)


def assert_restored(terminal: Terminal) -> None:
    """The terminal is as it was: own screen left, cursor shown, mouse and paste modes off."""
    raw = terminal.raw
    assert raw.rindex(LEFT) > raw.rindex(b"\x1b[?1049h")
    assert raw.rindex(CURSOR_SHOWN) > raw.rindex(b"\x1b[?25l")
    for mode in (b"1000", b"1003", b"1006", b"2004"):
        on, off = b"\x1b[?" + mode + b"h", b"\x1b[?" + mode + b"l"
        assert on not in raw or raw.rindex(off) > raw.rindex(on), mode


def said_after_leaving(terminal: Terminal) -> str:
    """What stands on the restored screen."""
    text = terminal.raw[terminal.raw.rindex(LEFT) :].decode("utf-8", "replace")
    return re.sub(r"\x1b\[[<>?]?[0-9;]*[a-zA-Z]", "", text).strip()


def test_the_first_start_creates_the_store_with_all_facts(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with started(XDG_DATA_HOME=str(tmp_path / "daten"), OZG_DB="") as terminal:
            terminal.wait_for("Suche:")
            terminal.write("homberg")
            terminal.wait_for(r"> Homberg \(Efze\)")
            terminal.wait_for(r"Homberg \(Ohm\)")
            terminal.press("enter")
            terminal.wait_for(r"KOMMUNE Homberg \(Efze\)")
            terminal.press("f3")
            terminal.wait_for("von 3 ")
            terminal.press("f3")
            terminal.wait_for("Das Programm beenden")
            terminal.press("j")
            assert terminal.wait_end() == 0
            assert_restored(terminal)
            assert said_after_leaving(terminal) == ""
    finally:
        os.umask(old)
    files = [path for path in (tmp_path / "daten").rglob("*") if path.is_file()]
    assert [path.name for path in files if path.suffix == ".db"] == ["bestand.db"]
    for path in (tmp_path / "daten").rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert not mode & PRIVATE, (path, oct(mode))
        assert mode == (0o700 if path.is_dir() else 0o600), (path, oct(mode))


def test_a_window_that_is_too_small_says_so_and_comes_back(store: Path) -> None:
    with started(store, rows=10, columns=50) as terminal:
        terminal.wait_for("Das Fenster ist zu klein")
        resize(terminal, 30, 100)
        terminal.wait_for(READY)
        resize(terminal, 10, 50)
        terminal.wait_for("Das Fenster ist zu klein")
        resize(terminal, 24, 80)
        terminal.wait_for(READY)
        assert quit_by_keys(terminal) == 0


def test_without_a_terminal_there_is_a_sentence(store: Path) -> None:
    done = subprocess.run(
        PROGRAM, input="", capture_output=True, text=True, timeout=30, check=False,
        env=os.environ | environment(OZG_DB=str(store)),
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Das Programm braucht ein Terminal.")
    assert "Traceback" not in done.stderr


def foreign(path: Path) -> None:
    path.write_text("Das ist ein Brief.\n" * 20)
    path.chmod(0o600)


def another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE kunde (name TEXT)")
    path.chmod(0o600)


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 : 40 * 4096] = os.urandom(39 * 4096)
    path.write_bytes(content)


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")


def for_the_group(path: Path) -> None:
    path.chmod(0o640)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_link_to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("weg") / "nirgends.db")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (foreign, "keine Bestandsdatei dieses Programms"),
        (another_program, "gehört zu einem anderen Programm"),
        (newer, "stammt von einer neueren Programmversion"),
        (for_the_group, "chmod 600"),
        (a_folder, "ist ein Ordner"),
        (a_link_to_nowhere, "lässt sich nicht öffnen"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_an_unusable_store_is_a_sentence_on_the_restored_screen(
    store: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    if spoil is another_program:
        store.unlink()
    spoil(store)
    with started(store) as terminal:
        assert terminal.wait_end() == 6
        assert_restored(terminal)
        said = said_after_leaving(terminal)
        assert sentence in " ".join(said.split())
        assert "Traceback" not in said
        assert len(said.splitlines()) <= 4


def test_a_damaged_store_is_a_sentence(store: Path) -> None:
    damaged(store)
    with started(store) as terminal:
        assert terminal.wait_end() == 6
        assert_restored(terminal)
        assert "beschädigt" in said_after_leaving(terminal)
        assert b"Traceback" not in terminal.raw


# Loaded before the rights are given up: the interpreter itself may lie where only root reads.
LOCKED_OUT = """
import os, sys
import ozg_tui.terminal, ozg_tui.cli, ozg_tui.desk.search.lists, ozg_tui.desk.core.opening
import ozg_tui.screens.kit.choice
import concurrent.futures.thread, sqlalchemy.dialects.sqlite, textual.drivers.linux_driver
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
sys.exit(ozg_tui.terminal.run())
"""


def test_a_folder_that_may_not_be_entered_is_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "zu"
    folder.mkdir(mode=0o000)
    try:
        with started(folder / "bestand.db", sys.executable, "-c", LOCKED_OUT) as terminal:
            assert terminal.wait_end() == 6
            said = " ".join(said_after_leaving(terminal).split())
            assert "lässt sich nicht öffnen: keine Berechtigung." in said
            assert "Traceback" not in said
    finally:
        folder.chmod(0o700)


def test_a_path_through_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "datei").touch()
    with started(tmp_path / "datei" / "bestand.db") as terminal:
        assert terminal.wait_end() == 6
        assert "lässt sich nicht öffnen" in " ".join(said_after_leaving(terminal).split())


DEFECT = f"""
import sys
from ozg_tui.screens.start.screen import StartScreen
def broken(self):
    secret = "{CANARY}"
    raise ValueError(secret)
StartScreen.action_reload = broken
from ozg_tui.cli import main
sys.exit(main([]))
"""
LATE_DEFECT = DEFECT.replace("def broken", "async def broken")
POOL_DEFECT = f"""
import sys
from ozg_tui.desk.place import card
def broken(*_):
    secret = "{CANARY}"
    raise KeyError(secret)
card.card = broken
from ozg_tui.cli import main
sys.exit(main([]))
"""
OPENING_DEFECT = f"""
import sys
from ozg_tui.desk.core import opening
def broken(*_):
    secret = "{CANARY}"
    raise RuntimeError(secret)
opening.open_desk = broken
from ozg_tui.cli import main
sys.exit(main([]))
"""


@pytest.mark.parametrize(
    ("code", "keys"),
    [
        (DEFECT, ["f5"]),
        (LATE_DEFECT, ["f5"]),
        (POOL_DEFECT, [*"ahnatal", "enter"]),
        (OPENING_DEFECT, []),
    ],
    ids=["key", "async", "pool", "opening"],
)
def test_a_defect_leaves_a_sentence_without_values(store: Path, code: str, keys: list[str]) -> None:
    with started(store, sys.executable, "-c", code) as terminal:
        if keys:
            terminal.wait_for(READY)
            terminal.press(*keys)
        assert terminal.wait_end(10) not in {0, 6}
        assert_restored(terminal)
        said = said_after_leaving(terminal)
        assert "Das ist ein Fehler des Programms" in " ".join(said.split()), said
        assert "Traceback" not in said
        assert CANARY not in terminal.raw.decode("utf-8", "replace")
        assert len(said.splitlines()) <= 4


def test_killed_in_the_middle_of_typing_the_draft_is_offered(store: Path) -> None:
    with started(store) as terminal:
        terminal.wait_for(READY)
        to_section(terminal, "p", "Kontakte")
        terminal.press("f6")
        terminal.wait_for("KONTAKT neu")
        terminal.press("tab")
        terminal.write("Halbfertig")
        with closing(open_desk(SetClock(), str(store), "Probe")) as desk:
            terminal.wait_for("Halbfertig")
            wait_until(lambda: bool(open_drafts(desk)))
        os.killpg(terminal.process.pid, signal.SIGKILL)
        terminal.wait_end()
    with started(store) as terminal:
        terminal.wait_for(READY)
        to_section(terminal, "p", "Kontakte")
        terminal.press("f6")
        terminal.wait_for("F5 setzt den Entwurf von .* fort: Halbfertig")
        terminal.press("f5")
        terminal.wait_for("Entwurf von .* geht weiter")
        terminal.wait_for("Halbfertig")
        assert quit_by_keys(terminal) == 0


def wait_until(found: Callable[[], bool]) -> None:
    """Ask again until something is so; what is waited for happens in another process."""
    end = time.monotonic() + 10
    while not found():
        assert time.monotonic() < end, "never came"
        time.sleep(0.01)


@upon(load)
def hostile_neighbours(store: Store) -> None:
    """All facts, and people with hostile names at Ahnatal."""
    with store.writing("Test") as session:
        place = session.query(OrganisationPeriod).filter_by(key="06633001").one().organisation_id
        for text in STEERING:
            session.add(
                Contact(
                    organisation_id=place, family_name=text, given_name=text, note=text,
                    call_first=True,
                    numbers=[PhoneNumber(kind="direct", raw=text, e164="+4956112345")],
                )
            )  # fmt: skip
        session.add(
            Booking(
                organisation_id=place, module=1, funding_source="umsetzungsvereinbarung",
                note=STEERING[0], adviser=STEERING[1], place=STEERING[2],
            )
        )  # fmt: skip


STEERING = (*hostile.ESCAPES, *hostile.BIDI)
PAYLOADS = (
    b"\x1b]0;PWNED", b"\x1b]52;c;UFdO", b"\x1b]8;;http://evil", b"\x1b[2J\x1b[HGie", b"\x1b[31mrot",
    b"\x1b[6n\x1b[c", b"\x1bP$q", "\x9b".encode(), "\x9d".encode(), b"\x07", b"\x08", b"\x0b",
    b"\x0c", b"\x7f", *(mark.encode() for mark in "\u202e\u2066\u2067\u2069\u200f\u200e\u061c"),
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile_store(stores: Stores) -> Iterator[Path]:
    with stores.copy("sqlite", hostile_neighbours) as url:
        yield Path(str(url.database))


def assert_no_payload(terminal: Terminal) -> None:
    raw = re.sub(rb"\x1b\]22;\w+\x07", b"", terminal.raw)  # the shape of Textual's mouse pointer
    found = [payload for payload in PAYLOADS if payload in raw]
    assert not found, found


def test_stored_text_never_steers_the_terminal(hostile_store: Path, tmp_path: Path) -> None:
    own = tmp_path / "bestand.db"
    shutil.copy(hostile_store, own)
    own.chmod(0o600)
    with started(own) as terminal:
        terminal.wait_for("von ")
        to_section(terminal, "p", "Kontakte")
        for key in ("end", "home", "enter"):
            terminal.wait_quiet()
            terminal.press(key)
        terminal.wait_for("KONTAKT ")
        terminal.press("f3", "g", "h")
        terminal.write("ahnatal")
        terminal.press("enter")
        terminal.wait_for("KOMMUNE Ahnatal")
        terminal.press("f7")
        terminal.wait_for("Förderkonto")
        terminal.press("f3")
        terminal.wait_for("ANSPRECHPARTNER")
        assert quit_by_keys(terminal) == 0
        assert_no_payload(terminal)


def test_stored_text_in_a_form_never_steers_the_terminal(
    hostile_store: Path, tmp_path: Path
) -> None:
    own = tmp_path / "bestand.db"
    shutil.copy(hostile_store, own)
    own.chmod(0o600)
    with started(own) as terminal:
        terminal.wait_for("von ")
        to_section(terminal, "b", "Beratungen")
        terminal.wait_for("1–1 von 1")
        terminal.press("b")
        terminal.wait_for("BERATUNG Modul 1, Ahnatal")
        terminal.wait_for("Sichern")
        terminal.wait_quiet()
        terminal.press("f12")
        terminal.wait_for("1–1 von 1")
        assert quit_by_keys(terminal) == 0
        assert_no_payload(terminal)


def test_only_the_copy_key_fills_the_clipboard(store: Path) -> None:
    with started(store) as terminal:
        terminal.wait_for(READY)
        assert b"\x1b]52;" not in terminal.raw
        to_section(terminal, "k", "Kommunen")
        terminal.wait_for("Aarbergen")
        terminal.press(".")
        terminal.wait_for("Kopiert: 06439001")
        assert terminal.raw.count(b"\x1b]52;") == 1
        assert quit_by_keys(terminal) == 0


def test_nothing_of_the_store_stays_on_the_restored_screen(store: Path) -> None:
    with started(store) as terminal:
        terminal.wait_for(READY)
        assert quit_by_keys(terminal) == 0
        assert_restored(terminal)
        assert said_after_leaving(terminal) == ""
        assert terminal.raw.index(b"\x1b[?1049h") < terminal.raw.index(b"Leistungen")


def test_keys_typed_at_once_give_one_record(store: Path) -> None:
    with started(store) as terminal:
        terminal.wait_for(READY)
        to_section(terminal, "b", "Beratungen")
        terminal.press("f6")
        terminal.write("ahnatal\r1\r\r\r23112021\r\t\t\t\t\t")
        terminal.press("end", "ctrl+u")
        terminal.write("n\r")
        terminal.press("f8")
        terminal.wait_for("Gesichert: Beratung Modul 1, Ahnatal")
        terminal.wait_for("1–1 von 1")
        assert quit_by_keys(terminal) == 0
    with closing(sqlite3.connect(store)) as reader:
        stored = reader.execute("SELECT module, consultation_on, funded FROM booking").fetchall()
        assert stored == [(1, "2021-11-23", 0)]


def test_ctrl_c_and_ctrl_z_do_not_end_the_program(store: Path) -> None:
    with started(store) as terminal:
        terminal.wait_for(READY)
        terminal.press("ctrl+z", "ctrl+q", "ctrl+c")
        terminal.wait_for("Beenden: F9")
        assert terminal.process.poll() is None
        assert quit_by_keys(terminal) == 0


def test_letters_behind_a_sequence_in_a_paste_are_no_commands(store: Path) -> None:
    with started(store) as terminal:
        terminal.wait_for(READY)
        to_section(terminal, "k", "Kommunen")
        terminal.write("\x1b[200~vellmar \x1b[31mna\x1b[201~")
        terminal.wait_for(r"Filter: +vellmar \[31mna")
        terminal.wait_for(r"OZG-TUI \| KOMMUNEN")
        assert quit_by_keys(terminal) == 0
