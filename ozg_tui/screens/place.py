"""A Kommune on one screen: people, funding account, notes, services, open matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ozg_tui import commands
from ozg_tui.commands import Context
from ozg_tui.resources.catalogue import BOOKINGS, CONTACTS, MUNICIPALITIES
from ozg_tui.screens.base import DeskScreen
from ozg_tui.text import paragraphs

if TYPE_CHECKING:
    from textual import events

    from ozg_tui.desk.desk import Desk
    from ozg_tui.desk.municipality_card import Card, Person


class PlaceScreen(DeskScreen):
    """The 360° view. 1-9 choose a person, Enter opens the person."""

    CONTEXT = Context.RECORD
    BINDINGS = [
        *commands.bindings(Context.RECORD),
        ("escape", "command('back')", "Zurück"),
    ]

    def __init__(self, organisation_id: int) -> None:
        super().__init__()
        self.organisation_id = organisation_id
        self.card: Card | None = None
        self.chosen = 0

    def caption(self) -> str:
        """The Kommune's name."""
        return "KOMMUNE" if self.card is None else f"KOMMUNE {self.card.head.name}"

    def body(self) -> ComposeResult:
        """One sheet that scrolls when the window is low."""
        with VerticalScroll():
            yield Static("", id="sheet")

    @property
    def is_waiting(self) -> bool:
        """Whether the card is still on its way."""
        return self.card is None

    @property
    def person(self) -> Person | None:
        """The marked person."""
        if self.card is None or self.chosen >= len(self.card.people):
            return None
        return self.card.people[self.chosen]

    def hidden_commands(self) -> frozenset[str]:
        """A Kommune is not created here."""
        return frozenset({"new"})

    def reason_against(self, command_id: str) -> str:
        """What is created elsewhere."""
        if command_id == "new":
            return "Hier wird keine Kommune angelegt. k legt einen Kontakt an, t bucht Beratung."
        return ""

    def on_mount(self) -> None:
        """Fetch the card."""
        self.query_one(VerticalScroll).focus()
        self.show_footer()
        self.action_reload()

    def on_screen_resume(self) -> None:
        """What other screens saved shows here at once."""
        if self.card is not None:
            self.action_reload()

    def on_resize(self) -> None:
        """Fill the new width."""
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """Choose a person, or open the chosen one."""
        if event.key.isdigit() and event.key != "0":
            self._choose(int(event.key) - 1)
            event.stop()
        elif event.key == "enter" and self.person is not None:
            self.host.open_record(CONTACTS, self.person.id)
            event.stop()

    def action_reload(self) -> None:
        """Read the card anew."""
        organisation_id, today = self.organisation_id, self.host.today()

        def question(desk: Desk) -> Card:
            from ozg_tui.desk.municipality_card import card

            return card(desk, organisation_id, today)

        self.bridge.read_record("card", question, self.if_still_here(self._show))

    def action_back(self) -> None:
        """To where the Kommune was opened."""
        self.dismiss(None)

    def action_edit(self) -> None:
        """Edit address and telephone of the Kommune."""
        self.host.open_form(MUNICIPALITIES, self.organisation_id)

    def action_add_contact(self) -> None:
        """Add a person here."""
        self.host.open_form(CONTACTS, None, self._here())

    def action_book(self) -> None:
        """Book a consulting module for this Kommune."""
        self.host.open_form(BOOKINGS, None, self._here())

    def action_copy(self) -> None:
        """Copy the number or address of the marked person, else the key of the Kommune."""
        if self.card is None:
            return
        person = self.person
        reach = [*person.phones, *person.emails] if person is not None else []
        self.host.copy(reach[0].text if reach else self.card.head.key)

    def action_why(self) -> None:
        """Explain the funding account."""
        from ozg_tui.screens.reader import ReaderScreen

        if self.card is not None:
            lines = [f"{line.label}: {line.state}\n  {line.detail}" for line in self.card.account]
            self.app.push_screen(ReaderScreen("Förderkonto", "\n\n".join(lines)))

    def _here(self) -> dict[str, str]:
        return {"organisation_id": str(self.organisation_id)}

    def _choose(self, index: int) -> None:
        if self.card is not None and index < len(self.card.people):
            self.chosen = index
            self._draw()

    def _show(self, card: Any) -> None:
        self.card = card
        self.chosen = min(self.chosen, max(0, len(card.people) - 1))
        self.show_title()
        self._draw()
        self.host.keys.go_on()

    def _draw(self) -> None:
        if self.card is not None:
            from ozg_tui.screens.place_sheet import sheet

            lines = sheet(self.card, self.chosen, self.size.width)
            self.query_one("#sheet", Static).update(paragraphs("\n".join(lines)))
