"""What a PostgreSQL database must be like before anything is asked of it or written into it."""

from sqlalchemy import Connection, text

from db.errors import StoreUnsuitableError

_ASKED = text(
    "SELECT current_setting('server_encoding') AS encoding,"
    " current_setting('transaction_isolation') AS isolation,"
    " current_setting('plan_cache_mode') AS plans,"
    " current_schema() AS schema,"
    " session_user AS role"
)
_RIGHTS = text(
    "SELECT has_schema_privilege(:schema, 'CREATE') AS may_create,"
    " to_regclass('change') AS history,"
    " has_table_privilege(to_regclass('change'), 'SELECT') AS may_read"
)


def refuse_unsuitable(connection: Connection) -> None:
    """Raise `StoreUnsuitableError` for a database in which something would go wrong later."""
    found = connection.execute(_ASKED).one()
    if found.encoding != "UTF8":
        raise StoreUnsuitableError(
            f"Die Datenbank ist mit der Kodierung {found.encoding} angelegt und kann nicht alle "
            "Namen speichern. Bitte eine mit UTF8 anlegen lassen (createdb --encoding=UTF8 "
            "--template=template0)."
        )
    if found.plans != "force_custom_plan" or found.isolation not in {
        "read committed",
        "repeatable read",
    }:
        raise StoreUnsuitableError(
            "Die Einstellungen dieses Programms kommen beim Datenbank-Server nicht an. Davor steht "
            "vermutlich ein Verbindungsverteiler (etwa PgBouncer), der Anfragen mehrerer Personen "
            "vermischt. Bitte die Adresse des Servers selbst verwenden."
        )
    if found.schema is None:
        raise StoreUnsuitableError(
            f"Die Rolle »{found.role}« hat in dieser Datenbank kein Schema, in dem sie arbeiten "
            "darf. Bitte bei der Verwaltung des Servers nachfragen."
        )
    rights = connection.execute(_RIGHTS, {"schema": found.schema}).one()
    if not (rights.may_read if rights.history else rights.may_create):
        raise StoreUnsuitableError(
            f"Die Rolle »{found.role}« darf in dieser Datenbank nichts lesen oder anlegen. Am "
            "einfachsten gehört ihr die Datenbank (createdb --owner)."
        )
