"""Bundles of online services, as they are seen."""

from ozg_tui.desk.services.subject import BUNDLE
from ozg_tui.resources import words
from ozg_tui.resources.resource import Mixed, listed
from ozg_tui.widgets.window_list import Column

BUNDLES = listed(
    BUNDLE,
    (
        Column("Umsetzungsbündel", 4, words.title),
        Column("Leistungen", 1, words.place),
        Column("EfA", 1, lambda line: "EfA" if line.state == "efa" else ""),
        Column("verfügbar seit", 3, lambda line: words.months(line.detail)),
    ),
    "Kein Bündel gefunden. Esc leert die Suche.",
    letter="d",
    title="Leistungen",
    mixed=Mixed(
        place=lambda _line: "",
        state=lambda line: f"{line.place} Leistungen",
        detail=lambda line: words.months(line.detail),
    ),
)

RESOURCES = (BUNDLES,)
