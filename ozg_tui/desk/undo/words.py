"""What is taken back, in German: fields as they are and as they will be, rows that come and go."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from db.tables import (
    Application,
    Base,
    Change,
    Participant,
)
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.core.records import Records, desk_of
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.register.contacts import CONTACTS
from ozg_tui.desk.register.municipalities import MUNICIPALITIES
from ozg_tui.desk.services.rollouts import ROLLOUTS
from ozg_tui.desk.since.values import day_of, title_of
from ozg_tui.desk.telephone.calls import CALLS
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS
from ozg_tui.desk.telephone.notes import NOTES
from ozg_tui.desk.telephone.snippets import SNIPPETS
from ozg_tui.desk.undo.history import Key, Net
from ozg_tui.desk.undo.rows import TABLES, as_it_was, in_order, row_of
from ozg_tui.desk.undo.values import address_kind, prefix_of, shortened, value_text
from ozg_tui.rules.labels import NUMBER_KINDS, OBLIGATIONS, ROLES
from ozg_tui.rules.money import format_cents
from ozg_tui.text import clean

SUBJECTS: Mapping[str, Records[Any, Any]] = {
    each.table.__tablename__: each
    for each in (
        APPLICATIONS, BOOKINGS, CALLS, CONTACTS, FOLLOW_UPS, MUNICIPALITIES, NOTES, ROLLOUTS,
        SNIPPETS,
    )
}  # fmt: skip
"""The kinds of record that undo knows."""

KINDS: Mapping[str, str] = {
    "application": "IKZ-Antrag",
    "booking": "Beratung",
    "call": "Anruf",
    "contact": "Kontakt",
    "follow_up": "Wiedervorlage",
    "note": "Notiz",
    "organisation": "Kommune/Stelle",
    "rollout": "Anbindung",
    "snippet": "Textbaustein",
    "subscription": "Bezug des OZG-Reports",
}

ITEMS_ASKED = 8
"""How many things a question names; the smallest window has room for them."""

ITEMS_SAID = 3
"""How many the message line names afterwards."""

_TITLE_LENGTH = 50
_SAID_WITH_KIND = frozenset({"contact", "follow_up", "note", "snippet"})
_NOT_TOLD = frozenset({"station_step", "organisation_period"})
_WHOLE = frozenset({"phone_number", "address", "contact_role"})
"""Parts that are told by one value, whatever else belongs to it."""


class Told(NamedTuple):
    """What happens to a record: its name, and one phrase for each thing that changes."""

    head: str
    items: tuple[str, ...]

    def line(self, most: int) -> str:
        """Name and phrases in one line, and how many more there are than `most`."""
        more = len(self.items) - most
        rest = f" und {more} weitere Angaben" if more > 1 else " und 1 weitere Angabe"
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


def tell(session: Session, unit: Mapping[Key, Net], record: str, way: Way) -> Told:
    """What becomes of the rows when a unit is taken back; `record` is told first."""
    names = {"/".join(key): _name(session, key, unit.get(key)) for key in _subjects(session, unit)}
    items: dict[str, list[str]] = {record: []}
    whole = {"/".join(key) for key, net in unit.items() if net.before is None or net.after is None}
    for key in in_order(unit):
        of = _record_of(session, key, unit[key])
        # What comes or goes as a whole takes its parts along.
        if "/".join(key) == of or of not in whole:
            items.setdefault(of, []).extend(_phrases(session, key, unit[key], way))
    other = [
        f"{names.get(of) or KINDS.get(of.partition('/')[0], 'Eintrag')}: {item}"
        for of, told in items.items()
        if of != record
        for item in told
    ]
    told = (*items[record], *other) or ("Angaben",)
    return Told(names.get(record) or "Eintrag", told)


def _subjects(session: Session, unit: Mapping[Key, Net]) -> set[Key]:
    """The records that the rows of a unit are part of."""
    found = {_record_of(session, key, net).partition("/") for key, net in unit.items()}
    return {(table, number) for table, _, number in found if table in SUBJECTS}


def field_title(session: Session, key: Key, name: str) -> str:
    """How a field is named in a refusal: `»Laufzeit bis«`."""
    prefix = prefix_of(session, row_of(session, key))
    title = title_of(key[0], name)
    return f"»{prefix}{title}«" if title else f"»{prefix.rstrip(': ') or 'eine Angabe'}«"


def _record_of(session: Session, key: Key, net: Net) -> str:
    """The record that a row is part of, as the history writes it."""
    if key[0] in SUBJECTS:
        return "/".join(key)
    values = (net.before or {}) | (net.after or {})
    row: Any = row_of(session, key)
    if key[0] == "resolution":
        number = row.participant_id if row is not None else values["participant_id"]
        of: Any = session.get(Participant, number)
        return f"application/{of.application_id}" if of is not None else ""
    for record in ("application", "contact", "organisation"):
        name = f"{record}_id"
        number = getattr(row, name, None) if row is not None else values.get(name)
        if number is not None and any(
            each.column.table.name == record
            for each in TABLES[key[0]].__table__.columns[name].foreign_keys
        ):
            return f"{record}/{number}"
    return ""


def _name(session: Session, key: Key, net: Net | None) -> str:
    with session.no_autoflush:
        if net is not None and net.after is None:
            row = as_it_was(session, key, net)
            # A title may need the names of what the row refers to.
            session.add(row)
            title = _titled(key[0], row)
            session.expunge(row)
            return title
        found = row_of(session, key)
        return _titled(key[0], found) if found is not None else ""


def _titled(table: str, row: Base) -> str:
    if isinstance(row, Application):
        return clean(row.number)
    title = clean(SUBJECTS[table].title(row))
    title = title if len(title) <= _TITLE_LENGTH else f"{title[: _TITLE_LENGTH - 1]}…"
    return f"{KINDS[table]} »{title}«" if table in _SAID_WITH_KIND else title


def _phrases(session: Session, key: Key, net: Net, way: Way) -> Iterator[str]:
    table = key[0]
    if table in _NOT_TOLD:
        return
    if net.before is None or net.after is None:
        if whole := _whole(session, key, net, way):
            yield whole
        return
    row: Any = row_of(session, key)
    prefix = prefix_of(session, row)
    names = sorted(net.fields, key=_place(table))
    if table in _WHOLE:
        names = [_told_by(table)] if _told_by(table) in names else ["confirmed_on"]
    for name in names:
        title = title_of(table, name) if name != _told_by(table) else ""
        if not title and name != _told_by(table):
            continue
        now = value_text(session, table, name, (net.after or {}).get(name))
        then = value_text(session, table, name, (net.before or {}).get(name))
        yield f"{prefix}{title}".rstrip(": ") + f" {now} → {then}"


def _place(table: str) -> Any:
    order = [column.key for column in TABLES[table].__table__.columns]
    return order.index


def _told_by(table: str) -> str:
    return {"phone_number": "raw", "address": "text", "contact_role": "role"}.get(table, "")


def _whole(session: Session, key: Key, net: Net, way: Way) -> str:
    values: Mapping[str, Any] = net.before or net.after or {}
    goes = net.before is None
    comes = "ist wieder da" if way.done else "kommt wieder"
    if key[0] in SUBJECTS:
        what = "Anlegen" if goes is not way.again else "Löschen"
        gone = "ist gelöscht" if way.done else "wird gelöscht"
        return f"{what} (der Eintrag {gone if goes else comes})"
    match key[0]:
        case "participant":
            what = f"Beteiligung {territory(desk_of(session)).name(values['organisation_id'])}"
        case "phone_number":
            what = f"{NUMBER_KINDS[values['kind']]} »{shortened(values['raw'])}«"
        case "address":
            what = f"{address_kind(values['kind'])} »{shortened(values['text'])}«"
        case "contact_role":
            what = f"Funktion »{ROLES[values['role']]}«"
        case "payment":
            day = day_of(values, "paid_on")
            what = f"Auszahlung »{format_cents(values['amount_cents'])} vom {day}«"
        case "obligation":
            due = f", fällig am {day_of(values, 'due_on')}" if values.get("due_on") else ""
            what = f"Pflicht »{OBLIGATIONS[values['kind']]}{due}«"
        case _:
            return ""
    gone = "ist entfernt" if way.done else "entfällt"
    return f"{what} ({gone if goes else comes})"


def kinds_of(tables: Iterable[str]) -> str:
    """Kinds of record in one phrase: `Anruf, Notiz`."""
    return ", ".join(sorted({KINDS.get(table, "Eintrag") for table in tables}))
