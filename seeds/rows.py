"""What a seed row is: its stable code, its table and the values that the files state for it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from db.tables import (
    Base,
    BundleAvailability,
    ContactRole,
    FundingLine,
    ModelStatusPeriod,
    OrganisationPeriod,
    PhoneNumber,
    Service,
)


class Ref(NamedTuple):
    """Stands in a value for the number of the row with this seed code."""

    seed: str


class SeedRow(NamedTuple):
    """One row. Only the columns that the files fill are in `values`; the others are the staff's."""

    seed: str
    table: type[Base]
    values: Mapping[str, Any]

    @property
    def owner(self) -> str | None:
        """The seed code of the record that this row belongs to and disappears with."""
        belonging = OWNED.get(self.table)
        return self.values[belonging.column].seed if belonging else None

    def references(self) -> list[str]:
        """The seed codes of the records that must have their numbers before this row."""
        belonging = OWNED.get(self.table)
        return [
            value.seed
            for column, value in self.values.items()
            if isinstance(value, Ref) and not (belonging and column == belonging.column)
        ]


class Belonging(NamedTuple):
    """How a row hangs on its owner: the foreign key, and the owner's list of such rows."""

    column: str
    collection: str


OWNED: dict[type[Base], Belonging] = {
    BundleAvailability: Belonging("bundle_id", "available"),
    ContactRole: Belonging("contact_id", "roles"),
    FundingLine: Belonging("programme_id", "lines"),
    ModelStatusPeriod: Belonging("participation_id", "statuses"),
    OrganisationPeriod: Belonging("organisation_id", "periods"),
    PhoneNumber: Belonging("contact_id", "numbers"),
    Service: Belonging("bundle_id", "services"),
}


def plain(value: Any) -> Any:
    """A value as the memory of the seeds keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value
