"""The kinds of content that come in: each is understood and written by functions of its own."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.exchange.applications import understand as applications
from ozg_tui.desk.exchange.applications import write as write_applications
from ozg_tui.desk.exchange.bookings import understand as bookings
from ozg_tui.desk.exchange.bookings import write as write_bookings
from ozg_tui.desk.exchange.contacts import understand as contacts
from ozg_tui.desk.exchange.contacts import write as write_contacts
from ozg_tui.desk.exchange.file import File
from ozg_tui.desk.exchange.mapping import Synonyms, map_columns, synonyms
from ozg_tui.desk.exchange.municipalities import shape as registers
from ozg_tui.desk.exchange.municipalities import understand as municipalities
from ozg_tui.desk.exchange.municipalities import write as write_municipalities
from ozg_tui.desk.exchange.reading.recognise import read_table
from ozg_tui.desk.exchange.reading.table import Table
from ozg_tui.desk.exchange.recipients import understand as recipients
from ozg_tui.desk.exchange.recipients import write as write_recipients
from ozg_tui.desk.exchange.rollouts import understand as rollouts
from ozg_tui.desk.exchange.rollouts import wide
from ozg_tui.desk.exchange.rollouts import write as write_rollouts
from ozg_tui.desk.exchange.services import understand as services
from ozg_tui.desk.exchange.services import write as write_services
from ozg_tui.desk.exchange.understood import Understood
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.rules.errors import InputError

Understand = Callable[[File], tuple[Understood, ...]]
Write = Callable[[DeskSession, Iterable[Understood]], None]
Shape = Callable[[Desk, Table, Synonyms], Table]


def _as_it_is(_desk: Desk, table: Table, _known: Synonyms) -> Table:
    return table


class Kind(NamedTuple):
    """A kind of content: its code, the word on the command line, what one row of it is called.

    `watched` are the tables whose changes make what was understood out of date; what it `needs` is
    read before the transaction that writes. `shaped` makes every row of a table one record. A file
    is only of this kind where it has one of the columns `about`.
    """

    code: str
    word: str
    one: str
    several: str
    understand: Understand
    write: Write
    watched: frozenset[str]
    needs: tuple[Callable[[Desk], object], ...] = ()
    shaped: Shape = _as_it_is
    about: frozenset[str] = frozenset()


_PEOPLE = frozenset({
    "address", "contact", "contact_role", "organisation", "organisation_period", "phone_number",
})  # fmt: skip

CONTACTS = Kind(
    "contacts",
    "kontakte",
    "Kontakt",
    "Kontakte",
    contacts.understand,
    write_contacts.write,
    _PEOPLE,
)
BOOKINGS = Kind(
    "bookings",
    "beratungen",
    "Beratung",
    "Beratungen",
    bookings.understand,
    write_bookings.write,
    frozenset({"booking", "organisation", "organisation_period", "rule_set"}),
    (rule_sets,),
)
RECIPIENTS = Kind(
    "recipients",
    "newsletter",
    "Bezug",
    "Bezüge",
    recipients.understand,
    write_recipients.write,
    _PEOPLE | {"subscription"},
)
APPLICATIONS = Kind(
    "applications",
    "antraege",
    "IKZ-Antrag",
    "IKZ-Anträge",
    applications.understand,
    write_applications.write,
    frozenset({"application", "participant", "organisation", "organisation_period", "rule_set"}),
    (rule_sets,),
)
ROLLOUTS = Kind(
    "rollouts",
    "anbindung",
    "Anbindung",
    "Anbindungen",
    rollouts.understand,
    write_rollouts.write,
    frozenset({
        "organisation", "organisation_period", "rollout", "service", "service_bundle",
    }),
    shaped=wide.spread,
    about=frozenset({"organisation", "key"}),
)  # fmt: skip
MUNICIPALITIES = Kind(
    "municipalities",
    "kommunen",
    "Kommune",
    "Kommunen",
    municipalities.understand,
    write_municipalities.write,
    frozenset({"address", "organisation", "organisation_period", "phone_number"}),
    shaped=registers.shaped,
)
SERVICES = Kind(
    "services",
    "leistungen",
    "Leistung",
    "Leistungen",
    services.understand,
    write_services.write,
    frozenset({"rollout", "service", "service_bundle"}),
)

KINDS: Mapping[str, Kind] = {
    each.word: each
    for each in (
        CONTACTS, BOOKINGS, RECIPIENTS, APPLICATIONS, ROLLOUTS, MUNICIPALITIES, SERVICES,
    )
}  # fmt: skip


def kind_called(word: str) -> Kind:
    """The kind with this word. Raises `InputError`."""
    if word not in KINDS:
        raise InputError(f"»{word}« wird nicht eingelesen. Möglich sind: {', '.join(KINDS)}.")
    return KINDS[word]


def kind_of(desk: Desk, raw: bytes) -> Kind:
    """The kind that most columns of a file speak for. Raises `InputError` for what is no file."""

    def spoken_for(kind: Kind) -> int:
        known = synonyms(kind.code)
        table = kind.shaped(desk, read_table(raw, known.knows), known)
        places = map_columns(table, known, {}).places
        return len(places) if not kind.about or kind.about & places.keys() else 0

    return max(KINDS.values(), key=spoken_for)
