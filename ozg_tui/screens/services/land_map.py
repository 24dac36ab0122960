"""The maps on the screen: Hessen in cells with a cursor, beside it a tile for each Landkreis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.widgets import Static

from ozg_tui import commands
from ozg_tui.commands import Context
from ozg_tui.resources.register import MUNICIPALITIES
from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.subject import Subject
from ozg_tui.widgets.steered import Lines
from ozg_tui.widgets.writing import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.services.bundles import BundleView
    from ozg_tui.desk.services.land_map import Picture, Spot
    from ozg_tui.rules.services.land import Land

_TILES = 36
_GAP = 4
_BEGIN = "06531005"
"""Gießen: the cursor begins in the middle."""

_TURNS = {"pagedown": 1, "pageup": -1}
_DIRECTIONS = {"up": (0, 1), "down": (0, -1), "right": (1, 0), "left": (-1, 0)}


class LandMapScreen(DeskScreen):
    """Where a bundle, or everything, is live; the arrows go from town to town, Enter opens one."""

    CONTEXT = Context.RECORD
    BINDINGS = [
        *commands.bindings(Context.RECORD),
        ("escape", "command('back')", "Zurück"),
    ]

    def __init__(self, bundles: Sequence[BundleView], index: int) -> None:
        """`index` is that of the bundle that is shown, or -1 for all together."""
        super().__init__()
        self.bundles = bundles
        self.index = index
        self.here = _BEGIN
        self.picture: Picture | None = None
        self.lines = Lines()
        self._land: Land | None = None
        self._legend = Static("", id="counted")

    def caption(self) -> str:
        """What is shown, and what it comes to."""
        if self.picture is None:
            return "KARTE"
        return f"KARTE {self.picture.title}: {self.picture.land.text} live"

    def body(self) -> ComposeResult:
        """A line about the signs, and the maps."""
        yield self._legend
        yield self.lines

    def explanation(self) -> str:
        """How to read and to move."""
        return (
            "Jede Zelle gehört zu der Stadt oder Gemeinde, die ihr am nächsten liegt. Die Pfeile "
            "gehen von Ort zu Ort (@), unten steht sein Name; Enter öffnet die Kommune. Bild auf "
            "und Bild ab wechseln das Bündel; vor dem ersten steht alles zusammen. Rechts steht "
            "für jeden Kreis und jede kreisfreie Stadt, wie viel von hundert live ist."
        )

    @property
    def is_waiting(self) -> bool:
        """Whether the figures are on their way."""
        return self.picture is None

    @property
    def spot(self) -> Spot | None:
        """The town with the cursor."""
        return self.picture.spots.get(self.here) if self.picture is not None else None

    def kinds(self) -> frozenset[str]:
        """Kommunen."""
        return frozenset({MUNICIPALITIES.code})

    def record(self) -> Subject | None:
        """The town with the cursor."""
        return Subject(MUNICIPALITIES, self.spot.organisation_id) if self.spot else None

    def on_mount(self) -> None:
        """Fetch the figures."""
        self.lines.focus()
        self.show_footer()
        self.action_reload()

    def on_resize(self) -> None:
        """Draw the land as large as there is space."""
        self._land = None
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """Go to the next town in a direction, or open it."""
        if event.key in _DIRECTIONS:
            from ozg_tui.desk.services.land_map import next_town

            self.here = next_town(self.here, *_DIRECTIONS[event.key])
            self._draw()
            event.stop()
        elif event.key in _TURNS:
            # Before the first bundle and behind the last one stands everything together.
            self.index = (self.index + 1 + _TURNS[event.key]) % (len(self.bundles) + 1) - 1
            self.action_reload()
            event.stop()
        elif event.key == "enter" and self.spot is not None:
            self.host.open_record(MUNICIPALITIES, self.spot.organisation_id)
            event.stop()

    def action_back(self) -> None:
        """To where the map was opened."""
        self.dismiss(None)

    def action_reload(self) -> None:
        """Count anew."""
        bundle = self.bundles[self.index] if self.index >= 0 else None

        def question(desk: Desk) -> Picture:
            from ozg_tui.desk.services.land_map import picture

            return picture(desk, bundle, desk.today())

        self.bridge.later("map", question, self.if_still_here(self._show))

    def _show(self, found: Picture) -> None:
        from ozg_tui.desk.services.land_map import LEGEND

        self.picture = found
        write(self._legend, f" {LEGEND}")
        self.show_title()
        self._draw()
        self.host.keys.go_on()

    def _draw(self) -> None:
        from ozg_tui.desk.services.land_map import HERE, land_lines, land_map, tile_lines

        height = self.lines.size.height - 1
        if self.picture is None or height < 2:
            return
        if self._land is None:
            width = max(10, self.lines.size.width - _TILES - _GAP)
            self._land = land_map(height, width)
        left = land_lines(self._land, self.picture, self.here)
        right = tile_lines(self.picture)
        room = max(map(len, left)) + _GAP
        count = max(len(left), len(right))
        left += [""] * (count - len(left))
        right += [""] * (count - len(right))
        lines = [f" {one:{room}}{other}" for one, other in zip(left, right, strict=True)][:height]
        lines += [""] * (height - len(lines))
        spot = self.spot
        told = f" {spot.name}: {spot.words}" if spot is not None else ""
        column, row = next(
            ((line.index(HERE), y) for y, line in enumerate(left) if HERE in line), (0, height)
        )
        self.lines.show([*lines, told], Offset(column + 1, row))


def open_map(screen: DeskScreen) -> None:
    """Show the maps of the bundle that is open in the matrix, or under its cursor."""
    from ozg_tui.screens.services.matrix import MatrixScreen

    assert isinstance(screen, MatrixScreen)
    screen.host.push(LandMapScreen(screen.bundles, screen.bundle_in_question))
