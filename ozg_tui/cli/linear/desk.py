"""`ozg-tui --linear`: search, read, do; then the next."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from db.errors import StoreError
from ozg_tui.cli.linear.talk import BACK, Back, Ended, Talk
from ozg_tui.cli.linear.tasks import AT_A_PERSON, AT_A_PLACE, Of, Task, by_letter, take_back
from ozg_tui.cli.linear.told import card_told, sections_told
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.subjects import BY_CODE, LISTED, PLACES, records_of
from ozg_tui.desk.place.card import card
from ozg_tui.desk.register.contacts import CONTACTS
from ozg_tui.desk.search.asking import Hit, find
from ozg_tui.german.counting import counted
from ozg_tui.rules.errors import InputError

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk

_SHOWN = 9
_GREETING = (
    "OZG-TUI Zeile für Zeile. Tippen Sie einen Namen, einen Ort oder eine Nummer und Enter. "
    f"? nennt die Befehle, {BACK} führt zurück und am Anfang hinaus."
)
_KINDS = {each.name: each for each in LISTED.values()}


def at_the_terminal(desk: "Desk") -> None:
    """Talk to whoever sits at standard input and output."""

    def write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    converse(Talk(sys.stdin.readline, write), desk)


def converse(talk: Talk, desk: "Desk") -> None:
    """Search and do, until somebody has enough."""
    talk.say(_GREETING)
    if desk.notice:
        talk.say(desk.notice)
    while True:
        try:
            text = talk.ask("Suche")
        except (Back, Ended):
            talk.say("", "Auf Wiedersehen.")
            return
        try:
            if text == "?":
                talk.say("Name, Ort, Nummer: suchen. u: Rückgängig. .: beenden.")
            elif text == "u":
                _guarded(talk, lambda: take_back(talk, desk))
            elif text:
                _look_for(talk, desk, text)
        except Ended:
            talk.say("", "Auf Wiedersehen.")
            return


def _look_for(talk: Talk, desk: "Desk", text: str) -> None:
    try:
        hits, _, note = find(desk, text)
    except StoreError as error:
        talk.say(str(error))
        return
    if not hits:
        talk.say(f"Nichts gefunden zu {text}.")
        return
    if note:
        talk.say(f"{note[0].upper()}{note[1:]}")
    try:
        _open(talk, desk, hits[0] if len(hits) == 1 else _chosen(talk, hits))
    except Back:
        return


def _chosen(talk: Talk, hits: list[Hit]) -> Hit:
    shown = hits[:_SHOWN]
    more = f", die ersten {_SHOWN}" if len(hits) > _SHOWN else ""
    talk.say(f"{counted(len(hits), 'Treffer', 'Treffer')}{more}.")
    return shown[talk.choose("Welche Nummer", [_hit(each) for each in shown], enter=True)]


def _hit(hit: Hit) -> str:
    noun = _KINDS[hit.kind].noun.singular
    return ", ".join(part for part in (hit.title, hit.place, noun, hit.reason) if part)


def _open(talk: Talk, desk: "Desk", hit: Hit) -> None:
    kind = _KINDS[hit.kind].kind
    if kind in PLACES:
        _at(talk, desk, Of(hit.record_id), AT_A_PLACE)
    elif kind == Kind.CONTACT:
        stored = CONTACTS.read(desk, hit.record_id)
        _at(talk, desk, Of(stored.value.organisation_id, hit.record_id), AT_A_PERSON)
    else:
        subject = next(of for of in BY_CODE.values() if _KINDS[hit.kind] in of.lists)
        title, sections = records_of(subject).view(desk, hit.record_id)
        talk.say(title, *sections_told(sections))


def _at(talk: Talk, desk: "Desk", of: Of, tasks: tuple[Task, ...]) -> None:
    """Tell what is known, then do one thing after the other. Raises `Back` in the end."""
    name = _tell(talk, desk, of)
    known = by_letter(tasks)
    while True:
        letter = talk.ask(f"{name}. Befehl, ? nennt alle")
        if letter in known:
            _guarded(talk, lambda: known[letter].do(talk, desk, of))  # noqa: B023 (done at once)
        elif letter == "":
            _tell(talk, desk, of)
        else:
            said = [f"{each.letter}: {each.words}." for each in tasks]
            talk.say(*said, "Enter: noch einmal lesen.", f"{BACK}: zurück zur Suche.")


def _tell(talk: Talk, desk: "Desk", of: Of) -> str:
    if of.contact_id is not None:
        title, sections = CONTACTS.view(desk, of.contact_id)
        talk.say(title, *sections_told(sections))
        return title
    found = card(desk, of.organisation_id, desk.today())
    talk.say(*card_told(found))
    return found.head.name


def _guarded(talk: Talk, do: Callable[[], object]) -> None:
    """What the desk refuses is said; what somebody breaks off leaves nothing."""
    try:
        do()
    except Back:
        talk.say("Abgebrochen, nichts gesichert.")
    except (StoreError, InputError) as error:
        talk.say(str(error))
