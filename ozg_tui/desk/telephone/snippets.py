"""Texts that are written again and again: `::code` in a note stands for one of them."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field, field_validator
from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from db.errors import RefusedError
from db.tables import Application, Participant, Snippet
from ozg_tui.codes.ikz import ParticipantRole
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.earlier import earlier
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.core.records import Records, Section
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.core.values import Input, Text, refuse
from ozg_tui.rules.money import format_cents
from ozg_tui.text import clean

VARIABLES = ("kommune", "antrag", "betrag")
"""What may stand in braces in a snippet."""

_CODE_LENGTH = 30
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CALLED = re.compile(rf"(?<![\w:])::({_CODE.pattern})(?!-?\w)")
_VARIABLE = re.compile(r"\{([^{}]*)\}")
_NAMED = ", ".join(f"{{{name}}}" for name in VARIABLES)
_SHOWN = 60

_ALL = select(Snippet.id, Snippet.code, Snippet.text).order_by(Snippet.code)
_TEXTS = select(Snippet.code, Snippet.text).where(
    Snippet.code.in_(bindparam("codes", expanding=True))
)
_APPLICATION = (
    select(
        Application.number,
        Application.granted_cents,
        Application.requested_cents,
        Participant.organisation_id,
    )
    .outerjoin(
        Participant,
        (Participant.application_id == Application.id) & (Participant.role == ParticipantRole.LEAD),
    )
    .where(Application.id == bindparam("id"))
)


def _code(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    code = clean(value).strip().removeprefix("::")
    if not code:
        raise refuse("missing", "Bitte ausfüllen.")
    if not _CODE.fullmatch(code) or len(code) > _CODE_LENGTH:
        raise refuse(
            "code",
            "Ein Kürzel besteht aus Kleinbuchstaben ohne Umlaute, Ziffern und einzelnen "
            f"Bindestrichen, höchstens {_CODE_LENGTH} Zeichen; zum Beispiel »frist-ikz«.",
        )
    return code


class SnippetInput(Input):
    """A snippet; its text may hold the variables."""

    code: Annotated[str, BeforeValidator(_code)] = Field(title="Kürzel")
    text: Text = Field(title="Text", description=f"Wird beim Einfügen ersetzt: {_NAMED}.")

    @field_validator("text")
    @classmethod
    def _no_other_variables(cls, text: str) -> str:
        for name in _VARIABLE.findall(text):
            if name not in VARIABLES:
                raise refuse(
                    "variable",
                    f"{{{name[:_SHOWN]}}} gibt es nicht. In geschweiften Klammern können {_NAMED} "
                    "stehen.",
                )
        return text


class Snippets(Records[SnippetInput, Snippet]):
    """The snippets of the desk; their history keeps every version."""

    code = "snippet"
    model = SnippetInput
    table = Snippet

    def title(self, row: Snippet) -> str:
        """As it is typed: `::frist-ikz`."""
        return f"::{row.code}"

    def value(self, row: Snippet) -> SnippetInput:
        """Code and text."""
        return SnippetInput.model_construct(code=row.code, text=row.text)

    def apply(self, session: DeskSession, row: Snippet, value: SnippetInput) -> None:
        """Take both over."""
        row.code, row.text = value.code, value.text

    def refuse(self, session: DeskSession, value: SnippetInput, row: Snippet | None) -> None:
        """Refuse a code that another snippet has."""
        present = session.scalars(select(Snippet).where(Snippet.code == value.code)).first()
        if present is not None and present is not row:
            raise RefusedError(_taken(value.code, present.text))

    def explain(self, session: DeskSession, value: SnippetInput, error: IntegrityError) -> str:
        """Who was faster, when two wanted one code in the same moment."""
        present = session.scalars(select(Snippet).where(Snippet.code == value.code)).first()
        if present is None:
            return super().explain(session, value, error)
        return _taken(value.code, present.text)

    def sections(self, session: DeskSession, row: Snippet) -> tuple[Section, ...]:
        """The text, and what it was before."""
        head = Section("Textbaustein", (("Kürzel", f"::{row.code}"),))
        before = Section("Frühere Texte", tuple(_versions(session, row)))
        text = Section("Text", (("", row.text),))
        return (head, text, *((before,) if before.rows else ()))


class SnippetLine(NamedTuple):
    """A snippet in a list."""

    id: int
    code: str
    text: str


def lines(desk: Desk) -> tuple[SnippetLine, ...]:
    """All snippets by their codes: a desk has some dozens."""
    rows = desk.read(lambda reader: reader.execute(_ALL).all())
    return tuple(SnippetLine(*row) for row in rows)


def expand(desk: Desk, text: str, variables: Mapping[str, str]) -> tuple[str, list[str]]:
    """Replace every `::code` of a text, and name the variables for which nothing is known.

    A code is only met as a word of its own; an unknown one stays, and so does a variable without a
    value. What is inserted is never read again for codes or variables.
    """
    codes = set(_CALLED.findall(text))
    if not codes:
        return text, []
    known = desk.read(
        lambda reader: {row.code: row.text for row in reader.execute(_TEXTS, {"codes": [*codes]})}
    )
    missing: dict[str, None] = {}

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if variables.get(name):
            return clean(variables[name])
        if name in VARIABLES:
            missing[name] = None
        return found[0]

    def inserted(found: re.Match[str]) -> str:
        return _VARIABLE.sub(value, known[found[1]]) if found[1] in known else found[0]

    return _CALLED.sub(inserted, text), list(missing)


def variables_for(
    desk: Desk, organisation_id: int | None = None, application_id: int | None = None
) -> dict[str, str]:
    """What the variables stand for at a Kommune or an application, as far as it is known.

    The amount is the granted one, before there is one the requested one; an application without a
    Kommune beside it stands for the Kommune that leads it.
    """
    found: dict[str, str] = {}
    if application_id is not None:
        row = desk.read(lambda reader: reader.execute(_APPLICATION, {"id": application_id}).first())
        if row is not None:
            cents = row.requested_cents if row.granted_cents is None else row.granted_cents
            found["antrag"] = row.number
            found |= {} if cents is None else {"betrag": format_cents(cents)}
            organisation_id = organisation_id or row.organisation_id
    name = territory(desk).name(organisation_id) if organisation_id is not None else ""
    return found | ({"kommune": name} if name else {})


def _taken(code: str, text: str) -> str:
    shown = " ".join(text.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
    return f"Das Kürzel »{code}« gibt es schon: »{shown}«. Bitte ein anderes wählen."


def _versions(session: DeskSession, row: Snippet) -> Iterator[tuple[str, str]]:
    """Earlier texts, the latest first, each with the moment and the person who replaced it."""
    for step in earlier(session, row):
        if "text" in step.before:
            yield f"bis {moment_text(step.at)}, {step.actor}", step.before["text"]


SNIPPETS = Snippets()
