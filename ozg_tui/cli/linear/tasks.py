"""What can be done about a Kommune or a person, each as a conversation.

The letters are those of the screen.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from ozg_tui.cli.linear.form import fill_in
from ozg_tui.cli.linear.talk import Talk
from ozg_tui.codes.services import RolloutState
from ozg_tui.codes.telephone import Direction
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.course import Move, course_of, move
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz.resolutions import OUTCOMES, awaited, resolve
from ozg_tui.desk.newsletter import ending
from ozg_tui.desk.place.card import card
from ozg_tui.desk.register.confirmations import confirm, to_ask
from ozg_tui.desk.register.contacts import CONTACTS
from ozg_tui.desk.register.departures import DEPARTURES
from ozg_tui.desk.services.bundles import bundles
from ozg_tui.desk.services.recording import Cell, Order, preview, record
from ozg_tui.desk.services.targets import bundle_title
from ozg_tui.desk.telephone.calls import CALLS, begin, discard, is_open
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS, tick_off
from ozg_tui.desk.undo.take_back import carry_out, find
from ozg_tui.german.labels import RESOLUTIONS, ROLLOUT_STATES
from ozg_tui.rules.consulting.path import step_name
from ozg_tui.rules.dates import format_date, parse_date
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.services.recording import Wish


class Of(NamedTuple):
    """What a task is about: a Kommune or another organisation, or a person of one."""

    organisation_id: int
    contact_id: int | None = None

    @property
    def prefill(self) -> dict[str, str]:
        """What forms begin with."""
        found = {"organisation_id": str(self.organisation_id)}
        return found | ({"contact_id": str(self.contact_id)} if self.contact_id else {})


class Task(NamedTuple):
    """A letter, what it does in words, and how."""

    letter: str
    words: str
    do: Callable[[Talk, Desk, Of], object]


def day_asked(talk: Talk, desk: Desk, question: str) -> date:
    """A day; today when nobody says another."""
    while True:
        answer = talk.ask(question, "heute")
        try:
            return parse_date(answer, desk.today()) if answer else desk.today()
        except InputError as error:
            talk.say(str(error))


def _call(talk: Talk, desk: Desk, of: Of) -> None:
    call = begin(
        desk,
        direction=Direction.INCOMING,
        organisation_id=of.organisation_id,
        contact_id=of.contact_id,
    )
    try:
        fill_in(talk, desk, CALLS, call.id)
    finally:
        # Begun by mistake, it leaves no row.
        if is_open(desk, call.id):
            discard(desk, call.id)


def _follow_up(talk: Talk, desk: Desk, of: Of) -> None:
    fill_in(talk, desk, FOLLOW_UPS, None, of.prefill)


def _contact(talk: Talk, desk: Desk, of: Of) -> None:
    fill_in(talk, desk, CONTACTS, None, {"organisation_id": str(of.organisation_id)})


def _booking(talk: Talk, desk: Desk, of: Of) -> None:
    fill_in(talk, desk, BOOKINGS, None, {"organisation_id": str(of.organisation_id)})


def _edit(talk: Talk, desk: Desk, of: Of) -> None:
    fill_in(talk, desk, CONTACTS, of.contact_id)


def _successor(talk: Talk, desk: Desk, of: Of) -> None:
    fill_in(talk, desk, DEPARTURES, of.contact_id)


def _confirm(talk: Talk, desk: Desk, of: Of) -> None:
    asked, freshness = to_ask(desk, of.organisation_id, desk.today())
    if asked is None:
        talk.say(f"Nichts zu fragen: {freshness.confirmed} von {freshness.total} bestätigt.")
    elif talk.agree(asked.question):
        confirm(desk, asked)
        talk.say(f"Bestätigt: {asked.label} {asked.value}.")


def _resolution(talk: Talk, desk: Desk, of: Of) -> None:
    missing = awaited(desk, "organisation", of.organisation_id)
    if not missing:
        talk.say("Hier fehlt kein Beschluss.")
        return
    names = [f"{each.number}, {each.body} {each.municipality}, {each.status}" for each in missing]
    which = missing[talk.choose("Welcher Antrag", names)] if len(missing) > 1 else missing[0]
    talk.say(f"{which.number}: {which.body} von {which.municipality}.")
    decided = [RESOLUTIONS[each] for each in OUTCOMES]
    outcome = OUTCOMES[talk.choose("Was wurde beschlossen", decided)]
    on = day_asked(talk, desk, "An welchem Tag")
    talk.say(resolve(desk, which, outcome, on, talk.ask("Drucksache")))


def _tick_off(talk: Talk, desk: Desk, of: Of) -> None:
    tasks = card(desk, of.organisation_id, desk.today()).tasks
    if not tasks:
        talk.say("Hier ist keine Wiedervorlage offen.")
        return
    names = [f"{each.text}, fällig {format_date(each.due_on)}" for each in tasks]
    talk.say(tick_off(desk, tasks[talk.choose("Welche ist erledigt", names)].id))


def _step(talk: Talk, desk: Desk, of: Of) -> None:
    booked = card(desk, of.organisation_id, desk.today()).bookings
    if not booked:
        talk.say("Hier gibt es keine Beratung.")
        return
    names = [f"B{each.id}, Modul {each.module}, {each.state_label}" for each in booked]
    which = booked[talk.choose("Welche Beratung", names)] if len(booked) > 1 else booked[0]
    course = course_of(desk, which.id)
    talk.say(course.title)
    steps = [step_name(course.state, each) for each in course.following]
    to = course.following[talk.choose("Welcher Schritt", steps)]
    on = day_asked(talk, desk, "Tag des Schritts")
    why = talk.ask("Grund")
    talk.say(move(desk, which.id, Move(course.state, to, on, why=why)))


def _rollout(talk: Talk, desk: Desk, of: Of) -> None:
    known = bundles(desk)
    bundle = known[talk.choose("Welcher Dienst", [bundle_title(each) for each in known])]
    states = tuple(RolloutState)
    state = states[talk.choose("Welcher Stand", [ROLLOUT_STATES[each] for each in states])]
    finder = talk.ask("Im Hessen-Finder, j oder n, Enter für unverändert").lower()
    on = day_asked(talk, desk, "Seit wann")
    wish = Wish(state=state, since=on, in_finder={"j": True, "n": False}.get(finder[:1]))
    cells = tuple(Cell(of.organisation_id, each.id) for each in bundle.services)
    seen = preview(desk, Order(cells, wish))
    name = territory(desk).name(of.organisation_id)
    talk.say(f"{name}, {bundle_title(bundle)}: {seen.text}.")
    if seen.changes and talk.agree("Eintragen?"):
        talk.say(f"Eingetragen: {record(desk, seen)}.")


def _unsubscribe(talk: Talk, desk: Desk, of: Of) -> None:
    assert of.contact_id is not None
    if talk.agree(ending.question(desk, "contact", of.contact_id)):
        talk.say(ending.end(desk, "contact", of.contact_id))


def take_back(talk: Talk, desk: Desk, _: object = None) -> None:
    """Take back what was saved last, after a question."""
    asked = find(desk, None)
    if talk.agree(asked.question):
        talk.say(carry_out(desk, asked).sentence)


_EVERYWHERE = (
    Task("a", "Anruf notieren", _call),
    Task("w", "Wiedervorlage anlegen", _follow_up),
)
AT_A_PLACE = (
    *_EVERYWHERE,
    Task("c", "Angabe bestätigen", _confirm),
    Task("k", "Kontakt anlegen", _contact),
    Task("t", "Beratung buchen", _booking),
    Task("B", "Beschluss eintragen", _resolution),
    Task("d", "Dienst eintragen", _rollout),
    Task("m", "Beratung: nächster Schritt", _step),
    Task("x", "Wiedervorlage erledigt", _tick_off),
    Task("u", "Rückgängig", take_back),
)
AT_A_PERSON = (
    *_EVERYWHERE,
    Task("b", "Bearbeiten", _edit),
    Task("o", "OZG-Report abbestellen", _unsubscribe),
    Task("v", "Amt endet, Nachfolge", _successor),
    Task("u", "Rückgängig", take_back),
)


def by_letter(tasks: tuple[Task, ...]) -> Mapping[str, Task]:
    """The tasks by their letters."""
    return {each.letter: each for each in tasks}
