"""`ozg-tui kontakt ende`: somebody leaves an office, by the checks of the form."""

from argparse import Namespace
from typing import TYPE_CHECKING

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import paragraph, say, write_json

if TYPE_CHECKING:
    from ozg_tui.desk.register.departures import DepartureInput


def run(options: Namespace) -> int:
    """End the office, or with `--probe` say only what would become of it."""
    from ozg_tui.desk.register.departures import DEPARTURES

    with desk_of(options) as desk:
        value = _value(options, desk.today())
        stored = DEPARTURES.read(desk, options.nummer)
        said = DEPARTURES.examine(desk, value, options.nummer)
        lines = said.lines if said else ()
        title = stored.title
        if not options.probe:
            title = DEPARTURES.save(desk, value, stored).title
    if options.json:
        write_json({"contact": options.nummer, "title": title, "saved": not options.probe,
                    "lines": list(lines)})  # fmt: skip
        return Exit.OK
    paragraph(f"{title}: {'Probe' if options.probe else 'Gesichert'}.")
    for line in lines:
        say(f"  {line}")
    return Exit.OK


def _value(options: Namespace, today: object) -> "DepartureInput":
    from ozg_tui.desk.entry.check import check
    from ozg_tui.desk.entry.fields import fields_of
    from ozg_tui.desk.register.departures import DepartureInput

    typed = {"since": options.seit or "h", "reason": options.grund,
             "successor": options.nachfolge or "", "role": options.funktion or ""}  # fmt: skip
    fields = {field.name: field for field in fields_of(DepartureInput)}
    raw = {
        name: fields[name].chosen(text) if fields[name].choices else text
        for name, text in typed.items()
    }
    checked = check(DepartureInput, raw, {"today": today})
    if checked.value is None:
        (name,), sentence = next(iter(checked.errors.items()))
        raise UsageError(f"{fields[str(name)].label}: {sentence}")
    return checked.value
