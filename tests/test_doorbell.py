"""Calls on their way to the running program: who may ring, who hears it, what is let in."""

import os
import socket
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

if not hasattr(socket, "AF_UNIX"):
    pytest.skip("no Unix sockets here", allow_module_level=True)

from ozg_tui.desk.core.opening import default_address
from ozg_tui.doorbell import hang, ring
from ozg_tui.doorbell.place import DoorbellError, folder, name_of
from ozg_tui.doorbell.ring import TAKEN
from tests.kit.doorbells import listening

STORE = "/srv/bestand.db"
NUMBER = "0611 353-1950"


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The runtime folder of a session; its path is short, as the system demands."""
    with tempfile.TemporaryDirectory() as path:
        monkeypatch.setenv("XDG_RUNTIME_DIR", path)
        yield Path(path)


def bells(runtime: Path) -> list[Path]:
    return sorted((runtime / "ozg-tui").iterdir())


def say(bell: Path, said: bytes, *, ends: bool = True) -> bytes:
    """What the program answers to somebody who says anything."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        line.connect(str(bell))
        try:
            line.sendall(said)
            if ends:
                line.shutdown(socket.SHUT_WR)
            return line.recv(100)
        except (BrokenPipeError, ConnectionResetError):
            return b""


def test_a_call_reaches_the_program_and_nobody_else_can_ring(runtime: Path) -> None:
    assert not ring.ring(NUMBER, STORE)
    assert not (runtime / "ozg-tui").exists()
    old = os.umask(0)
    try:
        with listening(STORE) as taken:
            assert ring.ring(NUMBER, STORE)
            assert ring.ring("", STORE)
            assert taken == [NUMBER, ""]
            (bell,) = bells(runtime)
            assert stat.S_IMODE(bell.parent.stat().st_mode) == 0o700
            assert stat.S_IMODE(bell.stat().st_mode) == 0o600
            assert stat.S_ISSOCK(bell.stat().st_mode)
    finally:
        os.umask(old)
    assert bells(runtime) == []
    assert not ring.ring(NUMBER, STORE)


def test_programs_of_different_stores_do_not_meet(runtime: Path) -> None:
    with listening(STORE) as one, listening("/srv/uebung.db") as other:
        assert ring.ring(NUMBER, "/srv/uebung.db")
        assert (one, other) == ([], [NUMBER])
        assert not ring.ring(NUMBER, "/srv/dritter.db")


def test_every_spelling_of_an_address_is_the_same_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, link = tmp_path / "bestand.db", tmp_path / "verweis.db"
    real.touch()
    link.symlink_to(real)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("OZG_DB", str(link))
    spellings = [str(real), "bestand.db", "~/bestand.db", f"sqlite:///{real}", str(link), None, ""]
    assert {name_of(each) for each in spellings} == {name_of(str(real))}
    server = "postgresql://u@h/ozg"
    assert name_of(server) == name_of("postgresql+psycopg://u@h/ozg") != name_of(str(real))


@pytest.mark.parametrize("data", ["/somewhere/else", "relative", ""])
def test_without_an_address_it_is_the_store_that_opens_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str
) -> None:
    monkeypatch.delenv("OZG_DB", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", data)
    assert name_of(None) == name_of(default_address())


def test_the_newest_program_takes_the_calls_and_the_older_one_after_it(runtime: Path) -> None:
    with listening(STORE) as older:
        os.utime(bells(runtime)[0], (1, 1))
        with listening(STORE) as newer:
            assert ring.ring("1", STORE)
            assert (older, newer) == ([], ["1"])
        assert ring.ring("2", STORE)
        assert older == ["2"]


def test_what_a_killed_program_left_behind_is_passed_over_and_replaced(runtime: Path) -> None:
    place = runtime / "ozg-tui"
    place.mkdir(mode=0o700)
    dead, strangers = place / f"{name_of(STORE)}-dead", place / f"{name_of('/other')}-dead"
    for path in (dead, strangers):
        with socket.socket(socket.AF_UNIX) as line:
            line.bind(str(path))
    (place / f"{name_of(STORE)}-file").touch()
    assert not ring.ring(NUMBER, STORE)
    with listening(STORE) as first, listening(STORE) as second:
        assert not dead.exists()
        assert strangers.exists()
        assert ring.ring(NUMBER, STORE)
        assert first + second == [NUMBER]


def spoil_with_link(place: Path) -> None:
    elsewhere = place.with_name("anderswo")
    elsewhere.mkdir(mode=0o700)
    place.symlink_to(elsewhere)


def spoil_with_file(place: Path) -> None:
    place.touch(mode=0o600)


def spoil_with_mode(place: Path) -> None:
    place.mkdir()
    place.chmod(0o770)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (spoil_with_link, "Verweis"),
        (spoil_with_file, "Verweis|kein Anschluss"),
        (spoil_with_mode, "chmod 700"),
    ],
)
def test_a_folder_that_others_could_touch_is_refused_on_both_sides(
    runtime: Path, spoil, why: str
) -> None:
    spoil(runtime / "ozg-tui")
    with pytest.raises(DoorbellError, match=why), listening(STORE):
        pass
    with pytest.raises(DoorbellError, match=why.partition("|")[0]):
        ring.ring(NUMBER, STORE)


