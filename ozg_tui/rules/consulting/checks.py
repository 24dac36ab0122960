"""The checks of one consulting request, DB1 to DB8.

Source throughout: slides OZG-Umsetzung in den Kommunen, HMdIS, 19.05.2021, as the rule set holds
them.
"""

from collections.abc import Sequence
from datetime import date

from ozg_tui.codes.checks import State
from ozg_tui.codes.consulting import LIVE_STATES
from ozg_tui.german.counting import counted
from ozg_tui.german.labels import KINDS
from ozg_tui.german.spans import since
from ozg_tui.rules.consulting.slots import is_over, is_taken, uses_slot
from ozg_tui.rules.consulting.values import Booking, Request
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.rule_set import ConsultingModule, ConsultingParameters
from ozg_tui.rules.territory import Place, is_municipality
from ozg_tui.rules.verdict import Check


def decisive_day(request: Request, today: date) -> date:
    """Give the day the request is judged on: the consultation, else the booking, else today."""
    return request.consultation_on or request.booked_on or today


def using_slot(
    source: str, request: Request, existing: Sequence[Booking], parameters: ConsultingParameters
) -> tuple[Booking, ...]:
    """Give the funded live bookings paid by a source, without the one being changed."""
    paid = {each.number for each in parameters.modules if each.funding_source == source}
    return tuple(
        booking
        for booking in existing
        if uses_slot(booking.state, funded=booking.funded)
        and booking.module in paid
        and not _is_same(booking, request)
    )


def describe(booking: Booking) -> str:
    """Name a booking in a sentence: reference, module and the date there is."""
    if booking.consultation_on is not None:
        when = f", Beratung am {format_date(booking.consultation_on)}"
    elif booking.booked_on is not None:
        when = f", angemeldet am {format_date(booking.booked_on)}"
    else:
        when = ""
    return f"{booking.reference} (Modul {booking.module}{when})"


def check_module(request: Request, parameters: ConsultingParameters, source: str) -> Check:
    """DB1: the module is one of those offered."""
    module = parameters.module(request.module)
    offered = ", ".join(str(each.number) for each in parameters.modules)
    return Check(
        code="module",
        state=State.fulfilled if module else State.failed,
        title="Modul",
        value=f"Modul {request.module}" + (f": {module.title}" if module else ""),
        threshold=f"Module {offered}",
        distance="" if module else f"Modul {request.module} gibt es nicht",
        text=f"Angeboten werden die Module {offered}.",
        source=source,
        question="" if module else "Welches Modul ist gemeint?",
    )


def check_source(request: Request, module: ConsultingModule, source: str) -> Check:
    """DB2: the funding source follows from the module; another one cannot be claimed."""
    claimed = request.funding_source
    fits = claimed is None or claimed == module.funding_source
    return Check(
        code="source",
        state=State.fulfilled if fits else State.failed,
        title="Förderquelle",
        value=module.funding_source_name if request.funded else "nicht gefördert",
        threshold=module.funding_source_name,
        distance="" if fits else f"angegeben ist »{claimed}«",
        text=f"Modul {module.number} wird aus {module.funding_source_name} bezahlt.",
        source=source,
        question="" if fits else "Ist das Modul oder die Förderquelle falsch angegeben?",
    )


def check_slot(
    request: Request,
    module: ConsultingModule,
    existing: Sequence[Booking],
    parameters: ConsultingParameters,
    source: str,
) -> Check:
    """DB3: each source pays so many bookings per municipality; cancelled ones do not count."""
    used = using_slot(module.funding_source, request, existing, parameters)
    limit = parameters.bookings_per_source
    name = module.funding_source_name
    check = Check(
        code="slot",
        state=State.fulfilled,
        title="Platz",
        value=f"{len(used)} von {limit} belegt",
        threshold=f"höchstens {limit} geförderte Beratung je Kommune aus {name}",
        text=(
            f"Jede Förderquelle trägt je Kommune höchstens {limit} Beratung. "
            "Eine stornierte oder abgelehnte Buchung gibt den Platz frei."
        ),
        source=source,
    )
    if not is_taken(len(used), limit):
        return check
    taken = ", ".join(describe(booking) for booking in used)
    return _as_funded(
        request,
        check,
        f"Der Platz aus {name} ist belegt durch {taken}.",
        "Soll die Beratung ohne Förderung stattfinden?",
    )


