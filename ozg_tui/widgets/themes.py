"""The colours of the program, each once: three themes with one name for each meaning.

All colours are of the 256 that nearly every terminal has, so that they look the same through PuTTY
and tmux and take half the bytes of 24-bit ones. Terminals with fewer have a set of their own. What
means something is a word, too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from textual.theme import Theme


@dataclass(frozen=True)
class Colours:
    """What is drawn, by what it means.

    `here` is where the attention is: the line, cell or field with the cursor, with text in
    `on_here` and what only hints at a text in `hint_on_here`. `bar` are the first and last line.
    """

    background: str
    text: str
    muted: str
    rule: str
    field: str
    bar: str
    on_bar: str
    here: str
    on_here: str
    hint_on_here: str
    title: str
    good: str
    bad: str
    open: str


DARK = Colours(
    background="#121212",
    text="#d0d0d0",
    muted="#949494",
    rule="#6c6c6c",
    field="#262626",
    bar="#303030",
    on_bar="#eeeeee",
    here="#87d7ff",
    on_here="#121212",
    hint_on_here="#303030",
    title="#87d7ff",
    good="#87d787",
    bad="#ff8787",
    open="#ffd75f",
)
LIGHT = Colours(
    background="#ffffff",
    text="#1c1c1c",
    muted="#585858",
    rule="#767676",
    field="#eeeeee",
    bar="#d0d0d0",
    on_bar="#121212",
    here="#005f87",
    on_here="#ffffff",
    hint_on_here="#eeeeee",
    title="#005f87",
    good="#005f00",
    bad="#af0000",
    open="#5f5f00",
)
CONTRAST = Colours(
    background="#000000",
    text="#ffffff",
    muted="#d0d0d0",
    rule="#ffffff",
    field="#303030",
    bar="#ffffff",
    on_bar="#000000",
    here="#ffff00",
    on_here="#000000",
    hint_on_here="#303030",
    title="#ffff00",
    good="#5fff5f",
    bad="#ffafaf",
    open="#ffd700",
)


FEW_DARK = Colours(
    background="#000000",
    text="#aaaaaa",
    muted="#aaaaaa",
    rule="#aaaaaa",
    field="#000000",
    bar="#aaaaaa",
    on_bar="#000000",
    here="#aaaaaa",
    on_here="#000000",
    hint_on_here="#000000",
    title="#55ffff",
    good="#55ff55",
    bad="#ff5555",
    open="#ffff55",
)
FEW_LIGHT = Colours(
    background="#aaaaaa",
    text="#000000",
    muted="#000000",
    rule="#000000",
    field="#aaaaaa",
    bar="#000000",
    on_bar="#aaaaaa",
    here="#000000",
    on_here="#aaaaaa",
    hint_on_here="#aaaaaa",
    title="#0000aa",
    good="#000000",
    bad="#000000",
    open="#000000",
)
FEW_CONTRAST = replace(FEW_DARK, text="#ffffff", muted="#ffffff", rule="#ffffff", title="#ffff55")
"""Of the 16 colours of the VGA, which stand for those of the terminal.

Whatever lies behind a text is one of the first eight: where there are no more, a bright text is a
plain one, but a bright ground would be none.
"""


class Pair(NamedTuple):
    """Two colours that meet on the screen, and how far they must be apart."""

    front: str
    back: str
    least: float


TEXT_CONTRAST, MARK_CONTRAST = 4.5, 3.0
"""WCAG 2.1, 1.4.3 and 1.4.11."""


def pairs(colours: Colours) -> list[Pair]:
    """All pairs of a theme: texts on what they stand on, and where the attention is."""
    inks = (colours.text, colours.muted, colours.title, colours.good, colours.bad, colours.open)
    return [
        *(Pair(ink, back, TEXT_CONTRAST) for ink in inks for back in (colours.background,)),
        Pair(colours.text, colours.field, TEXT_CONTRAST),
        Pair(colours.muted, colours.field, TEXT_CONTRAST),
        Pair(colours.on_bar, colours.bar, TEXT_CONTRAST),
        Pair(colours.background, colours.open, TEXT_CONTRAST),
        Pair(colours.on_here, colours.here, TEXT_CONTRAST),
        Pair(colours.hint_on_here, colours.here, TEXT_CONTRAST),
        Pair(colours.here, colours.background, MARK_CONTRAST),
        Pair(colours.here, colours.field, MARK_CONTRAST),
        Pair(colours.rule, colours.background, MARK_CONTRAST),
    ]


def _theme(name: str, colours: Colours, *, dark: bool) -> Theme:
    """A theme of Textual: its own names lead to these colours as well."""
    return Theme(
        name=name,
        dark=dark,
        primary=colours.title,
        secondary=colours.title,
        accent=colours.title,
        foreground=colours.text,
        background=colours.background,
        surface=colours.field,
        panel=colours.bar,
        success=colours.good,
        warning=colours.open,
        error=colours.bad,
        variables={
            "text": colours.text,
            "text-muted": colours.muted,
            "text-disabled": colours.muted,
            "text-primary": colours.title,
            "text-accent": colours.title,
            "text-success": colours.good,
            "text-warning": colours.open,
            "text-error": colours.bad,
            "on-bar": colours.on_bar,
            "hint-on-here": colours.hint_on_here,
            "block-cursor-background": colours.here,
            "block-cursor-foreground": colours.on_here,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": colours.here,
            "block-cursor-blurred-foreground": colours.on_here,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": colours.field,
            "input-selection-background": colours.on_here,
            "input-selection-foreground": colours.here,
            "border": colours.rule,
            "border-blurred": colours.rule,
            "scrollbar": colours.rule,
            "scrollbar-hover": colours.rule,
            "scrollbar-active": colours.rule,
            "scrollbar-background": colours.background,
            "scrollbar-background-hover": colours.background,
            "scrollbar-background-active": colours.background,
            "scrollbar-corner-color": colours.background,
        },
    )


COLOURS = {"dunkel": DARK, "hell": LIGHT, "kontrast": CONTRAST}
FEW_COLOURS = {"dunkel": FEW_DARK, "hell": FEW_LIGHT, "kontrast": FEW_CONTRAST}


def themes(*, few: bool = False) -> list[Theme]:
    """The themes, for a terminal with many colours or with few."""
    among = FEW_COLOURS if few else COLOURS
    return [_theme(name, each, dark=name != "hell") for name, each in among.items()]
