"""What »since the last call« says of Kommunen, other organisations and their people."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_

from db.tables import (
    Address,
    Contact,
    ContactRole,
    Organisation,
    OrganisationPeriod,
    PhoneNumber,
)
from ozg_tui.desk.core.shown import day_of, shown
from ozg_tui.desk.core.telling import (
    ADDED,
    CHANGED,
    MOMENT,
    OUR_CONTACT,
    PERSON,
    PLACE,
    WARNING,
    Around,
    Recorded,
    Said,
    Telling,
    fields,
    reach,
    rows,
)
from ozg_tui.german.labels import ADDRESS_KINDS, NUMBER_KINDS, ROLES
from ozg_tui.german.people import person

_our_own = and_(Organisation.id == PLACE, Organisation.changed_at > MOMENT)


def _part_of_us(part: Any, what: Any) -> Any:
    of = Organisation.id == part.organisation_id
    return rows(part, Organisation, text=what).join(Organisation, of).where(_our_own)


def _part_of_person(part: Any, what: Any) -> Any:
    of = Contact.id == part.contact_id
    return rows(part, Contact, text=what, **PERSON).join(Contact, of).where(OUR_CONTACT)


def _organisation(step: Recorded, _around: Around) -> Said | None:
    """Address, population, website."""
    return fields(step, "")


def _period(step: Recorded, _around: Around) -> Said | None:
    """A new name, key or kind from a day on."""
    if step.action != "insert":
        return None
    since = day_of(step.after, "valid_from")
    from_then = f" ab {since}" if since else ""
    name = shown("name", step.after["name"])
    return Said(WARNING, f"Neu im Verzeichnis{from_then}: {name}, {step.after['key']}")


def _contact(step: Recorded, around: Around) -> Said | None:
    """A person comes, leaves, or is called otherwise."""
    name = step.about.person
    if step.action == "insert":
        along = around.came_along(step)
        roles = ", ".join(
            ROLES[each.after["role"]] for each in along if each.table == ContactRole.__tablename__
        )
        return Said(ADDED, f"Neue Ansprechperson {name}" + (f" ({roles})" if roles else ""))
    if step.action == "delete":
        return Said(WARNING, f"{_called(step.before)} ist keine Ansprechperson mehr")
    if step.after.get("historic_on"):
        return Said(WARNING, f"{name} ist nicht mehr aktuell")
    if "organisation_id" in step.after:
        before = around.land.name(step.before.get("organisation_id") or 0)
        return Said(ADDED, f"{name} kommt von {before}")
    if step.after.get("call_first"):
        return Said(CHANGED, f"Zuerst anrufen: {name}")
    return fields(step, f"{name}: ")


def _role(step: Recorded, _around: Around) -> Said | None:
    """Who does what now."""
    name = step.about.person
    if step.action == "delete":
        return Said(CHANGED, f"{name} nicht mehr {_function(step.before['role'])}")
    if step.after.get("valid_to"):
        until = day_of(step.after, "valid_to")
        return Said(CHANGED, f"{name} nur bis {until} {_function(step.about.text)}")
    role = step.after.get("role")
    return Said(CHANGED, f"{_function(role)} jetzt {name}") if role else None


def _number(step: Recorded, _around: Around) -> Said | None:
    """A number comes, goes or changes."""
    return reach(step, NUMBER_KINDS[step.about.text], "raw")


def _address(step: Recorded, _around: Around) -> Said | None:
    """An e-mail or postal address comes, goes or changes."""
    return reach(step, ADDRESS_KINDS[step.about.text], "text")


def _function(role: str) -> str:
    if role == "head":
        return ROLES[role]
    return f"Ansprechperson {ROLES[role]}" if role != "other" else ROLES[role]


def _called(values: Mapping[str, Any]) -> str:
    return person(*map(values.get, ("title", "given_name", "family_name")))


ORGANISATION = Telling((rows(Organisation).where(_our_own),), _organisation)
PERIOD = Telling((_part_of_us(OrganisationPeriod, OrganisationPeriod.kind),), _period)
CONTACT = Telling((rows(Contact, **PERSON).where(OUR_CONTACT),), _contact)
ROLE = Telling((_part_of_person(ContactRole, ContactRole.role),), _role)
NUMBER = Telling(
    (
        _part_of_us(PhoneNumber, PhoneNumber.kind),
        _part_of_person(PhoneNumber, PhoneNumber.kind),
    ),
    _number,
)
ADDRESS = Telling(
    (_part_of_us(Address, Address.kind), _part_of_person(Address, Address.kind)), _address
)
