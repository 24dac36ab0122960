"""How every kind of record is read and saved: one way, with version, history, draft and merge."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from db.errors import ConflictError, NotFoundError, RefusedError
from db.tables import Change, Record
from ozg_tui.codes.rights import Right
from ozg_tui.desk.core import drafts
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.joining import Dispute, join
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.core.session import DeskSession, reading, writing
from ozg_tui.desk.core.values import Input
from ozg_tui.rules.verdict import Check

M = TypeVar("M", bound=Input)
R = TypeVar("R", bound=Record)


class Stored(NamedTuple, Generic[M]):
    """A record as it was read: what a later save is compared with.

    `state` is how the row itself stands, where `value` proposes something else to who edits it.
    `changed_by` and `changed_at` tell who saved it last.
    """

    id: int
    version: int
    title: str
    value: M
    state: str = ""
    changed_by: str = ""
    changed_at: datetime | None = None


class Section(NamedTuple):
    """A titled part of a detail view: pairs of label and text."""

    title: str
    rows: tuple[tuple[str, str], ...]


def filled(rows: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """The rows of a section that have something to say."""
    return tuple((label, text) for label, text in rows if text)


class Examination(NamedTuple):
    """What the rules say about a form as it stands: checks, one verdict, lines to read.

    `figures` are the lines that are asked for first: what it comes to. `further` are checks that do
    not decide the verdict. `remarks` are sentences at single fields, by path; they keep nobody from
    saving, and where there is nothing else the verdict is empty. `leads` is a record that they
    speak of, by the code of its kind and its number.
    """

    checks: tuple[Check, ...]
    verdict: str
    lines: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    further: tuple[Check, ...] = ()
    remarks: Mapping[tuple[str | int, ...], str] = MappingProxyType({})
    leads: tuple[str, int] | None = None


class Records(ABC, Generic[M, R]):
    """The desk's dealings with one kind of record."""

    code: str
    model: type[M]
    table: type[R]
    needs: ClassVar[tuple[Callable[[Desk], object], ...]] = ()
    """What a save asks besides the organisations; read before its transaction begins."""

    right: ClassVar[Right] = Right.EDIT
    """What somebody must be allowed to do who saves one."""

    @abstractmethod
    def title(self, row: R) -> str:
        """How the record is called in one line."""

    def reference(self, session: DeskSession, row: R) -> str:
        """How others name the record in few words."""
        return self.title(row)

    @abstractmethod
    def value(self, row: R) -> M:
        """What a form shows of the row."""

    @abstractmethod
    def apply(self, session: DeskSession, row: R, value: M) -> None:
        """Write what a form handed over into the row."""

    def state(self, row: R) -> str:
        """How the row stands, where a form of it proposes something else."""
        return ""

    def sections(self, session: DeskSession, row: R) -> tuple[Section, ...]:
        """What the detail view shows."""
        return ()

    def refuse(self, session: DeskSession, value: M, row: R | None) -> None:
        """Raise `RefusedError` when the rules forbid to save this."""

    def explain(self, session: DeskSession, value: M, error: IntegrityError) -> str:
        """The sentence for a guarantee of the database that refused the save."""
        return "Die Datenbank hat die Änderung abgelehnt."

    def blank(self, desk: Desk) -> dict[str, str]:
        """What a new form is filled with, as it would be typed."""
        return {}

    def choice_labels(self, desk: Desk) -> Mapping[str, tuple[tuple[Any, str], ...]]:
        """Labels of choices that the store knows better than the code, by field name."""
        return {}

    def examine(self, desk: Desk, value: Any, record_id: int | None) -> Examination | None:
        """What the rules say about a form as it stands; None where there are no rules.

        `value` has the fields of the model, with None where a field is not filled in correctly.
        """
        return None

    def town(self, value: Any, record_id: int | None) -> int | None:
        """The organisation whose area code completes numbers that were typed without one.

        `value` is as in `examine`.
        """
        return None

    def read(self, desk: Desk, record_id: int) -> Stored[M]:
        """The record for a form. Raises `NotFoundError`."""
        with reading(desk) as session:
            return self._stored(self._row(session, record_id))

    def view(self, desk: Desk, record_id: int) -> tuple[str, tuple[Section, ...]]:
        """Title and sections for the detail view. Raises `NotFoundError`."""
        with reading(desk) as session:
            row = self._row(session, record_id)
            return self.title(row), self.sections(session, row)

    def kept(self, desk: Desk, unit: str) -> Stored[M] | None:
        """What has become of a save of this name; None when it was not kept."""
        wanted = select(Change.row_id).where(
            Change.unit == unit, Change.table_name == self.table.__tablename__
        )
        with reading(desk) as session:
            number = session.scalar(wanted.limit(1))
            return self._stored(self._row(session, int(number))) if number else None

    def save(
        self,
        desk: Desk,
        value: M,
        stored: Stored[M] | None = None,
        draft: int | None = None,
        held: drafts.Held | None = None,
    ) -> Stored[M]:
        """Keep the value, with its history row and without its draft, or nothing of it.

        `draft` is the number of the draft, if it is not that of the record; with `held` only what
        one form has kept goes, and what another window holds stays.
        When somebody else saved since `stored` was read, fields that only one side changed are
        joined; a field that both changed raises `ConflictError`. Raises `RefusedError` where a
        rule or the database forbids the change.
        """
        try:
            return self._save(desk, value, stored, draft, held)
        except RefusedError as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
            with reading(desk) as session:
                raise RefusedError(self.explain(session, value, error.__cause__)) from error

    def _save(
        self,
        desk: Desk,
        value: M,
        stored: Stored[M] | None,
        draft: int | None,
        held: drafts.Held | None,
    ) -> Stored[M]:
        with writing(desk, *self.needs, right=self.right) as session:
            row: R | None = None
            if stored is None:
                self.refuse(session, value, None)
                row = self.table()
            else:
                # Locked, so that a save at the same moment is joined and not met half-way.
                row = self._row(session, stored.id, lock=True)
                value = self._joined(row, value, stored)
                self.refuse(session, value, row)
            # One flush in the end: one step of the version, one history for all of it.
            with session.no_autoflush:
                self.apply(session, row, value)
            session.add(row)
            session.flush()
            number = draft if draft is not None else stored.id if stored else 0
            drafts.forget(session.connection(), desk, self.code, number, held)
            return self._stored(row)

    def _row(self, session: DeskSession, record_id: int, *, lock: bool = False) -> R:
        row = session.get(self.table, record_id, with_for_update=lock)
        if row is None:
            raise NotFoundError("Diesen Eintrag gibt es nicht mehr.")
        return row

    def _stored(self, row: R) -> Stored[M]:
        return Stored(
            row.id,
            row.version,
            self.title(row),
            self.value(row),
            self.state(row),
            row.changed_by or "",
            row.changed_at,
        )

    def _joined(self, row: R, mine: M, stored: Stored[M]) -> M:
        if row.version == stored.version:
            return mine
        theirs = self.value(row)
        joined = join(mine, theirs, stored.value)
        at = f" ({moment_text(row.changed_at)})" if row.changed_at else ""
        sentence = f"{row.changed_by} hat diesen Eintrag inzwischen geändert{at}."
        if joined.disputes:
            disputed = {each.field for each in joined.disputes}
            raise ConflictError(
                sentence,
                {name: getattr(theirs, name) for name in disputed},
                row.version,
                with_mine=joined.mine,
                with_theirs=joined.theirs,
                disputes=joined.disputes,
            )
        try:
            return self.model.model_validate(joined.mine)
        except ValidationError as error:
            # Each side is right by itself, both together are not: an end before the beginning.
            first = error.errors()[0]
            names = [str(name) for name in first["loc"][:1]]
            states = (mine, theirs, stored.value)
            raise ConflictError(
                f"{sentence} Mit den eigenen Änderungen passt das nicht zusammen: {first['msg']}",
                {name: getattr(theirs, name) for name in names},
                row.version,
                with_mine=joined.mine | {name: getattr(mine, name) for name in names},
                with_theirs=joined.mine | {name: getattr(theirs, name) for name in names},
                disputes=[
                    Dispute(name, *(getattr(state, name) for state in states)) for name in names
                ],
            ) from error
