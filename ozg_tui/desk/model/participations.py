"""The Modellkommunen as records: what each wants to do, how it went, and what others have of it."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Any, ClassVar

from pydantic import Field, field_validator
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from db.errors import RefusedError
from db.tables import ModelParticipation, ModelStatusPeriod, Programme
from ozg_tui.codes.funding import ModelStatus
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Examination, Records, Section, filled
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.core.values import (
    Day,
    Input,
    OptionalCents,
    OptionalDay,
    OptionalLine,
    OptionalText,
    Pick,
    Ui,
    YesNo,
    not_before,
    refuse,
)
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.german.labels import MODEL_STATUSES
from ozg_tui.rules import model_project
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.money import format_cents
from ozg_tui.rules.verdict import Check

_PROGRAMME = "modellkommunen"
_OWN = "eigene Angabe"
_PLAIN = (
    "organisation_id", "project", "topics", "joint", "amount_cents", "applied_on",
    "contracted_on", "period_from", "period_to", "reviewed_by", "review", "result", "reused_by",
    "note",
)  # fmt: skip


class StatusInput(Input):
    """What a Kommune became in the programme, and from which day on."""

    ROW_KEY: ClassVar[tuple[str, ...]] = ("status",)

    status: ModelStatus = Field(ModelStatus.APPLIED, title="Stand")
    valid_from: Day = Field(title="seit")
    dates_exact: Annotated[
        YesNo, Ui(help="nein: Der Tag ist nicht genau bekannt; die Bemerkung sagt, was feststeht.")
    ] = Field(True, title="Tag genau")
    note: OptionalLine = Field(None, title="Bemerkung")
    source: OptionalLine = Field(None, title="Quelle")


class ParticipationInput(Input):
    """A Kommune in the programme; amounts are cents, both ends of the period are inclusive."""

    organisation_id: Annotated[Pick, Ui(lookup="municipality")] = Field(title="Kommune")
    project: OptionalLine = Field(None, title="Vorhaben")
    topics: Annotated[
        OptionalLine,
        Ui(help="Wie Anrufende es nennen, durch Kommas getrennt."),
    ] = Field(None, title="Themen")
    statuses: tuple[StatusInput, ...] = Field((), title="Stand")
    joint: YesNo = Field(False, title="Gemeinsam")
    amount_cents: OptionalCents = Field(None, title="Betrag")
    applied_on: OptionalDay = Field(None, title="Beworben am")
    contracted_on: OptionalDay = Field(None, title="Fördervertrag vom")
    period_from: OptionalDay = Field(None, title="Beginn")
    period_to: OptionalDay = Field(None, title="Ende")
    reviewed_by: OptionalLine = Field(None, title="Begutachtet von")
    review: Annotated[
        OptionalText, Ui(help="Wiederverwendbarkeit, Regionalität, Nutzerfreundlichkeit.")
    ] = Field(None, title="Gutachten")
    result: OptionalText = Field(None, title="Ergebnis")
    reused_by: OptionalLine = Field(None, title="Nachgenutzt von")
    note: OptionalText = Field(None, title="Bemerkung")

    _period = field_validator("period_to")(not_before("period_from"))

    @field_validator("statuses")
    @classmethod
    def _one_after_the_other(cls, rows: tuple[StatusInput, ...]) -> tuple[StatusInput, ...]:
        for before, after in pairwise(rows):
            if after.valid_from <= before.valid_from:
                raise refuse(
                    "order",
                    f"»{MODEL_STATUSES[after.status]}« muss nach »{MODEL_STATUSES[before.status]}« "
                    "beginnen.",
                )
        if len({each.status for each in rows}) < len(rows):
            raise refuse("twice", "Ein Stand ist zweimal eingetragen.")
        return rows


class Participations(Records[ParticipationInput, ModelParticipation]):
    """The Kommunen of the programme, also those that applied in vain or left."""

    code = "model_project"
    model = ParticipationInput
    table = ModelParticipation
    needs = (rule_sets,)

    def title(self, row: ModelParticipation) -> str:
        """What it is, in short; the Kommune stands beside it."""
        return row.project or "Modellprojekt"

    def value(self, row: ModelParticipation) -> ParticipationInput:
        """All fields of the form."""
        return ParticipationInput.model_construct(
            statuses=tuple(
                StatusInput.model_construct(
                    status=ModelStatus(each.status),
                    valid_from=each.valid_from,
                    dates_exact=each.dates_exact,
                    note=each.note,
                    source=each.source_code if each.source_code != _OWN else None,
                )
                for each in row.statuses
            ),
            **{name: getattr(row, name) for name in _PLAIN},
        )

    def refuse(
        self, session: DeskSession, value: ParticipationInput, row: ModelParticipation | None
    ) -> None:
        """Refuse an entry of which nobody knows what it is, and an amount above the cap."""
        if not value.statuses:
            raise RefusedError("Bitte mindestens einen Stand eintragen, zum Beispiel »beworben«.")
        for check in _checks(session.desk, value):
            if check.code == "cap" and check.distance:
                raise RefusedError(f"{check.text} Das sind {check.distance}.")

    def apply(
        self, session: DeskSession, row: ModelParticipation, value: ParticipationInput
    ) -> None:
        """Take all fields over; a status ends the day before the next one begins."""
        if row.programme_id is None:
            row.programme_id = session.scalars(
                select(Programme.id).where(Programme.code == _PROGRAMME)
            ).one()
        for name in _PLAIN:
            setattr(row, name, getattr(value, name))
        present = {each.status: each for each in row.statuses}
        ends = [each.valid_from - timedelta(days=1) for each in value.statuses[1:]]
        row.statuses = [
            _status(present.get(wanted.status), wanted, end)
            for wanted, end in zip(value.statuses, [*ends, None], strict=True)
        ]

    def explain(
        self, session: DeskSession, value: ParticipationInput, error: IntegrityError
    ) -> str:
        """A Kommune takes part once."""
        name = territory(session.desk).name(value.organisation_id)
        return f"{name} ist schon eingetragen. Bitte den Eintrag öffnen und ändern."

    def examine(self, desk: Desk, value: Any, record_id: int | None) -> Examination:
        """What the programme allows: amount, deadline, period."""
        return Examination(_checks(desk, value), "")

    def sections(self, session: DeskSession, row: ModelParticipation) -> tuple[Section, ...]:
        """The project, its way through the programme, and what came of it."""
        period = " bis ".join(
            format_date(day) if day else "?" for day in (row.period_from, row.period_to)
        )
        found = (
            Section(
                "Vorhaben",
                filled(
                    (
                        ("Kommune", territory(session.desk).name(row.organisation_id)),
                        ("Vorhaben", row.project),
                        ("Themen", row.topics),
                        ("Gemeinsam", "ja" if row.joint else "nein"),
                        ("Betrag", _amount(row.amount_cents)),
                        ("Beworben am", _day(row.applied_on)),
                        ("Fördervertrag", _day(row.contracted_on)),
                        ("Laufzeit", period if row.period_from or row.period_to else None),
                    )
                ),
            ),
            Section("Stand", tuple(_told(each) for each in row.statuses)),
            Section(
                "Gutachten und Ergebnis",
                filled(
                    (
                        ("Begutachtet von", row.reviewed_by),
                        ("Gutachten", row.review),
                        ("Ergebnis", row.result),
                        ("Nachgenutzt von", row.reused_by),
                        ("Bemerkung", row.note),
                    )
                ),
            ),
        )
        return tuple(each for each in found if each.rows)


def _checks(desk: Desk, value: Any) -> tuple[Check, ...]:
    return model_project.judge(
        value.amount_cents,
        bool(value.joint),
        value.applied_on,
        value.period_from,
        value.period_to,
        rule_sets(desk),
        desk.today(),
    )


def _status(
    row: ModelStatusPeriod | None, wanted: StatusInput, end: date | None
) -> ModelStatusPeriod:
    row = row or ModelStatusPeriod(status=wanted.status.value)
    row.valid_from, row.valid_to = wanted.valid_from, end
    row.dates_exact, row.note = wanted.dates_exact, wanted.note
    row.source_code = wanted.source or _OWN
    return row


def _told(row: ModelStatusPeriod) -> tuple[str, str]:
    since = f"seit {format_date(row.valid_from)}"
    if row.valid_to is not None:
        since = f"{format_date(row.valid_from)} bis {format_date(row.valid_to)}"
    parts = [since if row.dates_exact else f"{since} (ungefähr)", (row.note or "").rstrip(".")]
    parts.append(f"Quelle: {row.source_code}")
    return MODEL_STATUSES[row.status], "; ".join(filter(None, parts))


def _amount(cents: int | None) -> str | None:
    return None if cents is None else format_cents(cents)


def _day(day: date | None) -> str | None:
    return None if day is None else format_date(day)


PARTICIPATIONS = Participations()