def check_window(
    request: Request, module: ConsultingModule, today: date, notice_days: int, source: str
) -> Check:
    """DB4: the day of the consultation decides; the last day of the window counts."""
    consultation, end = request.consultation_on, module.window_to
    check = Check(
        code="window",
        state=State.fulfilled,
        title="Förderzeitraum",
        value=f"Beratung am {format_date(consultation)}" if consultation else "noch kein Termin",
        threshold=f"bis {format_date(end)}",
        text=(
            f"{module.funding_source_name} fördert Beratungen bis {format_date(end)}. "
            "Es zählt der Tag der Beratung, nicht der Anmeldung."
        ),
        source=source,
    )
    day = consultation or today
    if is_over(end, day):
        late = (day - end).days
        return _as_funded(
            request,
            check,
            f"Der Förderzeitraum ist seit {since(late)} vorbei (Ende {format_date(end)}).",
            "Soll die Beratung ohne Förderung stattfinden?",
        )
    left = (end - day).days
    rest = counted(left, "Tag", "Tage")
    hints = (f"Noch {rest} bis zum Ende der Förderung.",) if left <= notice_days else ()
    if request.funded and consultation is None:
        question = "Wann findet die Beratung statt?"
        return check.model_copy(update={"state": State.open, "question": question, "hints": hints})
    return check.model_copy(update={"hints": hints if request.funded else ()})


def check_start(request: Request, module: ConsultingModule, today: date, source: str) -> Check:
    """DB5: not before the window; before the offer existed only a warning."""
    day = decisive_day(request, today)
    check = Check(
        code="start",
        state=State.fulfilled,
        title="Beginn",
        value=format_date(day),
        threshold=f"ab {format_date(module.window_from)}",
        text=(
            f"Gefördert wird ab {format_date(module.window_from)}; "
            f"das Angebot besteht seit {format_date(module.offer_since)}."
        ),
        source=source,
    )
    if day < module.window_from:
        early = f"Der {format_date(day)} liegt vor dem Beginn der Förderung."
        return _as_funded(request, check, early, "Stimmt das Datum?")
    hints: tuple[str, ...] = ()
    if day < module.offer_since:
        hints = (f"Am {format_date(day)} gab es das Angebot noch nicht. Stimmt das Datum?",)
    booked, consultation = request.booked_on, request.consultation_on
    if booked and consultation and booked > consultation:
        hints += (
            f"Die Anmeldung vom {format_date(booked)} liegt nach der Beratung vom "
            f"{format_date(consultation)}.",
        )
    return check.model_copy(update={"hints": hints})


def check_municipality(request: Request, place: Place | None, today: date, source: str) -> Check:
    """DB6 and DB7: a Landkreis, town or Gemeinde that exists on the day of the consultation."""
    day = decisive_day(request, today)
    period = place.on(day) if place else None
    state, distance, question = State.fulfilled, "", ""
    hints: tuple[str, ...] = ()
    if place is None:
        value, distance = f"Schlüssel {request.key}", "die Kommune ist nicht verzeichnet"
    elif period is None:
        value, distance = place.latest.name, f"besteht am {format_date(day)} nicht"
    else:
        value = f"{period.name} ({KINDS[period.kind]})"
        if not is_municipality(period.kind):
            distance = f"{KINDS[period.kind]} ist keine Kommune"
    if distance:
        state, question = State.failed, "Für welche Kommune ist die Beratung?"
    elif place is not None and not place.existed_on(today):
        hints = (
            f"{place.latest.name} besteht heute nicht mehr. Ob die Nachfolgerin den Platz "
            "mit übernimmt, ist nicht entschieden.",
        )
    return Check(
        code="municipality",
        state=state,
        title="Kommune",
        value=value,
        threshold="Landkreis, Stadt oder Gemeinde in Hessen",
        distance=distance,
        text=(
            "Beraten werden hessische Landkreise, Städte und Gemeinden, "
            "die es am Tag der Beratung gibt."
        ),
        source=source,
        question=question,
        hints=hints,
    )


def check_repeat(request: Request, existing: Sequence[Booking], source: str) -> Check:
    """DB8: the same module twice is flagged, also when the municipality pays for itself."""
    before = [
        booking
        for booking in existing
        if booking.module == request.module
        and booking.state in LIVE_STATES
        and not _is_same(booking, request)
    ]
    named = ", ".join(describe(booking) for booking in before)
    return Check(
        code="repeat",
        state=State.fulfilled,
        title="Wiederholung",
        value=f"{len(before)} frühere" if before else "erste Beratung zu diesem Modul",
        text="Wird ein Modul wiederholt, weist das Programm darauf hin.",
        source=source,
        hints=(f"Dieses Modul hatte die Kommune schon: {named}.",) if before else (),
    )


def _as_funded(request: Request, check: Check, sentence: str, question: str) -> Check:
    """Refuse what is to be funded; only mention it where nobody asks for funds."""
    if not request.funded:
        return check.model_copy(update={"hints": (f"Nicht förderfähig: {sentence}",)})
    return check.model_copy(
        update={"state": State.failed, "distance": sentence, "question": question}
    )


def _is_same(booking: Booking, request: Request) -> bool:
    return bool(request.reference) and booking.reference == request.reference
