"""Rows of a list, or cells of a sheet: where, which service, what they say of it, what is open."""

from collections.abc import Mapping
from typing import NamedTuple

from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.entry.check import check
from ozg_tui.desk.exchange.file import File, Line
from ozg_tui.desk.exchange.reading.table import Row
from ozg_tui.desk.exchange.rollouts.cell import Said, read_cell, read_since
from ozg_tui.desk.exchange.rollouts.which_service import (
    NONE,
    Meant,
    answered,
    named,
    service_meant,
)
from ozg_tui.desk.exchange.understood import Answer, Fault, Question
from ozg_tui.desk.exchange.which_place import Hints, place_meant
from ozg_tui.desk.exchange.which_place import Meant as Place
from ozg_tui.desk.services.bundles import bundles
from ozg_tui.desk.services.rollouts import RolloutInput
from ozg_tui.desk.services.targets import Catalogue
from ozg_tui.german.labels import ROLLOUT_STATES
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.territory import is_municipality
from ozg_tui.text import clean

SERVICE_FIELDS = ("service", "leika_key", "number", "bundle")
_TEXTS = ("source", "remark")
_YES_NO = {
    "ja": True, "j": True, "x": True, "wahr": True, "nein": False, "n": False, "falsch": False,
}  # fmt: skip
_STATES = tuple(Answer(code, label) for code, label in ROLLOUT_STATES.items())


class Draft(NamedTuple):
    """A row on its way.

    `column` is where a fault of the whole row is told; `in_words` what the row says of a time that
    is less exact than a day.
    """

    row: Row
    title: str
    column: str
    place: int | None
    services: tuple[int, ...]
    said: Said
    texts: Mapping[str, str]
    in_words: str
    questions: tuple[Question, ...]
    faults: tuple[Fault, ...]


class Reader:
    """Reads rows; what many of them say alike is looked up once."""

    def __init__(self, file: File) -> None:
        self._desk = file.desk
        self._today = file.desk.today()
        self._mapped = file.mapped
        self._answers = file.answers
        self._is_wide = file.table.format.spread is not None
        self._catalogue = Catalogue(bundles(file.desk))
        self._titles = {each.services[0].id: each.title for each in self._catalogue.services}
        self._places: dict[Hints, Place] = {}
        self._services: dict[tuple[str, ...], Meant] = {}
        self._cells: dict[str, Said] = {}

    def draft(self, line: Line) -> Draft:
        """A row with everything that is open about it."""
        row, values = line.row, line.values
        questions: list[Question] = []
        faults: list[Fault] = []
        # A cell of a wide sheet stands under the name of its service.
        column = named(values) if self._is_wide else self._heading("state", row)
        place = self._place(row, values, questions, faults)
        services = self._service(row, values, questions)
        said = self._said(row, values, column, questions, faults)
        texts = self._texts(row, values, faults)
        where = values.get("organisation") or values.get("key", "")
        what = self._titles[services[0]] if len(services) == 1 else named(values)
        return Draft(
            row, f"{where}, {what}", column, place, services, said, texts,
            _in_words(said, values), tuple(questions), tuple(faults),
        )  # fmt: skip

    def _heading(self, field: str, row: Row) -> str:
        return self._mapped.heading_of(field, row)

    def _place(
        self, row: Row, values: Mapping[str, str], questions: list[Question], faults: list[Fault]
    ) -> int | None:
        hints = Hints(values.get("key", ""), values.get("organisation", ""))
        key = f"place {hints.key} | {hints.name}"
        if hints not in self._places:
            answer = self._answers.get(key)
            meant = Place(int(answer)) if answer else place_meant(self._desk, hints)
            self._places[hints] = meant
        meant = self._places[hints]
        field = "organisation" if hints.name else "key"
        column, text = self._heading(field, row), hints.name or hints.key
        if meant.organisation_id is None:
            sentence = f"Welche Kommune ist »{text}«?" if text else "Hier fehlt die Kommune."
            questions.append(Question(key, row.line, column, text, sentence, meant.proposed))
            return None
        period = territory(self._desk).by_id[meant.organisation_id].latest
        if not is_municipality(period.kind):
            faults.append(Fault(row.line, column, text, f"{period.name} ist keine Kommune."))
        return meant.organisation_id

    def _service(
        self, row: Row, values: Mapping[str, str], questions: list[Question]
    ) -> tuple[int, ...]:
        said = tuple(values.get(field, "") for field in SERVICE_FIELDS)
        key = f"service {' | '.join(said)}"
        if (answer := self._answers.get(key)) is not None:
            return answered(answer)
        if said not in self._services:
            self._services[said] = service_meant(self._catalogue, values)
        meant = self._services[said]
        if not meant.services:
            field = next((field for field in SERVICE_FIELDS if values.get(field)), "service")
            column = named(values) if self._is_wide else self._heading(field, row)
            questions.append(
                Question(key, row.line, column, named(values), meant.sentence, meant.proposed)
            )
        return meant.services

    def _said(
        self,
        row: Row,
        values: Mapping[str, str],
        column: str,
        questions: list[Question],
        faults: list[Fault],
    ) -> Said:
        text = values.get("state", "")
        said = self._read(text) if text else Said(unclear="leer")
        if said.unclear:
            said = self._asked(row, text, column, said, questions)
        if text := values.get("since", ""):
            try:
                said = said._replace(since=read_since(text, self._today))
            except InputError as error:
                faults.append(Fault(row.line, self._heading("since", row), text, str(error)))
        if text := values.get("in_finder", ""):
            known = _YES_NO.get(text.strip().lower())
            if known is None:
                sentence = f"»{text}« ist weder ja noch nein."
                faults.append(Fault(row.line, self._heading("in_finder", row), text, sentence))
            said = said._replace(in_finder=known)
        return said

    def _read(self, text: str) -> Said:
        if text not in self._cells:
            several = "\n" in text and len(self._mapped.places["state"]) > 1
            self._cells[text] = (
                Said(unclear=" / ".join(text.split("\n")))
                if several
                else read_cell(text, self._today, day_tells=self._is_wide)
            )
        return self._cells[text]

    def _asked(
        self, row: Row, text: str, column: str, said: Said, questions: list[Question]
    ) -> Said:
        key = f"state {said.unclear}"
        answer = self._answers.get(key)
        if answer == NONE:
            return Said(says_nothing=True)
        if answer is not None:
            return said._replace(state=RolloutState(answer), unclear="")
        sentence = f"Welcher Stand ist »{text}«?" if text else "Hier fehlt der Stand."
        offered = (*_STATES, Answer(NONE, "sagt nichts, auslassen"))
        questions.append(Question(key, row.line, column, text, sentence, offered))
        return said

    def _texts(self, row: Row, values: Mapping[str, str], faults: list[Fault]) -> Mapping[str, str]:
        texts = {name: text for name in _TEXTS if (text := values.get(name, ""))}
        if texts:
            found = check(RolloutInput, {"organisation_id": 1, "service_id": 1, **texts}, {})
            for path, sentence in found.errors.items():
                name = str(path[0])
                faults.append(Fault(row.line, self._heading(name, row), texts[name], sentence))
            if found.value is not None:
                texts = {name: getattr(found.value, name) or "" for name in texts}
        return texts


def _in_words(said: Said, values: Mapping[str, str]) -> str:
    if said.since is None or said.since.is_exact:
        return ""
    return f"laut Datei: {clean(values.get('since') or values.get('state', ''))}"
