"""Two entries are one person: somebody says so, field by field; what hangs on both stays."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import select

from db.errors import NotFoundError, RefusedError
from db.tables import TABLES, Base, Contact, ContactRole
from db.tables.base import OWNED
from ozg_tui.codes.register import Side
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Examination, Records
from ozg_tui.desk.core.session import DeskSession, reading
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.core.values import Input, Pick, Ui
from ozg_tui.desk.register.belonging import contact_line, person_name
from ozg_tui.desk.register.contact_parts import confirm, present_role
from ozg_tui.german.counting import counted
from ozg_tui.german.labels import ROLES, SALUTATIONS

_COLUMNS = {
    "name": ("family_name", "given_name", "title"),
    "salutation": ("salutation",),
    "place": ("organisation_id",),
    "office": ("historic_on", "left_reason", "successor_id"),
}
"""Which columns are chosen together."""


class MergeInput(Input):
    """The other entry, and what of it is right."""

    other: Annotated[
        Pick,
        Ui(lookup="anybody", help="Der Eintrag, der in diesem aufgeht."),
    ] = Field(title="Dieselbe Person wie")
    name: Side = Field(Side.THIS, title="Name und Titel von")
    salutation: Side = Field(Side.THIS, title="Anrede von")
    place: Side = Field(Side.THIS, title="Kommune von")
    role: Side = Field(Side.THIS, title="Funktion von")
    office: Side = Field(Side.THIS, title="Noch im Amt laut")


class Merging(Records[MergeInput, Contact]):
    """Lets another entry go up in this one, in one unit of the history."""

    code = "merge"
    model = MergeInput
    table = Contact

    def title(self, row: Contact) -> str:
        """The person who stays."""
        return contact_line(row) or ""

    def value(self, row: Contact) -> MergeInput:
        """Nobody is proposed; what is right here stays."""
        begun: dict[str, Any] = dict.fromkeys(MergeInput.model_fields, Side.THIS)
        return MergeInput.model_construct(**begun | {"other": None})

    def refuse(self, session: DeskSession, value: MergeInput, row: Contact | None) -> None:
        """Refuse the same entry, and one that is gone."""
        other = session.get(Contact, value.other)
        if row is None or other is None:
            raise NotFoundError("Diese Person gibt es nicht mehr.")
        if row.id == other.id:
            raise RefusedError("Das ist derselbe Eintrag. Bitte den anderen wählen.")

    def apply(self, session: DeskSession, row: Contact, value: MergeInput) -> None:
        """Take over what is right there, all that hangs on the other, and let it go."""
        other = session.get_one(Contact, value.other, with_for_update=True)
        for field, columns in _COLUMNS.items():
            if getattr(value, field) is Side.OTHER:
                for column in columns:
                    setattr(row, column, getattr(other, column))
        row.call_first = row.call_first or other.call_first
        lines = dict.fromkeys([*(row.note or "").splitlines(), *(other.note or "").splitlines()])
        row.note = "\n".join(lines) or None
        _join_roles(row, other, value.role)
        _join_reach(row, other)
        for column, each in _hanging_on(session, other):
            setattr(each, column, row.id if each is not row else None)
        if row.successor_id == row.id:
            row.successor_id = None
        session.flush()
        session.delete(other)

    def examine(self, desk: Desk, value: Any, record_id: int | None) -> Examination | None:
        """What stays, field by field, and what goes along."""
        if record_id is None or value.other is None:
            return None
        with reading(desk) as session:
            row, other = session.get(Contact, record_id), session.get(Contact, value.other)
            if row is None or other is None or row is other:
                return None
            hanging = sum(1 for _ in _hanging_on(session, other))
            lines = [_field(session, row, other, value, name) for name in _TITLES]
            parts = (*other.numbers, *other.addresses)
            going = [counted(len(parts), "Nummer oder Adresse", "Nummern und Adressen")]
            going.append(counted(hanging, "Bezug", "Bezüge") + " (Anrufe, Wiedervorlagen …)")
            return Examination(
                (), "ein Eintrag statt zwei", (*lines, f"Dazu kommen: {', '.join(going)}")
            )


_TITLES = {
    "name": "Name",
    "salutation": "Anrede",
    "place": "Kommune",
    "role": "Funktion",
    "office": "Im Amt",
}


def _field(session: DeskSession, row: Contact, other: Contact, value: Any, name: str) -> str:
    """`Name: Erika Beispiel (statt Erika Beispil)`."""
    mine, theirs = (_told(session, each, name) for each in (row, other))
    kept, left = (theirs, mine) if getattr(value, name) is Side.OTHER else (mine, theirs)
    instead = f" (statt {left or '–'})" if kept != left else ""
    return f"{_TITLES[name]}: {kept or '–'}{instead}"


def _told(session: DeskSession, row: Contact, name: str) -> str:
    match name:
        case "name":
            return person_name(row)
        case "salutation":
            return SALUTATIONS.get(row.salutation or "", "")
        case "place":
            return territory(session.desk).name(row.organisation_id)
        case "role":
            role = present_role(row)
            return ROLES[role.role] if role else ""
        case _:
            return "nein" if row.historic_on else "ja"


def _join_roles(row: Contact, other: Contact, side: Side) -> None:
    """The functions of both, each once; the present one of the side that is not right goes."""
    mine, theirs = present_role(row), present_role(other)
    leaving = mine if side is Side.OTHER and theirs is not None else theirs if mine else None
    for each in list(other.roles):
        known = next((one for one in row.roles if _same_role(one, each)), None)
        other.roles.remove(each)
        if each is leaving or known is not None:
            if known is not None and known.confirmed_on is None:
                confirm([known], each.confirmed_on, each.confirmed_by)
            continue
        row.roles.append(each)
    if leaving is mine and mine in row.roles:
        row.roles.remove(mine)


def _same_role(one: ContactRole, other: ContactRole) -> bool:
    return (one.role, one.valid_to) == (other.role, other.valid_to)


def _join_reach(row: Contact, other: Contact) -> None:
    """The numbers and addresses of both; what both have keeps the newer confirmation."""
    _join(row.numbers, other.numbers, lambda each: (each.kind, each.e164))
    _join(row.addresses, other.addresses, lambda each: (each.kind, each.text.lower()))


def _join(ours: list[Any], theirs: list[Any], what: Callable[[Any], object]) -> None:
    known = {what(each): each for each in ours}
    for each in list(theirs):
        theirs.remove(each)
        present = known.get(what(each))
        if present is None:
            ours.append(each)
        elif each.confirmed_on and each.confirmed_on >= (present.confirmed_on or date.min):
            confirm([present], each.confirmed_on, each.confirmed_by)


def _hanging_on(session: DeskSession, other: Contact) -> Iterator[tuple[str, Any]]:
    """The rows of all tables that refer to the other person, with the column that does."""
    for table, column in _references():
        wanted = select(table).where(getattr(table, column) == other.id)
        for row in session.scalars(wanted.order_by(table.id)):  # type: ignore[attr-defined]
            yield column, row


@cache
def _references() -> tuple[tuple[type[Base], str], ...]:
    """The columns of all tables that name a person without being part of them."""
    return tuple(
        (table, column.key)
        for table in TABLES.values()
        for column in table.__table__.columns
        for key in column.foreign_keys
        if key.column.table.name == Contact.__tablename__ and not column.info.get(OWNED)
    )


MERGING = Merging()
