"""Twelve calls as they come in at the desk, answered at the keyboard with keys counted.

Names and numbers of people are invented.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.engine import URL

from db.store import Store
from db.tables import (
    Address,
    Application,
    Booking,
    Call,
    Contact,
    ContactRole,
    OrganisationPeriod,
    Participant,
    PhoneNumber,
    Resolution,
    Rollout,
    Service,
    ServiceBundle,
    Subscription,
)
from ozg_tui.forms.entry import Entry
from seeds.load import load
from tests.kit.clock import SetClock
from tests.kit.seat import Seat, desk_at, seated, typed
from tests.kit.stores import Stores, upon

TODAY = date(2026, 11, 23)
FIND, NOTE, CONFIRM = 6, 12, 2
"""How many keys it may take to find a Kommune, to note a call beside its text, to confirm."""


class Telephone:
    """Somebody at the telephone, whose keys are counted."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.keys = 0

    @property
    def screen(self) -> str:
        return self.seat.screen

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.seat.press(*keys)

    async def type(self, text: str, *keys: str) -> None:
        await self.press(*typed(text), *keys)

    def line(self, text: str) -> str:
        """The first line of the screen with this text."""
        return next(each for each in self.screen.splitlines() if text in each)

    async def go_to(self, label: str) -> None:
        """Tab on to a field of the form."""
        for _ in range(60):
            focused = self.seat.app.focused
            if isinstance(focused, Entry) and focused.field.label == label:
                return
            await self.press("tab")
        raise AssertionError(f"no field {label}:\n{self.screen}")

    async def clear(self) -> None:
        """Back to START with an empty search box; does not count."""
        while len(self.seat.app.screen_stack) > 1:
            await self.seat.press("f3")
        await self.seat.press("f2", "ctrl+u")

    async def dictate(self, text: str) -> None:
        """Type what the caller says; its letters do not count."""
        await self.seat.press(*typed(text))

    @contextmanager
    def within(self, most: int) -> Iterator[None]:
        begun = self.keys
        yield
        assert self.keys - begun <= most, f"{self.keys - begun} keys instead of {most}"


@upon(load)
def invented_calls(store: Store) -> None:
    """The facts, and what the desk has recorded about some Kommunen."""
    with store.writing("Kollegin") as session:
        ids = {
            row.name: row.organisation_id
            for row in session.scalars(
                select(OrganisationPeriod)
                .where(OrganisationPeriod.kind != "landkreis")
                .order_by(OrganisationPeriod.valid_from)
            )
        }
        held = {"state": "held", "booked_on": date(2021, 2, 3)}
        session.add(
            Booking(
                organisation_id=ids["Ahnatal"],
                module=1,
                funding_source="umsetzungsvereinbarung",
                consultation_on=date(2021, 3, 18),
                **held,
            )
        )
        head = Contact(
            organisation_id=ids["Ahnatal"],
            family_name="Beispiel",
            given_name="Erika",
            call_first=True,
            roles=[ContactRole(role="head", confirmed_on=date(2026, 11, 2))],
            numbers=[
                PhoneNumber(
                    kind="direct",
                    raw="069 90009-120",
                    e164="+496990009120",
                    confirmed_on=date(2026, 11, 2),
                )
            ],
            addresses=[
                Address(kind="email", text="e.beispiel@example.org", confirmed_on=date(2025, 9, 1))
            ],
        )
        session.add(head)
        session.add(
            Application(
                number="IKZ-0014",
                title="OZG-Team Kassel-Land",
                field_of_work="Gemeinsames Bürgerbüro",
                station="district",
                station_since=date(2026, 10, 13),
                participants=[
                    Participant(
                        organisation_id=ids[name],
                        position=position,
                        role="partner" if position else "lead",
                        resolution=Resolution(status=status, session_on=day),
                    )
                    for position, (name, status, day) in enumerate(
                        (
                            ("Vellmar", "passed", date(2026, 9, 1)),
                            ("Espenau", "passed", date(2026, 9, 8)),
                            ("Fuldatal", "open", None),
                        )
                    )
                ],
            )
        )
        complaints = session.scalars(
            select(Service)
            .join(ServiceBundle)
            .where(ServiceBundle.name.like("Mängel%"))
            .order_by(Service.number)
        ).all()
        for number, service in enumerate(complaints):
            session.add(
                Rollout(
                    organisation_id=ids["Ahnatal"],
                    service_id=service.id,
                    state="live" if number < 2 else "test",
                    since=date(2026, 11, 3),
                    in_finder=number == 0,
                )
            )
        session.flush()
        session.add(
            Subscription(
                organisation_id=ids["Ahnatal"],
                contact_id=head.id,
                email="e.beispiel@example.org",
                consent="confirmed",
                subscribed_at=datetime(2024, 1, 5, tzinfo=UTC),
            )
        )
        session.add(
            Call(
                started_at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
                ended_at=datetime(2026, 11, 2, 9, 4, tzinfo=UTC),
                organisation_id=ids["Ahnatal"],
                taken_by="Kollegin",
                result="done",
                text="Laufzeit erklärt",
            )
        )


