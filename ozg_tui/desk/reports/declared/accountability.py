"""R19 and R20: who changed what, and where data about people went."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from db.tables import Change, Erasure, Exchange
from ozg_tui.clock import beginning_of, day_of
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.subjects import owner_of
from ozg_tui.desk.exchange.writing.sheet import Cell, Column, Holds
from ozg_tui.desk.reports.days import end_of
from ozg_tui.desk.reports.report import Asked, Counted, Found, Report, Row, Takes
from ozg_tui.desk.reports.spans import by_time
from ozg_tui.german.counting import counted

_FIRST = select(func.min(Change.at))
_CHANGES = select(Change.id, Change.at, Change.actor, Change.action, Change.table_name).order_by(
    Change.id
)
_EXCHANGED = select(Exchange.id, Exchange.at, Exchange.actor, Exchange.direction, Exchange.kind,
                    Exchange.format, Exchange.rows)  # fmt: skip
_ERASED = select(Erasure.id, Erasure.at, Erasure.actor, Erasure.contact_id, Erasure.rows)
_DIRECTIONS = {"in": "Datei übernommen", "out": "Liste ausgegeben"}
_BY = (("person", "Wer"), ("art", "Art des Eintrags"), ("monat", "Monat"))


def begins(desk: Desk) -> date | None:
    """The day of the first change."""
    moment = desk.read(lambda reader: reader.execute(_FIRST).scalar())
    return day_of(moment) if moment else None


def history(desk: Desk, asked: Asked) -> Found:
    """The changes of the period, grouped by what was asked for."""
    last = min(asked.until or asked.on, asked.on)
    wanted = _CHANGES.where(Change.at < end_of(last))
    if asked.since is not None:
        wanted = wanted.where(Change.at >= beginning_of(asked.since))
    found = desk.read(lambda reader: reader.execute(wanted).all())
    rows = [_changes(name, these) for name, these in _GROUPS[asked.by](found)]
    rows.append(_changes("Zusammen", found, is_total=True))
    remark = "Ob die Aufzeichnung vollständig ist, sagt »ozg-tui pruefen --verlauf«."
    columns = (Column("group", dict(_BY)[asked.by]), *_ACTIONS)
    sentence = f"{counted(len(found), 'Änderung', 'Änderungen')} im Zeitraum."
    return Found(tuple(rows), (sentence,), (remark,), columns)


def _changes(name: str, these: Sequence[Any], *, is_total: bool = False) -> Row:
    actions = Counter(each.action for each in these)
    cells: tuple[Cell, ...] = (name, len(these), *(actions[column.code] for column in _ACTIONS[1:]))
    ids = tuple(each.id for each in these)
    return Row(cells, (Counted(Change.__tablename__, ids),), is_total)


Groups = Sequence[tuple[str, Sequence[Any]]]


def _grouped(name: Callable[[Any], str]) -> Callable[[Sequence[Any]], Groups]:
    def groups(found: Sequence[Any]) -> Groups:
        these: dict[str, list[Any]] = defaultdict(list)
        for each in found:
            these[name(each)].append(each)
        return sorted(these.items())

    return groups


def _kind(change: Any) -> str:
    owner = owner_of(change.table_name)
    return owner.noun.plural if owner is not None else "Sonstiges"


_GROUPS: Mapping[str, Callable[[Sequence[Any]], Groups]] = {
    "person": _grouped(lambda each: str(each.actor)),
    "art": _grouped(_kind),
    "monat": lambda found: by_time(found, lambda each: day_of(each.at), "monat"),
}
_ACTIONS = (
    Column("changes", "Änderungen", Holds.NUMBER),
    Column("insert", "neu", Holds.NUMBER),
    Column("update", "geändert", Holds.NUMBER),
    Column("delete", "entfernt", Holds.NUMBER),
)


def people(desk: Desk, asked: Asked) -> Found:
    """Every list that went out or came in, and every erasure, by its moment."""
    exchanged, erased = desk.read(
        lambda reader: (reader.execute(_EXCHANGED).all(), reader.execute(_ERASED).all())
    )
    found = [
        (each.at, (_DIRECTIONS[each.direction], f"{each.kind} ({each.format})", each.actor,
                   each.rows), Counted(Exchange.__tablename__, (each.id,)))
        for each in exchanged
    ]  # fmt: skip
    found += [
        (each.at, ("Person gelöscht", f"Nr. {each.contact_id}", each.actor, each.rows),
         Counted(Erasure.__tablename__, (each.id,)))
        for each in erased
    ]  # fmt: skip
    found.sort(key=lambda each: each[0])
    rows = [Row((day_of(at), *cells), (of,)) for at, cells, of in found if asked.covers(day_of(at))]
    kinds = Counter(row.cells[1] for row in rows)
    sentence = (
        f"{counted(kinds[_DIRECTIONS['out']], 'Liste', 'Listen')} ausgegeben, "
        f"{counted(kinds[_DIRECTIONS['in']], 'Datei', 'Dateien')} übernommen, "
        f"{counted(kinds['Person gelöscht'], 'Person', 'Personen')} gelöscht."
    )
    return Found(tuple(rows), (sentence,))


REPORTS = (
    Report(
        code="R19",
        name="verlauf",
        title="Verlauf: wer was geändert hat",
        definition=(
            "Änderungen am Bestand nach ihrem Tag, auch die des Programms selbst (saat). Eine "
            "Änderung ist eine Zeile einer Tabelle: Ein Kontakt mit zwei Nummern sind drei."
        ),
        denominator="alle Änderungen im Zeitraum",
        source="Verlauf des Bestands",
        columns=(Column("group", "Wer"), *_ACTIONS),
        find=history,
        begins=begins,
        takes=(Takes.FROM, Takes.UNTIL, Takes.BY),
        by=_BY,
        personal=True,
    ),
    Report(
        code="R20",
        name="datenschutz",
        title="Datenschutz: Ausgaben, Übernahmen und Löschungen",
        definition=(
            "Listen, die das Programm ausgegeben hat, Dateien, die übernommen wurden, und "
            "Personen, die gelöscht wurden; diese nur mit der Nummer, die an ihrer Stelle steht."
        ),
        denominator="alle Ausgaben, Übernahmen und Löschungen im Zeitraum",
        source="Aufzeichnungen des Programms",
        columns=(
            Column("day", "Tag", Holds.DAY),
            Column("what", "Was"),
            Column("kind", "Wovon"),
            Column("actor", "Wer"),
            Column("rows", "Zeilen", Holds.NUMBER),
        ),
        find=people,
        begins=begins,
        takes=(Takes.FROM, Takes.UNTIL),
        personal=True,
    ),
)
