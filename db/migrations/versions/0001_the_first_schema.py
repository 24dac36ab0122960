"""The first schema."""

import sqlalchemy as sa
from alembic import op

from db.metadata import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


FULL_TEXT = {
    "sqlite": (
        """
        CREATE VIRTUAL TABLE search_index USING fts5(
            words, content='search_entry', content_rowid='position',
            prefix='1 2 3 4 5 6 7 8', detail=none, tokenize='ascii'
        )
        """,
        """
        CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
            INSERT INTO search_index(rowid, words) VALUES (new.position, new.words);
        END
        """,
        """
        CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
            INSERT INTO search_index(search_index, rowid, words)
            VALUES ('delete', old.position, old.words);
        END
        """,
        """
        CREATE TRIGGER search_entry_changed AFTER UPDATE OF words ON search_entry
        WHEN old.words <> new.words BEGIN
            INSERT INTO search_index(search_index, rowid, words)
            VALUES ('delete', old.position, old.words);
            INSERT INTO search_index(rowid, words) VALUES (new.position, new.words);
        END
        """,
    ),
    "postgresql": (
        """
        ALTER TABLE search_entry ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED
        """,
        "CREATE INDEX ix_search_entry_vector ON search_entry USING gin (vector)",
    ),
}


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "application",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("field_of_work", sa.String(), nullable=True),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("station_since", sa.Date(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("two_partner_reason", sa.String(), nullable=True),
        sa.Column("agreement_form", sa.String(), nullable=True),
        sa.Column("agreement_reference", sa.String(), nullable=True),
        sa.Column("agreement_signed_on", sa.Date(), nullable=True),
        sa.Column("agreement_signed_by_all", sa.Boolean(), nullable=True),
        sa.Column("term_start", sa.Date(), nullable=True),
        sa.Column("term_end", sa.Date(), nullable=True),
        sa.Column("term_open_ended", sa.Boolean(), nullable=False),
        sa.Column("personnel_before_cents", sa.BigInteger(), nullable=True),
        sa.Column("personnel_after_cents", sa.BigInteger(), nullable=True),
        sa.Column("material_before_cents", sa.BigInteger(), nullable=True),
        sa.Column("material_after_cents", sa.BigInteger(), nullable=True),
        sa.Column("requested_cents", sa.BigInteger(), nullable=True),
        sa.Column("granted_cents", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "agreement_form IN ('public_law_agreement', 'special_purpose_association', 'private_law', 'other')",
            name=op.f("ck_application_agreement_form"),
        ),
        sa.CheckConstraint(
            "station IN ('idea', 'consulting', 'resolutions', 'agreement', 'submitted', 'district', 'regional_council', 'ministry', 'incomplete', 'approved', 'rejected', 'withdrawn', 'paid', 'running', 'proof', 'closed')",
            name=op.f("ck_application_station"),
        ),
        sa.CheckConstraint("granted_cents >= 0", name=op.f("ck_application_granted_cents")),
        sa.CheckConstraint(
            "material_after_cents >= 0", name=op.f("ck_application_material_after_cents")
        ),
        sa.CheckConstraint(
            "material_before_cents >= 0", name=op.f("ck_application_material_before_cents")
        ),
        sa.CheckConstraint(
            "personnel_after_cents >= 0", name=op.f("ck_application_personnel_after_cents")
        ),
        sa.CheckConstraint(
            "personnel_before_cents >= 0", name=op.f("ck_application_personnel_before_cents")
        ),
        sa.CheckConstraint("requested_cents >= 0", name=op.f("ck_application_requested_cents")),
        sa.CheckConstraint(
            "term_end IS NULL OR term_start IS NULL OR term_end >= term_start",
            name=op.f("ck_application_term_end"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("number", name=op.f("uq_application_number")),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("at", UtcTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column(
            "before",
            sa.JSON(),
            nullable=True,
        ),
        sa.Column(
            "after",
            sa.JSON(),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index("ix_change_row", ["table_name", "row_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_unit"), ["unit"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", UtcTime(timezone=True), nullable=False),
        sa.Column(
            "content",
            sa.JSON(),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint(
            "actor", "form", "record_id", name=op.f("uq_draft_actor_form_record_id")
        ),
    )
    op.create_table(
        "newsletter_issue",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("topics", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("source_code", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newsletter_issue")),
        sa.UniqueConstraint("number", name=op.f("uq_newsletter_issue_number")),
    )
    op.create_table(
        "organisation",
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("street", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("town", sa.String(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("population_on", sa.Date(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "successor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("source_code", sa.String(), nullable=True),
        sa.Column("address_source_code", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_successor_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_successor_id"), ["successor_id"], unique=False
        )

    op.create_table(
        "programme",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source_code", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_programme_valid_to"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("code", name=op.f("uq_programme_code")),
    )
    op.create_table(
        "reported_figure",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source_code", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reported_figure")),
        sa.UniqueConstraint("code", "as_of", name=op.f("uq_reported_figure_code_as_of")),
    )
    op.create_table(
        "rule_set",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "parameters",
            sa.JSON(),
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "topic IN ('ikz', 'consulting', 'model')", name=op.f("ck_rule_set_topic")
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_rule_set_valid_to"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_set")),
        sa.UniqueConstraint("code", name=op.f("uq_rule_set_code")),
    )
    op.create_table(
        "search_entry",
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column(
            "record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "sort_key",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("matches", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("kind", "record_id", name=op.f("uq_search_entry_kind_record_id")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("search_entry", schema=None) as batch_op:
        batch_op.create_index("ix_search_entry_kind", ["kind"], unique=False)

    op.create_table(
        "seed_record",
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column(
            "content",
            sa.JSON(),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("seed", name=op.f("pk_seed_record")),
    )
    op.create_table(
        "service_bundle",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("efa", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source_code", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_bundle")),
        sa.UniqueConstraint("code", name=op.f("uq_service_bundle_code")),
    )
    op.create_table(
        "source",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("data_as_of", sa.Date(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("attribution", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("code", name=op.f("uq_source_code")),
    )
    op.create_table(
        "statement",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("stated", sa.String(), nullable=False),
        sa.Column("held_valid", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source_code", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint(
            "subject", "source_code", "stated", name=op.f("uq_statement_subject_source_code_stated")
        ),
    )
    op.create_table(
        "bundle_availability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "bundle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("month", sa.String(), nullable=False),
        sa.CheckConstraint("month LIKE '____-__'", name=op.f("ck_bundle_availability_month")),
        sa.ForeignKeyConstraint(
            ["bundle_id"],
            ["service_bundle.id"],
            name=op.f("fk_bundle_availability_bundle_id_service_bundle"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_availability")),
        sa.UniqueConstraint(
            "bundle_id", "month", name=op.f("uq_bundle_availability_bundle_id_month")
        ),
    )
    with op.batch_alter_table("bundle_availability", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_bundle_availability_bundle_id"), ["bundle_id"], unique=False
        )

    op.create_table(
        "contact",
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("given_name", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("salutation", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("call_first", sa.Boolean(), nullable=False),
        sa.Column("historic_on", sa.Date(), nullable=True),
        sa.Column("source_code", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_contact_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "funding_line",
        sa.Column(
            "programme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("upper_limit", sa.Boolean(), nullable=False),
        sa.Column("yearly", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column(
            "included_in_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("source_code", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_funding_line_valid_to"),
        ),
        sa.ForeignKeyConstraint(
            ["included_in_id"],
            ["funding_line.id"],
            name=op.f("fk_funding_line_included_in_id_funding_line"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_funding_line_programme_id_programme"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_line")),
        sa.UniqueConstraint("code", name=op.f("uq_funding_line_code")),
    )
    with op.batch_alter_table("funding_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_funding_line_included_in_id"), ["included_in_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_funding_line_programme_id"), ["programme_id"], unique=False
        )

    op.create_table(
        "model_participation",
        sa.Column(
            "programme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("project", sa.String(), nullable=True),
        sa.Column("amount_cents", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.CheckConstraint("amount_cents >= 0", name=op.f("ck_model_participation_amount_cents")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_model_participation_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_model_participation_programme_id_programme"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_participation")),
        sa.UniqueConstraint(
            "programme_id",
            "organisation_id",
            name=op.f("uq_model_participation_programme_id_organisation_id"),
        ),
    )
    with op.batch_alter_table("model_participation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_model_participation_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_model_participation_programme_id"), ["programme_id"], unique=False
        )

    op.create_table(
        "organisation_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("ars", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("district_key", sa.String(), nullable=True),
        sa.Column("region", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source_code", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('landkreis', 'kreisfreie_stadt', 'sonderstatus_stadt', 'stadt', 'gemeinde', 'zweckverband', 'ministry', 'regional_council', 'association', 'provider', 'other')",
            name=op.f("ck_organisation_period_kind"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_organisation_period_valid_to"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_period_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_period")),
        sa.UniqueConstraint(
            "organisation_id",
            "valid_from",
            name=op.f("uq_organisation_period_organisation_id_valid_from"),
        ),
    )
    with op.batch_alter_table("organisation_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_period_key"), ["key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_organisation_period_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint("role IN ('lead', 'partner')", name=op.f("ck_participant_role")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_participant_application_id_application"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_participant_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint(
            "application_id",
            "organisation_id",
            name=op.f("uq_participant_application_id_organisation_id"),
        ),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_participant_application_id"), ["application_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_participant_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "service",
        sa.Column(
            "bundle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("leika_key", sa.String(), nullable=True),
        sa.Column(
            "competent_kinds",
            sa.JSON(),
            nullable=True,
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["bundle_id"],
            ["service_bundle.id"],
            name=op.f("fk_service_bundle_id_service_bundle"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("bundle_id", "number", name=op.f("uq_service_bundle_id_number")),
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_bundle_id"), ["bundle_id"], unique=False)

    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('email', 'postal')", name=op.f("ck_address_kind")),
        sa.CheckConstraint(
            "(contact_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_address_one_owner")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_address_contact_id_contact"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_address_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
    )
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_address_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_address_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "booking",
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("module", sa.Integer(), nullable=False),
        sa.Column("funding_source", sa.String(), nullable=False),
        sa.Column("funded", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("consultation_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("adviser", sa.String(), nullable=True),
        sa.Column(
            "contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("cancelled_reason", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(module <= 2) = (funding_source = 'umsetzungsvereinbarung')",
            name=op.f("ck_booking_source_of_module"),
        ),
        sa.CheckConstraint(
            "funding_source IN ('umsetzungsvereinbarung', 'starke_heimat')",
            name=op.f("ck_booking_funding_source"),
        ),
        sa.CheckConstraint(
            "state IN ('registered', 'scheduled', 'held', 'settled', 'no_show', 'cancelled', 'declined')",
            name=op.f("ck_booking_state"),
        ),
        sa.CheckConstraint("module BETWEEN 1 AND 4", name=op.f("ck_booking_module")),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_booking_contact_id_contact"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_booking_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
    )
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_booking_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_booking_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            "uq_booking_slot",
            ["organisation_id", "funding_source"],
            unique=True,
            sqlite_where=sa.text("funded AND state NOT IN ('cancelled', 'declined')"),
            postgresql_where=sa.text("funded AND state NOT IN ('cancelled', 'declined')"),
        )

    op.create_table(
        "call",
        sa.Column("started_at", UtcTime(timezone=True), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("raw_number", sa.String(), nullable=True),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.CheckConstraint("direction IN ('incoming', 'outgoing')", name=op.f("ck_call_direction")),
        sa.CheckConstraint(
            "result IN ('open', 'done', 'call_back', 'forwarded', 'no_concern')",
            name=op.f("ck_call_result"),
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_call_contact_id_contact"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_call_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_e164"), ["e164"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_call_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "contact_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role IN ('head', 'digitalisation', 'cooperation', 'finance', 'data_protection', 'it', 'coordination', 'other')",
            name=op.f("ck_contact_role_role"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_contact_role_valid_to"),
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_contact_role_contact_id_contact"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_role")),
    )
    with op.batch_alter_table("contact_role", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_role_contact_id"), ["contact_id"], unique=False
        )

    op.create_table(
        "model_status_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "participation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("dates_exact", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source_code", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status IN ('applied', 'chosen', 'succeeded', 'resigned', 'contracted', 'completed')",
            name=op.f("ck_model_status_period_status"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_model_status_period_valid_to"),
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["model_participation.id"],
            name=op.f("fk_model_status_period_participation_id_model_participation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_status_period")),
    )
    with op.batch_alter_table("model_status_period", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_model_status_period_participation_id"),
            ["participation_id"],
            unique=False,
        )

    op.create_table(
        "phone_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("e164", sa.String(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('direct', 'switchboard', 'mobile', 'secretariat')",
            name=op.f("ck_phone_number_kind"),
        ),
        sa.CheckConstraint(
            "(contact_id IS NULL) <> (organisation_id IS NULL)",
            name=op.f("ck_phone_number_one_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_phone_number_contact_id_contact"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_phone_number_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_number")),
    )
    with op.batch_alter_table("phone_number", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_phone_number_contact_id"), ["contact_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_phone_number_e164"), ["e164"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_phone_number_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "resolution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "participant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("session_on", sa.Date(), nullable=True),
        sa.Column("printed_matter", sa.String(), nullable=True),
        sa.Column("copy_at_hand", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'scheduled', 'passed', 'rejected', 'adjourned', 'revoked')",
            name=op.f("ck_resolution_status"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_resolution_participant_id_participant"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_resolution_participant_id")),
    )
    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_resolution_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "rollout",
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("in_finder", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state IN ('not_started', 'planned', 'connecting', 'test', 'live', 'disturbed', 'switched_off')",
            name=op.f("ck_rollout_state"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_rollout_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_rollout_service_id_service"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rollout")),
        sa.UniqueConstraint(
            "organisation_id", "service_id", name=op.f("uq_rollout_organisation_id_service_id")
        ),
    )
    with op.batch_alter_table("rollout", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rollout_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_rollout_service_id"), ["service_id"], unique=False)

    op.create_table(
        "subscription",
        sa.Column("email", sa.String(), nullable=False),
        sa.Column(
            "contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("function", sa.String(), nullable=True),
        sa.Column("consent", sa.String(), nullable=False),
        sa.Column("consent_source", sa.String(), nullable=True),
        sa.Column("subscribed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("ended_at", UtcTime(timezone=True), nullable=True),
        sa.Column("bounced", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "consent IN ('requested', 'confirmed', 'ended')", name=op.f("ck_subscription_consent")
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_subscription_email")),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_subscription_contact_id_contact"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_subscription_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("email", name=op.f("uq_subscription_email")),
    )
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_subscription_contact_id"), ["contact_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_subscription_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "follow_up",
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("done_at", UtcTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_follow_up_application_id_application"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_follow_up_call_id_call"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_follow_up_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_follow_up_application_id"), ["application_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_follow_up_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_up_due_on"), ["due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_follow_up_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "note",
        sa.Column("written_at", UtcTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_note_application_id_application"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["booking.id"],
            name=op.f("fk_note_booking_id_booking"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_note_call_id_call"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_note_contact_id_contact"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_note_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_note_application_id"), ["application_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_note_booking_id"), ["booking_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_note_organisation_id"), ["organisation_id"], unique=False
        )

    for statement in FULL_TEXT[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_note_contact_id"))
        batch_op.drop_index(batch_op.f("ix_note_call_id"))
        batch_op.drop_index(batch_op.f("ix_note_booking_id"))
        batch_op.drop_index(batch_op.f("ix_note_application_id"))

    op.drop_table("note")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_up_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_follow_up_due_on"))
        batch_op.drop_index(batch_op.f("ix_follow_up_call_id"))
        batch_op.drop_index(batch_op.f("ix_follow_up_application_id"))

    op.drop_table("follow_up")
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subscription_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_subscription_contact_id"))

    op.drop_table("subscription")
    with op.batch_alter_table("rollout", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rollout_service_id"))
        batch_op.drop_index(batch_op.f("ix_rollout_organisation_id"))

    op.drop_table("rollout")
    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resolution_participant_id"))

    op.drop_table("resolution")
    with op.batch_alter_table("phone_number", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phone_number_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_phone_number_e164"))
        batch_op.drop_index(batch_op.f("ix_phone_number_contact_id"))

    op.drop_table("phone_number")
    with op.batch_alter_table("model_status_period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_model_status_period_participation_id"))

    op.drop_table("model_status_period")
    with op.batch_alter_table("contact_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_role_contact_id"))

    op.drop_table("contact_role")
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_call_e164"))
        batch_op.drop_index(batch_op.f("ix_call_contact_id"))

    op.drop_table("call")
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_booking_slot",
            sqlite_where=sa.text("funded AND state NOT IN ('cancelled', 'declined')"),
            postgresql_where=sa.text("funded AND state NOT IN ('cancelled', 'declined')"),
        )
        batch_op.drop_index(batch_op.f("ix_booking_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_booking_contact_id"))

    op.drop_table("booking")
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_address_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_address_contact_id"))

    op.drop_table("address")
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_bundle_id"))

    op.drop_table("service")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_participant_application_id"))

    op.drop_table("participant")
    with op.batch_alter_table("organisation_period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_period_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_period_key"))

    op.drop_table("organisation_period")
    with op.batch_alter_table("model_participation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_model_participation_programme_id"))
        batch_op.drop_index(batch_op.f("ix_model_participation_organisation_id"))

    op.drop_table("model_participation")
    with op.batch_alter_table("funding_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_funding_line_programme_id"))
        batch_op.drop_index(batch_op.f("ix_funding_line_included_in_id"))

    op.drop_table("funding_line")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_organisation_id"))

    op.drop_table("contact")
    with op.batch_alter_table("bundle_availability", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bundle_availability_bundle_id"))

    op.drop_table("bundle_availability")
    op.drop_table("statement")
    op.drop_table("source")
    op.drop_table("service_bundle")
    op.drop_table("seed_record")
    with op.batch_alter_table("search_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_search_entry_kind")

    op.drop_table("search_entry")
    op.drop_table("rule_set")
    op.drop_table("reported_figure")
    op.drop_table("programme")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_successor_id"))

    op.drop_table("organisation")
    op.drop_table("newsletter_issue")
    op.drop_table("draft")
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_unit"))
        batch_op.drop_index("ix_change_row")

    op.drop_table("change")
    op.drop_table("application")
