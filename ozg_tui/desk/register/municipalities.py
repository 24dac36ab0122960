"""Kommunen and other organisations: what staff may edit, and the card that shows all of one."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from sqlalchemy import select

from db.errors import RefusedError
from db.names import full_name
from db.tables import Address, Organisation, PhoneNumber
from ozg_tui.codes.register import AddressKind, NumberKind
from ozg_tui.desk.core.records import Records, Section
from ozg_tui.desk.core.session import DeskSession, session_of
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.core.values import (
    Input,
    Optional,
    OptionalDay,
    OptionalEmail,
    OptionalLine,
    OptionalPhone,
    OptionalText,
    refuse,
)
from ozg_tui.german.counting import number
from ozg_tui.german.labels import KINDS
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.phone import normalise

_GROUPED = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]{1,8}")
_FIELDS = (
    "office",
    "street",
    "postcode",
    "town",
    "population",
    "population_on",
    "website",
    "note",
)


def _count(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    typed = value.strip()
    if not _GROUPED.fullmatch(typed):
        raise refuse("count", f"»{typed}« ist keine Zahl. Möglich ist zum Beispiel 14.210.")
    return int(re.sub(r"[. ]", "", typed))


def _postcode(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{5}", value.strip()):
        raise refuse("postcode", "Eine Postleitzahl hat fünf Ziffern.")
    return value.strip() if isinstance(value, str) else value


Count = Annotated[Annotated[int, BeforeValidator(_count), Field(ge=0)] | None, Optional]
Postcode = Annotated[Annotated[str, BeforeValidator(_postcode)] | None, Optional]


class MunicipalityInput(Input):
    """What staff may edit; key, name and kind come with dates from the register."""

    office: OptionalLine = Field(None, title="Anschrift an")
    street: OptionalLine = Field(None, title="Straße")
    postcode: Postcode = Field(None, title="PLZ")
    town: OptionalLine = Field(None, title="Ort")
    switchboard: OptionalPhone = Field(None, title="Zentrale")
    email: OptionalEmail = Field(None, title="E-Mail")
    website: OptionalLine = Field(None, title="Website")
    population: Count = Field(None, title="Einwohner")
    population_on: OptionalDay = Field(None, title="Stand der Einwohnerzahl")
    note: OptionalText = Field(None, title="Bemerkung")


class Municipalities(Records[MunicipalityInput, Organisation]):
    """The organisations of the desk."""

    code = "organisation"
    model = MunicipalityInput
    table = Organisation

    def title(self, row: Organisation) -> str:
        """The name of today."""
        now = row.periods[-1]
        return full_name(now.name, now.kind)

    def reference(self, session: DeskSession, row: Organisation) -> str:
        """The name of the day the desk works in."""
        return territory(session.desk).name(row.id)

    def town(self, value: Any, record_id: int | None) -> int | None:
        """The organisation itself."""
        return record_id

    def value(self, row: Organisation) -> MunicipalityInput:
        """All fields of the form."""
        session = session_of(row)
        phone = _phone(session, row) if session else None
        email = _email(session, row) if session else None
        return MunicipalityInput.model_construct(
            switchboard=phone.raw if phone else None,
            email=email.text if email else None,
            **{name: getattr(row, name) for name in _FIELDS},
        )

    def refuse(
        self, session: DeskSession, value: MunicipalityInput, row: Organisation | None
    ) -> None:
        """Kommunen come from the register, not from a form."""
        if row is None:
            raise RefusedError(
                "Neue Kommunen kommen mit dem Gemeindeverzeichnis in den Bestand, nicht von Hand."
            )

    def apply(self, session: DeskSession, row: Organisation, value: MunicipalityInput) -> None:
        """Take the fields over; number and address keep their confirmation while unchanged."""
        for name in _FIELDS:
            setattr(row, name, getattr(value, name))
        phone = _phone(session, row)
        if value.switchboard is None:
            if phone is not None:
                session.delete(phone)
        elif phone is None or phone.raw != value.switchboard:
            phone = phone or PhoneNumber(organisation_id=row.id, kind=NumberKind.SWITCHBOARD)
            number = normalise(value.switchboard)
            phone.raw, phone.e164 = number.raw, number.e164
            phone.confirmed_on = phone.confirmed_by = None
            session.add(phone)
        email = _email(session, row)
        if value.email is None:
            if email is not None:
                session.delete(email)
        elif email is None or email.text != value.email:
            email = email or Address(organisation_id=row.id, kind=AddressKind.EMAIL)
            email.text = value.email
            email.confirmed_on = email.confirmed_by = None
            session.add(email)

    def sections(self, session: DeskSession, row: Organisation) -> tuple[Section, ...]:
        """Keys through time, and how the organisation is reached."""
        value = self.value(row)
        through_time = tuple(
            (
                each.key,
                f"{full_name(each.name, each.kind)} ({KINDS[each.kind]})"
                + _span(each.valid_from, each.valid_to),
            )
            for each in reversed(row.periods)
        )
        town = " ".join(part for part in (row.postcode, row.town) if part)
        rows = (
            ("Anschrift", ", ".join(part for part in (row.office, row.street, town) if part)),
            ("Zentrale", value.switchboard),
            ("E-Mail", value.email),
            ("Website", row.website),
            ("Einwohner", population_text(row.population, row.population_on)),
            ("Bemerkung", row.note),
            ("Quelle", row.source_code),
        )
        reach = tuple((label, text) for label, text in rows if text)
        return Section("Schlüssel", through_time), Section("Angaben", reach)


def population_text(population: int | None, on: date | None) -> str:
    """`14.210 (31.12.2022)`; empty when unknown."""
    if population is None:
        return ""
    shown = number(population)
    return f"{shown} ({format_date(on)})" if on else shown


def _span(valid_from: date | None, valid_to: date | None) -> str:
    start = f" ab {format_date(valid_from)}" if valid_from else ""
    return start + (f" bis {format_date(valid_to)}" if valid_to else "")


def _phone(session: DeskSession, row: Organisation) -> PhoneNumber | None:
    return session.scalars(
        select(PhoneNumber)
        .where(PhoneNumber.organisation_id == row.id, PhoneNumber.kind == NumberKind.SWITCHBOARD)
        .order_by(PhoneNumber.id)
    ).first()


def _email(session: DeskSession, row: Organisation) -> Address | None:
    return session.scalars(
        select(Address)
        .where(Address.organisation_id == row.id, Address.kind == AddressKind.EMAIL)
        .order_by(Address.id)
    ).first()


MUNICIPALITIES = Municipalities()
