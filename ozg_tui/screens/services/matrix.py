"""The matrix: Kommunen and bundles, a bundle opens into its services; marks are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal
from textual.widgets import Static

from ozg_tui import commands
from ozg_tui.commands import Context
from ozg_tui.resources.catalogue import START
from ozg_tui.resources.register import MUNICIPALITIES
from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.search_box import SearchBox, Searched
from ozg_tui.screens.kit.subject import Subject
from ozg_tui.widgets.grid import Grid, Layout, Place
from ozg_tui.widgets.grid_view import Seen
from ozg_tui.widgets.writing import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from db.errors import FilterError
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.services.bundles import BundleView
    from ozg_tui.desk.services.cells import BundleCell, ServiceCell
    from ozg_tui.desk.services.matrix import Row, Wanted
    from ozg_tui.desk.services.recording import Cell
    from ozg_tui.resources.resource import Resource

PAGE = 60
_REST_PAUSE_SECONDS = 0.4
_HEAD_WIDTH = 24
_BUNDLE_WIDTH, _SERVICE_WIDTH = 4, 6


class MatrixScreen(DeskScreen, Searched):
    """Rows are read page by page as they are needed, cells as they are seen."""

    CONTEXT = Context.MATRIX
    NOT_HERE = "Das gibt es in der Matrix nicht. k öffnet die Kommune der Zeile."
    BINDINGS = [
        *commands.bindings(Context.MATRIX),
        ("escape", "list_mode", "Listenmodus"),
        ("s", "command('narrow')", "Eingrenzen"),
    ]

    def __init__(self, section: Resource) -> None:
        super().__init__()
        self.section = section
        self.bundles: tuple[BundleView, ...] = ()
        self.bundle: BundleView | None = None
        """The bundle that is open; None while all are shown."""
        self.around: int | None = None
        """The Kommune whose neighbourhood is shown."""
        self.condition: tuple[str, int] | None = None
        """What a column must hold: a code of the conditions, and the column."""
        self.search_text = ""
        self.rows: list[Row] = []
        self.is_complete = False
        self.grid = Grid(self._layout(), self._cells, self._went)
        self._values: dict[Place, BundleCell | ServiceCell] = {}
        self._named: dict[int, Row] = {}
        self._shorts: dict[int, str] = {}
        self._turn = 0
        self._opens = 0
        self._told_signs = ""
        self._legend = Static("", id="counted")

    def caption(self) -> str:
        """What is shown, of how many Kommunen."""
        title = self.section.title.upper()
        what = f"{title} {self.bundle.name}" if self.bundle else title
        number = f"{len(self.rows)} Kommunen" if self.is_complete else ""
        marked = f"{len(self.grid.marked)} markiert" if self.grid.marked else ""
        return "  ".join(part for part in (what, number, self._filtered(), marked) if part)

    def body(self) -> ComposeResult:
        """Search box, legend, grid."""
        with Horizontal(id="search"):
            yield Static(" Filter: ", id="search-label")
            yield SearchBox(placeholder="Name, Schlüssel, kreis:fulda, art:stadt")
        yield self._legend
        yield self.grid

    def explanation(self) -> str:
        """How to get about."""
        return (
            "Die Pfeile gehen von Zelle zu Zelle, Pos1 und Ende zum Rand. Enter öffnet ein Bündel "
            "in seine Leistungen, dort den Verlauf der Zelle. Leertaste markiert, * die Spalte, "
            "+ die Zeile; m trägt für alles Markierte einen Stand ein, nach einer Vorschau, und "
            "u nimmt es zurück. f filtert nach der Spalte oder den Nachbarn, k öffnet die Kommune."
        )

    def on_mount(self) -> None:
        """Read the first page; the cells follow when the grid has its size."""
        self.grid.focus()
        self.show_footer()
        self._fill()

    @property
    def is_waiting(self) -> bool:
        """Whether the rows are still on their way."""
        return not self.bundles

    def kinds(self) -> frozenset[str]:
        """Kommunen are the rows."""
        return frozenset({MUNICIPALITIES.code})

    def chosen(self) -> Subject | None:
        """The Kommune with the cursor."""
        place = self.grid.current
        return Subject(MUNICIPALITIES, place.row) if place is not None else None

    def search(self, text: str) -> None:
        """Show the Kommunen that a text finds."""
        self.search_text = text
        if self.is_mounted:
            self._fill()

    def steer(self, key: str) -> bool:
        """What a key in the search box asks of the grid."""
        if key == "enter":
            self.grid.focus()
            return True
        return key in {"up", "down", "pageup", "pagedown"} and self.grid.steer(key)

    def on_grid_opened(self, event: Grid.Opened) -> None:
        """Open a bundle into its services; of a service, tell the course of the cell."""
        if self.bundle is None:
            self.open_bundle(event.place.column)
        else:
            self._tell_course(event.place)

    def open_bundle(self, bundle_id: int) -> None:
        """Show the services of a bundle, or with 0 all bundles again."""
        if not self.bundles:
            self._opens = bundle_id
            return
        before = self.bundle
        self.bundle = next((each for each in self.bundles if each.id == bundle_id), None)
        self.condition = None
        self.grid.marked.clear()
        current = self.grid.current
        column = before.id if before is not None and self.bundle is None else None
        at = Place(current.row, column or self._columns()[0]) if current is not None else None
        self._fill(at)

    async def action_list_mode(self) -> None:
        """First leave the box, then close the bundle, then empty the box, then go back."""
        box = self.query_one(SearchBox)
        if self.focused is box:
            self.grid.focus()
        elif box.value and self.bundle is None:
            box.value = ""
        else:
            await self.action_back()

    async def action_back(self) -> None:
        """From the services to the bundles, from a filter to all, at last to START."""
        if self.bundle is not None:
            self.open_bundle(0)
        elif self.around is not None or self.condition is not None:
            self.around = self.condition = None
            self._fill(self.grid.current)
        else:
            self.host.go_to(START)

    def action_narrow(self) -> None:
        """Go into the box."""
        self.query_one(SearchBox).focus().select_all()

    def action_reload(self) -> None:
        """Read all anew and stay on the cell."""
        self._fill(self.grid.current)

    def action_open(self) -> None:
        """Open the cell with the cursor."""
        self.grid.steer("enter")

    def action_open_place(self) -> None:
        """Open the Kommune of the row."""
        if (place := self.grid.current) is not None:
            self.host.open_record(MUNICIPALITIES, place.row)

    def action_mark_column(self) -> None:
        """Mark all shown Kommunen in the column, or take the marks off."""
        if (place := self.grid.current) is not None:
            self._with_all(lambda: self._mark([Place(row.id, place.column) for row in self.rows]))

    def action_mark_row(self) -> None:
        """Mark all columns of the Kommune, or take the marks off."""
        if (place := self.grid.current) is not None:
            self._mark([Place(place.row, column) for column in self.grid.columns])

    def action_set_state(self) -> None:
        """Record a state for what is marked, else for the cell with the cursor."""
        from ozg_tui.screens.services.record import record

        current = self.grid.current
        places = sorted(self.grid.marked) or ([current] if current is not None else [])
        cells = [cell for place in places for cell in self._services_at(place)]
        one = len(places) == 1
        title = self._cell_title(places[0]) if one else f"{len(places)} markierte Zellen"
        record(self, cells, title, self.grid.marked.clear)

    def action_filter(self) -> None:
        """Choose what the column must hold, or the neighbours of the Kommune."""
        from ozg_tui.screens.kit.choice import ChoiceScreen, among
        from ozg_tui.screens.services.filters import choices

        place = self.grid.current
        if place is None:
            return
        row = self._named[place.row]
        found = choices(self._column_title(place.column), row.name, row.district)

        def chosen(value: str | None) -> None:
            if value is None:
                return
            if value == "neighbours":
                self.around = place.row
            elif value == "district":
                self._box_text(f"kreis:{row.district.removeprefix('Landkreis ').split()[0]}")
                return
            elif value == "all":
                self.around = self.condition = None
            else:
                self.condition = (value, place.column)
            self._fill(place)

        self.host.push(ChoiceScreen("Filtern", among(found)), chosen)

    def _mark(self, places: Sequence[Place]) -> None:
        self.grid.mark(places)
        self.show_title()

    def _box_text(self, text: str) -> None:
        box = self.query_one(SearchBox)
        box.value = text
        box.cursor_position = len(text)

    def _services_at(self, place: Place) -> list[Cell]:
        from ozg_tui.desk.services.recording import Cell

        if self.bundle is not None:
            return [Cell(place.row, place.column)]
        bundle = next(each for each in self.bundles if each.id == place.column)
        return [Cell(place.row, service.id) for service in bundle.services]

    @property
    def bundle_in_question(self) -> int:
        """The index of the bundle that is open or under the cursor; -1 without one."""
        current = self.grid.current
        number = self.bundle.id if self.bundle else current.column if current else 0
        return next((index for index, each in enumerate(self.bundles) if each.id == number), -1)

    def _cell_title(self, place: Place) -> str:
        return f"{self._named[place.row].name}, {self._column_title(place.column)}"

    def _column_title(self, column: int) -> str:
        from ozg_tui.desk.services.targets import bundle_title

        if self.bundle is None:
            return bundle_title(next(each for each in self.bundles if each.id == column))
        service = next(each for each in self.bundle.services if each.id == column)
        return service.title if service.is_named else f"{self.bundle.name} {service.number}"

    def _filtered(self) -> str:
        if self.around is not None and self.around in self._named:
            near = f"um {self._named[self.around].name}"
        else:
            near = ""
        if self.condition is None:
            return near
        from ozg_tui.desk.services.matrix import CONDITIONS

        code, column = self.condition
        return f"{near} {self._column_title(column)}: {CONDITIONS[code][0]}".strip()

    def _columns(self) -> tuple[int, ...]:
        shown: Sequence[Any] = self.bundle.services if self.bundle else self.bundles
        return tuple(each.id for each in shown)

    def _layout(self) -> Layout:
        bundle = self.bundle
        if bundle is None:
            sizes = {each.id: str(len(each.services)) for each in self.bundles}
            return Layout(
                corner=("Kommune", "Leistungen"),
                column_head=lambda column: (self._shorts[column], sizes[column]),
                row_head=self._place_name,
                foot=self._told,
                head_width=_HEAD_WIDTH,
                cell_width=_BUNDLE_WIDTH,
            )
        heads = {each.id: (str(each.number), each.title) for each in bundle.services}
        named = {each.id for each in bundle.services if each.is_named}
        return Layout(
            corner=("Kommune", "Leistung"),
            column_head=lambda column: (
                heads[column][0],
                heads[column][1] if column in named else "",
            ),
            row_head=self._place_name,
            foot=self._told,
            head_width=_HEAD_WIDTH,
            cell_width=_SERVICE_WIDTH,
        )

    def _place_name(self, row: int) -> str:
        return self._named[row].name

    def _told(self, place: Place | None) -> str:
        """The cell with the cursor in words."""
        if place is None:
            return "Keine Kommune gefunden. Esc leert das Feld." if self.bundles else ""
        value = self._values.get(place)
        return f"{self._cell_title(place)}: {value.words if value is not None else '…'}"

    def _wanted(self) -> Wanted:
        from ozg_tui.desk.services.matrix import Condition, Wanted

        condition = None
        if self.condition is not None:
            code, column = self.condition
            bundle = self.bundle or next(each for each in self.bundles if each.id == column)
            if self.bundle is not None:
                only = tuple(each for each in bundle.services if each.id == column)
                bundle = bundle._replace(services=only)
            condition = Condition(code, bundle)
        return Wanted(self.search_text, self.around, condition)

    def _fill(self, at: Place | None = None) -> None:
        """Read the first page, and the catalogue with it."""
        self._turn += 1
        known = self.bundles

        def question(desk: Desk) -> tuple[tuple[BundleView, ...], list[Row] | FilterError]:
            from db.errors import FilterError
            from ozg_tui.desk.services.bundles import bundles
            from ozg_tui.desk.services.matrix import page

            found = known or bundles(desk)
            try:
                return found, page(desk, self._wanted(), PAGE)
            except FilterError as error:
                return found, error

        def show(found: tuple[tuple[BundleView, ...], list[Row] | FilterError]) -> None:
            self._show(*found, at)

        self.bridge.read_record("matrix", question, self.if_still_here(show))

    def _show(
        self, bundles: tuple[BundleView, ...], rows: list[Row] | FilterError, at: Place | None
    ) -> None:
        from ozg_tui.desk.services.cells import LEGEND_OF_BUNDLES, LEGEND_OF_SERVICES
        from ozg_tui.rules.services.short_names import short_names

        if bundles is not self.bundles:
            names = short_names(each.name for each in bundles)
            self._shorts = {each.id: name for each, name in zip(bundles, names, strict=True)}
        self.bundles = bundles
        if not isinstance(rows, list):
            self.say(str(rows))
            rows = []
        # The first page as it was: the rest is taken to be as it was too, until it is read again.
        is_same = bool(rows) and self.is_complete and rows == self.rows[: len(rows)]
        if not is_same or len(rows) < PAGE:
            self._have(rows, complete=len(rows) < PAGE)
        if at is not None and all(row.id != at.row for row in rows) and not self.is_complete:
            self._with_all(lambda: self._draw(at))
        else:
            self._draw(at)
        legend = f" {LEGEND_OF_SERVICES if self.bundle else LEGEND_OF_BUNDLES}"
        if legend != self._told_signs:
            self._told_signs = legend
            write(self._legend, legend)
        self._read_rest_soon()
        if opens := self._opens:
            self._opens = 0
            self.open_bundle(opens)
        self.host.keys.go_on()

    def _draw(self, at: Place | None) -> None:
        self.grid.fill([row.id for row in self.rows], self._columns(), self._layout(), at)
        self.show_title()

    def _have(self, rows: list[Row], *, complete: bool) -> None:
        self.rows, self.is_complete = rows, complete
        self._named |= {row.id: row for row in rows}

    def _went(self, seen: Seen) -> None:
        """Read on before the end of what is known comes into view."""
        if not self.is_complete and seen.bottom + self.grid.view.height > len(self.rows):
            self._with_all(lambda: None)

    def _read_rest_soon(self) -> None:
        turn = self._turn
        if not self.is_complete:
            self.set_timer(_REST_PAUSE_SECONDS, lambda: self._read_rest(turn))

    def _read_rest(self, turn: int) -> None:
        if turn != self._turn or self.is_complete:
            return
        wanted = self._wanted()

        def question(desk: Desk) -> list[Row]:
            from ozg_tui.desk.services.matrix import everything

            return everything(desk, wanted)

        def show(rows: list[Row]) -> None:
            if turn == self._turn:
                self._extend(rows)

        self.bridge.later("matrix rows", question, self.if_still_here(show))

    def _with_all(self, then: Callable[[], None]) -> None:
        """Have all rows, now, and go on."""
        if self.is_complete:
            then()
            return
        wanted = self._wanted()

        def question(desk: Desk) -> list[Row]:
            from ozg_tui.desk.services.matrix import everything

            return everything(desk, wanted)

        def show(rows: list[Row]) -> None:
            self._extend(rows)
            then()

        self.bridge.read_record("matrix rows", question, self.if_still_here(show))

    def _extend(self, rows: list[Row]) -> None:
        self._have(rows, complete=True)
        self.grid.extend([row.id for row in rows])
        self.show_title()

    def _cells(
        self,
        answer: Callable[[dict[Place, str]], None],
        rows: Sequence[int],
        columns: Sequence[int],
    ) -> None:
        kinds = {row: self._named[row].kind for row in rows}
        bundle = self.bundle
        shown = set(columns)
        bundles = tuple(each for each in self.bundles if each.id in shown)

        def question(desk: Desk) -> dict[tuple[int, int], BundleCell | ServiceCell]:
            from ozg_tui.desk.services.cells import bundle_cells, service_cells

            if bundle is None:
                return dict(bundle_cells(desk, kinds, bundles))
            return dict(service_cells(desk, kinds, bundle, columns))

        def show(found: dict[tuple[int, int], BundleCell | ServiceCell]) -> None:
            cells = {Place(*key): value for key, value in found.items()}
            self._values |= cells
            answer({place: cell.text for place, cell in cells.items()})

        self.bridge.read_record("matrix cells", question, self.if_still_here(show))

    def _tell_course(self, place: Place) -> None:
        from ozg_tui.screens.kit.reader import ReaderScreen
        from ozg_tui.screens.services.course import course_text

        title = self._cell_title(place)

        def question(desk: Desk) -> str:
            from ozg_tui.desk.services.recording import Cell

            return course_text(desk, Cell(place.row, place.column))

        def show(text: str) -> None:
            self.host.push(ReaderScreen(f"Verlauf: {title}", text))

        self.bridge.read_record("course", question, self.if_still_here(show))
