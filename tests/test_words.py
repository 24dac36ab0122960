"""The program speaks as a careful colleague would: words that staff do not use are in no text."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAM = sorted((ROOT / "ozg_tui").rglob("*.py"))

INSTEAD = {
    r"Version\w*": "Stand, or nothing: staff count no versions",
    r"Regelst[aä]nd\w*": "Regelwerk",
    r"Fassung\w*": "Prüfzeichen, or Texte",
    r"Schwelle\w*": "Nötig",
    r"Datens[aä]tz\w*": "Eintrag",
    r"[Gg]eladen": "da, geht weiter",
    r"Bug|Crash|Exception|Traceback": "Fehler des Programms",
    r"Klick\w*|klicken": "a key: there may be no mouse",
}
"""Words that nobody at the desk says, and what stands in their place."""

ONLY_OF_THE_STORE = r"Bestand\w*"
"""A word of those who look after the store: the screens speak of data and entries."""

SCREENS = ("commands", "screens", "forms", "widgets", "resources")
WORDED = (*SCREENS, "german", "rules")
"""The rooms whose texts of several words are all for staff."""

ENGLISH = (
    "the|and|not|your|please|failed|save|cancel|delete|search|close|warning|invalid|missing|"
    "loading|found|press|select|quit|command|yes|unknown|required|[Rr]ecords?|User|Update|Backup|"
    "Default|Error|Feature|matches"
)
SAID_TO_ADMINISTRATORS = {
    "ozg_tui/cli/kit/parser.py": "die Version nennen",
    "ozg_tui/desk/core/opening.py": "Vor der Umstellung auf diese Version",
    "ozg_tui/desk/exchange/reading/text.py": "beginnt kein Datensatz",
}
"""The word of the thing itself: a program, a file."""

ALL_WRONG_FOR_ONE = re.compile(r"\b1 (?:\w+en|Tage|Einträge|Anträge|Entwürfe|Städte)\b")


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every text in a file that is neither a docstring nor a style sheet, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    styles = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(name, ast.Name) and name.id.endswith("CSS") for name in node.targets)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in alone | styles:
            yield node.lineno, node.value


def is_sentence(text: str) -> bool:
    """Whether a text is one to read: several words, at least one of them written as a word."""
    return " " in text and "[" not in text and re.search(r"[a-zäöüß]{2,}", text) is not None


@cache
def all_texts() -> list[tuple[str, int, str]]:
    """Every text of the program with its file and line."""
    return [
        (str(path.relative_to(ROOT)), line, text) for path in PROGRAM for line, text in texts(path)
    ]


@pytest.mark.parametrize("word", INSTEAD)
def test_nobody_has_to_know_words_of_the_program(word):
    found = [
        f"{path}:{line}: {text!r}, better: {INSTEAD[word]}"
        for path, line, text in all_texts()
        if re.search(rf"\b(?:{word})\b", text)
        and (is_sentence(text) or text.istitle())
        and SAID_TO_ADMINISTRATORS.get(path, "\0") not in text
    ]
    assert not found, "\n".join(found)


def test_the_screens_do_not_speak_of_the_store():
    found = [
        f"{path}:{line}: {text!r}"
        for path, line, text in all_texts()
        if path.split("/")[1] in SCREENS and re.search(rf"\b{ONLY_OF_THE_STORE}\b", text)
    ]
    assert not found, "\n".join(found)


def test_no_text_is_english():
    found = [
        f"{path}:{line}: {text!r}"
        for path, line, text in all_texts()
        if path.split("/")[1] in WORDED
        and is_sentence(text)
        and (text[:1].isupper() or len(text.split()) > 2)  # not the name of a question
        and re.search(rf"\b(?:{ENGLISH})\b", text)
    ]
    assert not found, "\n".join(found)


def test_one_is_followed_by_one():
    found = [
        f"{path}:{line}: {text!r}"
        for path, line, text in all_texts()
        if ALL_WRONG_FOR_ONE.search(text)
    ]
    assert not found, "\n".join(found)


def test_the_list_would_find_them():
    assert re.search(rf"\b(?:{'|'.join(INSTEAD)})\b", "Der Regelstand ist abgelaufen")
    assert re.search(rf"\b(?:{ENGLISH})\b", "No matches found")
    assert ALL_WRONG_FOR_ONE.search("1 Leistungen")
    assert len(all_texts()) > 3_000
