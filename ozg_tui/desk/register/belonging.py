"""Who belongs where: a person and the organisation named beside them must fit."""

from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from db.errors import RefusedError
from db.fold import fold, words
from db.tables import Call, Contact, ContactRole, FollowUp, Note, PhoneNumber, Subscription
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.core.territory import territory
from ozg_tui.german.labels import ROLES
from ozg_tui.german.people import no_longer, person

PEOPLE_SHOWN = 200

_THERE = (
    select(Contact)
    .where(Contact.organisation_id == bindparam("id"), Contact.historic_on.is_(None))
    .order_by(Contact.id)
)

_PEOPLE = (
    select(
        Contact.id,
        Contact.title,
        Contact.given_name,
        Contact.family_name,
        select(func.min(ContactRole.role))
        .where(ContactRole.contact_id == Contact.id, ContactRole.valid_to.is_(None))
        .scalar_subquery()
        .label("role"),
    )
    .where(Contact.organisation_id == bindparam("id"), Contact.historic_on.is_(None))
    .order_by(Contact.call_first.desc(), Contact.family_name, Contact.id)
    .limit(PEOPLE_SHOWN)
)


class Colleague(NamedTuple):
    """Somebody who works at an organisation now."""

    id: int
    name: str
    role: str


_NUMBER = (
    select(PhoneNumber.raw)
    .where(PhoneNumber.contact_id == bindparam("id"))
    .order_by(PhoneNumber.id)
    .limit(1)
)


def first_number(desk: Desk, contact_id: int) -> str:
    """The first number of a person as it was written; empty when there is none."""
    return desk.read(lambda reader: reader.execute(_NUMBER, {"id": contact_id}).scalar()) or ""


def people(desk: Desk, organisation_id: int, text: str = "") -> tuple[Colleague, ...]:
    """Who works there now and fits a typed text, whom to call first at the beginning."""
    rows = desk.read(lambda reader: reader.execute(_PEOPLE, {"id": organisation_id}).all())
    wanted = words(text)
    return tuple(
        Colleague(row.id, name, ROLES.get(row.role or "", ""))
        for row in rows
        for name in (person(row.title, row.given_name, row.family_name),)
        if all(word in fold(name) for word in wanted)
    )


def person_name(contact: Contact) -> str:
    """Title, given and family name."""
    return person(contact.title, contact.given_name, contact.family_name)


def contact_line(contact: Contact | None) -> str | None:
    """The name, and since when somebody is not there any more; None for nobody."""
    if contact is None or contact.historic_on is None:
        return person_name(contact) if contact is not None else None
    left = no_longer(contact.historic_on, contact.left_reason)
    return f"{person_name(contact)} ({left})"


def named_there(
    session: DeskSession,
    organisation_id: int,
    family_name: str,
    given_name: str | None,
    *,
    lock: bool = True,
) -> Contact | None:
    """Who works there now under this very name; who is to be saved with is locked."""
    wanted = (_plain(family_name), _plain(given_name))
    there = _THERE.with_for_update(key_share=True) if lock else _THERE
    return next(
        (
            each
            for each in session.scalars(there, {"id": organisation_id})
            if (_plain(each.family_name), _plain(each.given_name)) == wanted
        ),
        None,
    )


def _plain(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()


def place_for(
    session: DeskSession,
    organisation_id: int | None,
    contact_id: int | None,
    row: Call | FollowUp | Note | Subscription | None = None,
) -> int | None:
    """The organisation that something is about: the one named, else that of the person.

    What a `row` holds already stays: people change places, and the past is where it was. Raises
    `RefusedError` when the person belongs to another organisation or is gone.
    """
    is_kept = row is not None and (row.organisation_id, row.contact_id) == (
        organisation_id,
        contact_id,
    )
    if contact_id is None or (is_kept and organisation_id is not None):
        return organisation_id
    contact = session.get(Contact, contact_id)
    if contact is None:
        raise RefusedError("Diese Person gibt es nicht mehr. Bitte eine andere wählen.")
    if organisation_id in (None, contact.organisation_id):
        return contact.organisation_id
    land = territory(session.desk)
    raise RefusedError(
        f"{person_name(contact)} gehört zu {land.name(contact.organisation_id)}, nicht zu "
        f"{land.name(organisation_id or 0)}. Bitte die Kommune ändern, oder die Person ändern oder "
        "leeren."
    )
