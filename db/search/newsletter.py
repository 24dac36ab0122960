"""The search entries of the OZG-Report: its issues, and the addresses that receive it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, select

from db.search import facets
from db.search.rows import Entry, match, person, places
from db.tables import Contact, NewsletterIssue, Subscription
from ozg_tui.codes.search import Kind

_LAST_DAY = 9_999_999


def issues(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    """The entries of issues, the newest first."""
    table = NewsletterIssue
    for row in connection.execute(
        select(table.id, table.number, table.published_on, table.topics).where(table.id.in_(ids))
    ):
        title = f"OZG-Report {row.number}"
        day = row.published_on
        yield Entry(
            Kind.NEWSLETTER_ISSUE,
            row.id,
            f"{_LAST_DAY - (day or date.min).toordinal():07}",
            title,
            "",
            "",
            day.isoformat() if day else "",
            (match("name", title), match("topics", row.topics or "")),
            (facets.day(day),) if day else (),
        )


def subscriptions(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    """The entries of addresses, with whom and where they belong to."""
    table = Subscription
    rows = connection.execute(
        select(
            table.id,
            table.email,
            table.organisation_id,
            table.consent,
            table.subscribed_at,
            table.ended_at,
            Contact.title,
            Contact.given_name,
            Contact.family_name,
        )
        .outerjoin(Contact, Contact.id == table.contact_id)
        .where(table.id.in_(ids))
    ).all()
    found = places(connection, {row.organisation_id for row in rows})
    for row in rows:
        place = found[row.organisation_id]
        name = person(row.title, row.given_name, row.family_name) if row.family_name else ""
        moment = row.ended_at or row.subscribed_at
        yield Entry(
            Kind.SUBSCRIPTION,
            row.id,
            # Punctuation ends the letters by which an entry gets its place.
            re.sub(r"[\W_]+", " ", row.email),
            row.email,
            place.name or name,
            row.consent,
            moment.isoformat() if moment else "",
            (match("email", row.email), place.match(), match("person", name)),
            (*place.lies_in, facets.state(Kind.SUBSCRIPTION, row.consent)),
        )