@pytest.fixture(scope="module")
def calls_url(stores: Stores) -> Iterator[URL]:
    with stores.copy("sqlite", invented_calls) as url:
        yield url


@pytest.fixture
def url_of_calls(stores: Stores) -> Iterator[URL]:
    with stores.copy("sqlite", invented_calls) as url:
        yield url


@asynccontextmanager
async def at_the_desk(url: URL) -> AsyncIterator[Telephone]:
    async with seated(url, clock=SetClock(TODAY)) as seat:
        yield Telephone(seat)


async def test_calls_that_search_and_card_answer(calls_url: URL) -> None:
    async with at_the_desk(calls_url) as desk:
        # 1. "Hier Bürgermeisterin von Homberg …": both, with their Kreis.
        with desk.within(FIND):
            await desk.type("homb")
            lines = desk.screen.splitlines()
            efze, ohm = (next(each for each in lines if town in each) for town in ("Efze", "Ohm"))
            assert "Schwalm-Eder-Kreis" in efze
            assert "Vogelsbergkreis" in ohm
            await desk.press("enter")
        assert "KOMMUNE Homberg (Efze)" in desk.screen
        await desk.clear()

        # 2. "Dürfen wir noch Modul 2 buchen? Modul 1 hatten wir."
        with desk.within(FIND):
            await desk.type("ahnat", "enter")
        assert "VERBRAUCHT" in desk.line("M1/M2")
        assert "ABGELAUFEN" in desk.line("M3/M4")
        assert "ekom21" in desk.screen
        await desk.press("f7")
        assert "31.12.2022" in desk.screen
        await desk.press("escape")
        # 8. "Ist der Mängelmelder schon verfügbar und was müssen wir tun?"
        assert "DIENSTE: 2 von" in desk.screen
        assert "2/13 11 im Test" in desk.line("Mängelmelder")
        # 12. "Bitte aus dem Newsletter nehmen": its state is there.
        assert "OZG-Report" in desk.screen


async def test_calls_about_places_people_and_applications(calls_url: URL) -> None:
    async with at_the_desk(calls_url) as desk:
        # 10. "Hanau: sind wir noch Main-Kinzig-Kreis bei Ihnen?"
        with desk.within(FIND):
            await desk.type("hanau", "enter")
        for fact in ("06415000", "06435014", "Kreisfreie Stadt seit 01.01.2026"):
            assert fact in desk.screen, fact
        await desk.clear()

        # 12. "… neue Kollegin eintragen": found by e-mail, or by number in any spelling.
        for spelling in ("e.beispiel@", "069/90009 120", "+49 69 90009-120", "90009120"):
            await desk.type(spelling)
            assert "Beispiel, Erika" in desk.screen, spelling
            await desk.press("ctrl+u")

        # 7. "Wo liegt unser IKZ-Antrag?"
        with desk.within(FIND):
            await desk.type("vellm", "enter")
        assert "IKZ-0014 beim Landkreis" in desk.screen
        await desk.clear()
        await desk.type("IKZ-0014", "enter")
        for fact in ("beim Landkreis", "13.10.2026", "Fuldatal"):
            assert fact in desk.screen, fact
        await desk.clear()

        # 11. "Welche Modellkommune hat das Kita-Thema?"
        await desk.type("kita")
        assert "Neu-Isenburg" in desk.screen
        await desk.press("enter", "tab", "down", "down", "down")
        assert "webKITA: Online-Anmeldung für die Kita" in desk.screen


