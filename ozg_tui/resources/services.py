"""Bundles of online services as they are seen, and the matrix of their roll-out."""

from dataclasses import replace

from ozg_tui.desk.services.subject import BUNDLE, ROLLOUT
from ozg_tui.resources import words
from ozg_tui.resources.resource import Mixed, listed, not_listed
from ozg_tui.widgets.window_list import Column

BUNDLES = listed(
    BUNDLE,
    (
        Column("Umsetzungsbündel", 4, words.title),
        Column("Leistungen", 1, words.place),
        Column("EfA", 1, lambda line: "EfA" if line.state == "efa" else ""),
        Column("verfügbar seit", 3, lambda line: words.months(line.detail)),
    ),
    "Kein Bündel gefunden. Esc leert das Feld.",
    letter="d",
    title="Leistungen",
    mixed=Mixed(
        place=lambda _line: "",
        state=lambda line: f"{line.place} Leistungen",
        detail=lambda line: words.months(line.detail),
    ),
)

MATRIX = replace(
    not_listed(ROLLOUT),
    title="Matrix",
    letter="m",
    section="ozg_tui.screens.services.matrix:MatrixScreen",
)
"""The section of the roll-out is no list: Kommunen are its rows, bundles its columns."""

RESOURCES = (BUNDLES, MATRIX)
