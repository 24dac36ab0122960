"""`ozg-tui beratung pruefen`: is a consulting still funded for a Kommune?"""

from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, TypeAdapter

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.inputs import day, read_model
from ozg_tui.cli.kit.output import paragraph, say, write_json
from ozg_tui.cli.kit.verdict import content, show
from ozg_tui.codes.checks import State
from ozg_tui.codes.consulting import BookingState
from ozg_tui.rules.consulting.values import Booking
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.verdict import Check

if TYPE_CHECKING:
    from ozg_tui.rules.consulting.judge import ConsultingVerdict


class Existing(BaseModel):
    """A booking in the file behind `--vorhandene`."""

    model_config = ConfigDict(extra="forbid")

    module: int
    consultation_on: date | None = None
    state: BookingState = BookingState.REGISTERED
    booked_on: date | None = None
    funded: bool = True
    reference: str = ""


_FILE = TypeAdapter(list[Existing])


def run(options: Namespace) -> int:
    """Judge the request; eligible or not is the exit code."""
    from ozg_tui.cli.register.municipality import meant
    from ozg_tui.desk.consulting.bookings import check
    from ozg_tui.desk.core.territory import territory

    existing = None if options.vorhandene is None else _existing(options.vorhandene)
    with desk_of(options) as desk:
        on = day(options.termin, desk.today())
        place = territory(desk).by_id[meant(desk, options.kommune)]
        verdict = check(desk, place.latest.key, options.modul, on, existing)
    if options.json:
        write_json(
            {
                "eligible": verdict.eligible,
                "funding_source": verdict.funding_source,
                "checks": [content(each) | {"text": _text(each)} for each in verdict.checks],
                "hints": list(verdict.hints),
            }
        )
    else:
        name = (place.on(on) or place.latest).name
        _print(verdict, f"{name}, Modul {options.modul}, Beratung am {format_date(on)}")
    return Exit.OK if verdict.eligible else Exit.NOT_FULFILLED


def _existing(source: str) -> list[Booking]:
    given: list[Existing] = read_model(source, _FILE)
    return [
        Booking(**each.model_dump() | {"reference": each.reference or f"Nr. {number}"})
        for number, each in enumerate(given, 1)
    ]


def _text(check: Check) -> str:
    """The rule, and what is against it."""
    return " ".join(part for part in (check.text, check.distance) if part)


def _print(verdict: "ConsultingVerdict", heading: str) -> None:
    say(heading, f"Ergebnis: {'förderfähig' if verdict.eligible else 'nicht förderfähig'}")
    plain = [each for each in verdict.checks if each.state is State.fulfilled and not each.hints]
    show(each for each in verdict.checks if each not in plain)
    if plain:
        paragraph(f"Erfüllt: {', '.join(each.title for each in plain)}.")
    for hint in verdict.hints:
        paragraph(hint)
