"""Kommunen and Stellen, and the services, as they go out: nothing in them is personal."""

from collections.abc import Iterator, Sequence

from sqlalchemy import BindParameter, Connection, bindparam, select

from db.search.rows import by
from db.tables import (
    Address,
    BundleAvailability,
    Organisation,
    OrganisationPeriod,
    PhoneNumber,
    Service,
    ServiceBundle,
)
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.territory import Territory
from ozg_tui.desk.exchange.lists.listed import Listed
from ozg_tui.desk.exchange.writing.sheet import Cell, Column, Holds
from ozg_tui.desk.services.names import bundle_name
from ozg_tui.german.labels import CENTRAL_STATES, KINDS
from ozg_tui.rules.phone_text import international

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_PLACES = select(Organisation.__table__).where(Organisation.id.in_(_IDS))
_PERIODS = (
    select(OrganisationPeriod.organisation_id, OrganisationPeriod.ars)
    .where(OrganisationPeriod.organisation_id.in_(_IDS))
    .order_by(OrganisationPeriod.valid_from.desc().nulls_last())
)
_NUMBERS = (
    select(PhoneNumber.organisation_id, PhoneNumber.raw, PhoneNumber.e164)
    .where(PhoneNumber.organisation_id.in_(_IDS))
    .order_by(PhoneNumber.id)
)
_EMAILS = (
    select(Address.organisation_id, Address.text)
    .where(Address.organisation_id.in_(_IDS), Address.kind == "email")
    .order_by(Address.id)
)
_BUNDLES = select(ServiceBundle.__table__).where(ServiceBundle.id.in_(_IDS))
_SERVICES = select(Service.__table__).where(Service.bundle_id.in_(_IDS)).order_by(Service.number)
_MONTHS = (
    select(BundleAvailability.bundle_id, BundleAvailability.month)
    .where(BundleAvailability.bundle_id.in_(_IDS))
    .order_by(BundleAvailability.month)
)

_PLACE_COLUMNS = (
    Column("key", "Schlüssel"),
    Column("ars", "Regionalschlüssel"),
    Column("name", "Name"),
    Column("kind", "Art"),
    Column("district", "Landkreis"),
    Column("region", "Regierungsbezirk"),
    Column("population", "Einwohner", Holds.NUMBER),
    Column("population_on", "Einwohner am", Holds.DAY),
    Column("office", "Verwaltung"),
    Column("street", "Straße"),
    Column("postcode", "PLZ"),
    Column("town", "Ort"),
    Column("phone", "Telefon", Holds.PHONE),
    Column("email", "E-Mail"),
    Column("website", "Web"),
    Column("office_hours", "Sprechzeiten"),
    Column("reach_source", "Quelle der Angaben"),
    Column("reach_on", "Stand der Angaben", Holds.DAY),
    Column("source", "Quelle"),
    Column("note", "Bemerkung"),
)
_SERVICE_COLUMNS = (
    Column("bundle", "Umsetzungsbündel"),
    Column("efa", "EfA"),
    Column("available", "verfügbar seit"),
    Column("number", "Nr.", Holds.NUMBER),
    Column("name", "Leistung"),
    Column("leika_key", "LeiKa-Schlüssel"),
    Column("ozg_id", "OZG-ID"),
    Column("platform", "Plattform"),
    Column("central_state", "zentraler Stand"),
    Column("central_since", "seit", Holds.DAY),
)


def places(reader: Connection, land: Territory, ids: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
    """Kommunen and Stellen as they are now."""
    wanted = {"ids": list(ids)}
    found = {row.id: row for row in reader.execute(_PLACES, wanted)}
    periods = by(reader, _PERIODS, "organisation_id", wanted)
    numbers = by(reader, _NUMBERS, "organisation_id", wanted)
    emails = by(reader, _EMAILS, "organisation_id", wanted)
    for number in ids:
        row, place = found.get(number), land.by_id.get(number)
        if row is None or place is None:
            continue
        now = place.latest
        yield (
            now.key,
            next((each.ars for each in periods.get(number, ()) if each.ars), None),
            now.name,
            KINDS[now.kind],
            land.district(place),
            now.region,
            row.population,
            row.population_on,
            row.office,
            row.street,
            row.postcode,
            row.town,
            next((international(each.raw, each.e164) for each in numbers.get(number, ())), None),
            next((each.text for each in emails.get(number, ())), None),
            row.website,
            row.office_hours,
            row.reach_source,
            row.reach_on,
            row.source_code,
            row.note,
        )


def services(
    reader: Connection, _land: Territory, ids: Sequence[int]
) -> Iterator[tuple[Cell, ...]]:
    """The services, bundle by bundle; one that no source names keeps its number."""
    wanted = {"ids": list(ids)}
    bundles = {row.id: row for row in reader.execute(_BUNDLES, wanted)}
    inside = by(reader, _SERVICES, "bundle_id", wanted)
    months = by(reader, _MONTHS, "bundle_id", wanted)
    for number in ids:
        bundle = bundles.get(number)
        since = ", ".join(each.month for each in months.get(number, ()))
        for row in inside.get(number, ()) if bundle is not None else ():
            yield (
                bundle_name(bundle.name, efa=bundle.efa) if bundle is not None else "",
                bool(bundle is not None and bundle.efa),
                since,
                row.number,
                row.name,
                row.leika_key,
                row.ozg_id,
                row.platform,
                CENTRAL_STATES.get(row.central_state) if row.central_state else None,
                row.central_since,
            )


MUNICIPALITIES = Listed(
    "kommunen",
    "Kommune",
    "Kommunen",
    (Kind.MUNICIPALITY, Kind.MUNICIPALITY),
    _PLACE_COLUMNS,
    places,
    personal=False,
)
ORGANISATIONS = Listed(
    "stellen",
    "Stelle",
    "Stellen",
    (Kind.ORGANISATION, Kind.ORGANISATION),
    _PLACE_COLUMNS,
    places,
    personal=False,
)
SERVICES = Listed(
    "leistungen",
    "Leistung",
    "Leistungen",
    (Kind.BUNDLE, Kind.BUNDLE),
    _SERVICE_COLUMNS,
    services,
    personal=False,
)
