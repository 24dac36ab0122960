"""What must hold for each step of an IKZ application."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ozg_tui.codes.ikz import WAY, Station
from ozg_tui.rules.ikz import reasons
from ozg_tui.rules.ikz.reasons import Asked
from ozg_tui.rules.ikz.route import ROUTE_SOURCE

_CONCEPT = "Konzept IKZ-OZG, HMdIS, 19.05.2021"
_PROCEDURE = "Antrag auf IKZ-Förderung, ikz-hessen.de"
_CUSTOM = "Arbeitsweise der Koordinierungsstelle; eine Vorschrift ist nicht bekannt"


def _nothing(_asked: Asked) -> str:
    return ""


def _no_hints(_asked: Asked) -> tuple[str, ...]:
    return ()


class Condition(NamedTuple):
    """What must hold for a step, in German, and the source.

    `against` says in German why it does not hold, and nothing when it does.
    """

    text: str
    source: str
    against: Callable[[Asked], str] = _nothing
    hints: Callable[[Asked], tuple[str, ...]] = _no_hints


CONDITIONS: Mapping[Station | tuple[Station, Station], Condition] = {
    Station.CONSULTING: Condition(
        "Die Kommunen wollen sich beraten lassen; das steht ihnen frei.", _PROCEDURE
    ),
    Station.RESOLUTIONS: Condition(
        "Es steht fest, welche Kommunen sich beteiligen und wessen Gremien beschließen.",
        _CONCEPT,
        reasons.enough_to_resolve,
    ),
    Station.AGREEMENT: Condition(
        "Die Gremien aller beteiligten Kommunen haben beschlossen; darauf baut die Vereinbarung "
        "auf.",
        _CONCEPT,
        reasons.all_resolved,
    ),
    Station.SUBMITTED: Condition(
        "Alle haben beschlossen und die Vereinbarung unterzeichnet, und eine Kommune hat den "
        "Antrag für alle gestellt.",
        _PROCEDURE,
        reasons.ready_to_submit,
        reasons.missing_enclosures,
    ),
    Station.DISTRICT: Condition(
        "Der Antrag liegt dem Landrat als Kommunalaufsicht vor.",
        ROUTE_SOURCE,
        reasons.next_on_the_route,
        reasons.route_hints,
    ),
    Station.REGIONAL_COUNCIL: Condition(
        "Der Antrag liegt dem Regierungspräsidium vor; ein Landrat davor hat Stellung genommen.",
        ROUTE_SOURCE,
        reasons.next_on_the_route,
        reasons.route_hints,
    ),
    Station.MINISTRY: Condition(
        "Der Antrag liegt dem Ministerium vor; jede Aufsicht davor hat Stellung genommen.",
        ROUTE_SOURCE,
        reasons.next_on_the_route,
        reasons.route_hints,
    ),
    Station.INCOMPLETE: Condition(
        "Eine Behörde hat mitgeteilt, dass dem Antrag etwas fehlt.", _PROCEDURE
    ),
    **{
        (Station.INCOMPLETE, station): Condition(
            "Was fehlte, ist nachgereicht; der Antrag geht dahin zurück, woher er kam.",
            _CUSTOM,
            reasons.where_it_left,
        )
        for station in WAY
    },
    Station.APPROVED: Condition(
        "Der Zuwendungsbescheid liegt vor, mit Tag und Betrag.", _PROCEDURE, reasons.granted
    ),
    Station.REJECTED: Condition("Der ablehnende Bescheid liegt vor.", _PROCEDURE, reasons.notice),
    Station.WITHDRAWN: Condition("Die Kommunen nehmen den Antrag zurück.", _CUSTOM),
    (Station.APPROVED, Station.WITHDRAWN): Condition(
        "Die Kommunen verzichten auf die Zuwendung, und nichts ist ausgezahlt.",
        _CUSTOM,
        reasons.nothing_paid,
    ),
    Station.PAID: Condition(
        "Die bewilligte Zuwendung ist ganz ausgezahlt.", _CUSTOM, reasons.paid_in_full
    ),
    Station.RUNNING: Condition("Die Laufzeit hat begonnen.", _CONCEPT, reasons.term_has_begun),
    (Station.PROOF, Station.RUNNING): Condition(
        "Die Laufzeit geht nach einem Zwischennachweis weiter.", _CUSTOM, reasons.term_goes_on
    ),
    Station.PROOF: Condition(
        "Der Nachweis der Einsparung ist fällig oder liegt vor.", _CUSTOM, reasons.proof_is_due
    ),
    Station.CLOSED: Condition(
        "Die Laufzeit ist vorbei, und der Nachweis der Einsparung liegt vor.",
        _CUSTOM,
        reasons.all_done,
    ),
}
"""By the station a step leads to, or by the step itself where that differs."""

CORRECTION = Condition(
    "Nur um einen Irrtum zu berichtigen oder weil wegfällt, worauf die Station beruhte.",
    _CUSTOM,
    reasons.predecessor,
)
