"""How seed rows meet a store that staff work in: what they changed or deleted stays as it is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import UniqueConstraint, insert, select

from db.history import TrackedSession
from db.tables import Base, Change, Organisation, OrganisationPeriod, Record, SeedRecord
from seeds.rows import OWNED, Ref, SeedRow, plain


class Loaded(NamedTuple):
    """How many seed rows were added, brought up to date, or left as they were."""

    added: int
    updated: int
    kept: int


class Merge:
    """One load of seed rows in one session, which must not flush by itself."""

    def __init__(self, session: TrackedSession) -> None:
        self._session = session
        self._memory = {record.seed: record for record in session.scalars(select(SeedRecord))}
        self._stored = self._find_stored()
        # SQLite gives the number of a deleted row to the next one: what was deleted once is not
        # the seeds' any more, whatever stands under its number now.
        self._deleted = {
            (table, number)
            for table, number in session.execute(
                select(Change.table_name, Change.row_id).where(Change.action == "delete")
            )
        }
        self._rows: dict[str, Base] = {}
        self._levels: dict[str, int] = {}
        self._filled: dict[type[Base], bool] = {}
        self._made: set[str] = set()
        self._new: list[tuple[SeedRow, Base]] = []
        self._added = self._updated = self._kept = 0

    def run(self, rows: Iterable[SeedRow]) -> Loaded:
        """Bring all rows into the session's transaction."""
        for level in self._by_level(rows):
            for row in level:
                self._place(row)
            self._session.flush()
            self._remember()
        return Loaded(self._added, self._updated, self._kept)

    def _find_stored(self) -> dict[tuple[str, int], Base]:
        """The seeded rows that still exist; on a server they stay locked until the end."""
        classes = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
        wanted: dict[str, list[int]] = defaultdict(list)
        for record in self._memory.values():
            if record.table_name in classes:
                wanted[record.table_name].append(record.row_id)
        return {
            (name, row.id): row
            for name, numbers in wanted.items()
            for row in self._session.scalars(
                select(classes[name]).where(classes[name].id.in_(numbers)).with_for_update()
            )
        }

    def _by_level(self, rows: Iterable[SeedRow]) -> Iterable[Sequence[SeedRow]]:
        """Rows that need no number but those of earlier levels; owned rows go with their owner."""
        levels: dict[int, list[SeedRow]] = defaultdict(list)
        for row in rows:
            number = 0
            if row.owner is not None:
                number = self._levels[row.owner]
            for seed in row.references():
                number = max(number, self._levels[seed] + 1)
            self._levels[row.seed] = number
            levels[number].append(row)
        return [levels[number] for number in sorted(levels)]

    def _place(self, row: SeedRow) -> None:
        record = self._memory.get(row.seed)
        if record is None:
            self._add(row)
            return
        self._kept += 1
        present = self._stored.get((record.table_name, record.row_id))
        deleted = (record.table_name, str(record.row_id)) in self._deleted
        orphaned = row.owner is not None and row.owner not in self._rows
        if present is None or deleted or orphaned:
            return
        self._rows[row.seed] = present
        self._update(row, present, record)

    def _add(self, row: SeedRow) -> None:
        values = self._resolved(row)
        if values is None:
            # It belongs to a record that staff deleted.
            self._kept += 1
            return
        if (twin := self._twin(row, values)) is not None:
            self._rows[row.seed] = twin
            self._new.append((row, twin))
            self._kept += 1
            return
        made = row.table(**values)
        owner = self._rows[row.owner] if row.owner is not None else None
        if owner is not None and owner.id is None:  # type: ignore[attr-defined]
            getattr(owner, OWNED[row.table].collection).append(made)
        else:
            self._session.add(made)
            self._touch(row)
        self._rows[row.seed] = made
        self._made.add(row.seed)
        self._new.append((row, made))
        self._added += 1

    def _update(self, row: SeedRow, present: Base, record: SeedRecord) -> None:
        """Renew the fields that still hold what the seeds last wrote."""
        values = self._resolved(row)
        if values is None:
            return
        content, changed = dict(record.content), False
        for column in self._kept_columns(row):
            new, last = plain(values[column]), content.get(column)
            if new == last:
                continue
            current = plain(getattr(present, column))
            if current == last:
                setattr(present, column, values[column])
                changed = True
            if current in (last, new):
                content[column] = new
        if content != record.content:
            record.content = content
        if changed:
            self._touch(row)
            self._kept -= 1
            self._updated += 1

    def _resolved(self, row: SeedRow) -> dict[str, Any] | None:
        """The values with numbers for references; None when a referenced row is gone.

        A new owner has no number yet; the list that it keeps ties the row to it.
        """
        values = dict(row.values)
        for column, value in row.values.items():
            if not isinstance(value, Ref):
                continue
            target = self._rows.get(value.seed)
            if target is None:
                return None
            values[column] = target.id  # type: ignore[attr-defined]
        return values

    def _twin(self, row: SeedRow, values: dict[str, Any]) -> Base | None:
        """The row that staff made before the seeds knew it."""
        if not self._has_rows(row.table):
            return None
        if row.table is Organisation:
            # The code of a Kommune ends with its key.
            key = row.seed.rpartition("/")[2]
            return self._session.scalars(
                select(Organisation)
                .join(OrganisationPeriod, OrganisationPeriod.organisation_id == Organisation.id)
                .where(OrganisationPeriod.key == key)
            ).first()
        if row.owner is not None and values[OWNED[row.table].column] is None:
            return None
        columns = row.table.__table__.c
        for constraint in row.table.__table__.constraints:  # type: ignore[attr-defined]
            if not isinstance(constraint, UniqueConstraint):
                continue
            same = [columns[each.name] == values.get(each.name) for each in constraint.columns]
            if found := self._session.scalars(select(row.table).where(*same)).first():
                return found
        return None

    def _has_rows(self, table: type[Base]) -> bool:
        """Whether the table held rows before this load added any."""
        if table not in self._filled:
            self._filled[table] = self._session.scalars(select(table).limit(1)).first() is not None
        return self._filled[table]

    def _touch(self, row: SeedRow) -> None:
        # A record's version counts for what it owns too: a form opened before must notice.
        if row.owner is not None and row.owner not in self._made:
            owner = self._rows[row.owner]
            if isinstance(owner, Record):
                owner.changed_at = self._session.now

    def _remember(self) -> None:
        """Note what the flushed rows hold; a twin's fields count as written."""
        rows = [
            {
                "seed": row.seed,
                "table_name": row.table.__tablename__,
                "row_id": made.id,  # type: ignore[attr-defined]
                "content": {
                    column: plain(
                        self._rows[value.seed].id  # type: ignore[attr-defined]
                        if isinstance(value := row.values[column], Ref)
                        else value
                    )
                    for column in self._kept_columns(row)
                },
            }
            for row, made in self._new
        ]
        if rows:
            self._session.execute(insert(SeedRecord), rows)
        self._new.clear()

    @staticmethod
    def _kept_columns(row: SeedRow) -> list[str]:
        belonging = OWNED.get(row.table)
        return [column for column in row.values if belonging is None or column != belonging.column]
