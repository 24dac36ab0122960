"""Which IKZ application a command is about, and how its judgement is printed."""

from argparse import Namespace
from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from ozg_tui.cli.kit.inputs import day, read_model
from ozg_tui.cli.kit.output import paragraph, say, table
from ozg_tui.cli.kit.verdict import content, show
from ozg_tui.codes.funding import RuleTopic
from ozg_tui.rules.ikz.case import Case
from ozg_tui.rules.ikz.grant import equal_shares
from ozg_tui.rules.ikz.judge import IkzVerdict, result_label
from ozg_tui.rules.money import format_cents, to_cents

if TYPE_CHECKING:
    from datetime import date

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.ikz.file import ApplicationFile
    from ozg_tui.rules.ikz.determination import Determination
    from ozg_tui.rules.verdict import Check


def case_meant(desk: "Desk", number: str | None, options: Namespace) -> Case:
    """The stored application with this number, else that of `--datei`, on `--stichtag` if given.

    Raises `NotFoundError`, `UsageError` and `InputError`.
    """
    from ozg_tui.desk.ikz.applications import find_application

    if number is None:
        case = case_of_file(desk, read_file(options.datei))
    else:
        case = case_of_store(desk, find_application(desk, number))
    return on_the_day(desk, case, options.stichtag)


def on_the_day(desk: "Desk", case: Case, typed: str | None) -> Case:
    """The application with the typed day instead of its own. Raises `InputError`."""
    if typed is None:
        return case
    return case.model_copy(update={"reference_date": day(typed, desk.today())})


def read_file(source: str) -> "ApplicationFile":
    """An application from a JSON file. Raises `UsageError`."""
    from ozg_tui.desk.ikz.file import ApplicationFile

    return read_model(source, TypeAdapter(ApplicationFile))


def case_of_file(desk: "Desk", file: "ApplicationFile") -> Case:
    """What of a file is judged. Raises `InputError`."""
    from ozg_tui.desk.ikz import file as application_file

    return application_file.case_of_file(file, desk)


def case_of_store(desk: "Desk", application_id: int) -> Case:
    """A stored application as the rules see it."""
    from ozg_tui.desk.core.territory import territory
    from ozg_tui.desk.ikz.applications import APPLICATIONS
    from ozg_tui.desk.ikz.case import case_of
    from ozg_tui.desk.ikz.engagements import number_of

    value = APPLICATIONS.read(desk, application_id).value
    return case_of(value, territory(desk), desk.today(), number_of(desk, application_id))


def start_entered(desk: "Desk", number: str) -> "date | None":
    """The first day of a stored application, also while no end makes it a term."""
    from ozg_tui.desk.ikz.applications import APPLICATIONS, find_application

    return APPLICATIONS.read(desk, find_application(desk, number)).value.term_start


def known_rule_set(desk: "Desk", code: str | None) -> str | None:
    """The code, if there is such a rule set. Raises `NotFoundError`."""
    from db.errors import NotFoundError
    from ozg_tui.desk.rule_sets.in_force import rule_sets

    known = [each.code for each in rule_sets(desk) if each.topic == RuleTopic.IKZ]
    if code is None or code in known:
        return code
    raise NotFoundError(
        f"Ein Regelwerk »{code[:40]}« gibt es nicht. Möglich sind: {', '.join(known)}."
    )


def names(desk: "Desk", verdict: IkzVerdict) -> dict[str, str]:
    """The names of those who share the grant, by their key."""
    from ozg_tui.desk.core.territory import territory

    land = territory(desk)
    return {
        key: place.latest.name
        for key in verdict.grant.shares_cents
        if (place := land.by_key.get(key))
    }


def judged_content(determination: "Determination") -> dict[str, object]:
    """An answer as JSON."""
    verdict = determination.verdict
    return {
        "result": verdict.result,
        "rule_set": verdict.rule_set,
        "edition": verdict.edition,
        "reference_date": determination.reference_date,
        "determination": determination.id,
        "checks": [check_content(each) for each in verdict.checks],
        "further": [check_content(each) for each in verdict.further],
        "grant": verdict.grant.model_dump(),
        "hints": list(verdict.hints),
    }


def check_content(check: "Check") -> dict[str, object]:
    """A check as JSON, with its distance as a number and who can supply what is missing."""
    return content(check) | {
        "missing": check.missing,
        "unit": check.unit,
        "rule_set": check.rule_set,
        "supplier": check.supplier,
    }


def _granted_cents(determination: "Determination") -> int:
    granted = determination.inputs["case"].get("granted")
    return 0 if granted is None else to_cents(Decimal(granted))


def print_judged(determination: "Determination", place_names: dict[str, str]) -> None:
    """Print result, checks, the standard grant with its shares, and the hints."""
    verdict = determination.verdict
    edition = f", Prüfzeichen {verdict.edition}" if verdict.edition else ""
    say(
        f"Ergebnis: {result_label(verdict.result)}",
        f"Regelwerk: {verdict.rule_set_name}{edition}",
        f"Kennung: {determination.id}",
    )
    show(verdict.checks)
    if verdict.grant.standard_cents:
        say(f"Regelzuwendung: {format_cents(verdict.grant.standard_cents)}")
        table(
            [
                (key, place_names.get(key, ""), format_cents(cents))
                for key, cents in verdict.grant.shares_cents.items()
            ]
        )
        granted = _granted_cents(determination)
        if granted not in (0, verdict.grant.standard_cents):
            equal = equal_shares(len(verdict.grant.shares_cents), granted)
            paragraph(f"Bewilligt: {format_cents(granted)}, zu gleichen Anteilen {equal}")
            say("")
    if verdict.further:
        show(verdict.further)
    said = {hint for check in verdict.further for hint in check.hints}
    for hint in verdict.hints:
        if hint not in said:
            paragraph(hint)
