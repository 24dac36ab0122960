"""What is taken back, in German: fields as they are and as they will be, rows that come and go."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from db.tables import TABLES, Base, Change
from db.tables.base import OWNED
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.core.shown import title_of
from ozg_tui.desk.core.subjects import BY_TABLE, records_of
from ozg_tui.desk.undo.history import Key, Net
from ozg_tui.desk.undo.known import PARTS, SUBJECTS, words_of
from ozg_tui.desk.undo.rows import as_it_was, in_order, row_of
from ozg_tui.desk.undo.values import prefix_of, value_text
from ozg_tui.german.counting import counted
from ozg_tui.text import clean

ITEMS_ASKED = 8
"""How many things a question names; the smallest window has room for them."""

ITEMS_SAID = 3
"""How many the message line names afterwards."""

_TITLE_LENGTH = 50


class Told(NamedTuple):
    """What happens to a record: its name, and one phrase for each thing that changes."""

    head: str
    items: tuple[str, ...]

    def line(self, most: int) -> str:
        """Name and phrases in one line, and how many more there are than `most`."""
        more = len(self.items) - most
        rest = f" und {counted(more, 'weitere Angabe', 'weitere Angaben')}"
        return clean(f"{self.head}: {', '.join(self.items[:most])}{rest if more > 0 else ''}")


class Way(NamedTuple):
    """Whether something is given back (`again`), and whether that lies behind us (`done`)."""

    again: bool
    done: bool = False


def who(change: Change, actor: str) -> str:
    """Who changed something after all, up to the verb: `K. Probe hat danach (am …)`."""
    did = "Sie haben" if change.actor == actor else f"{clean(change.actor)} hat"
    return f"{did} danach ({moment_text(change.at)})"


def beforehand(change: Change, actor: str) -> str:
    """What has to be done before."""
    if change.actor == actor:
        return "Erst das zurücknehmen."
    return f"Erst müsste {clean(change.actor)} das zurücknehmen."


def tell(session: DeskSession, unit: Mapping[Key, Net], record: str, way: Way) -> Told:
    """What becomes of the rows when a unit is taken back; `record` is told first."""
    names = {"/".join(key): _name(session, key, unit.get(key)) for key in _subjects(session, unit)}
    # Parts that are counted as records of their own belong to what they are part of.
    record = record or min(names, default="")
    items: dict[str, list[str]] = {record: []}
    whole = {"/".join(key) for key, net in unit.items() if net.before is None or net.after is None}
    for key in in_order(unit):
        of = _record_of(session, key, unit[key])
        # What comes or goes as a whole takes its parts along.
        if "/".join(key) == of or of not in whole:
            items.setdefault(of, []).extend(_phrases(session, key, unit[key], way))
    other = [
        f"{names.get(of) or _noun(of.partition('/')[0])}: {item}"
        for of, told in items.items()
        if of != record
        for item in told
    ]
    told = (*items[record], *other) or ("Angaben",)
    return Told(names.get(record) or "Eintrag", told)


def _subjects(session: DeskSession, unit: Mapping[Key, Net]) -> set[Key]:
    """The records that the rows of a unit are part of."""
    found = {_record_of(session, key, net).partition("/") for key, net in unit.items()}
    return {(table, number) for table, _, number in found if table in SUBJECTS}


def field_title(session: DeskSession, key: Key, name: str) -> str:
    """How a field is named in a refusal: `»Laufzeit bis«`."""
    prefix = prefix_of(session, row_of(session, key))
    title = title_of(key[0], name)
    return f"»{prefix}{title}«" if title else f"»{prefix.rstrip(': ') or 'eine Angabe'}«"


def _record_of(session: DeskSession, key: Key, net: Net) -> str:
    """The record that a row is part of, as the history writes it."""
    if key[0] in SUBJECTS:
        return "/".join(key)
    values = (net.before or {}) | (net.after or {})
    return _owner(session, key[0], row_of(session, key), values)


def _owner(session: DeskSession, table: str, row: Base | None, values: Mapping[str, Any]) -> str:
    for column in TABLES[table].__table__.columns:
        number = getattr(row, column.key) if row is not None else values.get(column.key)
        if number is None or not column.info.get(OWNED):
            continue
        (target,) = (each.column.table.name for each in column.foreign_keys)
        if target in SUBJECTS:
            return f"{target}/{number}"
        of = session.get(TABLES[target], number)
        return _owner(session, target, of, {}) if of is not None else ""
    return ""


def _name(session: DeskSession, key: Key, net: Net | None) -> str:
    with session.no_autoflush:
        if net is not None and net.after is None:
            row = as_it_was(session, key, net)
            # A title may need the names of what the row refers to.
            session.add(row)
            title = _titled(session, key[0], row)
            session.expunge(row)
            return title
        found = row_of(session, key)
        return _titled(session, key[0], found) if found is not None else ""


def _titled(session: DeskSession, table: str, row: Base) -> str:
    subject, undone = BY_TABLE[table], SUBJECTS[table]
    records = records_of(subject)
    if undone.by_reference:
        return clean(records.reference(session, row))
    title = clean(records.title(row))
    title = title if len(title) <= _TITLE_LENGTH else f"{title[: _TITLE_LENGTH - 1]}…"
    return f"{subject.noun.singular} »{title}«" if undone.with_noun else title


def _phrases(session: DeskSession, key: Key, net: Net, way: Way) -> Iterator[str]:
    table = key[0]
    if table in PARTS and words_of(table) is None:
        return
    if net.before is None or net.after is None:
        if whole := _whole(session, key, net, way):
            yield whole
        return
    row: Any = row_of(session, key)
    prefix = prefix_of(session, row)
    names = sorted(net.fields, key=_place(table))
    by = PARTS[table].by if table in PARTS else ""
    if by:
        names = [by] if by in names else ["confirmed_on"]
    for name in names:
        title = title_of(table, name) if name != by else ""
        if not title and name != by:
            continue
        now = value_text(session, table, name, (net.after or {}).get(name))
        then = value_text(session, table, name, (net.before or {}).get(name))
        yield f"{prefix}{title}".rstrip(": ") + f" {now} → {then}"


def _place(table: str) -> Any:
    order = [column.key for column in TABLES[table].__table__.columns]
    return order.index


def _whole(session: DeskSession, key: Key, net: Net, way: Way) -> str:
    values: Mapping[str, Any] = net.before or net.after or {}
    goes = net.before is None
    comes = "ist wieder da" if way.done else "kommt wieder"
    if key[0] in SUBJECTS:
        what = "Anlegen" if goes is not way.again else "Löschen"
        gone = "ist gelöscht" if way.done else "wird gelöscht"
        return f"{what} (der Eintrag {gone if goes else comes})"
    words = words_of(key[0])
    if words is None or words.whole is None:
        return ""
    what = words.whole(session, values)
    gone = "ist entfernt" if way.done else "entfällt"
    return f"{what} ({gone if goes else comes})"


def kinds_of(tables: Iterable[str]) -> str:
    """Kinds of record in one phrase: `Anruf, Notiz`."""
    return ", ".join(sorted({_noun(table) for table in tables}))


def _noun(table: str) -> str:
    return BY_TABLE[table].noun.singular if table in BY_TABLE else "Eintrag"
