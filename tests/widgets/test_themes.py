"""The colours of the program: enough contrast in each theme, also on terminals with 256 colours."""

import dataclasses

import pytest
from rich.color import Color, ColorSystem
from textual.app import App

from ozg_tui.widgets.themes import COLOURS, FEW_COLOURS, Colours, Pair, pairs, themes
from tests.kit.contrast import contrast

VGA = (
    *("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa"),
    *("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"),
)


def shown_with(system: ColorSystem, colours: Colours) -> Colours:
    """What a terminal with so many colours shows of them."""
    return Colours(
        **{
            name: Color.parse(colour).downgrade(system).get_truecolor().hex
            for name, colour in dataclasses.asdict(colours).items()
        }
    )


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize(
    ("system", "among"),
    [
        (ColorSystem.TRUECOLOR, COLOURS),
        (ColorSystem.EIGHT_BIT, COLOURS),
        (ColorSystem.TRUECOLOR, FEW_COLOURS),
        (ColorSystem.STANDARD, FEW_COLOURS),
    ],
)
def test_everything_can_be_read_and_one_sees_where_one_is(name, system, among):
    for pair in pairs(shown_with(system, among[name])):
        assert contrast(pair) >= pair.least, pair


@pytest.mark.parametrize("name", FEW_COLOURS)
def test_few_colours_are_of_the_sixteen_and_grounds_of_the_first_eight(name):
    numbers = {
        meaning: Color.parse(colour).downgrade(ColorSystem.STANDARD)
        for meaning, colour in dataclasses.asdict(FEW_COLOURS[name]).items()
    }
    for meaning, colour in numbers.items():
        assert VGA[colour.number] == getattr(FEW_COLOURS[name], meaning)
    for ground in ("background", "field", "bar", "here"):
        assert numbers[ground].number < 8


def test_the_pairs_name_every_colour():
    for name, colours in (*COLOURS.items(), *FEW_COLOURS.items()):
        met = {colour for pair in pairs(colours) for colour in pair[:2]}
        assert met == set(dataclasses.asdict(colours).values()), name


@pytest.mark.parametrize("name", COLOURS)
async def test_textual_takes_each_theme_with_its_own_names(name):
    app: App[None] = App()
    for theme in themes():
        app.register_theme(theme)
    async with app.run_test():
        app.theme = name
        assert app.get_css_variables()["text-error"] == COLOURS[name].bad
        assert app.get_css_variables()["block-cursor-background"] == COLOURS[name].here


def test_black_on_white_is_21_to_1():
    assert contrast(Pair("#000000", "#ffffff", 1)) == pytest.approx(21)