def test_a_folder_of_another_user_is_refused_on_both_sides(
    runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (runtime / "ozg-tui").mkdir(mode=0o700)
    monkeypatch.setattr("ozg_tui.doorbell.place.folder", lambda: str(runtime / "ozg-tui"))
    for room in (ring, hang):
        monkeypatch.setattr(room, "folder", lambda: str(runtime / "ozg-tui"))
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    with pytest.raises(DoorbellError, match="gehört einem anderen Benutzer"), listening(STORE):
        pass
    with pytest.raises(DoorbellError, match="gehört einem anderen Benutzer"):
        ring.ring(NUMBER, STORE)


def test_a_runtime_folder_of_another_user_is_not_used(
    runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert folder() == f"{runtime}/ozg-tui"
    for unusable in ("", "relative", str(runtime / "nirgends")):
        monkeypatch.setenv("XDG_RUNTIME_DIR", unusable)
        assert folder() == f"{tmp_path}/ozg-tui/anrufe"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert folder() == f"{tmp_path}/ozg-tui/anrufe"


def test_another_user_gets_no_answer(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hang, "_user_of", lambda _line: os.geteuid() + 1)
    with listening(STORE) as taken:
        assert say(bells(runtime)[0], b"0611\n") == b""
        with pytest.raises(DoorbellError, match="antwortet nicht"):
            ring.ring(NUMBER, STORE)
    assert taken == []


@pytest.mark.parametrize(
    "said",
    [
        b"", b"0611", b"sip:a@b\n", b"0611;id\n", b"\xff\xfe\n", b"\0\n",
        b"0" * 41 + b"\n", b"0" * 100_000, b"0" * 100_000 + b"\n", b"\x1b]0;x\x07\n",
    ],
)  # fmt: skip
def test_garbage_is_refused_and_the_next_call_is_taken(runtime: Path, said: bytes) -> None:
    with listening(STORE) as taken:
        assert say(bells(runtime)[0], said) in {b"abgelehnt\n", b""}
        assert taken == []
        assert ring.ring(NUMBER, STORE)
        assert taken == [NUMBER]


def test_somebody_slow_keeps_nobody_waiting(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hang, "PATIENCE_SECONDS", 0.2)
    with listening(STORE) as taken:
        (bell,) = bells(runtime)
        with socket.socket(socket.AF_UNIX) as slow:
            slow.connect(str(bell))
            slow.sendall(b"0611")
            assert ring.ring(NUMBER, STORE)
            slow.settimeout(5)
            assert slow.recv(100) == b"abgelehnt\n"
        assert taken == [NUMBER]


def test_only_the_first_line_counts(runtime: Path) -> None:
    with listening(STORE) as taken:
        assert say(bells(runtime)[0], b"0611\n115\n", ends=False) in {TAKEN, b""}
        assert taken == ["0611"]


def test_a_program_that_does_not_answer_is_said(
    runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ring, "_PATIENCE_SECONDS", 0.05)
    place = runtime / "ozg-tui"
    place.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(place / f"{name_of(STORE)}-deaf"))
        deaf.listen()
        with pytest.raises(DoorbellError, match="antwortet nicht"):
            ring.ring(NUMBER, STORE)
        os.utime(place / f"{name_of(STORE)}-deaf", (2**33, 2**33))
        with listening(STORE) as taken:
            assert ring.ring(NUMBER, STORE)
            assert taken == [NUMBER]


def test_a_program_that_is_closing_takes_no_call(runtime: Path) -> None:
    with listening(STORE, is_closing=True), pytest.raises(DoorbellError, match="F2"):
        ring.ring(NUMBER, STORE)


def test_a_path_that_is_too_long_is_said(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = runtime / ("x" * 100)
    deep.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    with pytest.raises(DoorbellError, match="kein Anschluss für Anrufe"), listening(STORE):
        pass
    assert not ring.ring(NUMBER, STORE)


def test_a_system_without_unix_sockets_has_no_doorbells(
    runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "geteuid")
    with listening(STORE):
        assert not ring.ring(NUMBER, STORE)
    assert list(runtime.iterdir()) == []


def test_a_bell_that_vanishes_meanwhile_silences_no_other(
    runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(STORE) as taken:
        (bell,) = bells(runtime)
        gone = bell.with_name(f"{bell.name}x")
        gone.touch()
        scan = os.scandir

        def vanishing(place: Path) -> list[os.DirEntry[str]]:
            found = list(scan(place))
            gone.unlink()
            return found

        with monkeypatch.context() as while_ringing:
            while_ringing.setattr(ring.os, "scandir", vanishing)
            assert ring.ring(NUMBER, STORE)
        assert taken == [NUMBER]
