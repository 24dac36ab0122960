"""Why a step of an IKZ application is not possible now: a German sentence, or nothing."""

from datetime import date
from typing import NamedTuple

from ozg_tui.codes.ikz import WAY, Station
from ozg_tui.german.counting import counted, missing
from ozg_tui.german.labels import STATIONS
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz.progress import Progress
from ozg_tui.rules.money import format_cents


class Asked(NamedTuple):
    """A step that is asked for: what is known, from where to where, on which day."""

    progress: Progress
    here: Station
    there: Station
    on: date


def enough_to_resolve(asked: Asked) -> str:
    """Ask for at least two municipalities."""
    # One municipality alone co-operates with nobody; how many are enough, the checks say.
    if asked.progress.councils < 2:
        return "Für eine Zusammenarbeit fehlen beteiligte Kommunen: Bitte mindestens zwei angeben."
    return ""


def all_resolved(asked: Asked) -> str:
    """Ask for the resolutions of all councils."""
    progress = asked.progress
    open_ones = progress.councils - progress.resolutions
    if open_ones <= 0:
        return enough_to_resolve(asked)
    lacking = missing(open_ones, "Beschluss", "Beschlüsse")
    return f"{progress.resolutions} von {progress.councils} Gremien haben beschlossen, {lacking}."


def ready_to_submit(asked: Asked) -> str:
    """Ask for resolutions, the signed agreement and the day of the application."""
    progress = asked.progress
    if reason := all_resolved(asked) or _signed(asked):
        return reason
    if progress.applied_on is None:
        return "Es ist nicht eingetragen, von wann der Antrag ist."
    if progress.applied_on > asked.on:
        return f"Der Antrag ist auf den {format_date(progress.applied_on)} datiert."
    return ""


def _signed(asked: Asked) -> str:
    progress = asked.progress
    if progress.signed_on is None:
        return "Es ist nicht eingetragen, wann die Vereinbarung unterzeichnet wurde."
    if progress.signed_on > asked.on:
        return f"Die Vereinbarung wird erst am {format_date(progress.signed_on)} unterzeichnet."
    if not progress.signed_by_all:
        return "Es ist nicht eingetragen, dass alle Kommunen die Vereinbarung unterzeichnet haben."
    return ""


def missing_enclosures(asked: Asked) -> tuple[str, ...]:
    """Name what belongs to the application and is not at hand, or younger than it."""
    progress, hints = asked.progress, []
    lacking = progress.resolutions - progress.copies
    if lacking > 0:
        of = counted(lacking, "Beschluss", "Beschlüssen")
        hints.append(f"Von {of} fehlt die Kopie; sie gehört zum Antrag.")
    if progress.signed_on and progress.applied_on and progress.applied_on < progress.signed_on:
        hints.append(
            f"Der Antrag ist vom {format_date(progress.applied_on)}, die Vereinbarung erst vom "
            f"{format_date(progress.signed_on)}; sie gehört zum Antrag."
        )
    return tuple(hints)


def next_on_the_route(asked: Asked) -> str:
    """Ask for the order of the Dienstweg."""
    route = asked.progress.route
    if not route.stations:
        return route.problem or "Der Dienstweg ist nicht bekannt. Bitte die Beteiligten prüfen."
    if asked.there not in route.stations:
        return (
            f"»{STATIONS[asked.there]}« liegt nicht auf dem Dienstweg von {route.lead} "
            f"(Kommunalaufsicht: {route.authority})."
        )
    following = next(each for each in route.stations if WAY.index(each) > WAY.index(asked.here))
    if asked.there is following:
        return ""
    return f"Auf dem Dienstweg kommt vorher »{STATIONS[following]}«."


def route_hints(asked: Asked) -> tuple[str, ...]:
    """Give the hints of the Dienstweg."""
    return asked.progress.route.hints


def where_it_left(asked: Asked) -> str:
    """Ask for the station the application came from."""
    left = asked.progress.left
    if left is None:
        return (
            f"Es ist nicht festgehalten, von welcher Station der Antrag auf "
            f"»{STATIONS[asked.here]}« kam. Bitte im Verlauf nachsehen."
        )
    if asked.there is left:
        return ""
    return f"Zurück geht es dahin, woher der Antrag kam: »{STATIONS[left]}«."


