"""What the desk knows already of the addresses of a list, and whose they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, func, select

from db.fold import fold
from db.search.rows import person
from db.tables import Address, Contact, Subscription
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.exchange.memory import chunks
from ozg_tui.desk.newsletter.subscriptions import SUBSCRIPTIONS, SubscriptionInput

_SOUGHT: BindParameter[str | int] = bindparam("sought", expanding=True)
_STORED = select(Subscription).where(Subscription.email.in_(_SOUGHT))
_NAMES = (Contact.id, Contact.organisation_id, Contact.title, Contact.given_name,
          Contact.family_name)  # fmt: skip
_THERE = select(*_NAMES).where(Contact.organisation_id.in_(_SOUGHT), Contact.historic_on.is_(None))
_REACHED = (
    select(func.lower(Address.text).label("email"), Contact.id, Contact.organisation_id)
    .join_from(Address, Contact)
    .where(func.lower(Address.text).in_(_SOUGHT), Contact.historic_on.is_(None))
)


class Received(NamedTuple):
    """A recipient of the store as the form shows it, and since when."""

    id: int
    value: SubscriptionInput
    subscribed_at: datetime | None


class People(NamedTuple):
    """Who works where under which folded name, and whose an address is; numbers of contacts."""

    by_name: Mapping[tuple[int, str], tuple[int, ...]]
    by_email: Mapping[str, tuple[tuple[int, int], ...]]


def received(desk: Desk, emails: Iterable[str]) -> dict[str, Received]:
    """What is stored of these addresses, by address."""
    found = {}
    with reading(desk) as session:
        for part in chunks(sorted(set(emails))):
            for row in session.scalars(_STORED, {"sought": part}):
                value = SUBSCRIPTIONS.value(row)
                found[row.email] = Received(row.id, value, row.subscribed_at)
            session.expunge_all()
    return found


def people(desk: Desk, organisations: Iterable[int], emails: Iterable[str]) -> People:
    """Who works at these organisations now, and who is reached by these addresses."""
    by_name: dict[tuple[int, str], tuple[int, ...]] = defaultdict(tuple)
    by_email: dict[str, tuple[tuple[int, int], ...]] = defaultdict(tuple)
    for ids in chunks(sorted(set(organisations))):
        rows = desk.read(lambda reader, ids=ids: reader.execute(_THERE, {"sought": ids}).all())  # type: ignore[misc]
        for row in rows:
            name = folded(person(row.title, row.given_name, row.family_name))
            by_name[row.organisation_id, name] += (row.id,)
    for texts in chunks(sorted(set(emails))):
        rows = desk.read(
            lambda reader, texts=texts: reader.execute(_REACHED, {"sought": texts}).all()  # type: ignore[misc]
        )
        for row in rows:
            by_email[row.email] += ((row.id, row.organisation_id),)
    return People(dict(by_name), dict(by_email))


def folded(name: str) -> str:
    """A name as it is compared."""
    return " ".join(fold(name).split())
