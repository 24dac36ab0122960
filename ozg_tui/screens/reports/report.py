"""One report: what was asked, the figures, the rows behind them, and the receipt."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Static

from ozg_tui import commands
from ozg_tui.commands import Context
from ozg_tui.resources.catalogue import BY_KIND
from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among
from ozg_tui.screens.kit.counted import CountedScreen
from ozg_tui.screens.kit.search_box import SearchBox, Searched
from ozg_tui.widgets.page import BAR
from ozg_tui.widgets.row_page import MARK, RowPage
from ozg_tui.widgets.writing import write

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.overview.rows import Rows
    from ozg_tui.desk.reports.answering import Answer
    from ozg_tui.desk.reports.behind import Behind

_FORMATS = [
    Choice("pdf", "PDF", ".pdf mit Überschriften und Tabellen, die sich vorlesen lassen"),
    Choice("xlsx", "Excel", ".xlsx, die Grundlage auf einem zweiten Blatt"),
    Choice("csv", "CSV", ".csv mit Semikolon"),
    Choice("md", "Markdown", ".md"),
    Choice("html", "HTML", ".html zum Drucken"),
    Choice("text", "Text", ".txt, 80 Spalten"),
    Choice("json", "JSON", ".json mit den Nummern aller gezählten Zeilen"),
    Choice("tsv", "TSV", ".tsv mit Tabulatoren"),
]
_WHAT_NEXT = "Enter öffnet die gezählten Einträge, e schreibt den Bericht in eine Datei."
_ENDINGS = {"text": "txt"}


class ReportScreen(DeskScreen, Searched):
    """What was asked stands in the box above; Enter there counts anew.

    A figure stays as it was counted until somebody asks again: its receipt is of that moment.
    """

    CONTEXT = Context.LIST
    INSTEAD = {"new": "Berichte entstehen aus dem, was erfasst ist."}
    NOT_IN_FOOTER = frozenset({"note_call", "follow_up"})
    BINDINGS = [
        *commands.bindings(Context.LIST),
        ("escape", "list_mode", "Listenmodus"),
        ("s", "command('narrow')", "Eingrenzen"),
    ]

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self.typed = ""
        self.answer: Answer | None = None
        self.page = RowPage()
        self.receipt = Static(id="receipt")

    def caption(self) -> str:
        """The report."""
        return f"BERICHT {self.answer.report.title}" if self.answer else f"BERICHT {self.code}"

    def body(self) -> ComposeResult:
        """The box, the report, and its receipt."""
        with Horizontal(id="search"):
            yield Static(" Angabe: ", id="search-label")
            yield SearchBox(placeholder="stichtag:19.05.2021")
        yield self.page
        yield self.receipt

    def explanation(self) -> str:
        """What is counted, and what can be asked for."""
        if self.answer is None:
            return super().explanation()
        report = self.answer.report
        return (
            f"{report.definition} Nenner: {report.denominator}. Quelle: {report.source}. In der "
            f"Zeile Angabe lässt sich anderes erfragen, etwa {_example(self.answer)}; Enter "
            "rechnet. In der Tabelle öffnet Enter die gezählten Einträge."
        )

    def on_mount(self) -> None:
        """Count for today."""
        self.page.focus()
        self.show_footer()
        self.action_reload()

    def follow(self) -> None:
        """Figures stay as they were counted."""

    def on_screen_suspend(self) -> None:
        """Figures stay as they were counted."""
        self.unsay()

    def on_resize(self) -> None:
        """Lay the table out anew."""
        super().on_resize()
        self._show()

    def search(self, text: str) -> None:
        """Only Enter counts: some reports take a moment."""
        self.typed = text

    def steer(self, key: str) -> bool:
        """Enter counts, arrows move the table."""
        if key == "enter":
            self.action_reload()
            return True
        return key in {"up", "down", "pageup", "pagedown"} and self.page.steer(key)

    async def action_list_mode(self) -> None:
        """First leave the box, then the report."""
        if self.focused is self.page:
            self.action_back()
        else:
            self.page.focus()

    def action_back(self) -> None:
        """To the list of reports."""
        self.dismiss(None)

    def action_narrow(self) -> None:
        """Go into the box."""
        self.query_one(SearchBox).focus()

    def action_reload(self) -> None:
        """Count, and keep the receipt."""
        code, typed = self.code, self.typed

        def job(desk: Desk) -> tuple[Answer, str] | str:
            from db.errors import NotFoundError
            from ozg_tui.desk.reports.answering import ask
            from ozg_tui.desk.reports.asking import typed_in
            from ozg_tui.desk.reports.catalogue import find_report
            from ozg_tui.desk.reports.receipts import NOT_KEPT, keep
            from ozg_tui.rules.errors import InputError

            report = find_report(code)
            try:
                answer = ask(desk, report, typed_in(report, typed))
            except (InputError, NotFoundError) as error:
                return str(error)
            return answer, "" if keep(desk, answer) else NOT_KEPT

        def then(found: tuple[Answer, str] | str) -> str:
            if isinstance(found, str):
                return found
            self.answer, remark = found
            if self.is_here:
                self.query_one(SearchBox).placeholder = _example(self.answer)
                self.page.focus()
                self.show_title()
                self._show()
            return remark or _WHAT_NEXT

        self.host.do(job, then)

    def action_open(self) -> None:
        """Open what the row has counted."""
        self.page.steer("enter")

    def on_row_page_opened(self, event: RowPage.Opened) -> None:
        """Show the records behind a row, of several kinds the one that is chosen."""
        from ozg_tui.desk.reports.behind import behind

        assert self.answer is not None
        found = behind(self.answer, event.row)
        if not found:
            self.say("Diese Zahl hat keine eigene Liste; die JSON-Datei (e) nennt ihre Zeilen.")
        elif len(found) == 1:
            self.host.push(_Rows(found[0]))
        else:
            choices = [Choice(each, each.number) for each in found]
            self.host.push(ChoiceScreen("Gezählte Einträge", among(choices)), self._open)

    def action_copy(self) -> None:
        """Copy what the report says in words, with its day and its receipt."""
        if self.answer is not None:
            told = " ".join(self.answer.found.sentences) or self.answer.report.title
            self.host.copy(f"{told} ({_foot(self.answer)})")

    def action_export(self) -> None:
        """Ask for the format, then write the report as it is shown."""
        answer = self.answer
        if answer is None:
            return

        def job(_desk: Desk, form: str) -> str:
            from ozg_tui.desk.exchange.places import new_path
            from ozg_tui.desk.reports.writing import write
            from ozg_tui.rules.errors import InputError

            name = f"{answer.report.code} {answer.report.name}"
            path = new_path(name, answer.asked.on.isoformat(), _ENDINGS.get(form, form))
            try:
                write(answer, form, path)
            except InputError as error:
                return str(error)
            return f"Geschrieben: {path}"

        def chosen(form: str | None) -> None:
            if form is not None:
                self.host.do(lambda desk: job(desk, form), lambda said: said)

        self.host.push(ChoiceScreen("Bericht ausgeben als", among(_FORMATS)), chosen)

    def _open(self, chosen: Behind | None) -> None:
        if chosen is not None:
            self.host.push(_Rows(chosen))

    def _show(self) -> None:
        if self.answer is None or not self.size.width:
            return
        from ozg_tui.desk.reports.paper import on_screen

        shown = on_screen(self.answer, self.size.width - MARK - BAR)
        self.page.show_rows(*shown)
        write(self.receipt, f" {_foot(self.answer)}")


class _Rows(CountedScreen):
    """The records that a row has counted."""

    def __init__(self, behind: Behind) -> None:
        super().__init__(BY_KIND[behind.rows.kind], behind.sentence)
        self.behind = behind

    def ask(self, _desk: Desk) -> Rows:
        """Those that were counted then."""
        return self.behind.rows


def _example(answer: Answer) -> str:
    takes, by = answer.report.takes, "|".join(code for code, _ in answer.report.by)
    words = {"gliederung": by, "kreis": "fulda", "kommune": "ahnatal", "von": "01.01.2021"}
    words["bis"] = "31.12.2021"
    parts = chain(["stichtag:19.05.2021"], (f"{word}:{words[word]}" for word in takes))
    return " ".join(parts)


def _foot(answer: Answer) -> str:
    from ozg_tui.desk.reports.paper import foot

    return foot(answer)
