"""Kommunen and other organisations: what staff may edit, and the card that shows all of one."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from db.errors import RefusedError
from db.names import full_name
from db.tables import Address, Organisation, PhoneNumber
from ozg_tui.codes.register import AddressKind, NumberKind
from ozg_tui.desk.core.records import Records, Section
from ozg_tui.desk.core.session import DeskSession
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
from ozg_tui.desk.register.contact_parts import confirm
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
    "office_hours",
    "reach_source",
    "reach_on",
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
    office_hours: OptionalText = Field(None, title="Sprechzeiten")
    reach_source: OptionalLine = Field(None, title="Quelle der Angaben")
    reach_on: OptionalDay = Field(None, title="Stand der Angaben")
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
        phone, email = _phone(row), _email(row)
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
        phone = _phone(row)
        if value.switchboard is None:
            if phone is not None:
                row.numbers.remove(phone)
        elif phone is None or phone.raw != value.switchboard:
            number = normalise(value.switchboard)
            if phone is None:
                phone = PhoneNumber(kind=NumberKind.SWITCHBOARD)
                row.numbers.append(phone)
            phone.raw, phone.e164 = number.raw, number.e164
            confirm([phone], None, None)
        email = _email(row)
        if value.email is None:
            if email is not None:
                row.addresses.remove(email)
        elif email is None or email.text != value.email:
            if email is None:
                email = Address(kind=AddressKind.EMAIL)
                row.addresses.append(email)
            email.text = value.email
            confirm([email], None, None)

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
            ("Sprechzeiten", row.office_hours),
            ("Quelle der Angaben", known_from(row.reach_source, row.reach_on)),
            ("Einwohner", population_text(row.population, row.population_on)),
            ("Bemerkung", row.note),
            ("Quelle", row.source_code),
        )
        reach = tuple((label, text) for label, text in rows if text)
        return Section("Schlüssel", through_time), Section("Angaben", reach)


def known_from(source: str | None, on: date | None) -> str:
    """`Anschriftenverzeichnis (31.01.2026)`; empty where neither is known."""
    day = format_date(on) if on else ""
    return f"{source} ({day})" if source and day else source or day


def population_text(population: int | None, on: date | None) -> str:
    """`14.210 (31.12.2022)`; empty when unknown."""
    if population is None:
        return ""
    shown = number(population)
    return f"{shown} ({format_date(on)})" if on else shown


def _span(valid_from: date | None, valid_to: date | None) -> str:
    start = f" ab {format_date(valid_from)}" if valid_from else ""
    return start + (f" bis {format_date(valid_to)}" if valid_to else "")


def _phone(row: Organisation) -> PhoneNumber | None:
    return next((each for each in row.numbers if each.kind == NumberKind.SWITCHBOARD), None)


def _email(row: Organisation) -> Address | None:
    return next((each for each in row.addresses if each.kind == AddressKind.EMAIL), None)


MUNICIPALITIES = Municipalities()
