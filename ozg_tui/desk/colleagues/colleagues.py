"""The list of those who work here: whom a follow-up can be given to, and who is away."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from pydantic import Field, field_validator
from sqlalchemy import Connection, select

from db.errors import RefusedError
from db.fold import fold, sort_key
from db.tables import Colleague
from ozg_tui.codes.rights import Right
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.core.records import Records, Section, filled
from ozg_tui.desk.core.session import DeskSession, session_of
from ozg_tui.desk.core.values import Input, Line, OptionalDay, OptionalLine, not_before
from ozg_tui.german.labels import label_of
from ozg_tui.rules.dates import format_date

_ALL = select(
    Colleague.id,
    Colleague.name,
    Colleague.initials,
    Colleague.valid_from,
    Colleague.valid_to,
    Colleague.absent_from,
    Colleague.absent_to,
    Colleague.deputy_id,
    Colleague.may,
)


class Member(NamedTuple):
    """Somebody of the desk as stored; days are inclusive."""

    id: int
    name: str
    initials: str | None
    valid_from: date | None
    valid_to: date | None
    absent_from: date | None
    absent_to: date | None
    deputy_id: int | None
    may: str | None

    def works(self, on: date) -> bool:
        """Whether they belong to the desk on a day."""
        return (self.valid_from or on) <= on <= (self.valid_to or on)

    def is_away(self, on: date) -> bool:
        """Whether they are absent on a day; an absence without an end goes on."""
        return self.absent_from is not None and self.absent_from <= on <= (self.absent_to or on)


class ColleagueInput(Input):
    """Somebody of the desk, by the name of the account."""

    name: Line = Field(title="Name", description="Der Name des Kontos, wie oben rechts.")
    initials: OptionalLine = Field(None, title="Kürzel")
    valid_from: OptionalDay = Field(None, title="Hier seit")
    valid_to: OptionalDay = Field(None, title="Hier bis")
    absent_from: OptionalDay = Field(None, title="Abwesend von")
    absent_to: OptionalDay = Field(None, title="Abwesend bis")
    deputy: OptionalLine = Field(None, title="Vertretung")
    may: Right | None = Field(
        None, title="Recht", description="Ohne Angabe: alles. Auf einem Server gilt dessen Rolle."
    )

    _time = field_validator("valid_to")(not_before("valid_from"))
    _absence = field_validator("absent_to")(not_before("absent_from"))


class Colleagues(Records[ColleagueInput, Colleague]):
    """The colleagues of the desk."""

    code = "colleague"
    model = ColleagueInput
    table = Colleague
    right = Right.MANAGE

    def title(self, row: Colleague) -> str:
        """The name."""
        return row.name

    def value(self, row: Colleague) -> ColleagueInput:
        """All fields of the form."""
        session = session_of(row)
        deputy = session.get(Colleague, row.deputy_id) if session and row.deputy_id else None
        held: dict[str, Any] = {
            name: getattr(row, name)
            for name in ColleagueInput.model_fields
            if name not in {"deputy", "may"}
        }
        may = Right(row.may) if row.may else None
        return ColleagueInput.model_construct(
            **held, deputy=deputy.name if deputy else None, may=may
        )

    def choice_labels(self, desk: Desk) -> dict[str, tuple[tuple[Any, str], ...]]:
        """Who can stand in."""
        return {"deputy": names(desk)}

    def refuse(self, session: DeskSession, value: ColleagueInput, row: Colleague | None) -> None:
        """Refuse a name or initials that somebody has, and a deputy who is not there."""
        for each in members(session.connection()):
            if row is not None and each.id == row.id:
                continue
            for one in filter(None, (each.name, each.initials)):
                for other in filter(None, (value.name, value.initials)):
                    if fold(one) == fold(other):
                        raise RefusedError(f"»{other}« ist schon {each.name}.")
        if value.deputy is not None and meant(session, value.deputy) in (None, value.name):
            raise RefusedError(f"»{value.deputy}« kann nicht vertreten. {who_is_there(session)}")
        if value.may not in {None, Right.MANAGE} and not self._others_manage(session, row):
            raise RefusedError("Wenigstens eine Person muss verwalten dürfen.")

    def _others_manage(self, session: DeskSession, row: Colleague | None) -> bool:
        today = session.desk.today()
        return any(
            each.works(today) and each.may in {None, Right.MANAGE}
            for each in members(session.connection())
            if row is None or each.id != row.id
        )

    def apply(self, session: DeskSession, row: Colleague, value: ColleagueInput) -> None:
        """Take all fields over."""
        for name in ColleagueInput.model_fields:
            if name != "deputy":
                setattr(row, name, getattr(value, name))
        deputy = meant(session, value.deputy) if value.deputy else None
        row.deputy_id = next(
            (each.id for each in members(session.connection()) if each.name == deputy), None
        )

    def sections(self, session: DeskSession, row: Colleague) -> tuple[Section, ...]:
        """From when to when, away, and who stands in."""
        value = self.value(row)
        return (
            Section(
                "Arbeitet hier",
                filled(
                    (
                        ("Name", row.name),
                        ("Kürzel", row.initials),
                        ("Zeit", _span(row.valid_from, row.valid_to)),
                        ("Abwesend", _span(row.absent_from, row.absent_to)),
                        ("Vertretung", value.deputy),
                        ("Recht", label_of(value.may) if value.may else None),
                        (
                            "Zuletzt übergeben",
                            moment_text(row.handed_over_at) if row.handed_over_at else None,
                        ),
                    )
                ),
            ),
        )


def members(reader: Connection) -> Iterator[Member]:
    """Everybody of the list, also those who were here, by their names."""
    found = (Member(*row) for row in reader.execute(_ALL))
    yield from sorted(found, key=lambda each: sort_key(each.name))


def everybody(desk: Desk) -> tuple[Member, ...]:
    """The same for a list."""
    return desk.read(lambda reader: tuple(members(reader)))


def names(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The names of those who work here today, as a field offers them."""
    today = desk.today()
    return tuple((each.name, each.name) for each in everybody(desk) if each.works(today))


