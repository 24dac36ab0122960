"""Undo and redo of one's own saves: found in the history, asked about, taken back as one save.

A unit of the history, which is one transaction, is taken back as a whole or not at all. What was
taken back is itself a unit, so it can be given back; nothing leaves the history.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from db.errors import RefusedError
from db.history import unit_of
from db.tables import Application, Change, Record, Reversal
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.core.records import Records
from ozg_tui.desk.core.session import DeskSession, reading, writing
from ozg_tui.desk.core.subjects import BY_TABLE, records_of
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.desk.undo.checks import (
    refuse_changed,
    refuse_created,
    refuse_hanging,
    refuse_unknown,
)
from ozg_tui.desk.undo.grant import left_from, refuse_way_back, refuse_what_rests_on_it
from ozg_tui.desk.undo.history import (
    Key,
    Net,
    Since,
    came_from_a_file,
    changes_of,
    is_answered,
    nets,
    newest,
    records_at,
    since_at,
)
from ozg_tui.desk.undo.known import SUBJECTS
from ozg_tui.desk.undo.rows import Signed, as_it_was, gone, hold, lock, row_of, write_back
from ozg_tui.desk.undo.words import ITEMS_ASKED, ITEMS_SAID, Way, tell, who

_TWICE = "Das ist inzwischen schon geschehen, in einem zweiten Fenster vielleicht."


class Asked(NamedTuple):
    """What can be taken back, or with `again` given back; the question says all that happens."""

    unit: str
    again: bool
    question: str


class Done(NamedTuple):
    """What was done, in German, and the records that are gone by it: `note/7`."""

    sentence: str
    removed: frozenset[str]


class _Found(NamedTuple):
    question: str
    done: Done


def find(desk: Desk, record: str | None, *, again: bool = False) -> Asked:
    """The newest own save that is not taken back, or `again` the last one that was.

    `record` is what it has to be about: `application/14`; None for whatever it is about. Raises
    `RefusedError` with the reason where there is none, or where it cannot be taken back.
    """
    with reading(desk) as session:
        records = None if record is None else records_at(session, record, desk.actor)
        unit = newest(session, desk.actor, records, again)
    if unit is None:
        raise RefusedError(_nothing(record, again))
    try:
        # Tried out, so that the question promises nothing that is then refused.
        return Asked(unit, again, _reverse(desk, unit, again, None).question)
    except RefusedError as error:
        if record is not None or again:
            raise
        raise RefusedError(f"{error} Früheres nimmt u am Eintrag selbst zurück.") from error


def carry_out(desk: Desk, asked: Asked) -> Done:
    """Do what was asked, in one transaction.

    Raises `RefusedError` with the reason where it is not possible any more, or is not what the
    question said.
    """
    return _reverse(desk, asked.unit, asked.again, asked.question).done


def _reverse(desk: Desk, unit: str, again: bool, agreed: str | None) -> _Found:
    """Take a unit back; all is dropped again while nobody has `agreed` to the question."""
    try:
        with writing(desk, rule_sets) as session:
            found = _reversed(session, unit, again)
            if agreed is None:
                session.rollback()
            else:
                _refuse_other(found, agreed)
            return found
    except RefusedError as error:
        if not isinstance(error.__cause__, IntegrityError):
            raise
        raise RefusedError(_explained(desk, unit, error.__cause__)) from error


def _reversed(session: DeskSession, unit: str, again: bool) -> _Found:
    changes = changes_of(session, unit)
    rows = nets(changes)
    refuse_unknown(rows)
    records = {each.record for each in changes if each.record and _is_known(each.record)}
    locked = lock(session, records)
    if is_answered(session, unit):
        raise RefusedError(_TWICE)
    # Kept to the end: what is asked for row by row is then there already.
    kept = hold(session, rows)
    last = changes[-1]
    main = _main_record(records, changes)
    told, done = (tell(session, rows, main, Way(again, done)) for done in (False, True))
    later = since_at(session, records, last.id)
    actor = session.desk.actor
    session.add(Reversal(unit=unit_of(session), of_unit=unit, actor=actor, gives_back=again))
    try:
        # What a file brought has no life of its own yet; it goes as it came.
        if not came_from_a_file(session, unit):
            refuse_created(rows)
        _write(session, rows, locked, Since(last.id, later), again)
    except RefusedError as error:
        # Somebody who is not at the record reads which one it is.
        raise RefusedError(f"{told.head}: {error}") from error
    del kept
    removed = gone(session, rows)
    when = moment_text(last.at)
    ending = (
        f"wiederholen (zurückgenommen {when})?" if again else f"zurücknehmen (gesichert {when})?"
    )
    sentence = f"{'Wiederholt' if again else 'Zurückgenommen'}. {done.line(ITEMS_SAID)}."
    return _Found(f"{told.line(ITEMS_ASKED)} {ending}", Done(sentence, removed))


def _write(
    session: DeskSession,
    rows: Mapping[Key, Net],
    locked: Mapping[str, Record],
    since: Since,
    again: bool,
) -> None:
    """Write the rows back, unless something stands against it before or afterwards."""
    desk = session.desk
    applications = {name: row for name, row in locked.items() if isinstance(row, Application)}
    for name, row in applications.items():
        refuse_what_rests_on_it(row, rows, since.records[name], desk.actor)
    refuse_changed(session, rows, since)
    refuse_hanging(session, rows, desk.actor)
    stations = {name: (row.station, left_from(session, row)) for name, row in applications.items()}
    word = "wiederholt" if again else "zurückgenommen"
    write_back(session, rows, Signed(desk.today(), desk.actor, word))
    for name, row in applications.items():
        refuse_way_back(session, row, *stations[name])
    for name, changes in since.records.items():
        if not _went(rows, name):
            _refuse_by_rules(session, name, changes)


def _refuse_other(found: _Found, agreed: str) -> None:
    if found.question != agreed:
        raise RefusedError(
            "Inzwischen hat sich geändert, was zurückgenommen würde. Es wurde nichts getan; bitte "
            "noch einmal versuchen."
        )


def _went(rows: Mapping[Key, Net], record: str) -> bool:
    """Whether taking back a unit removes this record, which the unit had brought."""
    table, _, number = record.partition("/")
    net = rows.get((table, number))
    return net is not None and net.before is None


def _is_known(record: str) -> bool:
    return record.partition("/")[0] in SUBJECTS


def _main_record(records: set[str], changes: list[Change]) -> str:
    """The record that a unit is mainly about: the one that was written first."""
    return next((each.record for each in changes if each.record in records), "") or ""


def _refuse_by_rules(session: DeskSession, record: str, later: list[Change]) -> None:
    """Ask the rules that a save asks, about a record as it stands now."""
    table, _, number = record.partition("/")
    row: Any = row_of(session, (table, number))
    if row is None:
        return
    records = records_of(BY_TABLE[table])
    value = records.value(row)
    records.refuse(session, value, row)
    if later and (reason := _misfit(records, value)):
        did = who(later[-1], session.desk.actor)
        raise RefusedError(f"{did} den Eintrag geändert. Beides passt nicht zusammen: {reason}")


def _misfit(subject: Records[Any, Any], value: Any) -> str:
    """Why fields do not fit together that two people saved; empty where they do."""
    names = subject.model.model_fields
    try:
        subject.model.model_validate({name: getattr(value, name) for name in names})
    except ValidationError as error:
        return error.errors()[0]["msg"]
    return ""


def _explained(desk: Desk, unit: str, error: IntegrityError) -> str:
    """The sentence for a guarantee of the database, from the record that it is about."""
    if Reversal.__tablename__ in str(error.orig):
        return _TWICE
    with reading(desk) as session:
        for key, net in nets(changes_of(session, unit)).items():
            if key[0] in SUBJECTS and net.before is not None:
                subject = records_of(BY_TABLE[key[0]])
                value = subject.value(as_it_was(session, key, net))
                sentence = subject.explain(session, value, error)
                if sentence != Records.explain(subject, session, value, error):
                    return sentence
                if reason := _misfit(subject, value):
                    return f"Mit späteren Änderungen passt das nicht zusammen: {reason}"
    return (
        "Zusammen mit späteren Änderungen lässt die Datenbank das nicht zu. Es wurde nichts "
        "geändert."
    )


def _nothing(record: str | None, again: bool) -> str:
    here = "" if record is None else "an diesem Eintrag "
    if again:
        return f"Es gibt nichts zu wiederholen: Sie haben {here}nichts zurückgenommen."
    return (
        f"Es gibt nichts zurückzunehmen: Sie haben {here}nichts gesichert, oder es ist schon "
        "zurückgenommen."
    )
