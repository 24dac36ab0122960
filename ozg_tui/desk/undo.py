"""Undo and redo of one's own saves: found in the history, asked about, taken back as one save.

A unit of the history, which is one transaction, is taken back as a whole or not at all. What was
taken back is itself a unit, so it can be given back; nothing leaves the history.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.errors import RefusedError
from db.history import unit_of
from db.tables import Application, Change, Reversal
from ozg_tui.desk.application_grant import explained
from ozg_tui.desk.desk import Desk
from ozg_tui.desk.moments import moment_text
from ozg_tui.desk.records import Records, desk_of
from ozg_tui.desk.rule_sets import rule_sets
from ozg_tui.desk.territory import territory
from ozg_tui.desk.undo_checks import (
    refuse_changed,
    refuse_created,
    refuse_hanging,
    refuse_unknown,
)
from ozg_tui.desk.undo_grant import left_from, refuse_way_back, refuse_what_rests_on_it
from ozg_tui.desk.undo_history import (
    changes_of,
    is_answered,
    nets,
    newest,
    records_at,
    since_at,
)
from ozg_tui.desk.undo_rows import Signed, as_it_was, lock, row_of, write_back
from ozg_tui.desk.undo_words import SUBJECTS, heads, tell

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
    with desk.store.reading() as session:
        records = None if record is None else records_at(session, record)
        unit = newest(session, desk.actor, records, again)
    if unit is None:
        raise RefusedError(_nothing(record, again))
    # What would happen is tried out, so that the question promises nothing that is then refused.
    return Asked(unit, again, _reverse(desk, unit, again, None).question)


def carry_out(desk: Desk, asked: Asked) -> Done:
    """Do what was asked, in one transaction.

    Raises `RefusedError` with the reason where it is not possible any more, or is not what the
    question said.
    """
    return _reverse(desk, asked.unit, asked.again, asked.question).done


def _reverse(desk: Desk, unit: str, again: bool, agreed: str | None) -> _Found:
    """Take a unit back; all is dropped again while nobody has `agreed` to the question."""
    # Read before the transaction: when many save at once, none has a second connection.
    rule_sets(desk)
    territory(desk)
    try:
        with desk.store.writing(desk.actor) as session:
            session.info["desk"] = desk
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


def _reversed(session: Session, unit: str, again: bool) -> _Found:
    desk = desk_of(session)
    changes = changes_of(session, unit)
    rows = nets(changes)
    refuse_unknown(rows)
    records = {each.record for each in changes if each.record and _is_known(each.record)}
    locked = lock(session, records)
    if is_answered(session, unit):
        raise RefusedError(_TWICE)
    last = changes[-1]
    later = {record: since_at(session, record, last.id) for record in records}
    refuse_created(session, rows)
    applications = {
        name: (row, row.station, left_from(session, row))
        for name, row in locked.items()
        if isinstance(row, Application)
    }
    for name, (row, _, _) in applications.items():
        refuse_what_rests_on_it(row, rows, later[name], desk.actor)
    refuse_changed(session, rows, last.id, later)
    main, names = _first(records, changes), heads(session, rows)
    session.add(Reversal(unit=unit_of(session), of_unit=unit, actor=desk.actor, gives_back=again))
    told_before = tell(session, rows, main, names, again)
    refuse_hanging(session, rows, desk.actor)
    word = "wiederholt" if again else "zurückgenommen"
    write_back(session, rows, Signed(desk.today(), desk.actor, word))
    for row, station, left in applications.values():
        if row.station != station:
            refuse_way_back(session, row, station, left)
    _refuse_by_rules(session, later)
    removed = frozenset("/".join(key) for key in rows if row_of(session, key) is None)
    told = tell(session, rows, main, heads(session, rows) | names, again).head
    text = told_before._replace(head=told).text
    when = moment_text(last.at)
    question = (
        f"{text} wiederholen (zurückgenommen {when})?"
        if again
        else f"{text} zurücknehmen (gesichert {when})?"
    )
    done = f"{'Wiederholt' if again else 'Zurückgenommen'}. {text}."
    return _Found(question, Done(done, removed))


def _refuse_other(found: _Found, agreed: str) -> None:
    if found.question != agreed:
        raise RefusedError(
            "Inzwischen hat sich geändert, was zurückgenommen würde. Es wurde nichts getan; bitte "
            "noch einmal versuchen."
        )


def _is_known(record: str) -> bool:
    return record.partition("/")[0] in SUBJECTS


def _first(records: set[str], changes: list[Change]) -> str:
    """The record that a unit is mainly about: the one that was written first."""
    return next((each.record for each in changes if each.record in records), "") or ""


def _refuse_by_rules(session: Session, later: Mapping[str, list[Change]]) -> None:
    """Ask the rules that a save asks, about the records as they stand now."""
    for name in later:
        table, _, number = name.partition("/")
        row: Any = row_of(session, (table, number))
        if row is None:
            continue
        subject = SUBJECTS[table]
        value = subject.value(row)
        subject.refuse(session, value, row)
        if not later[name]:
            continue
        try:
            subject.model.model_validate(
                {field: getattr(value, field) for field in subject.model.model_fields}
            )
        except ValidationError as error:
            at = error.errors()[0]
            raise RefusedError(
                f"{later[name][-1].actor} hat den Eintrag danach geändert, und beides passt nicht "
                f"zusammen: {at['msg']}"
            ) from error


def _explained(desk: Desk, unit: str, error: IntegrityError) -> str:
    """The sentence for a guarantee of the database, from the record that it is about."""
    if Reversal.__tablename__ in str(error.orig):
        return _TWICE
    with desk.store.reading() as session:
        session.info["desk"] = desk
        for key, net in nets(changes_of(session, unit)).items():
            if key[0] in SUBJECTS and net.before is not None:
                subject = SUBJECTS[key[0]]
                value = subject.value(as_it_was(session, key, net))
                sentence = subject.explain(session, value, error)
                if sentence != Records.explain(subject, session, value, error):
                    return sentence
    return explained(error) or (
        "So lässt sich das nicht mehr sichern: Eine Vorgabe der Datenbank steht dagegen. Es wurde "
        "nichts geändert."
    )


def _nothing(record: str | None, again: bool) -> str:
    what = "zurückgenommen worden" if again else "von Ihnen gesichert worden"
    if record is None:
        return f"Hier gibt es nichts mehr: Es ist nichts {what}, was noch offen wäre."
    table = record.partition("/")[0]
    return f"An diesem Eintrag ist nichts {what}, was noch offen wäre." if table else ""
