"""`ozg-tui beratung buchen`: record a booking, judged as the form judges it."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import paragraph, write_json
from ozg_tui.text import clean

_FIELDS = {
    "modul": "module",
    "termin": "consultation_on",
    "von": "starts_at",
    "bis": "ends_at",
    "anmeldung": "booked_on",
    "durch": "adviser",
    "ort": "place",
}


def run(options: Namespace) -> int:
    """Book; what the funding forbids is refused with who has the slot."""
    from ozg_tui.cli.register.municipality import meant
    from ozg_tui.desk.consulting.bookings import BOOKINGS
    from ozg_tui.desk.consulting.input import BookingInput
    from ozg_tui.desk.consulting.rules import reference
    from ozg_tui.desk.entry.check import check

    with desk_of(options) as desk:
        typed = {name: clean(getattr(options, option) or "") for option, name in _FIELDS.items()}
        raw = {name: text for name, text in typed.items() if text} | {
            "organisation_id": meant(desk, options.kommune),
            "booked_on": typed["booked_on"] or "h",
            "funded": not options.selbst,
        }
        if raw.get("consultation_on"):
            raw["state"] = "scheduled"
        checked = check(BookingInput, raw, {"today": desk.today()})
        if checked.value is None:
            named = {name: option for option, name in _FIELDS.items()}
            raise UsageError(
                " ".join(
                    f"{named.get(str(path[0]), 'Angabe')}: {sentence}"
                    for path, sentence in checked.errors.items()
                )
            )
        stored = BOOKINGS.save(desk, checked.value)
        seen = BOOKINGS.examine(desk, stored.value, stored.id)
    number = reference(stored.id)
    if options.json:
        write_json({"number": number, "title": stored.title, "verdict": seen.verdict})
    else:
        paragraph(f"{number} {stored.title}: {seen.verdict}")
    return Exit.OK
