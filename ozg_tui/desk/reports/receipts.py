"""Receipts: an answer is kept under its hash, and given again from what was known then."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from db.errors import NotFoundError
from db.past import Known
from db.tables import Receipt
from ozg_tui.codes.rights import Right
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.rights import may
from ozg_tui.desk.core.session import writing
from ozg_tui.desk.reports.answering import Answer, again, ask_anew, rows_of, stored
from ozg_tui.desk.reports.catalogue import BY_CODE
from ozg_tui.desk.reports.report import Asked
from ozg_tui.german.counting import counted
from ozg_tui.rules.errors import InputError
from ozg_tui.text import clean

_SHORTEST = 6
_HEX = frozenset("0123456789abcdef")


class Checked(NamedTuple):
    """A receipt run again: `then` from what was known at its moment, `now` from what is known."""

    receipt: str
    at: datetime
    actor: str
    then: Answer
    now: Answer

    @property
    def is_proven(self) -> bool:
        """Whether the same question to the same store gives the same answer again."""
        return self.then.receipt == self.receipt

    @property
    def is_still_so(self) -> bool:
        """Whether the answer would be the same today."""
        return self.now.receipt == self.receipt


NOT_KEPT = "Die Quittung ist nicht hinterlegt: Wer nur lesen darf, schreibt nichts."


def keep(desk: Desk, answer: Answer) -> bool:
    """Keep the receipts of an answer and of its chapters; the same answer has them already.

    Answers whether there is one: who may only read keeps none.
    """
    kept = {
        answer.receipt: (answer.report, answer.asked, answer.rows),
        **{
            each.receipt: (each.report, each.asked, rows_of(each.rows))
            for each in answer.found.chapters
        },
    }
    known = select(Receipt.id).where(Receipt.id.in_(kept))
    if desk.read(lambda reader: set(reader.scalars(known))) == kept.keys():
        return True
    if not may(desk, Right.EDIT):
        return False
    with writing(desk) as session:
        for receipt, (report, asked, rows) in kept.items():
            if session.get(Receipt, receipt) is None:
                session.add(
                    Receipt(
                        id=receipt,
                        at=session.now,
                        actor=desk.actor,
                        report=report.code,
                        asked=stored(asked),
                        rows=rows,
                        through=answer.known.through,
                        unwritten=list(answer.known.unwritten),
                    )
                )
    return True


def check(desk: Desk, typed: str) -> Checked:
    """Run the report of a receipt again; the first letters of its hash will do.

    Raises `InputError` for what is no receipt, `NotFoundError` for one that nobody has kept.
    """
    row = _find(desk, typed)
    report, asked = BY_CODE[row.report], _asked(row.asked)
    then = again(desk, report, asked, row.at, Known(row.through, tuple(row.unwritten)))
    return Checked(row.id, row.at, row.actor, then, ask_anew(desk, report, asked))


def _find(desk: Desk, typed: str) -> Any:
    text = "".join(clean(typed).split()).lower()
    if len(text) < _SHORTEST or not set(text) <= _HEX:
        raise InputError(
            "Eine Quittung besteht aus Ziffern und den Buchstaben a bis f; ihre ersten "
            f"{_SHORTEST} Zeichen genügen."
        )
    statement = select(Receipt.__table__).where(Receipt.id.startswith(text)).limit(2)
    found = desk.read(lambda reader: reader.execute(statement).all())
    if not found:
        raise NotFoundError(f"Eine Quittung {text} ist in diesem Bestand nicht ausgestellt worden.")
    if len(found) > 1:
        raise InputError(f"Mit {text} beginnen mehrere Quittungen. Bitte mehr Zeichen angeben.")
    return found[0]


def _asked(kept: Mapping[str, Any]) -> Asked:
    days = {name: date.fromisoformat(kept[name]) for name in ("on", "since", "until") if kept[name]}
    return Asked(**{**kept, **days})


def told(checked: Checked) -> tuple[str, ...]:
    """What became of an answer, in sentences: whether it is proven, and whether it still holds."""
    then, now = checked.then, checked.now
    proven = (
        f"Nachgerechnet aus dem Bestand von damals: dieselben "
        f"{counted(then.rows, 'Zeile', 'Zeilen')}, dieselben Zahlen."
        if checked.is_proven
        else "Der Bestand von damals gibt heute eine andere Antwort: Seine Aufzeichnung ist nicht "
        "mehr vollständig, oder das Programm zählt inzwischen anders."
    )
    if checked.is_still_so:
        return proven, "Dieselbe Frage hat heute dieselbe Antwort."
    return (
        proven,
        f"Dieselbe Frage hat heute eine andere Antwort, aus {counted(now.rows, 'Zeile', 'Zeilen')}"
        f": {' '.join(now.found.sentences) or 'siehe den Bericht.'}",
    )
