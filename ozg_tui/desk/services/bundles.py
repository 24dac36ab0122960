"""The service bundles: what they hold, since when they are available, where they are live."""

import re
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field
from sqlalchemy import bindparam, func, select

from db.fold import sort_key
from db.tables import (
    BundleAvailability,
    Rollout,
    Service,
    ServiceBundle,
    Source,
)
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Records, Section
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.core.sources import quoted
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.core.values import Input, Line, OptionalLine, OptionalText, YesNo, refuse
from ozg_tui.desk.services.names import service_title
from ozg_tui.german import months as german
from ozg_tui.rules.services.rollout import Connection, next_step

_MONTH = re.compile(r"(?P<month>[0-9]{1,2})[/.](?P<year>20[0-9]{2})")
_ISO_MONTH = re.compile(r"(?P<year>20[0-9]{2})-(?P<month>[0-9]{2})")


class ServiceView(NamedTuple):
    """One service of a bundle; `title` says so where no source names it.

    `kinds` are the kinds of Kommune that are competent for it; all are where there is none.
    """

    id: int
    number: int
    title: str
    is_named: bool
    kinds: tuple[str, ...]
    leika_key: str | None


class BundleView(NamedTuple):
    """A bundle with its services; `months` are `YYYY-MM`, the oldest first."""

    id: int
    name: str
    efa: bool
    note: str | None
    months: tuple[str, ...]
    services: tuple[ServiceView, ...]


_BUNDLES = select(
    ServiceBundle.id, ServiceBundle.name, ServiceBundle.efa, ServiceBundle.note
).order_by(ServiceBundle.position, ServiceBundle.id)
_MONTHS = select(BundleAvailability.bundle_id, BundleAvailability.month).order_by(
    BundleAvailability.month
)
_LIVE = (
    select(Rollout.service_id, Rollout.organisation_id)
    .join(Service, Service.id == Rollout.service_id)
    .where(Service.bundle_id == bindparam("bundle_id"), Rollout.state == RolloutState.LIVE)
)
_SERVICES = select(
    Service.bundle_id,
    Service.id,
    Service.number,
    Service.name,
    Service.competent_kinds,
    Service.leika_key,
).order_by(Service.number)


def bundles(desk: Desk) -> tuple[BundleView, ...]:
    """All bundles in the order of their source."""
    heads, months, services = desk.read(
        lambda reader: tuple(
            reader.execute(statement).all() for statement in (_BUNDLES, _MONTHS, _SERVICES)
        )
    )
    months_of: dict[int, list[str]] = defaultdict(list)
    for each in months:
        months_of[each.bundle_id].append(each.month)
    services_of: dict[int, list[Any]] = defaultdict(list)
    for each in services:
        services_of[each.bundle_id].append(each)
    return tuple(
        BundleView(
            row.id,
            row.name,
            row.efa,
            row.note,
            tuple(months_of[row.id]),
            tuple(
                ServiceView(
                    each.id,
                    each.number,
                    service_title(each.number, len(services_of[row.id]), each.name),
                    bool(each.name),
                    tuple(each.competent_kinds or ()),
                    each.leika_key,
                )
                for each in services_of[row.id]
            ),
        )
        for row in heads
    )


