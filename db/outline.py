"""Tables as far as SQLAlchemy's Core reads them: for START, which must not wait for the ORM.

`db.tables` says what a table is; here stand the columns that START reads, with their types. A test
holds the two together.
"""

from sqlalchemy import JSON, BigInteger, Boolean, Date, Integer, String, column, table

from db.metadata import UtcTime

address = table(
    "address",
    column("contact_id", BigInteger),
    column("organisation_id", BigInteger),
    column("kind", String),
    column("confirmed_on", Date),
)
application = table(
    "application",
    column("id", BigInteger),
    column("number", String),
    column("station", String),
)
booking = table(
    "booking",
    column("id", BigInteger),
    column("organisation_id", BigInteger),
    column("module", Integer),
    column("funding_source", String),
    column("funded", Boolean),
    column("state", String),
    column("consultation_on", Date),
)
call = table(
    "call",
    column("id", BigInteger),
    column("started_at", UtcTime),
    column("direction", String),
    column("raw_number", String),
    column("organisation_id", BigInteger),
    column("topic", String),
    column("result", String),
)
change = table("change", column("id", BigInteger))
colleague = table("colleague", column("id", BigInteger))
contact = table(
    "contact",
    column("id", BigInteger),
    column("organisation_id", BigInteger),
    column("historic_on", Date),
)
draft = table(
    "draft",
    column("id", BigInteger),
    column("actor", String),
    column("form", String),
    column("record_id", Integer),
    column("holder", String),
    column("begun_at", UtcTime),
    column("saved_at", UtcTime),
)
follow_up = table(
    "follow_up",
    column("id", BigInteger),
    column("due_on", Date),
    column("owner", String),
    column("text", String),
    column("organisation_id", BigInteger),
    column("done_at", UtcTime),
)
funding_line = table(
    "funding_line",
    column("id", BigInteger),
    column("programme_id", BigInteger),
    column("name", String),
    column("wording", String),
    column("valid_from", Date),
    column("valid_to", Date),
    column("source_code", String),
)
organisation = table("organisation", column("id", BigInteger), column("successor_id", BigInteger))
organisation_period = table(
    "organisation_period",
    column("organisation_id", BigInteger),
    column("name", String),
    column("kind", String),
    column("valid_from", Date),
)
phone_number = table(
    "phone_number",
    column("contact_id", BigInteger),
    column("organisation_id", BigInteger),
    column("confirmed_on", Date),
)
programme = table(
    "programme", column("id", BigInteger), column("code", String), column("note", String)
)
rollout = table(
    "rollout",
    column("organisation_id", BigInteger),
    column("service_id", BigInteger),
    column("state", String),
)
rule_set = table(
    "rule_set",
    column("topic", String),
    column("code", String),
    column("name", String),
    column("valid_from", Date),
    column("valid_to", Date),
    column("is_default", Boolean),
    column("state", String),
    column("parameters", JSON),
)
service = table(
    "service",
    column("id", BigInteger),
    column("bundle_id", BigInteger),
    column("number", Integer),
    column("name", String),
    column("competent_kinds", JSON),
)
service_bundle = table(
    "service_bundle",
    column("id", BigInteger),
    column("position", Integer),
    column("name", String),
    column("efa", Boolean),
    column("source_code", String),
)
source = table(
    "source",
    column("code", String),
    column("title", String),
    column("published_on", Date),
    column("data_as_of", Date),
)
