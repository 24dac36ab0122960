"""Names and addresses lose the dots that stood for characters which nobody saw.

Soft hyphens, zero-width characters and marks of direction came along with what was copied and were
kept as `·`, so that a name was not found and an address reached nobody.
"""

import re
import uuid

import sqlalchemy as sa
from alembic import op

from db.metadata import UtcTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_DOT = "·"
# In a Catalan name the dot stands between two l and belongs there.
_STRAY = re.compile(r"(?<![lL])·|·(?![lL])")
_CONTACT = sa.table(
    "contact",
    sa.column("id"),
    sa.column("version", sa.Integer),
    sa.column("changed_at", UtcTime(timezone=True)),
    sa.column("changed_by"),
)
_CHANGE = sa.table(
    "change",
    sa.column("unit"),
    sa.column("at", UtcTime(timezone=True)),
    sa.column("actor"),
    sa.column("action"),
    sa.column("table_name"),
    sa.column("row_id"),
    sa.column("before", sa.JSON),
    sa.column("after", sa.JSON),
    sa.column("record"),
)
_TEXTS = (
    ("contact", "family_name", "id"),
    ("contact", "given_name", "id"),
    ("contact", "title", "id"),
    ("address", "text", "contact_id"),
)


def upgrade() -> None:
    """Apply the change."""
    connection = op.get_bind()
    stamp = {"unit": uuid.uuid4().hex, "at": sa.func.current_timestamp(), "actor": "Umstellung"}
    for table, column, owner in _TEXTS:
        texts = sa.table(table, *(sa.column(name) for name in {"id", column, owner}))
        text = texts.c[column]
        wanted = sa.select(texts.c.id, texts.c[owner], text).where(text.contains(_DOT))
        for number, contact, found in connection.execute(wanted).all():
            mended = " ".join(_STRAY.sub("", found).split())
            if not mended or mended == found:
                continue
            connection.execute(
                sa.update(texts).where(texts.c.id == number).values({column: mended})
            )
            connection.execute(
                sa.update(_CONTACT)
                .where(_CONTACT.c.id == contact)
                .values(
                    version=_CONTACT.c.version + 1,
                    changed_at=stamp["at"],
                    changed_by=stamp["actor"],
                )
            )
            connection.execute(
                sa.insert(_CHANGE).values(
                    **stamp,
                    action="update",
                    table_name=table,
                    row_id=str(number),
                    before={column: found},
                    after={column: mended},
                    record=None if contact is None else f"contact/{contact}",
                )
            )


def downgrade() -> None:
    """Nothing: the texts are right for an older program as well."""
