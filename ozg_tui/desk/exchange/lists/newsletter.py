"""Recipients of the OZG-Report as they go out: so that the same file comes in again."""

from collections.abc import Iterator, Sequence

from sqlalchemy import BindParameter, Connection, bindparam, select

from db.search.rows import person
from db.tables import Contact, Subscription
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.core.territory import Territory
from ozg_tui.desk.exchange.lists.listed import Listed, key_of, name_of
from ozg_tui.desk.exchange.writing.sheet import Cell, Column
from ozg_tui.german.labels import CONSENTS

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_RECIPIENTS = (
    select(
        Subscription.__table__, Contact.title, Contact.given_name, Contact.family_name
    )
    .outerjoin(Contact, Contact.id == Subscription.contact_id)
    .where(Subscription.id.in_(_IDS))
)  # fmt: skip
_COLUMNS = (
    Column("email", "E-Mail"),
    Column("organisation", "Kommune/Stelle"),
    Column("key", "Schlüssel"),
    Column("contact", "Ansprechperson"),
    Column("function", "Funktion"),
    Column("consent", "Einwilligung"),
    Column("consent_source", "Wodurch belegt"),
    Column("subscribed_at", "Eingetragen"),
    Column("ended_at", "Beendet"),
    Column("bounced", "Kommt nicht an"),
)


def recipients(
    reader: Connection, land: Territory, ids: Sequence[int]
) -> Iterator[tuple[Cell, ...]]:
    """Recipients with their consent; those who have left stand there with that mark."""
    found = {row.id: row for row in reader.execute(_RECIPIENTS, {"ids": list(ids)})}
    for row in (found[number] for number in ids if number in found):
        yield (
            row.email,
            name_of(land, row.organisation_id),
            key_of(land, row.organisation_id),
            person(row.title, row.given_name, row.family_name) if row.family_name else None,
            row.function,
            CONSENTS[row.consent],
            row.consent_source,
            moment_text(row.subscribed_at) if row.subscribed_at else None,
            moment_text(row.ended_at) if row.ended_at else None,
            True if row.bounced else None,
        )


RECIPIENTS = Listed(
    "empfaenger",
    "Bezug",
    "Bezüge",
    (Kind.SUBSCRIPTION, Kind.SUBSCRIPTION),
    _COLUMNS,
    recipients,
)