def _months(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    months = set()
    for typed in re.split(r"[,;\s]+", value.strip(" ,;")):
        found = _MONTH.fullmatch(typed) or _ISO_MONTH.fullmatch(typed)
        if found is None or not 1 <= int(found["month"]) <= 12:
            raise refuse("month", f"»{typed}« ist kein Monat. Möglich ist zum Beispiel 02/2021.")
        months.add(f"{found['year']}-{int(found['month']):02}")
    return german.months(sorted(months))


Months = Annotated[OptionalLine, BeforeValidator(lambda value: _months(value) if value else None)]
"""Months as `02/2021, 03/2021`, sorted; several months are no range."""


class BundleInput(Input):
    """What staff may change about a bundle; its services keep their numbers."""

    name: Line = Field(title="Umsetzungsbündel")
    efa: YesNo = Field(False, title="EfA (Einer für Alle)")
    months: Months = Field(None, title="Verfügbar seit")
    note: OptionalText = Field(None, title="Bemerkung")


class Bundles(Records[BundleInput, ServiceBundle]):
    """The service bundles of the desk."""

    code = "service_bundle"
    model = BundleInput
    table = ServiceBundle

    def title(self, row: ServiceBundle) -> str:
        """The name; the EfA flag tells two bundles of one name apart."""
        return row.name

    def value(self, row: ServiceBundle) -> BundleInput:
        """All fields of the form."""
        months = german.months(each.month for each in row.available)
        return BundleInput.model_construct(
            name=row.name, efa=row.efa, months=months or None, note=row.note
        )

    def apply(self, session: DeskSession, row: ServiceBundle, value: BundleInput) -> None:
        """Keep the months that stay, add and remove the others; a new bundle comes last."""
        if row.id is None:
            row.code = f"eigen-{uuid.uuid4().hex[:12]}"
            row.position = (session.scalar(select(func.max(ServiceBundle.position))) or 0) + 1
        row.name, row.efa, row.note = value.name, value.efa, value.note
        wanted = [f"{typed[3:]}-{typed[:2]}" for typed in (value.months or "").split(", ") if typed]
        for present in list(row.available):
            if present.month not in wanted:
                row.available.remove(present)
        known = {each.month for each in row.available}
        row.available += [BundleAvailability(month=month) for month in wanted if month not in known]

    def sections(self, session: DeskSession, row: ServiceBundle) -> tuple[Section, ...]:
        """Since when, which services, and where each is live as far as the desk knows."""
        months = german.months(each.month for each in row.available)
        head = [
            ("Leistungen", str(len(row.services))),
            ("Verfügbar seit", months or "keine Angabe"),
            ("EfA", "ja" if row.efa else "nein"),
        ]
        head += [("Quelle", _source(session, row))] if row.source_code else []
        head += [("Bemerkung", row.note)] if row.note else []
        live = _live(session, row.id)
        step = next_step(
            [Connection()] * len(row.services),
            [each.month for each in row.available],
            session.desk.today(),
            efa=row.efa,
        )
        sections = (
            Section("Bündel", tuple(head)),
            Section("Wer noch nicht begonnen hat", (("Nächster Schritt", step.text),)),
            Section("Leistungen", _services(row, live)),
        )
        where = tuple(
            (str(each.number), ", ".join(live[each.id])) for each in row.services if each.id in live
        )
        return (*sections, Section("Live in", where)) if where else sections


def _source(session: DeskSession, row: ServiceBundle) -> str:
    source = session.scalars(select(Source).where(Source.code == row.source_code)).first()
    if source is None:
        return row.source_code or ""
    return quoted(source.title, source.publisher, source.published_on, source.data_as_of)


def _services(row: ServiceBundle, live: Mapping[int, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Each service with the number of Kommunen where it is live; a line for all without a name."""
    if not live and not any(each.name for each in row.services):
        return ((str(len(row.services)), "Die Quelle nennt ihre Zahl, nicht ihre Namen."),)
    return tuple(
        (
            str(each.number),
            service_title(each.number, len(row.services), each.name)
            + (f"  ({len(live.get(each.id, ()))} Kommunen live)" if live else ""),
        )
        for each in row.services
    )


def _live(session: DeskSession, bundle_id: int) -> dict[int, list[str]]:
    """The names of the Kommunen per service of the bundle that is live there."""
    land = territory(session.desk)
    found: dict[int, list[str]] = defaultdict(list)
    for service_id, organisation_id in session.execute(_LIVE, {"bundle_id": bundle_id}):
        found[service_id].append(land.name(organisation_id))
    return {number: sorted(names, key=sort_key) for number, names in found.items()}


SERVICES = Bundles()
