"""Rights on a server: four roles that hold each other, which an administrator gives to people.

None of this is there until somebody has set it up; see `db.rights_setup`.
"""

from typing import NamedTuple

from sqlalchemy import Connection, text

from ozg_tui.codes.rights import Right

ROLES = {
    Right.READ: "ozg_lesen",
    Right.EDIT: "ozg_bearbeiten",
    Right.DECIDE: "ozg_entscheiden",
    Right.MANAGE: "ozg_verwalten",
}
"""The server's roles, which an administrator gives to people."""

_HELD = text(
    "SELECT rolname AS role,"
    " pg_has_role(session_user, oid, 'MEMBER') AS has,"
    " has_table_privilege(oid, 'change', 'SELECT') AS is_set_up"
    " FROM pg_roles WHERE rolname = ANY(:roles)"
)
_WHO = text("SELECT session_user, has_table_privilege('change', 'INSERT')")


class Person(NamedTuple):
    """Who is connected, and their highest right; None where nobody has set up rights."""

    name: str
    right: Right | None


def person_of(connection: Connection) -> Person:
    """Whoever is connected to a server, under the name that the server knows."""
    found = connection.execute(_HELD, {"roles": list(ROLES.values())}).all()
    name, may_write = connection.execute(_WHO).one()
    if not any(row.is_set_up for row in found):
        return Person(name, None if may_write else Right.READ)
    held = {row.role for row in found if row.has}
    mine = [right for right, role in ROLES.items() if role in held]
    return Person(name, mine[-1] if mine else Right.READ)
