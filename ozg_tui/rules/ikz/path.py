"""The path of an IKZ application: which steps there are, and why one is not possible now."""

from datetime import date

from ozg_tui.codes.ikz import CORRECTIONS, PERMITTED, SETBACKS, Station
from ozg_tui.german.labels import STATIONS
from ozg_tui.rules.ikz.conditions import CONDITIONS, CORRECTION, Condition
from ozg_tui.rules.ikz.progress import Progress
from ozg_tui.rules.ikz.reasons import Asked
from ozg_tui.rules.values import Value

_ORDER = {station: number for number, station in enumerate(Station)}


class Step(Value):
    """One step from a station: where to, what must hold, and why it is not possible now.

    `reason` is empty when nothing stands against the step. `hints` do not stand against it.
    """

    station: Station
    label: str
    condition: str
    reason: str = ""
    hints: tuple[str, ...] = ()
    source: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether nothing stands against the step."""
        return not self.reason


def next_steps(progress: Progress, station: str, on: date) -> tuple[Step, ...]:
    """Give all steps from a station on a day, first those of the path, then the ways back.

    Steps that are not possible now come with the reason.
    """
    here = Station(station)
    return tuple(
        step(progress, here, there, on)
        for way in (PERMITTED, CORRECTIONS)
        for there in sorted((to for start, to in way if start is here), key=_ORDER.__getitem__)
    )


def step(progress: Progress, station: str, to: str, on: date) -> Step:
    """Judge one step on a day, also one that the path does not know."""
    here, there = Station(station), Station(to)
    condition = _condition(here, there)
    if condition is None:
        return Step(
            station=there,
            label=STATIONS[there],
            condition="",
            reason=_no_such_step(here, there),
        )
    asked = Asked(progress, here, there, on)
    return Step(
        station=there,
        label=STATIONS[there],
        condition=condition.text,
        reason=condition.against(asked),
        hints=condition.hints(asked),
        source=condition.source,
    )


def way_back(progress: Progress, station: str, to: str, on: date) -> Step:
    """Judge on a day what takes a step back, or gives back one that was taken back.

    Nothing stands against it where the path leads both ways: an application that was sent back as
    incomplete by mistake has nothing to hand in.
    """
    here, there = Station(station), Station(to)
    if {(here, there), (there, here)} <= PERMITTED:
        return Step(station=there, label=STATIONS[there], condition="")
    return step(progress, here, there, on)


def is_correction(here: Station, there: Station) -> bool:
    """Tell whether a step only takes another one back."""
    return (here, there) in CORRECTIONS


def is_setback(here: Station, there: Station) -> bool:
    """Tell whether a step ends an application or throws it back: nobody takes it unasked."""
    return there in SETBACKS or is_correction(here, there)


def _condition(here: Station, there: Station) -> Condition | None:
    if (here, there) in PERMITTED:
        return CONDITIONS.get((here, there)) or CONDITIONS[there]
    return CORRECTION if (here, there) in CORRECTIONS else None


def _no_such_step(here: Station, there: Station) -> str:
    if here is there:
        return f"Der Antrag steht schon auf »{STATIONS[here]}«."
    ways = sorted((to for start, to in PERMITTED if start is here), key=_ORDER.__getitem__)
    if not ways:
        return f"»{STATIONS[here]}« ist das Ende des Weges."
    named = ", ".join(f"»{STATIONS[to]}«" for to in ways)
    return (
        f"Von »{STATIONS[here]}« führt kein Schritt zu »{STATIONS[there]}«. Möglich sind: {named}."
    )
