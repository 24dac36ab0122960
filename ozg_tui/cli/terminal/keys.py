"""`ozg-tui tasten`: which keys arrive in this terminal, and what to set where they do not."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping

from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import paragraph, say, title

KEYS: Mapping[str, tuple[str, ...]] = {
    "F1": ("\x1bOP", "\x1b[11~", "\x1b[[A"),
    "F2": ("\x1bOQ", "\x1b[12~", "\x1b[[B"),
    "F3": ("\x1bOR", "\x1b[13~", "\x1b[[C"),
    "F4": ("\x1bOS", "\x1b[14~", "\x1b[[D"),
    "F5": ("\x1b[15~", "\x1b[[E"),
    "F6": ("\x1b[17~",),
    "F7": ("\x1b[18~",),
    "F8": ("\x1b[19~",),
    "F9": ("\x1b[20~",),
    "F12": ("\x1b[24~",),
    "Esc": ("\x1b",),
}
"""What a key sends that the program knows, by its name."""

STAND_INS: Mapping[str, str] = {
    "F1": "?", "F2": "S", "F3": "-", "F5": "r", "F6": "n", "F7": "p", "F9": ":", "F8": "Strg+S",
    "F12": "Esc",
}  # fmt: skip
"""The second way to the same command: letters in a list, Strg in a form."""

_SKIP, _END = " ", "\x03"
_PAUSE_SECONDS = 0.15
_SCO = tuple(f"\x1b[{letter}" for letter in "MNOPQRSTUVWX")
_VT100 = tuple(f"\x1bO{letter}" for letter in "TUVWXYZ[")
_PUTTY = (
    "PuTTY: unter Terminal, Keyboard bei »The Function keys and keypad« die Einstellung »ESC[n~« "
    "wählen und mit »Save« behalten."
)
_ADVICE: Mapping[str, tuple[str, str]] = {
    "TMUX": (
        "tmux",
        "In ~/.tmux.conf: »set -sg escape-time 10«, damit Esc sofort wirkt, und »set -g "
        "set-clipboard on«, damit Kopiertes in die Zwischenablage kommt.",
    ),
    "BYOBU_BACKEND": (
        "byobu",
        "byobu nimmt F2 bis F12 für sich; Umschalt+F12 schaltet das ab und wieder ein.",
    ),
    "STY": ("screen", "In ~/.screenrc: »maptimeout 10«, damit Esc sofort wirkt."),
    "WT_SESSION": (
        "Windows Terminal",
        "F11 und Alt+Enter gehören dem Fenster. Strg+C kopiert, solange etwas markiert ist.",
    ),
}


def run(options: Namespace) -> int:
    """Ask for one key after the other, tell what came, then what to set."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("Die Tasten lassen sich nur an einem Terminal prüfen.")
    say("Drücken Sie die genannte Taste. Leertaste überspringt sie, Strg+C beendet.")
    wrong: dict[str, str] = {}
    for key in KEYS:
        sent = _sent(f"  {key:<4} ")
        if sent == _END:
            print("beendet")
            break
        said = judged(key, sent)
        print(said or "kommt an")
        if said:
            wrong[key] = sent
    title("Was zu tun ist")
    for line in advice(wrong, os.environ):
        paragraph(line)
    _tell_own_keys()
    return Exit.NOT_FULFILLED if wrong else Exit.OK


def _tell_own_keys() -> None:
    from ozg_tui.commands import BY_ID, key_name
    from ozg_tui.look import settings_folder
    from ozg_tui.own_keys import FILE, own_keys

    folder = settings_folder()
    own = own_keys(folder)
    if not (own.keys or own.complaint):
        return
    title("Eigene Tasten")
    if own.complaint:
        paragraph(own.complaint)
        return
    paragraph(f"Aus {folder / FILE}:")
    for label, keys in {BY_ID[code].label: keys for code, keys in own.keys.items()}.items():
        say(f"  {label}: {', '.join(map(key_name, keys))}")


def judged(key: str, sent: str) -> str:
    """What is wrong with what a key sent, in a few words; empty when it arrives."""
    if sent in KEYS[key]:
        return ""
    if sent == _SKIP:
        return "kommt nicht an"
    other = next((name for name, known in KEYS.items() if sent in known), "")
    return f"kommt als {other} an" if other else f"kommt anders an ({readable(sent)})"


def readable(sent: str) -> str:
    """What a terminal sent, as one can read and pass it on: `ESC[17~`."""
    return "".join(
        "ESC" if char == "\x1b" else char if char.isprintable() else f"<{ord(char):02X}>"
        for char in sent
    )


def advice(wrong: Mapping[str, str], environment: Mapping[str, str]) -> Iterator[str]:
    """What to set in this terminal, a sentence each; `wrong` is what keys sent by their name."""
    if not wrong:
        yield "Alle Tasten kommen an."
    if any(sent in (*_SCO, *_VT100) for sent in wrong.values()):
        yield _PUTTY
    for name, (where, sentence) in _ADVICE.items():
        if environment.get(name):
            yield f"{where}: {sentence}"
    for key in wrong:
        if key in STAND_INS:
            yield f"Statt {key} geht auch {STAND_INS[key]}; F9 und »:« zeigen alle Befehle."


def _sent(prompt: str) -> str:
    """What the next key sends, all of it."""
    import select
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setraw(terminal)
        # Not before: what is pressed at once would be echoed and dropped.
        print(prompt, end="", flush=True)
        sent = os.read(terminal, 32)
        while select.select([terminal], [], [], _PAUSE_SECONDS)[0] and len(sent) < 32:
            sent += os.read(terminal, 32)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    return sent.decode("utf-8", "replace")
