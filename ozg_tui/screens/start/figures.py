"""The panels of figures: applications, consulting, services, the house's own data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ozg_tui.codes.search import Kind
from ozg_tui.german.counting import noun
from ozg_tui.screens.start.lines import WIDE, Reading, figure_line, hinted
from ozg_tui.screens.start.rows import Figure
from ozg_tui.widgets.boxes import spread
from ozg_tui.widgets.panel_layout import Panel, PanelLine

if TYPE_CHECKING:
    from ozg_tui.desk.overview.applications import Obstacle
    from ozg_tui.desk.overview.consulting import Consulting, Window
    from ozg_tui.desk.overview.house import Promise
    from ozg_tui.desk.overview.quality import Quality
    from ozg_tui.desk.overview.services import Services
    from ozg_tui.desk.search.lists import Line


def applications(
    number: int,
    obstacles: Sequence[Obstacle] | None,
    overdue: Sequence[Line],
    day: date,
    width: int,
) -> Panel:
    """What is overdue, and open applications by obstacle; None while they are not judged yet."""
    late = _overdue(overdue, day, width)
    if not number:
        none = hinted("Kein Antrag offen.", "g i öffnet die Liste.", width)
        return Panel("IKZ-ANTRÄGE", (*late, none))
    title = f"IKZ-ANTRÄGE ({number} offen)"
    if obstacles is None:
        figure = Figure("ikz", Kind.APPLICATION, f"Offene IKZ-Anträge, Stand {day:%d.%m.%Y}")
        waiting = figure_line(number, "offen, werden geprüft …", figure, width)
        return Panel(title, (*late, waiting))
    return Panel(
        title,
        (
            *late,
            *(
                figure_line(
                    len(each.rows.ids),
                    each.label,
                    Figure(
                        f"ikz {each.code}",
                        Kind.APPLICATION,
                        f"Offene IKZ-Anträge: {each.label}, Stand {day:%d.%m.%Y}",
                    ),
                    width,
                    each.detail,
                )
                for each in obstacles
            ),
        ),
    )


def _overdue(overdue: Sequence[Line], day: date, width: int) -> tuple[PanelLine, ...]:
    number = len(overdue)
    if not number:
        return ()
    sentence = f"Überfällige Pflichten nach der Bewilligung, Stand {day:%d.%m.%Y}"
    label = noun(number, "Pflicht überfällig !", "Pflichten überfällig !")
    numbers = dict.fromkeys(line.place.split()[0] for line in overdue)
    figure = Figure("owed", Kind.APPLICATION, sentence)
    return (figure_line(number, label, figure, width, ", ".join(numbers)),)


def consulting(told: Consulting, of_all: int, day: date, width: int) -> Panel:
    """What the funding sources still give, and who has registered."""
    lines = [*_soon(told, day, width), *(_window(each, day, width) for each in told.windows)]
    title = f"BERATUNG (je Kommune {_per_source(told.windows)})"
    if len(told.never.ids) == of_all:
        lines.append(hinted("Noch keine Beratung.", "t an einer Kommune bucht.", width))
        return Panel(title, tuple(lines))
    on = f"Stand {day:%d.%m.%Y}"
    registered = len(told.registered.ids)
    towns, booked, never = (
        registered - told.districts,
        len(told.bookings.ids),
        len(told.never.ids),
    )
    kommunen = noun(registered, "Kommune", "Kommunen")
    wanted = (
        (
            registered,
            f"{kommunen} angemeldet" if width >= WIDE else "angemeldet",
            f"{told.districts} LK, {towns} {'Städte' if width >= WIDE else 'St.'}/Gem.",
            Figure(
                "registered",
                Kind.MUNICIPALITY,
                "Kommunen mit einer Beratung, die nicht storniert oder abgelehnt ist: "
                f"{told.districts} Landkreise, {towns} Städte und Gemeinden, {on}",
            ),
        ),
        (
            booked,
            noun(booked, "Modul", "Module"),
            "ohne stornierte",
            Figure(
                "bookings",
                Kind.BOOKING,
                f"Beratungsmodule, die nicht storniert oder abgelehnt sind, {on}",
            ),
        ),
        (
            never,
            f"{noun(never, 'Kommune', 'Kommunen')} noch nie angemeldet",
            "",
            Figure("never", Kind.MUNICIPALITY, f"Kommunen ohne jede Anmeldung zur Beratung, {on}"),
        ),
        (
            len(told.doubled.ids),
            "doppelt belegte Plätze",
            "",
            Figure(
                "doubled", Kind.BOOKING, f"Geförderte Beratungen auf einem belegten Platz, {on}"
            ),
        ),
    )
    lines += [
        figure_line(number, label, figure, width, detail)
        for number, label, detail, figure in wanted
    ]
    return Panel(title, tuple(lines))


def _soon(told: Consulting, day: date, width: int) -> tuple[PanelLine, ...]:
    """Consultations of the next days; the calendar shows the hours."""
    number, last = len(told.soon.ids), told.soon_until
    if not number:
        return ()
    label = f"{noun(number, 'Termin', 'Termine')} bis {last:%d.%m.}"
    sentence = f"Beratungen vom {day:%d.%m.%Y} bis {last:%d.%m.%Y}; g t zeigt den Kalender"
    return (figure_line(number, label, Figure("soon", Kind.BOOKING, sentence), width, "g t"),)


def _per_source(windows: Sequence[Window]) -> str:
    return "+".join(str(window.source.bookings) for window in windows)


def _window(window: Window, day: date, width: int) -> PanelLine:
    source = window.source
    modules = "/".join(f"M{number}" for number in source.modules)
    days = (source.window_to - day).days
    if window.free is None:
        return PanelLine(
            spread(f"{modules} {source.name}", _span(source.window_from, source.window_to), width),
            Reading(
                f"{modules} {source.name}",
                f"Förderzeitraum {source.window_from:%d.%m.%Y} bis {source.window_to:%d.%m.%Y}, "
                "maßgeblich ist der Tag der Beratung. Der Zeitraum ist vorbei; geförderte "
                "Beratungen sind nicht mehr möglich.",
            ),
        )
    until = f"bis {source.window_to:%d.%m.%Y}"
    if days <= source.notice_days:
        until = f"verfällt in {days} Tagen !" if days != 1 else "verfällt morgen !"
        until = until if days else "verfällt heute !"
    figure = Figure(
        f"free {source.code}",
        Kind.MUNICIPALITY,
        f"Kommunen mit freiem Platz {modules} ({source.name}), Beratung bis "
        f"{source.window_to:%d.%m.%Y}",
    )
    return figure_line(len(window.free.ids), f"frei {modules}", figure, width, until)


def services(told: Services, day: date, width: int) -> Panel:
    """The catalogue, and how far it is connected as far as the desk knows."""
    as_of = f"Katalog {told.as_of:%d.%m.%Y}" if told.as_of else ""
    on = f"Stand {day:%d.%m.%Y}"
    catalogue = "Leistungen des Katalogs" + (f" vom {told.as_of:%d.%m.%Y}" if as_of else "")
    lines = [
        figure_line(
            len(told.services),
            "Leistungen",
            Figure("services", Kind.BUNDLE, catalogue),
            width,
            as_of,
        ),
        figure_line(
            len(told.bundles.ids),
            "Umsetzungsbündel",
            Figure("bundles", Kind.BUNDLE, "Umsetzungsbündel"),
            width,
        ),
    ]
    if not told.is_known:
        lines.append(PanelLine("Anbindung: noch keine Angaben"))
        return Panel("DIENSTE UND ROLLOUT", tuple(lines))
    labels = {
        "everywhere": ("überall live", "live in allen zuständigen Kommunen"),
        "partly": ("teilweise live", "live in einem Teil der zuständigen Kommunen"),
        "nowhere": ("nirgends live", "nach den Angaben der Kommunen nirgends live"),
        "unknown": ("ohne Angaben", "zu denen keine Kommune etwas gemeldet hat"),
    }
    for reach, found in told.by_reach.items():
        label, sentence = labels[reach]
        if found or reach != "unknown":
            figure = Figure(f"reach {reach}", Kind.BUNDLE, f"Leistungen, {sentence}, {on}")
            lines.append(figure_line(len(found), label, figure, width))
    return Panel("DIENSTE UND ROLLOUT", tuple(lines))


def house(
    efa: Sequence[Promise],
    quality: Quality | None,
    of_all: int,
    day: date,
    width: int,
    *,
    knows_people: bool,
) -> Panel:
    """Who bears the EfA costs, and how good the contact details are."""
    lines = _promises(efa, day)
    title = "EfA-KOSTEN / DATENQUALITÄT"
    nobody = hinted("Noch keine Ansprechpersonen.", "k trägt ein.", width)
    if quality is None and not knows_people:
        return Panel(title, (*lines, nobody))
    if quality is None:
        # As many lines as there will be, so that nothing moves when they come.
        counting = (PanelLine("Kontaktangaben: werden gezählt …"), *[PanelLine("")] * 3)
        return Panel(title, (*lines, *counting))
    on = f"Stand {day:%d.%m.%Y}"
    confirmed, alone = len(quality.confirmed.ids), len(quality.without_person.ids)
    if not confirmed and alone == of_all:
        return Panel(title, (*lines, nobody))
    email, number = quality.without_email, quality.without_number
    wanted = (
        (
            confirmed,
            f"von {of_all} Kommunen bestätigt",
            "in 12 Monaten",
            Figure(
                "confirmed",
                Kind.MUNICIPALITY,
                "Kommunen mit einer Nummer oder E-Mail-Adresse, die in den letzten 12 Monaten "
                f"bestätigt wurde, {on}",
            ),
        ),
        (
            alone,
            f"{noun(alone, 'Kommune', 'Kommunen')} ohne Ansprechperson",
            "",
            Figure(
                "without_person", Kind.MUNICIPALITY, f"Kommunen ohne einen aktuellen Kontakt, {on}"
            ),
        ),
        (
            email,
            f"{noun(email, 'Kontakt', 'Kontakte')} ohne E-Mail",
            "",
            Figure("without email", Kind.CONTACT, f"Aktuelle Kontakte ohne E-Mail-Adresse, {on}"),
        ),
        (
            number,
            f"{noun(number, 'Kontakt', 'Kontakte')} ohne Telefon",
            "",
            Figure("without number", Kind.CONTACT, f"Aktuelle Kontakte ohne Telefonnummer, {on}"),
        ),
    )
    lines += [
        figure_line(number, label, figure, width, detail)
        for number, label, detail, figure in wanted
    ]
    return Panel(title, tuple(lines))


def _promises(efa: Sequence[Promise], day: date) -> list[PanelLine]:
    """Who pays when, in the source's words; after the last end nobody has promised anything."""
    lines = [PanelLine(f"{_years(each)} {each.wording}", _source(each)) for each in efa]
    ends = [each.valid_to for each in efa if each.valid_to is not None]
    if ends and len(ends) == len(efa) and day > max(ends):
        year = max(ends).year + 1
        source = _source(efa[-1])._replace(title=f"EfA-Kosten seit {year}")
        lines.append(PanelLine(f"wer zahlt, ist seit {year} ungeklärt", source))
    return lines


def _source(promise: Promise) -> Reading:
    day = f", {promise.published_on:%d.%m.%Y}" if promise.published_on else ""
    said = f"{promise.name}: {promise.wording}, {_years(promise)}."
    source = f"Quelle: {promise.source}{day}" if promise.source else ""
    return Reading("EfA-Kosten", "\n\n".join(part for part in (said, promise.note, source) if part))


def _years(promise: Promise) -> str:
    start, end = promise.valid_from, promise.valid_to
    if start is None:
        return f"bis {end:%d.%m.%Y}" if end is not None else "ohne Zeitraum"
    return f"ab {start:%d.%m.%Y}" if end is None else _span(start, end)


def _span(start: date, end: date) -> str:
    """`2020–2022` for full years, else the last day."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}–{end.year}" if start.year != end.year else str(start.year)
    return f"bis {end:%d.%m.%Y}"
