"""Answers that staff write, correct and make sure of."""

from datetime import date

from pydantic import Field
from sqlalchemy.exc import IntegrityError

from db.tables import Knowledge
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Records, Section, filled
from ozg_tui.desk.core.session import DeskSession, reading, writing
from ozg_tui.desk.core.values import Input, Line, OptionalDay, OptionalLine, Text
from ozg_tui.rules.confirmation import is_stale
from ozg_tui.rules.dates import format_date


class AnswerInput(Input):
    """A question as callers ask it, the answer as it is read out, and where it is from."""

    question: Line = Field(title="Frage")
    answer: Text = Field(title="Antwort")
    words: OptionalLine = Field(None, title="Auch gefunden mit")
    source: OptionalLine = Field(None, title="Quelle")
    stated_on: OptionalDay = Field(None, title="Stand der Quelle")
    url: OptionalLine = Field(None, title="Adresse im Netz")
    checked_on: OptionalDay = Field(None, title="Geprüft am")


class Answers(Records[AnswerInput, Knowledge]):
    """Short answers of the desk."""

    code = "knowledge"
    model = AnswerInput
    table = Knowledge

    def title(self, row: Knowledge) -> str:
        """The question."""
        return row.question

    def value(self, row: Knowledge) -> AnswerInput:
        """All fields of the form."""
        held = {name: getattr(row, name) for name in AnswerInput.model_fields}
        return AnswerInput.model_construct(**held)

    def apply(self, session: DeskSession, row: Knowledge, value: AnswerInput) -> None:
        """Take all fields over; another answer is looked at by nobody, unless a day comes along."""
        is_other = row.answer is not None and row.answer != value.answer
        is_same_day = row.checked_on == value.checked_on
        for name in AnswerInput.model_fields:
            setattr(row, name, getattr(value, name))
        if is_other and is_same_day:
            row.checked_on = None
        if row.checked_on is None or not is_same_day:
            row.checked_by = session.actor if row.checked_on else None

    def explain(self, session: DeskSession, value: AnswerInput, error: IntegrityError) -> str:
        """A question has one answer."""
        return f"Zur Frage »{value.question}« gibt es schon eine Kurzauskunft."

    def sections(self, session: DeskSession, row: Knowledge) -> tuple[Section, ...]:
        """The answer first, then how far it can be relied on."""
        origin = filled(
            (
                ("Quelle", row.source),
                ("Stand der Quelle", format_date(row.stated_on) if row.stated_on else None),
                ("Adresse im Netz", row.url),
                ("Geprüft", _checked(row, session.desk.today())),
                ("Auch gefunden mit", row.words),
            )
        )
        return Section("Antwort", (("", row.answer),)), Section("Woher", origin)

    def two_lines(self, desk: Desk, record_id: int) -> str:
        """The answer with its source and days, as it goes into a mail. Raises `NotFoundError`."""
        with reading(desk) as session:
            row = self._row(session, record_id)
            about = (
                f"Quelle: {row.source}" if row.source else "",
                f"Stand {format_date(row.stated_on)}" if row.stated_on else "",
                _checked(row, desk.today()),
            )
            answer = " ".join(row.answer.split())
            return f"{answer}\n({'; '.join(part for part in about if part)})"

    def confirm(self, desk: Desk, record_id: int) -> str:
        """Record that somebody has made sure of it today; answers what is said of that."""
        with writing(desk) as session:
            row = self._row(session, record_id, lock=True)
            row.checked_on, row.checked_by = desk.today(), session.actor
        return f"Geprüft am {format_date(desk.today())}."


def _checked(row: Knowledge, on: date) -> str:
    if row.checked_on is None:
        return "noch von niemandem geprüft"
    by = f" von {row.checked_by}" if row.checked_by else ""
    old = ", also vor mehr als einem Jahr" if is_stale(row.checked_on, on) else ""
    return f"geprüft am {format_date(row.checked_on)}{by}{old}"


ANSWERS = Answers()
