"""No row gets the number of a removed one; PostgreSQL's sequences have kept to that."""

from alembic import op

from db import row_numbers

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        row_numbers.seal(connection, row_numbers.given_out(connection))


def downgrade() -> None:
    """Nothing: an older program works with numbers given once as well."""
