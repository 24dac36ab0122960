"""No column of the schema holds text of which nobody has said whether people stand in it."""

from collections.abc import Mapping

import pytest
from sqlalchemy import JSON, Date, String

from db.metadata import UtcTime, metadata
from ozg_tui.desk.core.subject import Not
from ozg_tui.desk.privacy.processing import activities
from ozg_tui.desk.privacy.tables import DERIVED, Kept, declared, kept_tables

NAMELESS: Mapping[str, frozenset[str]] = {
    "a code of the program": frozenset(
        [
            "action",
            "agreement_form",
            "agreement_transfer",
            "code",
            "consent",
            "direction",
            "form",
            "format",
            "from_station",
            "funding_source",
            "kind",
            "result",
            "role",
            "state",
            "station",
            "status",
            "table_name",
            "bearer",
            "from_state",
            "to_state",
            "to_station",
            "topic",
            "seed",
            "subject_code",
        ]
    ),
    "a key or number of a register": frozenset(
        [
            "ars",
            "district_key",
            "key",
            "number",
            "region",
            "row_id",
            "rule_set",
            "source_code",
            "address_source_code",
            "record",
            "unit",
            "url",
            "website",
            "id",
        ]
    ),
    "who works here, under the name of the account": frozenset(
        [
            "actor",
            "changed_by",
            "checked_by",
            "confirmed_by",
            "deviation_by",
            "deviation_confirmed_by",
            "owner",
            "taken_by",
            "written_by",
        ]
    ),
    "the name and address of an authority, which is public": frozenset(
        ["name", "office", "postcode", "street", "suffix", "town"]
    ),
    "figures of rules": frozenset({"parameters", "unit"}),
    "the window that keeps a draft": frozenset({"holder"}),
}
"""Columns that name nobody of whom the desk could be asked, and why."""

EXEMPT = frozenset().union(*NAMELESS.values())
_AFTER_SOMEBODY = ("contact", "successor_id")
"""Names another person; the row is not theirs."""

KEPT = list(kept_tables().values())


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_each_table_answers_or_says_why_not(name: str) -> None:
    if name in DERIVED:
        return
    said = declared()[name]
    if isinstance(said, Not):
        assert said.reason
        return
    table = metadata.tables[name]
    texts = {each.name for each in table.columns if isinstance(each.type, String | JSON)}
    assert texts - EXEMPT <= {*said.own, *said.texts}
    assert {*said.own, *said.texts, *said.by} <= set(table.columns.keys())
    assert not said.since or isinstance(table.c[said.since].type, Date | UtcTime)
    assert said.activity in activities()


def test_nothing_is_declared_that_is_no_table() -> None:
    assert set(declared()) | DERIVED == set(metadata.tables)


def test_whoever_refers_to_a_person_is_that_persons_row() -> None:
    by = {each.name: each.personal.by for each in KEPT}
    for name, table in metadata.tables.items():
        for column in table.columns:
            if (name, column.name) == _AFTER_SOMEBODY:
                continue
            if any(key.column.table.name == "contact" for key in column.foreign_keys):
                assert column.name in by[name], name


@pytest.mark.parametrize("kept", KEPT, ids=lambda each: each.name)
def test_what_is_erased_can_hold_what_stands_in_its_place(kept: Kept) -> None:
    for column in kept.personal.own:
        assert isinstance(kept.table.c[column].type, String)
        assert not kept.table.c[column].foreign_keys
