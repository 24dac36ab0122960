"""`ozg-tui beratung zeigen` and `schritt`: one booking, and the next step of its way."""

from argparse import Namespace
from typing import TYPE_CHECKING

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.inputs import day
from ozg_tui.cli.kit.output import paragraph, say, table, title, write_json
from ozg_tui.german.labels import BOOKING_STATES
from ozg_tui.text import clean

if TYPE_CHECKING:
    from ozg_tui.codes.consulting import BookingState


def show(options: Namespace) -> int:
    """Print a booking with its way and the steps from here."""
    from ozg_tui.desk.consulting.bookings import BOOKINGS, find_booking
    from ozg_tui.desk.consulting.course import course_of
    from ozg_tui.desk.consulting.rules import reference

    with desk_of(options) as desk:
        number = find_booking(desk, options.nummer)
        name, sections = BOOKINGS.view(desk, number)
        course = course_of(desk, number)
    following = [BOOKING_STATES[each] for each in course.following]
    if options.json:
        write_json(
            {
                "number": reference(number),
                "title": name,
                "state": course.state,
                "following": list(course.following),
                "sections": [
                    {"title": each.title, "rows": [list(row) for row in each.rows]}
                    for each in sections
                ],
            }
        )
        return Exit.OK
    say(f"{reference(number)} {name}")
    for section in sections:
        title(section.title)
        table(section.rows)
    say("", f"Nächste Schritte: {', '.join(following) or 'keine'}")
    return Exit.OK


def step(options: Namespace) -> int:
    """Take a step; what stands against it is refused with a sentence."""
    from ozg_tui.desk.consulting.bookings import find_booking
    from ozg_tui.desk.consulting.course import Move, course_of, move
    from ozg_tui.desk.consulting.rules import reference

    with desk_of(options) as desk:
        number = find_booking(desk, options.nummer)
        course, today = course_of(desk, number), desk.today()
        said = move(
            desk,
            number,
            Move(
                course.state,
                _state(options.stand),
                None if options.am is None else day(options.am, today),
                None if options.termin is None else day(options.termin, today),
                options.grund or "",
            ),
        )
        state = course_of(desk, number).state
    if options.json:
        write_json({"number": reference(number), "state": state, "message": said})
    else:
        paragraph(said)
    return Exit.OK


def _state(typed: str) -> "BookingState":
    """The state that is typed as a code or in German."""
    from db.fold import fold
    from ozg_tui.codes.consulting import BookingState

    codes = {fold(name): code for code, label in BOOKING_STATES.items() for name in (code, label)}
    code = codes.get(fold(clean(typed)))
    if code is None:
        raise UsageError(
            f"»{clean(typed)[:40]}« ist kein Stand einer Beratung. Möglich sind: "
            f"{', '.join(BOOKING_STATES.values())}."
        )
    return BookingState(code)
