"""What START knows of the tables is what they are."""

import pytest
from sqlalchemy import BigInteger, Integer, String, TableClause

from db import outline
from db.metadata import metadata
from db.tables import Base

assert Base  # fills the catalogue
TABLES = [each for each in vars(outline).values() if isinstance(each, TableClause)]


def kind(column):
    """Its Python side; whether a number is stored in four bytes or eight does not matter."""
    number = isinstance(column.type, Integer | BigInteger)
    return Integer if number else String if isinstance(column.type, String) else type(column.type)


@pytest.mark.parametrize("outlined", TABLES, ids=lambda each: each.name)
def test_every_outlined_column_is_one_of_the_table(outlined):
    whole = metadata.tables[outlined.name].c
    assert {each.name: kind(each) for each in outlined.c} == {
        each.name: kind(whole[each.name]) for each in outlined.c
    }