def notice(asked: Asked) -> str:
    """Ask for the day of the Bescheid."""
    progress = asked.progress
    if progress.notice_on is None:
        return "Es ist nicht eingetragen, von wann der Bescheid ist."
    if progress.notice_on > asked.on:
        return f"Der Bescheid ist auf den {format_date(progress.notice_on)} datiert."
    if progress.applied_on is not None and progress.notice_on < progress.applied_on:
        return (
            f"Der Bescheid vom {format_date(progress.notice_on)} ist älter als der Antrag vom "
            f"{format_date(progress.applied_on)}. Bitte beide Tage prüfen."
        )
    return ""


def granted(asked: Asked) -> str:
    """Ask for the Bescheid and its amount."""
    if not asked.progress.granted_cents:
        return "Es ist nicht eingetragen, wie viel der Bescheid bewilligt."
    return notice(asked)


def nothing_paid(asked: Asked) -> str:
    """Ask that no money has been paid out."""
    paid = _paid(asked)
    if not paid:
        return ""
    return (
        f"{format_cents(paid)} sind schon ausgezahlt. Bitte mit dem Ministerium klären, wie das "
        "Geld zurückgeht."
    )


def paid_in_full(asked: Asked) -> str:
    """Ask for payments that make up the grant."""
    granted, paid = asked.progress.granted_cents, _paid(asked)
    if not granted:
        return "Es ist nicht eingetragen, wie viel der Bescheid bewilligt."
    if paid == granted:
        return ""
    if paid > granted:
        return (
            f"Ausgezahlt sind {format_cents(paid)}, bewilligt aber nur {format_cents(granted)}. "
            "Bitte beide Beträge prüfen."
        )
    return (
        f"Ausgezahlt sind {format_cents(paid)} von {format_cents(granted)}, "
        f"es fehlen {format_cents(granted - paid)}."
    )


def _paid(asked: Asked) -> int:
    return sum(each.cents for each in asked.progress.payments if each.day <= asked.on)


def term_has_begun(asked: Asked) -> str:
    """Ask that the term has begun."""
    start = asked.progress.term_start
    if start is None:
        return "Es ist nicht eingetragen, wann die Laufzeit beginnt."
    if start > asked.on:
        return f"Die Laufzeit beginnt erst am {format_date(start)}."
    return ""


def proof_is_due(asked: Asked) -> str:
    """Ask for the day of the proof, or the proof itself."""
    due, received = asked.progress.proof_due_on, asked.progress.proof_received_on
    if received is not None and received <= asked.on:
        return ""
    if due is None:
        return "Es ist nicht eingetragen, bis wann die Einsparung nachzuweisen ist."
    if due > asked.on:
        return f"Der Nachweis ist erst am {format_date(due)} fällig."
    return ""


def term_goes_on(asked: Asked) -> str:
    """Ask that the term is not over."""
    end = asked.progress.term_end
    if end is not None and end < asked.on:
        return f"Die Laufzeit ist am {format_date(end)} abgelaufen."
    return ""


def all_done(asked: Asked) -> str:
    """Ask that the term is over and the proof is there."""
    end, received = asked.progress.term_end, asked.progress.proof_received_on
    if end is None:
        return "Es ist nicht eingetragen, bis wann die Laufzeit geht."
    if end >= asked.on:
        return f"Die Laufzeit geht noch bis zum {format_date(end)}."
    if received is None or received > asked.on:
        return "Der Nachweis der Einsparung ist noch nicht eingegangen."
    return ""


def predecessor(asked: Asked) -> str:
    """Say why a station is not the one to go back to; only the Dienstweg leaves a choice."""
    if asked.here is Station.WITHDRAWN:
        return where_it_left(asked)
    stations = asked.progress.route.stations
    if not stations or asked.here not in WAY[1:]:
        return ""
    passed = [each for each in stations if WAY.index(each) < WAY.index(asked.here)]
    before = passed[-1] if passed else Station.SUBMITTED
    if asked.there is before:
        return ""
    return f"Auf dem Dienstweg kommt davor »{STATIONS[before]}«."
