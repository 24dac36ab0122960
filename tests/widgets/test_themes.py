"""The colours of the program: enough contrast in each theme, also on terminals with 256 colours."""

import dataclasses

import pytest
from rich.color import Color, ColorSystem
from textual.app import App

from ozg_tui.widgets.themes import COLOURS, THEMES, Colours, Pair, pairs


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(pair: Pair) -> float:
    """The contrast ratio of WCAG 2.1."""
    darker, lighter = sorted(map(luminance, (pair.front, pair.back)))
    return (lighter + 0.05) / (darker + 0.05)


def with_256(colours: Colours) -> Colours:
    """What a terminal with 256 colours shows of them."""
    return Colours(
        **{
            name: Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex
            for name, colour in dataclasses.asdict(colours).items()
        }
    )


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("shown", [lambda colours: colours, with_256], ids=["24 bit", "256"])
def test_everything_can_be_read_and_one_sees_where_one_is(name, shown):
    for pair in pairs(shown(COLOURS[name])):
        assert contrast(pair) >= pair.least, pair


def test_the_pairs_name_every_colour():
    for name, colours in COLOURS.items():
        met = {colour for pair in pairs(colours) for colour in pair[:2]}
        assert met == set(dataclasses.asdict(colours).values()), name


@pytest.mark.parametrize("name", THEMES)
async def test_textual_takes_each_theme_with_its_own_names(name):
    app: App[None] = App()
    app.register_theme(THEMES[name])
    async with app.run_test():
        app.theme = name
        assert app.get_css_variables()["text-error"] == COLOURS[name].bad
        assert app.get_css_variables()["block-cursor-background"] == COLOURS[name].here


def test_black_on_white_is_21_to_1():
    assert contrast(Pair("#000000", "#ffffff", 1)) == pytest.approx(21)