def meant(session: DeskSession, typed: str) -> str | None:
    """The name that a name or initials stand for, of those who work here today; None for nobody."""
    wanted, today = fold(typed), session.desk.today()
    return next(
        (
            each.name
            for each in members(session.connection())
            if each.works(today) and wanted in {fold(each.name), fold(each.initials or "")} - {""}
        ),
        None,
    )


def owner_meant(session: DeskSession, typed: str, before: str | None = None) -> str:
    """Whose something becomes: a colleague, who works here now, or who had it `before`.

    While nobody is in the list, every name will do. Raises `RefusedError` for somebody unknown:
    what belongs to nobody who works here is seen by nobody.
    """
    if typed in {session.actor, before} or not any(members(session.connection())):
        return typed
    if (name := meant(session, typed)) is None:
        raise RefusedError(f"»{typed}« arbeitet hier nicht. {who_is_there(session)}")
    return name


def away(desk: Desk, name: str) -> str:
    """A sentence about somebody who is away today; empty for who is there."""
    everyone, today = everybody(desk), desk.today()
    found = next((each for each in everyone if each.name == name), None)
    if found is None or not found.is_away(today):
        return ""
    deputy = next((each.name for each in everyone if each.id == found.deputy_id), "")
    until = f" bis {format_date(found.absent_to)}" if found.absent_to else ""
    return f"{name} ist{until} abwesend." + (f" Vertretung: {deputy}." if deputy else "")


def who_is_there(session: DeskSession) -> str:
    """Whom one can choose instead, and where somebody new is entered."""
    today = session.desk.today()
    there = [each.name for each in members(session.connection()) if each.works(today)]
    return (
        f"Hier arbeiten: {', '.join(there) or 'niemand'}. F9 »Kolleginnen und Kollegen« trägt "
        "jemanden ein."
    )


def _span(start: date | None, end: date | None) -> str:
    begun = f"seit {format_date(start)}" if start else ""
    return " ".join(filter(None, (begun, f"bis {format_date(end)}" if end else "")))


COLLEAGUES = Colleagues()
