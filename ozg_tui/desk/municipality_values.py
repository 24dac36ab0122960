"""What the card of a Kommune is made of."""

from datetime import date, datetime
from typing import NamedTuple

from db.tables.cooperation import Station
from ozg_tui.desk.model_projects import ModelStep
from ozg_tui.rules.consulting import BookingState
from ozg_tui.rules.territory import Kind


class Former(NamedTuple):
    """A key and name that led here until a day; `merged` ones were places of their own."""

    key: str
    name: str
    until: date | None
    merged: bool


class Head(NamedTuple):
    """Who the Kommune is on the day of the card."""

    key: str
    name: str
    suffix: str
    kind: Kind
    kind_label: str
    district: str
    region: str
    former: tuple[Former, ...]
    successor_id: int | None
    population: int | None
    population_on: date | None
    council: str
    executive: str
    supervision: str
    address: str
    website: str
    note: str


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

    @property
    def confirmed_on(self) -> date | None:
        """The oldest confirmation among what the person is reached by; None if one is missing."""
        days = [each.confirmed_on for each in (*self.phones, *self.emails)]
        known = [day for day in days if day is not None]
        return min(known) if known and len(known) == len(days) else None


class Account(NamedTuple):
    """One line of »was geht jetzt?«: a funding source, its state in one word, and why."""

    label: str
    state: str
    detail: str
    until: date | None = None


class BundleCount(NamedTuple):
    """How many services of a bundle are live, of those the Kommune is competent for."""

    name: str
    live: int
    services: int


class Services(NamedTuple):
    """The roll-out; `known` is false when the desk has no information about any service."""

    known: bool
    live: int
    services: int
    bundles: tuple[BundleCount, ...]


class Task(NamedTuple):
    """An open follow-up."""

    id: int
    due_on: date
    text: str
    owner: str


class Talk(NamedTuple):
    """A note or a call; `direction` is empty for a note."""

    id: int
    at: datetime
    direction: str
    by: str
    text: str


class ApplicationLine(NamedTuple):
    """An IKZ application the Kommune takes part in."""

    id: int
    number: str
    title: str
    role: str
    station: Station
    station_label: str
    missing_resolutions: int
    partners: int


class BookingLine(NamedTuple):
    """A consulting booking; `day` is that of the consultation, else of the booking."""

    id: int
    module: int
    source: str
    funded: bool
    state: BookingState
    state_label: str
    day: date | None


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
    model: tuple[ModelStep, ...]
    applications: tuple[ApplicationLine, ...]
    bookings: tuple[BookingLine, ...]
