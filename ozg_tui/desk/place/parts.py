"""What the card of a Kommune is made of."""

from datetime import date, datetime
from typing import NamedTuple

from ozg_tui.codes.consulting import AccountState, BookingState
from ozg_tui.codes.ikz import Station
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.desk.model.members import ModelStep
from ozg_tui.german.people import no_longer
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.services.rollout import Step
from ozg_tui.rules.verdict import Check


class Former(NamedTuple):
    """A key and name that led here until a day; `merged` ones were places of their own."""

    key: str
    name: str
    kind_label: str
    district: str
    until: date | None
    merged: bool


class Head(NamedTuple):
    """Who the Kommune is on the day of the card.

    `kind_since` is known where it was of another kind before. `ended_on` is the last day of one
    that is gone by the day of the card, `successor` the name and key of what it went into.
    `supervisors` are the authorities in the order in which a letter passes them. `association` is
    the Spitzenverband, where the kind alone tells it.
    """

    key: str
    name: str
    suffix: str
    kind: OrganisationKind
    kind_label: str
    kind_since: date | None
    district: str
    region: str
    former: tuple[Former, ...]
    ended_on: date | None
    successor_id: int | None
    successor: str
    population: int | None
    population_on: date | None
    council: str
    executive: str
    supervision: str
    supervisors: tuple[str, ...]
    association: str
    address: str
    website: str
    office_hours: str
    known_from: str
    note: str

    @property
    def former_texts(self) -> tuple[str, ...]:
        """Former keys and names with their last day, and with what else was different then."""
        return tuple(self._was(each) for each in self.former)

    def _was(self, former: Former) -> str:
        parts = [former.key if former.name == self.name else f"{former.key} {former.name}"]
        if former.kind_label != self.kind_label:
            parts.append(former.kind_label)
        if former.district not in ("", self.district):
            parts.append(former.district)
        until = f"bis {format_date(former.until)}: " if former.until else ""
        return until + ", ".join(parts)


class Reach(NamedTuple):
    """A number or address with its label and the day it was confirmed."""

    label: str
    text: str
    confirmed_on: date | None


class Person(NamedTuple):
    """A contact; `historic_on` marks one that must not be named as current."""

    id: int
    name: str
    roles: tuple[str, ...]
    phones: tuple[Reach, ...]
    emails: tuple[Reach, ...]
    call_first: bool
    historic_on: date | None
    left_reason: str | None = None

    @property
    def no_longer(self) -> str:
        """Since when and why the person is not there any more; empty for who is."""
        return no_longer(self.historic_on, self.left_reason) if self.historic_on else ""

    @property
    def confirmed_on(self) -> date | None:
        """The oldest confirmation among what the person is reached by; None if one is missing."""
        days = [each.confirmed_on for each in (*self.phones, *self.emails)]
        known = [day for day in days if day is not None]
        return min(known) if known and len(known) == len(days) else None


class Account(NamedTuple):
    """One line of »was geht jetzt?«: what it is about, its state in one word, and why.

    `label` begins with its short form, `short` says in a few words what decides the state. `checks`
    hold value, rule and source; the numbers lead to what stands behind the line.
    """

    label: str
    state: AccountState
    detail: str
    until: date | None
    short: str
    checks: tuple[Check, ...]
    booking_id: int | None = None
    application_id: int | None = None


class BundleLine(NamedTuple):
    """How far a Kommune is with a bundle; `services` are those it is competent for.

    `months` are `YYYY-MM`; `step` is missing where the Kommune is not competent. Of how many
    services somebody has said how far they are is `stated`: only then is none live for certain.
    """

    id: int
    name: str
    efa: bool
    months: tuple[str, ...]
    live: int
    in_finder: int
    services: int
    stated: int
    step: Step | None


class Services(NamedTuple):
    """The roll-out, what is to be done first at the top.

    `known` is false when the desk has no information about any service.
    """

    known: bool
    live: int
    in_finder: int
    services: int
    bundles: tuple[BundleLine, ...]


class Task(NamedTuple):
    """An open follow-up."""

    id: int
    due_on: date
    text: str
    owner: str


class Talk(NamedTuple):
    """A note or a call; `direction` is empty for a note, `is_open` a call nobody has noted."""

    id: int
    at: datetime
    direction: str
    by: str
    text: str
    is_open: bool = False


class ApplicationLine(NamedTuple):
    """An IKZ application the Kommune takes part in.

    `missing` are the partners whose council has not resolved yet, `own_missing` tells whether this
    Kommune is one of them.
    """

    id: int
    number: str
    title: str
    role: str
    station: Station
    station_label: str
    station_since: date | None
    missing: tuple[str, ...]
    own_missing: bool
    partners: int
    is_running: bool

    @property
    def missing_resolutions(self) -> int:
        """How many partners have not resolved yet."""
        return len(self.missing)


class BookingLine(NamedTuple):
    """A consulting booking."""

    id: int
    module: int
    source: str
    funded: bool
    state: BookingState
    state_label: str
    booked_on: date | None
    consultation_on: date | None

    @property
    def day(self) -> date | None:
        """The day of the consultation, else of the booking."""
        return self.consultation_on or self.booked_on


class SubscriptionLine(NamedTuple):
    """An address of the Kommune or of one of its people, and whether it gets the OZG-Report."""

    email: str
    contact_id: int | None
    consent_label: str
    day: date | None
    bounced: bool


class Card(NamedTuple):
    """The 360° view of one Kommune on a day."""

    id: int
    on: date
    head: Head
    reach: tuple[Reach, ...]
    people: tuple[Person, ...]
    people_total: int
    account: tuple[Account, ...]
    services: Services
    tasks: tuple[Task, ...]
    talks: tuple[Talk, ...]
    talks_total: int
    model: tuple[ModelStep, ...]
    applications: tuple[ApplicationLine, ...]
    bookings: tuple[BookingLine, ...]
    subscriptions: tuple[SubscriptionLine, ...]
