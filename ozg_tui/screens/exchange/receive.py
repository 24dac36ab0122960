"""A file comes in: chosen, understood, asked about, looked at, taken over. Esc changes nothing.

What is done at the desk is the same as by `ozg-tui import`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among
from ozg_tui.screens.kit.progress import Watch, attended
from ozg_tui.screens.kit.reader import ReaderScreen

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.exchange.imports import Chosen, Plan, Taken
    from ozg_tui.desk.exchange.understood import Question
    from ozg_tui.screens.kit.base import DeskScreen

_TAKE, _ASK, _LOOK, _LEAVE = "take", "ask", "look", "leave"


def receive(screen: DeskScreen) -> None:
    """Ask for the file, then show what it would bring."""

    def show(files: list[Path]) -> None:
        title = "Einlesen: Datei wählen oder Pfad tippen"
        screen.host.push(ChoiceScreen(title, _files(files)), chosen)

    def chosen(path: Path | None) -> None:
        if path is not None:
            _Walk(screen, path.name, path).understand()

    def find(_desk: Desk) -> list[Path]:
        from ozg_tui.desk.exchange.places import readable_files

        return readable_files()

    screen.host.do(find, show)


def receive_block(screen: DeskScreen, text: str) -> None:
    """Show what rows would bring that were copied from a spreadsheet and pasted into a list."""
    _Walk(screen, "Eingefügtes", text.encode()).understand()


def _files(files: list[Path]) -> Callable[[str, Callable[[list[Choice]], None]], None]:
    """Known files by their names; a whole path that is typed comes first."""
    known = among([Choice(path, path.name, str(path.parent)) for path in files])

    def ask(text: str, answer: Callable[[list[Choice]], None]) -> None:
        typed = Path(text.strip()).expanduser() if text.strip() else None
        if typed is not None and typed.is_absolute():
            answer([Choice(typed, typed.name or str(typed), str(typed.parent))])
        else:
            known(text, answer)

    return ask


class _Walk:
    """One file or block on its way in; the answers given so far are kept between the dialogs."""

    def __init__(self, screen: DeskScreen, name: str, source: Path | bytes) -> None:
        self._screen = screen
        self._host = screen.host
        self._name = name
        self._source = source
        self._answers: dict[str, str] = {}
        self._left: set[str] = set()

    def understand(self) -> None:
        """Read the file with the answers so far, then show what it would bring."""
        attended(self._screen, f"{self._name} wird gelesen", self._read, self._show)

    def _read(self, desk: Desk, watch: Watch) -> Plan | str:
        from ozg_tui.rules.errors import InputError

        try:
            return self._plan(desk, watch)
        except InputError as error:
            return str(error)

    def _plan(self, desk: Desk, watch: Watch) -> Plan:
        from ozg_tui.desk.exchange.imports import understand
        from ozg_tui.desk.exchange.kinds import kind_of
        from ozg_tui.desk.exchange.reading.recognise import bytes_of

        source = self._source
        raw = source if isinstance(source, bytes) else bytes_of(source)
        kind = kind_of(desk, raw)
        return understand(desk, kind, self._name, raw, self._chosen(), watch)

    def _chosen(self) -> Chosen:
        from ozg_tui.desk.exchange.imports import Chosen

        return Chosen(answers=dict(self._answers))

    def _show(self, plan: Plan | str) -> str:
        if isinstance(plan, str):
            return plan
        from ozg_tui.desk.exchange.told import choices, summary

        def decided(step: str | None) -> None:
            if step == _TAKE:
                self._take(plan)
            elif step == _ASK:
                self._ask(plan, self._open(plan))
            elif step == _LOOK:
                self._look(plan)
            elif step == _LEAVE:
                self._leave(plan)

        offered = among([Choice(*each) for each in choices(plan)])
        self._host.push(ChoiceScreen(plan.name, offered, above=summary(plan)), decided)
        return ""

    def _open(self, plan: Plan) -> list[Question]:
        """The questions that can be answered here and were not left open, each subject once."""
        found: dict[str, Question] = {}
        for each in plan.questions:
            if each.answers:
                found.setdefault(each.key, each)
        return [each for key, each in found.items() if key not in self._left]

    def _ask(self, plan: Plan, questions: list[Question]) -> None:
        if not questions:
            self._left.clear()
            self.understand()
            return
        question, *further = questions
        rows = sum(each.key == question.key for each in plan.questions)
        above = f"Zeile {question.line}" + (f" und {rows - 1} weitere" if rows > 1 else "")
        if question.text:
            above += f", {question.column or 'Text'}: {question.text}"

        def answered(value: str | None) -> None:
            if value is None:
                # Esc goes back to the summary with what was answered so far.
                self.understand()
                return
            if value:
                self._answers[question.key] = value
            else:
                self._left.add(question.key)
            self._ask(plan, further)

        offered = [Choice(each.value, each.label) for each in question.answers]
        offered.append(Choice("", "offen lassen"))
        self._host.push(ChoiceScreen(question.sentence, among(offered), above=above), answered)

    def _look(self, plan: Plan) -> None:
        from ozg_tui.desk.exchange.told import details

        def back(_closed: None) -> None:
            self._show(plan)

        self._host.push(ReaderScreen(plan.name, details(plan)), back)

    def _leave(self, plan: Plan) -> None:
        def write(_desk: Desk) -> str:
            from ozg_tui.desk.exchange.leftover import write_open_rows
            from ozg_tui.desk.papers.folder import documents_folder
            from ozg_tui.rules.errors import InputError

            source = self._source
            folder = documents_folder() if isinstance(source, bytes) else source.parent
            path = folder / f"{Path(self._name).stem} offen.csv"
            try:
                count = write_open_rows(plan, path)
            except InputError as error:
                return str(error)
            return f"{count} offene Zeilen geschrieben: {path}"

        self._host.do(write, lambda said: said)

    def _take(self, plan: Plan) -> None:
        def job(desk: Desk, watch: Watch) -> Taken:
            from ozg_tui.desk.exchange.imports import take_over

            return take_over(desk, plan, lambda: self._plan(desk, watch), watch=watch)

        def done(taken: Taken) -> str:
            from ozg_tui.desk.exchange.told import taken_over

            if self._screen.is_current:
                self._screen.action_reload()
            return taken_over(taken)

        attended(self._screen, f"{self._name} wird eingetragen", job, done)