async def test_calls_about_figures(calls_url: URL) -> None:
    async with at_the_desk(calls_url) as desk:
        await desk.seat.until(lambda: "angemeldet" in desk.screen)
        # 3. "Wie viele Kommunen haben sich beraten lassen?"
        assert "0 LK, 1 Städte/Gem." in desk.line("angemeldet")
        # 9. "Wer zahlt die EfA-Kosten 2025?"
        assert "seit 2025 ungeklärt" in desk.screen
        await desk.press("escape", "6", "enter")
        assert "3,9 Millionen" in desk.screen


async def test_calls_about_an_application_that_is_planned(calls_url: URL) -> None:
    async with at_the_desk(calls_url) as desk:
        await desk.press("escape", "g", "i", "n")
        await desk.type("Bürgerbüro", "enter", "enter", "enter")
        await desk.type("15.01.2026", "enter")
        for index, town in enumerate(("ahnatal", "vellmar", "espenau")):
            if index == 2:
                await desk.press("f6")
            await desk.type(town, "enter", "enter")
            await desk.type("g", "enter")
            await desk.type("01102025" if index else "02102025", "enter", "enter", "enter")
        # 4. "Wir sind zu dritt, ein vierter überlegt noch – was ändert sich?"
        assert "75.000,00" in desk.screen
        assert "100.000,00" in desk.screen
        # 6. "Vereinbarung bis 30.12.2030, Beginn 1.1.2026 – reicht das?"
        await desk.go_to("Laufzeit ab")
        await desk.type("010126", "enter")
        await desk.type("301230", "enter")
        await desk.press("f7")
        assert "es fehlt 1 Tag" in desk.screen
        assert "31.12.2030" in desk.screen
        await desk.press("escape")
        # 5. "Unsere Einsparung liegt bei 14,9 %."
        await desk.go_to("Personal/Jahr vorher")
        await desk.type("100t", "enter")
        await desk.type("85.100", "enter")
        await desk.press("f7")
        assert "14,90 %" in desk.screen
        assert "100,00 EUR" in desk.screen


async def test_a_call_is_noted_and_a_detail_confirmed_with_few_keys(url_of_calls: URL) -> None:
    async with at_the_desk(url_of_calls) as desk:
        with desk.within(FIND):
            await desk.type("ahnat", "enter")
        # The person to call first has an e-mail that nobody has confirmed for a year.
        assert "e.beispiel@example.org" in desk.screen
        with desk.within(CONFIRM):
            await desk.press("c")
        assert "Bestätigt: E-Mail" in desk.seat.message
        with desk.within(NOTE):
            await desk.press("1", "a")
            await desk.press("b", "enter")
            await desk.dictate("Modul 2 nicht mehr förderfähig, ekom21 genannt.")
            await desk.press("f8")
        assert "Gesichert: Anruf" in desk.seat.message
        assert "Modul 2 nicht mehr" in desk.screen
    with desk_at(url_of_calls) as colleague, colleague.store.reading() as session:
        call = session.scalars(select(Call).order_by(Call.id.desc())).first()
        assert call is not None
        person = session.get(Contact, call.contact_id)
        assert person is not None
        assert (call.topic, call.result, person.family_name) == ("consulting", "done", "Beispiel")
        assert call.raw_number == "069 90009-120"
        email = session.scalars(select(Address)).first()
        assert email is not None
        assert (email.confirmed_on, email.confirmed_by) == (TODAY, "Probe")
