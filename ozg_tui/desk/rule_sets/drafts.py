"""Rule sets of the IKZ as records: a draft is edited, what is in force is only shown.

Judgements refer to a rule set in force by its code and edition, so it never changes again. A
draft takes over what its form does not ask for from the rule set in force on the day it is begun:
which forms of agreement are accepted, and what counts as a long term.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from db.errors import NotFoundError, RefusedError
from db.tables import RuleSet as RuleSetTable
from ozg_tui.codes.funding import RuleSetState, RuleTopic, SavingBasis
from ozg_tui.codes.rights import Right
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.drafts import Held
from ozg_tui.desk.core.kept import forget
from ozg_tui.desk.core.records import Records, Section, Stored, filled
from ozg_tui.desk.core.session import DeskSession, reading
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.desk.rule_sets.input import RuleDraftInput
from ozg_tui.german.labels import AGREEMENT_FORMS, RULE_SET_STATES, SAVING_BASES
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.money import format_cents, format_percent
from ozg_tui.rules.rule_set import IkzParameters, RuleSet, applicable, parameters_of

TOPIC = RuleTopic.IKZ
IN_FORCE = (
    "Dieses Regelwerk ist in Kraft gesetzt und wird nicht mehr geändert: Prüfungen stützen sich "
    "darauf. Für andere Werte bitte einen neuen Entwurf anlegen."
)

_ALL = select(RuleSetTable).where(RuleSetTable.topic == TOPIC).order_by(RuleSetTable.valid_from)
_HEAD = ("code", "name", "valid_from", "valid_to", "source", "note")
_SOURCES = ("partners_source", "term_source", "saving_source")
_FIGURES = (
    "grant_per_municipality_cents",
    "grant_cap_cents",
    "minimum_partners",
    "minimum_partners_with_reason",
    "minimum_years",
)


class RuleSets(Records[RuleDraftInput, RuleSetTable]):
    """The rule sets of the IKZ."""

    code = "rule_set"
    model = RuleDraftInput
    table = RuleSetTable
    needs = (rule_sets,)
    right = Right.MANAGE

    def title(self, row: RuleSetTable) -> str:
        """Its name."""
        return row.name

    def value(self, row: RuleSetTable) -> RuleDraftInput:
        """The figures; the source of a figure only where it is another than that of the whole."""
        held = row.parameters
        figures = parameters_of(as_rule_set(row), IkzParameters)
        parameters: dict[str, Any] = {
            **{name: held[name] for name in _FIGURES},
            **{name: held[name] if held[name] != row.source else None for name in _SOURCES},
            "minimum_saving_percent": figures.minimum_saving_percent,
            "saving_basis": SavingBasis(figures.saving_basis),
        }
        return RuleDraftInput.model_construct(
            **{name: getattr(row, name) for name in _HEAD}, **parameters
        )

    def save(
        self,
        desk: Desk,
        value: RuleDraftInput,
        stored: Stored[RuleDraftInput] | None = None,
        draft: int | None = None,
        held: Held | None = None,
    ) -> Stored[RuleDraftInput]:
        """Keep the draft; from now on it can be asked for by its code."""
        saved = super().save(desk, value, stored, draft, held)
        forget(desk)
        return saved

    def refuse(self, session: DeskSession, value: RuleDraftInput, row: RuleSetTable | None) -> None:
        """Refuse to change what is in force, and a code that another rule set has."""
        if row is not None and (row.topic, row.state) != (TOPIC, RuleSetState.DRAFT):
            raise RefusedError(IN_FORCE)
        if row is None and model_of(session.desk) is None:
            raise RefusedError("Es gibt kein Regelwerk der IKZ, von dem er ausgehen könnte.")
        present = session.scalars(
            select(RuleSetTable).where(RuleSetTable.code == value.code)
        ).first()
        if present is not None and present is not row:
            raise RefusedError(_taken(value.code))

    def explain(self, session: DeskSession, value: RuleDraftInput, error: IntegrityError) -> str:
        """Two wanted one code in the same moment."""
        return _taken(value.code)

    def apply(self, session: DeskSession, row: RuleSetTable, value: RuleDraftInput) -> None:
        """Write the figures; the rest comes from the rule set that the draft began with."""
        if row.parameters is None:
            held = model_of(session.desk)
            assert held is not None
            row.topic, row.state, row.is_default = TOPIC, RuleSetState.DRAFT, held.default
            parameters = held.parameters.model_dump(mode="json", exclude={"topic"})
        else:
            parameters = dict(row.parameters)
        for name in _HEAD:
            setattr(row, name, getattr(value, name))
        row.parameters = {
            **parameters,
            **{name: getattr(value, name) for name in _FIGURES},
            **{name: getattr(value, name) or value.source for name in _SOURCES},
            "minimum_saving_percent": str(value.minimum_saving_percent),
            "saving_basis": value.saving_basis.value,
        }

    def blank(self, desk: Desk) -> dict[str, str]:
        """The figures in force, from the day after their end; code, name and source are new."""
        held = model_of(desk)
        if held is None:
            return {}
        figures = parameters_of(held, IkzParameters)
        return {
            "valid_from": format_date(held.valid_to + timedelta(days=1)) if held.valid_to else "",
            **{
                name: format_cents(getattr(figures, name))
                if name.endswith("_cents")
                else str(getattr(figures, name))
                for name in _FIGURES
            },
            "minimum_saving_percent": format_percent(figures.minimum_saving_percent),
            "saving_basis": SAVING_BASES[figures.saving_basis],
        }

    def sections(self, session: DeskSession, row: RuleSetTable) -> tuple[Section, ...]:
        """Validity, figures and sources."""
        figures = parameters_of(as_rule_set(row), IkzParameters)
        forms = ", ".join(AGREEMENT_FORMS[each] for each in figures.accepted_agreement_forms)
        head = (
            ("Kürzel", row.code),
            ("Stand", RULE_SET_STATES[row.state]),
            ("Gültig ab", format_date(row.valid_from)),
            ("Gültig bis", format_date(row.valid_to) if row.valid_to else "auf Weiteres"),
            ("Gilt", "für alle Anträge" if row.is_default else "nur auf Nachfrage"),
            ("Quelle", row.source),
            ("Annahmen", row.note),
        )
        told = (
            ("Je Kommune", format_cents(figures.grant_per_municipality_cents)),
            ("Höchstbetrag", format_cents(figures.grant_cap_cents)),
            ("Kommunen mindestens", str(figures.minimum_partners)),
            ("… mit Begründung", str(figures.minimum_partners_with_reason)),
            ("Laufzeit in Jahren", str(figures.minimum_years)),
            ("Einsparung", format_percent(figures.minimum_saving_percent)),
            ("Einsparung gemessen an", SAVING_BASES[figures.saving_basis]),
            ("Vereinbarung", forms),
            ("Lange Bindung ab", f"{figures.long_term_years} Jahren"),
        )
        sources = (
            ("Beteiligte", figures.partners_source),
            ("Laufzeit", figures.term_source),
            ("Einsparung", figures.saving_source),
        )
        return (
            Section("Regelwerk", filled(head)),
            Section("Werte", filled(told)),
            Section("Quellen der Werte", filled(sources)),
        )


class RuleSetLine(NamedTuple):
    """A rule set in a list; `by` is who changed it last, empty for what came with the program."""

    id: int
    code: str
    name: str
    state: str
    is_draft: bool
    valid_from: date
    valid_to: date | None
    by: str


def lines(desk: Desk) -> tuple[RuleSetLine, ...]:
    """All rule sets of the IKZ, by their first day: there are a handful."""
    with reading(desk) as session:
        return tuple(
            RuleSetLine(
                row.id,
                row.code,
                row.name,
                RULE_SET_STATES[row.state],
                row.state == RuleSetState.DRAFT,
                row.valid_from,
                row.valid_to,
                row.changed_by or "",
            )
            for row in session.scalars(_ALL)
        )


def model_of(desk: Desk) -> RuleSet | None:
    """The rule set that a new draft begins with: the one to judge by today."""
    found = applicable(rule_sets(desk), RuleTopic.IKZ, desk.today())
    return found.rule_set if found else None


def draft_row(session: DeskSession, draft_id: int, *, lock: bool = False) -> RuleSetTable:
    """The row of a draft. Raises `NotFoundError`, and `RefusedError` when it is in force."""
    row = session.get(RuleSetTable, draft_id, with_for_update=lock)
    if row is None:
        raise NotFoundError("Dieses Regelwerk gibt es nicht mehr.")
    if (row.topic, row.state) != (TOPIC, RuleSetState.DRAFT):
        raise RefusedError(IN_FORCE)
    return row


def as_rule_set(row: RuleSetTable) -> RuleSet:
    """The row as the rules read it."""
    return RuleSet.model_validate(
        {
            **{name: getattr(row, name) for name in ("code", "topic", "name", "source", "state")},
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
            "default": row.is_default,
            "parameters": row.parameters,
        }
    )


def _taken(code: str) -> str:
    return f"Das Kürzel »{code}« hat schon ein anderes Regelwerk. Bitte ein anderes wählen."


RULE_SETS = RuleSets()
