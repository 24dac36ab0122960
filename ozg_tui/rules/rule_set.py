"""Rule sets: every number of every rule, with its validity and its source."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Self, TypeVar

from pydantic import Field, ValidationError, model_validator

from ozg_tui.codes.funding import RuleSetState, RuleTopic, SavingBasis
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.in_force import covers, nearest, to_go_by
from ozg_tui.rules.values import Value


class IkzParameters(Value):
    """The numbers of the IKZ rules; amounts in cents, `saving_basis` says which costs count."""

    topic: Literal[RuleTopic.IKZ] = RuleTopic.IKZ
    grant_per_municipality_cents: int = Field(gt=0)
    grant_cap_cents: int = Field(gt=0)
    minimum_partners: int = Field(ge=1)
    minimum_partners_with_reason: int = Field(ge=1)
    minimum_years: int = Field(ge=1)
    minimum_saving_percent: Decimal = Field(gt=0, le=100)
    saving_basis: SavingBasis
    accepted_agreement_forms: tuple[str, ...] = Field(min_length=1)
    long_term_years: int = Field(ge=1)
    partners_source: str
    term_source: str
    saving_source: str


class ConsultingModule(Value):
    """One module of the Digitalisierungsberatung; both ends of the window are inclusive."""

    number: int
    title: str
    funding_source: str
    funding_source_name: str
    window_from: date
    window_to: date
    offer_since: date


class ConsultingParameters(Value):
    """The modules and how many funded bookings one source pays for one municipality."""

    topic: Literal[RuleTopic.CONSULTING] = RuleTopic.CONSULTING
    modules: tuple[ConsultingModule, ...] = Field(min_length=1)
    bookings_per_source: int = Field(ge=1)
    notice_days: int = Field(ge=0)

    def module(self, number: int) -> ConsultingModule | None:
        """Give the module with this number; None when there is none."""
        return next((module for module in self.modules if module.number == number), None)

    @property
    def funding_sources(self) -> tuple[str, ...]:
        """The funding sources in the order of the modules."""
        return tuple(dict.fromkeys(module.funding_source for module in self.modules))


class ModelParameters(Value):
    """The numbers of the OZG-Modellkommunen programme; amounts in cents, both ends inclusive."""

    topic: Literal[RuleTopic.MODEL] = RuleTopic.MODEL
    single_cap_cents: int = Field(gt=0)
    joint_cap_cents: int = Field(gt=0)
    period_from: date
    period_to: date
    application_deadline: date
    chosen: int
    applicants: int
    total_cap_cents: int = Field(gt=0)


Parameters = IkzParameters | ConsultingParameters | ModelParameters
P = TypeVar("P", IkzParameters, ConsultingParameters, ModelParameters)


class RuleSet(Value):
    """One state of the rules of a topic.

    `valid_to` is the last day; None means until further notice. `note` records
    what had to be assumed where the source was silent. A draft judges nothing until it is active.
    """

    code: str
    topic: RuleTopic
    name: str
    valid_from: date
    valid_to: date | None = None
    source: str
    note: str = ""
    default: bool
    state: RuleSetState = RuleSetState.ACTIVE
    parameters: Parameters = Field(discriminator="topic")

    @model_validator(mode="before")
    @classmethod
    def _hand_down_topic(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and isinstance(data.get("parameters"), Mapping):
            parameters = {"topic": data.get("topic"), **data["parameters"]}
            return {**data, "parameters": parameters}
        return data

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.parameters.topic != self.topic:
            raise ValueError("Die Werte gehören zu einem anderen Thema als das Regelwerk.")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("Das Regelwerk endet vor seinem Beginn.")
        return self

    @property
    def edition(self) -> str:
        """Eight digits that change with every number, source and day of the rule set."""
        content = self.model_dump_json(exclude={"name", "note", "default", "state"})
        return hashlib.sha256(content.encode()).hexdigest()[:8]

    def covers(self, day: date) -> bool:
        """Tell whether the rule set is in force on a day."""
        return covers(self, day)


class Applicable(Value):
    """The rule set to judge by, and the question that remains when it is not in force."""

    rule_set: RuleSet
    reservation: str = ""


def parse_rule_sets(data: Mapping[str, Any]) -> tuple[RuleSet, ...]:
    """Read the rule sets from the tables `[[rule_set]]` of a TOML file.

    Raises:
        InputError: a rule set is incomplete or contradicts itself, or a code occurs twice.
    """
    found: dict[str, RuleSet] = {}
    for table in data.get("rule_set", ()):
        code = table.get("code", "?")
        if code in found:
            raise InputError(f"Das Regelwerk »{code}« steht zweimal in der Datei.")
        try:
            found[code] = RuleSet.model_validate(table)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise InputError(
                f"Das Regelwerk »{code}« ist nicht lesbar ({where}): {first['msg']}"
            ) from error
    return tuple(found.values())


def applicable(
    rule_sets: Sequence[RuleSet], topic: RuleTopic, on: date | None, code: str | None = None
) -> Applicable | None:
    """Give the rule set to judge by on a day: the one with this code, or the default one.

    When none is in force, the nearest comes with a reservation; so does a draft, which is only
    taken when it is asked for. None when there is no rule set of this topic (and code) at all.
    """
    if code is not None:
        rule_set = next(
            (each for each in rule_sets if (each.topic, each.code) == (topic, code)), None
        )
    elif on is None:
        rule_set = nearest(rule_sets, topic, date.max)
    else:
        rule_set = to_go_by(rule_sets, topic, on)
    if rule_set is None:
        return None
    return Applicable(rule_set=rule_set, reservation=_reservation(rule_set, on))


def parameters_of(rule_set: RuleSet, kind: type[P]) -> P:
    """Give the parameters of a rule set as the kind its topic implies.

    Raises:
        InputError: the rule set belongs to another topic.
    """
    if not isinstance(rule_set.parameters, kind):
        raise InputError(f"Das Regelwerk »{rule_set.code}« gehört zu einem anderen Thema.")
    return rule_set.parameters


def _reservation(rule_set: RuleSet, on: date | None) -> str:
    if rule_set.state == RuleSetState.DRAFT:
        return (
            f"»{rule_set.name}« ist ein Entwurf und noch nicht in Kraft gesetzt. "
            "Wann soll er gelten?"
        )
    if on is None:
        return "Für welchen Stichtag soll geprüft werden?"
    if rule_set.covers(on):
        return ""
    if rule_set.valid_to is not None and rule_set.valid_to < on:
        return (
            f"Regelwerk abgelaufen: »{rule_set.name}« galt bis {format_date(rule_set.valid_to)}. "
            "Welche Regel ist an seine Stelle getreten?"
        )
    return (
        f"Regelwerk noch nicht in Kraft: »{rule_set.name}« gilt ab "
        f"{format_date(rule_set.valid_from)}. Welche Regel galt vorher?"
    )
