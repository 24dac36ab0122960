"""The Vermerk: one IKZ application with its judgement as a document for the file."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ozg_tui.codes.checks import State
from ozg_tui.desk.core.records import Examination, Section
from ozg_tui.desk.ikz.sections import OWED, duty_rows
from ozg_tui.desk.papers.document import (
    AUTHOR,
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
    lines_of,
)
from ozg_tui.german.labels import CHECK_PARTS
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz.obligations import Obligation
from ozg_tui.rules.verdict import Check, state_label


class MemoParticipant(NamedTuple):
    """A Kommune of the application; all texts as they are printed, empty where not known."""

    name: str
    role: str
    council: str
    resolution: str
    session_on: date | None = None
    printed_matter: str = ""
    copy: str = ""


class Memo(NamedTuple):
    """What a Vermerk is made of.

    `application` and `details` are sections of the detail view, `details` without participants and
    judgement. `councils` says how far they are, `rule_set` is name and validity, `determination`
    the id under which the judgement is kept, empty while it is not.
    """

    number: str
    title: str
    reference_date: date
    printed_on: date
    application: Section
    examination: Examination
    rule_set: str
    participants: tuple[MemoParticipant, ...] = ()
    details: tuple[Section, ...] = ()
    councils: str = ""
    obligations: tuple[Obligation, ...] = ()
    determination: str = ""


def memo_document(memo: Memo) -> Document:
    """The Vermerk in the order application, participants, details, judgement, duties, basis."""
    return Document(
        title=f"Vermerk zum IKZ-Antrag {memo.number}: {memo.title}",
        reference=memo.number,
        author=AUTHOR,
        printed_on=memo.printed_on,
        blocks=(
            *_section(memo.application),
            *_participants(memo),
            *(block for section in memo.details for block in _section(section)),
            *_judgement(memo.examination),
            *_obligations(memo.obligations, memo.printed_on),
            *_basis(memo),
        ),
    )


def _section(section: Section) -> Iterator[Block]:
    yield Heading(text=section.title)
    facts = tuple((label, _flat(text)) for label, text in section.rows if label)
    if facts:
        yield Facts(rows=facts)
    for label, text in section.rows:
        if not label:
            yield from lines_of(text)


def _participants(memo: Memo) -> Iterator[Block]:
    if not memo.participants:
        return
    yield Heading(text=f"Beteiligte Kommunen ({len(memo.participants)})")
    yield Table(
        heads=("Kommune", "Gremium", "Beschluss", "Drs.-Nr.", "Kopie"),
        rows=tuple(
            (
                f"{each.name} ({each.role})" if each.role else each.name,
                each.council,
                f"{each.resolution} am {format_date(each.session_on)}"
                if each.session_on
                else each.resolution,
                each.printed_matter,
                each.copy,
            )
            for each in memo.participants
        ),
    )
    if memo.councils:
        yield Paragraph(text=memo.councils)


def _judgement(examination: Examination) -> Iterator[Block]:
    yield Heading(text="Prüfung")
    yield Paragraph(text=f"Ergebnis: {examination.verdict}")
    checks = (*examination.checks, *examination.further)
    if checks:
        yield Table(
            heads=("Voraussetzung", "Ergebnis", *(CHECK_PARTS[part] for part in _SHOWN)),
            rows=tuple(_check(each) for each in checks),
        )
    for line in examination.lines:
        yield from lines_of(line)
    questions = tuple(
        (check.title, check.question)
        for check in checks
        if check.question and check.state is not State.fulfilled
    )
    if questions:
        yield Heading(text="Noch zu klären", level=3)
        yield Facts(rows=questions)


_SHOWN = ("value", "threshold", "source")


def _check(check: Check) -> tuple[str, ...]:
    value = "; ".join(part for part in (check.value, check.distance) if part)
    return check.title, state_label(check.state), value, check.threshold, check.source


def _obligations(obligations: Sequence[Obligation], on: date) -> Iterator[Block]:
    if not obligations:
        return
    yield Heading(text=OWED)
    yield Facts(rows=tuple((label, _flat(text)) for label, text in duty_rows(obligations, on)))
    for source in dict.fromkeys(each.source for each in obligations):
        yield Paragraph(text=f"Quelle: {source}.")


def _basis(memo: Memo) -> Iterator[Block]:
    yield Heading(text="Grundlage")
    yield Facts(
        rows=(
            ("Stichtag", format_date(memo.reference_date)),
            ("Regelwerk", memo.rule_set),
            ("Kennung der Prüfung", memo.determination or "noch nicht festgehalten"),
            ("Gedruckt am", format_date(memo.printed_on)),
        )
    )


def _flat(text: str) -> str:
    return " ".join(text.split())
