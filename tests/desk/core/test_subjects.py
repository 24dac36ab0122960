"""Every kind of record is declared once: no table and no use of it is forgotten."""

from importlib import import_module
from pkgutil import walk_packages

import pytest
from pydantic import BaseModel
from sqlalchemy import Table

import ozg_tui.desk
from db.search.sources import SOURCES
from db.tables import Base
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.records import Records
from ozg_tui.desk.core.subject import (
    Links,
    Not,
    Part,
    PartUndone,
    Status,
    Subject,
    Undone,
    load,
)
from ozg_tui.desk.core.subjects import (
    BY_TABLE,
    LISTED,
    PARTS,
    SUBJECTS,
    records_of,
)
from ozg_tui.desk.core.telling import Telling
from ozg_tui.desk.core.undoing import PartWords
from ozg_tui.desk.overview.day import FIGURES
from ozg_tui.resources.catalogue import BY_KIND, FORMS

TABLES: dict[str, Table] = {
    mapper.class_.__tablename__: mapper.class_.__table__ for mapper in Base.registry.mappers
}
WITHOUT_SUBJECT: dict[str, str] = {
    "change": "the history itself",
    "determination": "kept with a step of an application, never changed",
    "erasure": "who erased a person; nobody takes that back",
    "exchange": "the memory of imports itself",
    "draft": "what somebody types; it is nobody else's",
    "funding_line": "a fact of the sources, changed by the seeds alone",
    "programme": "a fact of the sources, changed by the seeds alone",
    "receipt": "the memory of reports itself",
    "reported_figure": "a fact of the sources, changed by the seeds alone",
    "seal": "the chain of the history",
    "reversal": "the memory of undo itself",
    "seed_record": "the memory of the seeds itself",
    "source": "a fact of the sources, changed by the seeds alone",
    "statement": "a fact of the sources, changed by the seeds alone",
}
"""Tables that belong to no kind of record, and why."""
EACH = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda each: each.code)
EACH_TABLE = pytest.mark.parametrize(
    "declared",
    [*SUBJECTS, *(part for _, part in PARTS.values())],
    ids=lambda each: each.table,
)
USES = ("listed", "links", "told", "undone", "counted", "given_out", "taken_in")


def test_every_table_belongs_to_one_subject_or_says_why_to_none() -> None:
    declared = [table for subject in SUBJECTS for table in subject.tables]
    assert sorted([*declared, *WITHOUT_SUBJECT]) == sorted(TABLES)
    assert all(WITHOUT_SUBJECT.values())


def test_all_records_of_the_desk_are_declared() -> None:
    for module in walk_packages(ozg_tui.desk.__path__, "ozg_tui.desk."):
        import_module(module.name)
    known = {each.code: each.table.__tablename__ for each in _kinds_of(Records)}
    steps = {code: each.table for each in SUBJECTS for code in each.steps}
    assert known == steps | {each.code: each.table for each in SUBJECTS}


def _kinds_of(kind: type) -> list[type[Records]]:
    below = [each for sub in kind.__subclasses__() for each in (sub, *_kinds_of(sub))]
    return [each for each in below if each.__module__.startswith("ozg_tui.")]


@EACH
@pytest.mark.parametrize("use", USES)
def test_every_use_is_declared_or_says_why_not(subject: Subject, use: str) -> None:
    said = getattr(subject, use)
    assert said.reason if isinstance(said, Not) else said


@EACH_TABLE
@pytest.mark.parametrize("use", ["told", "undone"])
def test_every_table_is_told_and_undone_or_says_why_not(declared: Subject | Part, use: str) -> None:
    said = getattr(declared, use)
    assert said.reason if isinstance(said, Not) else said


@EACH
def test_the_records_of_a_subject_are_those_that_it_names(subject: Subject) -> None:
    records = records_of(subject)
    assert isinstance(records, Records)
    assert records.code == subject.code
    assert records.table.__tablename__ == subject.table


@EACH_TABLE
def test_what_is_told_are_rows_of_the_table_itself(declared: Subject | Part) -> None:
    if isinstance(declared.told, Not):
        return
    telling = load(declared.told)
    assert isinstance(telling, Telling)
    assert telling.rows
    for rows in telling.rows:
        literal = rows.selected_columns["table_name"]
        assert literal.element.value == declared.table


@EACH_TABLE
def test_columns_that_hang_together_are_columns(declared: Subject | Part) -> None:
    columns = {column.key for column in TABLES[declared.table].columns}
    if isinstance(declared.undone, Not):
        return
    assert all(group <= columns for group in declared.undone.together)
    assert declared.called.keys() <= columns
    if isinstance(declared.undone, Undone) and declared.undone.shown_at_a_place:
        assert "organisation_id" in columns
    if isinstance(declared.undone, PartUndone):
        assert not declared.undone.words or isinstance(load(declared.undone.words), PartWords)
        assert not declared.undone.by or declared.undone.by in columns


@pytest.mark.parametrize("part", [part for _, part in PARTS.values()], ids=lambda each: each.table)
def test_the_form_of_a_part_is_a_model(part: Part) -> None:
    assert not part.form or issubclass(load(part.form), BaseModel)


@EACH
def test_links_are_references_of_the_row(subject: Subject) -> None:
    if not isinstance(subject.links, Links):
        return
    references = {column.key for column in TABLES[subject.table].columns if column.foreign_keys}
    assert set(subject.links.columns) <= references
    if name := subject.links.as_column:
        pointing = [table.c[name] for table in TABLES.values() if name in table.c]
        targets = {key.column.table.name for column in pointing for key in column.foreign_keys}
        assert targets == {subject.table}


def test_every_kind_of_search_entry_has_one_list_a_source_and_a_screen() -> None:
    assert list(LISTED) == list(Kind)
    stored = {
        kind: source.table.__tablename__ for source in SOURCES.values() for kind in source.kinds
    }
    declared = {each.kind: subject.table for subject in SUBJECTS for each in subject.lists}
    assert stored == declared
    assert [each.code for each in BY_KIND] == [each.code for each in LISTED.values()]


@EACH
def test_a_draft_of_every_form_finds_its_screen(subject: Subject) -> None:
    if not subject.shown_by:
        assert FORMS[subject.code].records is not None
    for code, step in subject.steps.items():
        assert FORMS[code].records is not None
        assert load(step).code == code


def test_words_of_filters_and_reasons_mean_one_thing() -> None:
    words = [each.word for each in LISTED.values()]
    names = [each.name for each in LISTED.values()]
    assert len(set(words)) == len(set(names)) == len(LISTED)
    said: dict[str, str] = {}
    for each in LISTED.values():
        for code, reason in each.reasons.items():
            assert said.setdefault(code, reason.said) == reason.said


@pytest.mark.parametrize("status", [each.status for each in LISTED.values() if each.status])
def test_open_states_are_among_the_states(status: Status) -> None:
    assert (status.open or frozenset()) <= status.labels.keys()


def test_the_subjects_name_all_figures_of_start() -> None:
    counted = [
        name for each in SUBJECTS if not isinstance(each.counted, Not) for name in each.counted
    ]
    assert sorted(counted) == sorted(FIGURES)


def test_what_other_subjects_show_is_a_subject() -> None:
    assert {each.shown_by for each in SUBJECTS} <= {"", *BY_TABLE}
