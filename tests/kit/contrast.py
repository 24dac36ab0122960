"""How far two colours are apart, by WCAG 2.1."""

from ozg_tui.widgets.themes import Pair


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
