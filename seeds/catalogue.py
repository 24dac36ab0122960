"""What becomes of the data files: all seed rows, in the order of the files."""

from collections.abc import Iterator, Mapping
from typing import Any

from db.tables import (
    BundleAvailability,
    Contact,
    ContactRole,
    FundingLine,
    Knowledge,
    ModelParticipation,
    ModelStatusPeriod,
    Organisation,
    OrganisationPeriod,
    PhoneNumber,
    Programme,
    ReportedFigure,
    RuleSet,
    Service,
    ServiceBundle,
    Source,
    Statement,
)
from seeds import read
from seeds.rows import Ref, SeedRow, plain
from seeds.territory import municipalities, seed_of


def all_rows() -> list[SeedRow]:
    """Every row that the data files make."""
    return [
        *_sources(),
        *municipalities(),
        *_organisations(),
        *_contacts(),
        *_bundles(),
        *_programmes(),
        *_model_municipalities(),
        *_rule_sets(),
        *_figures(),
        *_statements(),
        *_knowledge(),
    ]


def _columns(table: Mapping[str, Any], *besides: str) -> dict[str, Any]:
    """The entries that are columns under their own names; `source` becomes `source_code`."""
    return {
        "source_code" if key == "source" else key: value
        for key, value in table.items()
        if key not in besides
    }


def _sources() -> Iterator[SeedRow]:
    for table in read.tables("sources.toml", "source"):
        yield SeedRow(f"source/{table['code']}", Source, _columns(table))


def _organisations() -> Iterator[SeedRow]:
    for table in read.tables("organisations.toml", "organisation"):
        seed = f"organisation/{table['code']}"
        yield SeedRow(seed, Organisation, _columns(table, "code", "period"))
        for period in table["period"]:
            yield SeedRow(
                f"{seed}/period/{period.get('valid_from', 'begin')}",
                OrganisationPeriod,
                {
                    "organisation_id": Ref(seed),
                    "valid_from": None,
                    "valid_to": None,
                    "source_code": table["source"],
                }
                | _columns(period),
            )


def _contacts() -> Iterator[SeedRow]:
    for table in read.tables("contacts_2020.toml", "contact"):
        seed = f"contact/{table['code']}"
        yield SeedRow(
            seed,
            Contact,
            {"organisation_id": Ref(f"organisation/{table['organisation']}")}
            | _columns(table, "code", "organisation", "role", "phone", "e164"),
        )
        yield SeedRow(f"{seed}/role", ContactRole, {"contact_id": Ref(seed), "role": table["role"]})
        yield SeedRow(
            f"{seed}/phone",
            PhoneNumber,
            {
                "contact_id": Ref(seed),
                "kind": "direct",
                "raw": table["phone"],
                "e164": table["e164"],
            },
        )


def _bundles() -> Iterator[SeedRow]:
    for position, table in enumerate(read.tables("services.toml", "bundle"), 1):
        seed = f"bundle/{table['code']}"
        yield SeedRow(
            seed,
            ServiceBundle,
            {"position": position} | _columns(table, "services", "months"),
        )
        for month in table["months"]:
            yield SeedRow(
                f"{seed}/month/{month}",
                BundleAvailability,
                {"bundle_id": Ref(seed), "month": month},
            )
        for number in range(1, table["services"] + 1):
            yield SeedRow(
                f"{seed}/service/{number}",
                Service,
                {"bundle_id": Ref(seed), "number": number},
            )


def _programmes() -> Iterator[SeedRow]:
    for table in read.tables("funding.toml", "programme"):
        seed = f"programme/{table['code']}"
        yield SeedRow(seed, Programme, _columns(table, "line"))
        for line in table.get("line", ()):
            values = {"programme_id": Ref(seed)} | _columns(line, "included_in")
            if "included_in" in line:
                values["included_in_id"] = Ref(f"funding-line/{line['included_in']}")
            yield SeedRow(f"funding-line/{line['code']}", FundingLine, values)


def _model_municipalities() -> Iterator[SeedRow]:
    for table in read.tables("model_municipalities.toml", "participation"):
        seed = f"participation/{table['programme']}/{table['municipality']}"
        yield SeedRow(
            seed,
            ModelParticipation,
            {
                "programme_id": Ref(f"programme/{table['programme']}"),
                "organisation_id": Ref(seed_of(table["municipality"])),
            }
            | _columns(table, "programme", "municipality", "status"),
        )
        for status in table["status"]:
            yield SeedRow(
                f"{seed}/{status['status']}",
                ModelStatusPeriod,
                {"participation_id": Ref(seed), "valid_to": None} | _columns(status),
            )


def _rule_sets() -> Iterator[SeedRow]:
    for table in read.tables("rule_sets.toml", "rule_set"):
        values = {key: table[key] for key in ("code", "topic", "name", "valid_from", "source")}
        yield SeedRow(
            f"rule-set/{table['code']}",
            RuleSet,
            values
            | {
                "valid_to": table.get("valid_to"),
                "is_default": table["default"],
                "state": table.get("state", "active"),
                "note": table.get("note"),
                "parameters": plain(table["parameters"]),
            },
        )


def _figures() -> Iterator[SeedRow]:
    for table in read.tables("reported_figures.toml", "figure"):
        yield SeedRow(f"figure/{table['code']}/{table['as_of']}", ReportedFigure, _columns(table))


def _statements() -> Iterator[SeedRow]:
    for subject in read.tables("statements.toml", "subject"):
        for table in subject["statement"]:
            yield SeedRow(
                f"statement/{subject['code']}/{table['code']}",
                Statement,
                {"subject": subject["name"]} | _columns(table, "code"),
            )


def _knowledge() -> Iterator[SeedRow]:
    sources = {
        each["code"]: f"{each['title']}, {each['publisher']}"
        for each in read.tables("sources.toml", "source")
    }
    for table in read.tables("knowledge.toml", "answer"):
        yield SeedRow(
            f"knowledge/{table['code']}",
            Knowledge,
            {"source": sources[table["source"]]} | _columns(table, "code"),
        )
