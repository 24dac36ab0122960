"""How far a Kommune is with the services of a bundle, and what it has to do next.

Source throughout: the way of a civento process into a Kommune as hessen-kommunal.digital describes
it (OZG-Antragsassistenten): choose the process in the OZG-Dashboard, set it up, test it, put the
link on the homepage, enter it into the Hessen-Finder; only with that entry does the OZG count as
fulfilled. Services of other Länder (EfA) are used jointly by contract.
"""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from ozg_tui.codes.services import RolloutState
from ozg_tui.german.counting import counted
from ozg_tui.german.months import month
from ozg_tui.rules.values import Value

SOURCE = "OZG-Antragsassistenten, hessen-kommunal.digital"


class Connection(Value):
    """One service in one Kommune; the entry in the Hessen-Finder is a fact of its own."""

    state: RolloutState = RolloutState.NOT_STARTED
    in_finder: bool = False


class Urgency(StrEnum):
    """Which bundle comes first when somebody asks what to do next."""

    now = "now"
    begun = "begun"
    possible = "possible"
    waiting = "waiting"
    done = "done"


class Step(Value):
    """What is to be done next: in two or three words, and as an instruction."""

    urgency: Urgency
    short: str
    text: str


def _in(state: RolloutState) -> Callable[[Connection], bool]:
    return lambda connection: connection.state is state


def _not_in_finder(connection: Connection) -> bool:
    return connection.state is RolloutState.LIVE and not connection.in_finder


_CHOOSE = "im OZG-Dashboard den Prozess wählen und den Link einrichten."
_CHOOSE_EFA = "die Nachnutzung des EfA-Dienstes vereinbaren und dann anbinden."
_BEGUN: tuple[tuple[Callable[[Connection], bool], Urgency, str, str], ...] = (
    (
        _in(RolloutState.DISTURBED),
        Urgency.now,
        "gestört",
        "gestört: die Störung beim Betreiber melden.",
    ),
    (
        _in(RolloutState.TEST),
        Urgency.begun,
        "im Test",
        "im Test: den Test abschließen und den Link auf die Homepage setzen.",
    ),
    (
        _in(RolloutState.CONNECTING),
        Urgency.begun,
        "einrichten",
        "in Anbindung: Parameter, Postfach, Bezahlung und Fachverfahren einrichten, dann testen.",
    ),
    (
        _not_in_finder,
        Urgency.begun,
        "ohne Finder",
        "live ohne Eintrag im Hessen-Finder: dort eintragen, erst dann gilt das OZG als erfüllt.",
    ),
    (_in(RolloutState.PLANNED), Urgency.begun, "geplant", "geplant: {choose}"),
    (
        _in(RolloutState.SWITCHED_OFF),
        Urgency.begun,
        "abgeschaltet",
        "abgeschaltet: klären, ob der Dienst wieder ans Netz geht oder was an seine Stelle tritt.",
    ),
)
"""What was begun, the most urgent first: which services, two words, an instruction."""


def next_step(
    connections: Sequence[Connection], months: Sequence[str], on: date, *, efa: bool
) -> Step:
    """Give the next step of a Kommune for one bundle.

    `connections` are its services in the bundle, `months` (`YYYY-MM`) when the bundle became
    available. What is broken comes first, then what was begun, then the missing entry in the
    Hessen-Finder, then what is planned or has been switched off, then what has not begun. Services
    for which the Kommune is not competent ask nothing of it.
    """
    if connections and all(map(_in(RolloutState.NOT_COMPETENT), connections)):
        text = "Für keine Leistung des Bündels ist die Kommune zuständig."
        return Step(urgency=Urgency.done, short="nicht zuständig", text=text)
    choose = _CHOOSE_EFA if efa else _CHOOSE
    for belongs, urgency, short, text in _BEGUN:
        if number := sum(map(belongs, connections)):
            instruction = text.format(choose=choose)
            return Step(
                urgency=urgency,
                short=f"{number} {short}",
                text=f"{counted(number, 'Leistung', 'Leistungen')} {instruction}",
            )
    live = sum(map(_in(RolloutState.LIVE), connections))
    rest = sum(map(_in(RolloutState.NOT_STARTED), connections))
    if not rest:
        text = "Alle Leistungen sind live und im Hessen-Finder eingetragen."
        return Step(urgency=Urgency.done, short="erledigt", text=text)
    first = min(months, default="")
    if first and first <= f"{on:%Y-%m}":
        short = f"{rest} offen" if live else f"seit {month(first)}"
        text = f"{counted(rest, 'Leistung', 'Leistungen')} noch nicht begonnen: {choose}"
        return Step(urgency=Urgency.possible, short=short, text=text)
    if first:
        text = f"Wird ab {month(first)} bereitgestellt."
        return Step(urgency=Urgency.waiting, short=f"ab {month(first)}", text=text)
    text = "Seit wann das Bündel bereitsteht, ist nicht bekannt."
    return Step(urgency=Urgency.waiting, short="Datum offen", text=text)
