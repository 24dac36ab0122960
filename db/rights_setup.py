"""Sets the rights up on a server, so that it holds them itself, whatever program asks.

Whoever may read alone can write nothing; whoever edits writes history under their own name alone;
a grant, a refusal and the confirmation of a deviation need somebody who may decide, under their
own name.
"""

from collections.abc import Iterator

from sqlalchemy import Dialect

from db.history import UNTRACKED
from db.rights import ROLES
from db.search.table import search_entry
from db.tables import Change, Colleague, Draft, RuleSet
from db.tables.base import quoted
from ozg_tui.codes.ikz import DECISIONS
from ozg_tui.codes.rights import Right

_MANAGED = (RuleSet.__tablename__, Colleague.__tablename__)
"""What only those write who manage; others lock rows of neither."""

_DECIDING = f"""
CREATE OR REPLACE FUNCTION ozg_decides() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before application;
BEGIN
  IF TG_OP = 'UPDATE' THEN before := OLD; END IF;
  IF (NEW.station IN ({quoted(DECISIONS)}) AND NEW.station IS DISTINCT FROM before.station
      OR NEW.granted_cents IS DISTINCT FROM before.granted_cents
      OR NEW.deviation_confirmed_by IS DISTINCT FROM before.deviation_confirmed_by)
     AND NOT pg_has_role(session_user, '{ROLES[Right.DECIDE]}', 'MEMBER')
     OR NEW.deviation_confirmed_by IS DISTINCT FROM before.deviation_confirmed_by
     AND NEW.deviation_confirmed_by <> session_user
  THEN
    RAISE insufficient_privilege USING MESSAGE = 'ozg: to decide is for others';
  END IF;
  RETURN NEW;
END $$"""


def statements(dialect: Dialect) -> Iterator[str]:
    """SQL that sets the rights up, for whoever owns the database and may create roles.

    It can be run again, and has to be after an upgrade that brought new tables.
    """
    quote = dialect.identifier_preparer.quote
    read, edit, decide, manage = ROLES.values()
    for role in ROLES.values():
        yield (
            f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN;"
            " EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        )
    yield from (
        f"GRANT {read} TO {edit}",
        f"GRANT {edit} TO {decide}",
        f"GRANT {decide} TO {manage}",
        f"GRANT {manage} TO CURRENT_USER",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {read}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {edit}",
    )
    for table in search_entry.metadata.sorted_tables:
        holder = manage if table.name in _MANAGED else edit
        is_memory = table.name in UNTRACKED - {Draft.__tablename__}
        what = "INSERT" if is_memory else "INSERT, UPDATE, DELETE"
        yield f"GRANT {what} ON {quote(table.name)} TO {holder}"
    change = quote(Change.__tablename__)
    yield from (
        f"ALTER TABLE {change} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS ozg_seen ON {change}",
        f"CREATE POLICY ozg_seen ON {change} FOR SELECT USING (true)",
        f"DROP POLICY IF EXISTS ozg_own_name ON {change}",
        f"CREATE POLICY ozg_own_name ON {change} FOR INSERT WITH CHECK (actor = session_user)",
        _DECIDING.strip(),
        "DROP TRIGGER IF EXISTS ozg_decides ON application",
        "CREATE TRIGGER ozg_decides BEFORE INSERT OR UPDATE ON application"
        " FOR EACH ROW EXECUTE FUNCTION ozg_decides()",
    )
