"""R6: one Kommune on a page, for a meeting."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from db.tables import (
    Application,
    Booking,
    Call,
    Contact,
    FollowUp,
    Note,
    OrganisationPeriod,
)
from ozg_tui.clock import day_of
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.undoing import shortened
from ozg_tui.desk.exchange.writing.sheet import Column
from ozg_tui.desk.place.card import card
from ozg_tui.desk.place.parts import Account, BundleLine, Card, Head, Person
from ozg_tui.desk.register.municipalities import population_text
from ozg_tui.desk.reports.land import kommunen
from ozg_tui.desk.reports.report import Asked, Counted, Found, Report, Row, Takes
from ozg_tui.german.counting import counted
from ozg_tui.rules.dates import format_date

_FIRST = select(func.min(OrganisationPeriod.valid_from))

Lines = Iterator[tuple[str, str, str, tuple[Counted, ...]]]
"""Lines of the page: part, what, how it is, and the rows it comes from."""


def profile(desk: Desk, asked: Asked) -> Found:
    """All that the desk knows of a Kommune on the day, part by part."""
    found = card(desk, asked.place, asked.on)
    rows = tuple(
        Row((part, what, text), behind)
        for of in (_head, _people, _account, _services, _cases, _open)
        for part, what, text, behind in of(found)
        if text
    )
    return Found(rows, (f"{found.head.name} am {format_date(asked.on)}.",))


def _head(found: Card) -> Lines:
    head, own = found.head, kommunen([found.id])
    for what, text in (
        ("Name", " ".join(filter(None, (head.name, head.suffix)))),
        ("Art", head.kind_label),
        ("Schlüssel", head.key),
        ("Liegt in", ", ".join(filter(None, (head.district, head.region)))),
        ("Einwohner", _inhabitants(head)),
        ("Gremium", head.council),
        ("Aufsicht", head.supervision),
        ("Anschrift", head.address),
        *((each.label, each.text) for each in found.reach),
        ("Im Netz", head.website),
        ("Geöffnet", head.office_hours),
        ("Früher", "; ".join(head.former_texts)),
    ):
        yield "Kommune", what, text, own


def _inhabitants(head: Head) -> str:
    if head.population is None:
        return ""
    return population_text(head.population, head.population_on)


def _people(found: Card) -> Lines:
    for each in found.people:
        behind = (Counted(Contact.__tablename__, (each.id,)),)
        yield "Ansprechpersonen", each.name, _person(each), behind
    if (more := found.people_total - len(found.people)) > 0:
        yield "Ansprechpersonen", "und", f"{more} weitere", ()


def _person(each: Person) -> str:
    reach = (way.text for way in (*each.phones, *each.emails))
    return "; ".join(filter(None, (", ".join(each.roles), ", ".join(reach), each.no_longer)))


def _account(found: Card) -> Lines:
    for each in found.account:
        yield "Förderkonto", each.label, f"{each.state.value}: {each.detail}", _behind(each)


def _behind(each: Account) -> tuple[Counted, ...]:
    rows = ((Booking, each.booking_id), (Application, each.application_id))
    return tuple(Counted(table.__tablename__, (number,)) for table, number in rows if number)


def _services(found: Card) -> Lines:
    services = found.services
    if not services.known:
        yield "Online-Dienste", "Stand", "Dazu ist nichts erfasst.", ()
        return
    live = counted(services.live, "Leistung ist", "Leistungen sind")
    told = f"{live} von {services.services} live, {services.in_finder} im Hessen-Finder"
    yield "Online-Dienste", "Stand", told, ()
    for each in services.bundles:
        if each.stated and each.services:
            yield "Online-Dienste", each.name, _bundle(each), ()


def _bundle(each: BundleLine) -> str:
    step = f"; {each.step.text}" if each.step else ""
    return f"{each.live} von {each.services} live{step}"


def _cases(found: Card) -> Lines:
    for each in found.bookings:
        day = format_date(each.day) if each.day else "ohne Termin"
        behind = (Counted(Booking.__tablename__, (each.id,)),)
        yield "Beratung", f"Modul {each.module}", f"{each.state_label}, {day}", behind
    for case in found.applications:
        behind = (Counted(Application.__tablename__, (case.id,)),)
        text = f"{case.number} {case.title}: {case.station_label}"
        yield "Interkommunale Zusammenarbeit", case.role, text, behind


def _open(found: Card) -> Lines:
    for task in found.tasks:
        behind = (Counted(FollowUp.__tablename__, (task.id,)),)
        yield "Offen", format_date(task.due_on), f"{task.text} ({task.owner})", behind
    for talk in found.talks:
        table = Call if talk.direction else Note
        behind = (Counted(table.__tablename__, (talk.id,)),)
        text = shortened(talk.text)
        yield "Zuletzt", format_date(day_of(talk.at)), text, behind


def begins(desk: Desk) -> date | None:
    """The first day of which the desk knows who was where."""
    return desk.read(lambda reader: reader.execute(_FIRST).scalar())


REPORTS = (
    Report(
        code="R6",
        name="steckbrief",
        title="Steckbrief einer Kommune",
        definition=(
            "Was der Bestand am Stichtag über eine Kommune weiß: wer sie ist, wen man dort "
            "anspricht, was sie noch bekommen kann, welche Dienste laufen, was offen ist. Ein "
            "vergangener Stichtag zeigt, was an seinem Ende erfasst war."
        ),
        denominator="eine Kommune",
        source="Bestand der Koordinierungsstelle; Gemeindeverzeichnis (GV), Anschriften (AV)",
        columns=(
            Column("part", "Teil"),
            Column("what", "Was"),
            Column("text", "Angabe"),
        ),
        find=profile,
        begins=begins,
        takes=(Takes.PLACE,),
        as_known=True,
    ),
)
