"""The store: tables, connection, change history and search, on SQLite and PostgreSQL alike."""
