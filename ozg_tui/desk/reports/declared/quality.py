"""R16: how far the desk can rely on its contact details."""

from datetime import date

from sqlalchemy import exists, select

from db.tables import Address, Contact, PhoneNumber
from ozg_tui.codes.register import AddressKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.writing.sheet import Column, Holds
from ozg_tui.desk.overview.quality import confirmed_organisations
from ozg_tui.desk.reports.days import first_recorded
from ozg_tui.desk.reports.land import kommunen, land_of
from ozg_tui.desk.reports.report import Asked, Counted, Found, Report, Row, Takes
from ozg_tui.german.counting import counted
from ozg_tui.rules.confirmation import STALE_AFTER_MONTHS

_CURRENT = (
    select(Contact.id, Contact.organisation_id)
    .where(Contact.historic_on.is_(None))
    .order_by(Contact.id)
)
_WITH_EMAIL = _CURRENT.where(
    exists().where(Address.contact_id == Contact.id, Address.kind == AddressKind.EMAIL)
)
_WITH_NUMBER = _CURRENT.where(exists().where(PhoneNumber.contact_id == Contact.id))


def begins(desk: Desk) -> date | None:
    """The day on which the first contact was recorded."""
    return first_recorded(desk, Contact.__tablename__)


def quality(desk: Desk, asked: Asked) -> Found:
    """A line a rule: how many keep it, how many do not."""
    land = land_of(desk, asked)
    confirmed = desk.read(lambda reader: confirmed_organisations(reader, asked.on))
    current, email, number = desk.read(
        lambda reader: tuple(
            reader.execute(each).all() for each in (_CURRENT, _WITH_EMAIL, _WITH_NUMBER)
        )
    )
    here = {row.id: row.organisation_id for row in current if land.of(row.organisation_id)}
    places = set(land.standing)
    fresh = places & {land.of(each) for each in confirmed}
    staffed = places & {land.of(each) for each in here.values()}
    rows = [
        Row((label, len(good), len(places - good), len(places)), kommunen(places - good))
        for label, good in (
            (f"Kommunen, in {STALE_AFTER_MONTHS} Monaten bestätigt", fresh),
            ("Kommunen mit Ansprechperson", staffed),
        )
    ]
    for label, found in (("E-Mail", email), ("Telefon", number)):
        missing = tuple(sorted(here.keys() - {row.id for row in found}))
        cells = (f"Kontakte mit {label}", len(here) - len(missing), len(missing), len(here))
        rows.append(Row(cells, (Counted(Contact.__tablename__, missing),)))
    sentence = (
        f"Bestätigt in {STALE_AFTER_MONTHS} Monaten: {len(fresh)} von "
        f"{counted(len(places), 'Kommune', 'Kommunen')}."
    )
    return Found(tuple(rows), (sentence,))


REPORTS = (
    Report(
        code="R16",
        name="datenqualitaet",
        title="Datenqualität der Kontakte",
        definition=(
            "Bestätigt ist eine Kommune, wenn eine ihrer Nummern oder E-Mail-Adressen, oder die "
            f"einer aktuellen Ansprechperson, in {STALE_AFTER_MONTHS} Monaten bestätigt wurde. "
            "Eine Zeile öffnet, was fehlt. Ein vergangener Stichtag zeigt, was an seinem Ende "
            "erfasst war."
        ),
        denominator="alle Kommunen des Gebietsstands, oder alle aktuellen Kontakte bei ihnen",
        source="Kontakte, erfasst von der Koordinierungsstelle",
        columns=(
            Column("rule", "Regel"),
            Column("kept", "erfüllt", Holds.NUMBER),
            Column("missing", "fehlt", Holds.NUMBER),
            Column("whole", "von", Holds.NUMBER),
        ),
        find=quality,
        begins=begins,
        takes=(Takes.DISTRICT,),
        as_known=True,
    ),
)
