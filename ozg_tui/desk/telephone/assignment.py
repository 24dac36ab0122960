"""Who was that? An unknown number is given to a Kommune and a person, with all its calls."""

from typing import NamedTuple

from sqlalchemy import bindparam, select

from db.errors import NotFoundError, RefusedError
from db.tables import Call, Contact, Organisation, PhoneNumber
from ozg_tui.codes.register import OF_ONE_PERSON, NumberKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession, writing
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.core.values import LINE_LENGTH
from ozg_tui.desk.register.belonging import named_there, place_for
from ozg_tui.desk.telephone.rows import move, read_number
from ozg_tui.rules.call_text import is_withheld
from ozg_tui.rules.person_name import PersonName, split_name
from ozg_tui.text import clean

# Not against rows that merely refer to the organisation: those are saved at the same time.
_LOCK = {"key_share": True}
_NUMBER = select(Call.raw_number).where(Call.id == bindparam("id"))


class Assigned(NamedTuple):
    """What an assignment did: `linked` other calls, the person, whether the number was new.

    `is_kept` tells whether there is a number that can be read, and so is kept.
    """

    linked: int
    contact_id: int | None
    is_new_person: bool
    is_new_number: bool
    is_kept: bool


def number_to_assign(desk: Desk, call_id: int) -> str:
    """The number of a call as it was shown.

    Raises `NotFoundError`, and `RefusedError` for a call without one: it belongs to nobody.
    """
    row = desk.read(lambda reader: reader.execute(_NUMBER, {"id": call_id}).first())
    if row is None:
        raise NotFoundError("Diesen Anruf gibt es nicht mehr.")
    number: str | None = row.raw_number
    if number is None:
        raise RefusedError("Zu diesem Anruf steht keine Nummer, die jemandem gehören könnte.")
    if is_withheld(number):
        raise RefusedError(
            "Die Rufnummer wurde nicht übermittelt; es gibt nichts zuzuordnen. a notiert, wer "
            "anrief."
        )
    return number


def assign(
    desk: Desk,
    call_id: int,
    organisation_id: int,
    contact_id: int | None = None,
    new_person: str | None = None,
    kind: NumberKind | None = None,
) -> Assigned:
    """Give a call to an organisation, and to a person there: a known or a new one.

    `new_person` is a name in one piece, with or without a title, or `family name, given name`;
    somebody of that very name who is there already is taken. The number is kept with the person,
    else with the organisation, confirmed today; `kind` is by default the person's own extension and
    the organisation's switchboard. All other calls from the number that belong nowhere yet are
    linked too; to the person only where the number is one that nobody else answers. A withheld or
    unreadable number is kept nowhere.

    Raises `NotFoundError`, and `RefusedError` when the call or the person belongs elsewhere.
    """
    kind = kind or (NumberKind.DIRECT if contact_id or new_person else NumberKind.SWITCHBOARD)
    names = None if new_person is None else _names(new_person)
    with writing(desk) as session, session.no_autoflush:
        # The organisation is the lock: whoever else brings it the same number waits here.
        if session.get(Organisation, organisation_id, with_for_update=_LOCK) is None:
            raise NotFoundError("Diese Kommune gibt es nicht mehr.")
        row, others = _calls(session, call_id)
        _refuse_elsewhere(session, row, organisation_id)
        person, is_new_person = _person(session, organisation_id, contact_id, names)
        number, is_new_number = _number(session, row, organisation_id, person, kind)
        move(session, row, organisation_id, person.id if person else row.contact_id)
        theirs = number.contact_id if number and number.kind in OF_ONE_PERSON else None
        for other in others:
            move(session, other, organisation_id, theirs)
        return Assigned(
            len(others), row.contact_id, is_new_person, is_new_number, is_kept=number is not None
        )


def _calls(session: DeskSession, call_id: int) -> tuple[Call, list[Call]]:
    """The call, and the others from its number that belong nowhere yet; all locked in one order."""
    number = session.scalar(select(Call.e164).where(Call.id == call_id))
    is_wanted = Call.id == call_id
    if number is not None:
        is_wanted |= (Call.e164 == number) & Call.organisation_id.is_(None)
    wanted = select(Call).where(is_wanted).order_by(Call.id).with_for_update()
    found = {each.id: each for each in session.scalars(wanted)}
    row = found.pop(call_id, None)
    if row is None:
        raise NotFoundError("Diesen Anruf gibt es nicht mehr.")
    return row, list(found.values())


def _refuse_elsewhere(session: DeskSession, row: Call, organisation_id: int) -> None:
    if row.organisation_id in (None, organisation_id):
        return
    place = territory(session.desk).name(row.organisation_id or 0)
    raise RefusedError(
        f"Dieser Anruf ist schon {place} zugeordnet, zuletzt geändert von {row.changed_by}. "
        "Im Anruf selbst lässt sich die Kommune ändern."
    )


def _names(typed: str) -> PersonName:
    """The parts of `Beispiel, Erika` or of `Dr. Erika Beispiel`."""
    name = split_name(clean(typed))
    if not name.family:
        raise RefusedError("Bitte den Nachnamen angeben, zum Beispiel »Beispiel, Erika«.")
    if max(map(len, name)) > LINE_LENGTH:
        raise RefusedError(f"Ein Name hat höchstens {LINE_LENGTH} Zeichen.")
    return name


def _person(
    session: DeskSession,
    organisation_id: int,
    contact_id: int | None,
    names: PersonName | None,
) -> tuple[Contact | None, bool]:
    """The person, and whether they are new: of this number, or a current one of this very name."""
    if names is None:
        place_for(session, organisation_id, contact_id)
        known = session.get(Contact, contact_id, with_for_update=_LOCK) if contact_id else None
        return known, False
    given = names.given or None
    if (there := named_there(session, organisation_id, names.family, given)) is not None:
        return there, False
    person = Contact(
        organisation_id=organisation_id,
        family_name=names.family,
        given_name=given,
        title=names.title or None,
    )
    session.add(person)
    session.flush()
    return person, True


def _number(
    session: DeskSession, row: Call, organisation_id: int, person: Contact | None, kind: NumberKind
) -> tuple[PhoneNumber | None, bool]:
    """The call's number where it belongs, confirmed today, and whether it was not there before.

    A number of the house is not made a person's own.
    """
    number = read_number(session, row.raw_number, organisation_id)
    if number is None:
        return None, False
    row.e164 = number.e164
    owner = PhoneNumber.organisation_id == organisation_id
    if person is not None:
        owner |= PhoneNumber.contact_id == person.id
    present = session.scalars(
        select(PhoneNumber)
        .where(owner, PhoneNumber.e164 == number.e164)
        .order_by(PhoneNumber.contact_id.is_(None), PhoneNumber.id)
        .limit(1)
    ).first()
    kept = present or PhoneNumber(
        contact_id=person.id if person else None,
        organisation_id=None if person else organisation_id,
        kind=kind,
        raw=number.raw,
        e164=number.e164,
    )
    kept.confirmed_on, kept.confirmed_by = session.desk.today(), session.actor
    session.add(kept)
    return kept, present is None
