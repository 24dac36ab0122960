"""Keys of one's own: a file gives commands other keys, and says by name what does not go."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ozg_tui import commands
from ozg_tui.commands import BY_ID, COMMANDS, Context, bindings, footer, key_name, use
from ozg_tui.own_keys import FILE, OwnKeys, own_keys


@pytest.fixture
def usual_keys() -> Iterator[None]:
    """The keys are as they were afterwards."""
    before = {each.id: each.keys for each in COMMANDS}
    yield
    use(before)


def read(folder: Path, text: str) -> OwnKeys:
    (folder / FILE).write_text(text, encoding="utf-8")
    return own_keys(folder)


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert own_keys(tmp_path) == OwnKeys()


def test_a_command_is_named_as_f9_calls_it(tmp_path: Path) -> None:
    label = BY_ID["follow_up"].label
    found = read(tmp_path, f'"{label.upper()}" = "W"\n"Neu laden" = ["F10", "Strg+B"]\n')
    assert found.complaint == ""
    assert found.keys["follow_up"] == ("W",)
    assert found.keys["reload"] == ("f10", "ctrl+b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Gibt es nicht" = "y"', "einen Befehl »Gibt es nicht« gibt es nicht, F9 nennt alle"),
        ('"Neu laden" = "yy"', "»yy« ist keine Taste; möglich sind y, F10, Strg+B"),
        ('"Neu laden" = "ä"', "»ä« ist keine Taste"),
        ('"Neu laden" = 5', "zu »Neu laden« gehört eine Taste in Anführungszeichen"),
        ('"Neu laden" = []', "zu »Neu laden« gehört eine Taste in Anführungszeichen"),
        ('"Neu laden" = [5]', "»5« ist keine Taste"),
        ('"Neu laden" = "Enter"', "Enter bleibt, wie es ist"),
        ('"Neu laden" = "F1"', "F1 bleibt, wie es ist"),
        ('"Neu laden" = "u"', "u gehört schon zu »Rückgängig«"),
        ('"Neu laden" = "s"', "s gehört in Listen schon zum Eingrenzen"),
        ("Neu laden = y", '"Wiedervorlage" = "W"'),
    ],
)
def test_what_does_not_go_is_said_and_nothing_changes(tmp_path: Path, text: str, said: str) -> None:
    found = read(tmp_path, text)
    assert not found.keys
    assert said in found.complaint
    assert FILE in found.complaint


def test_a_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe")
    assert "lässt sich nicht lesen" in own_keys(tmp_path).complaint


def test_two_commands_may_change_their_keys_with_each_other(tmp_path: Path) -> None:
    found = read(tmp_path, '"Neu laden" = "u"\n"Rückgängig" = "r"\n')
    assert (found.keys["reload"], found.keys["undo"]) == (("u",), ("r",))


@pytest.mark.usefixtures("usual_keys")
def test_footer_commands_and_bindings_follow(tmp_path: Path) -> None:
    use(read(tmp_path, '"Suchen" = "F10"\n').keys)
    assert "F10 Suche" in footer(commands.in_context(Context.LIST), 400)
    keys = {each.key: each.action for each in bindings(Context.LIST)}
    assert keys["f10"] == "command('search')"
    assert "f2" not in keys
    assert key_name(commands.BY_ID["search"].keys[0]) == "F10"
