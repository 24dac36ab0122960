"""A Kommune on one screen: people, funding account, what is new, services, notes, open matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui import commands
from ozg_tui.commands import Context
from ozg_tui.resources.catalogue import BY_CODE
from ozg_tui.resources.consulting import BOOKINGS
from ozg_tui.resources.ikz import APPLICATIONS
from ozg_tui.resources.register import CONTACTS, MUNICIPALITIES
from ozg_tui.screens.kit.subject import Subject
from ozg_tui.screens.places.behind import Behind
from ozg_tui.screens.places.board import PlaceBoard

if TYPE_CHECKING:
    from collections.abc import Callable

    from ozg_tui.commands import Command
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.place.view import View
    from ozg_tui.widgets.panels import Panels

_SUBJECTS = frozenset({"contact", "application", "booking", "call"})


class PlaceScreen(PlaceBoard):
    """What can be done with a Kommune and the lines of its view."""

    BINDINGS = [
        *commands.bindings(Context.RECORD),
        ("escape", "command('back')", "Zurück"),
    ]
    INSTEAD = {
        "new": "Hier wird keine Kommune angelegt. k legt einen Kontakt an, t bucht Beratung.",
        **dict.fromkeys(
            ("station", "what_if", "memo", "confirm_deviation", "tracker"),
            "Das gibt es nur bei einem IKZ-Antrag.",
        ),
    }

    def kinds(self) -> frozenset[str]:
        """The Kommune, and what its lines stand for."""
        return frozenset(BY_CODE)

    def record(self) -> Subject:
        """The Kommune, with all that belongs to it, wherever the cursor is."""
        return Subject(MUNICIPALITIES, self.organisation_id)

    def chosen(self) -> Subject:
        """The record of the line with the cursor, else the Kommune."""
        behind = self.behind
        if behind is None or behind.kind not in BY_CODE:
            return self.record()
        return Subject(BY_CODE[behind.kind], behind.id)

    def subject(self) -> Subject:
        """The record of a line that somebody chose, else the Kommune."""
        behind = self.behind if self.has_chosen else None
        if behind is not None and behind.kind in _SUBJECTS:
            return Subject(BY_CODE[behind.kind], behind.id)
        return self.record()

    def reason_against(self, command: Command) -> str:
        """What has been done already."""
        if command.id == "confirm" and self.view is not None and self.view.asked is None:
            if not self.view.freshness.total:
                return "Hier gibt es noch keine Nummer, E-Mail oder Funktion zu bestätigen."
            return "Alles ist in den letzten zwölf Monaten bestätigt worden."
        return super().reason_against(command)

    def explanation(self) -> str:
        """How to get about."""
        return (
            "1-9 wählt eine Person, Tab das nächste Feld, die Pfeile gehen zeilenweise. Enter "
            "öffnet, was hinter der Zeile steht: Person, Notiz, Antrag, Beratung, Bündel. "
            "c bestätigt die Angabe, nach der oben gefragt wird; b bearbeitet den Eintrag der "
            "Zeile. Punkt kopiert die Auskunft zur Zeile, F7 begründet das Förderkonto."
        )

    def on_panels_opened(self, event: Panels.Opened) -> None:
        """Open what stands behind the line."""
        behind: Behind = event.line.target
        if behind.kind == "account":
            self._open_account(behind.id)
        elif behind.kind == "question":
            self.action_edit()
        elif behind.kind == "nobody":
            # No form: an Enter too many on the way here must not begin a person.
            self.say(event.line.text)
        elif behind.kind == "all talks":
            self._read_at_length("Notizen und Anrufe", _talks)
        elif behind.kind == "all changes":
            self._read_at_length("Seit dem letzten Anruf", _changes)
        elif behind == ("organisation", self.organisation_id):
            self._open_details()
        else:
            self.host.open_record(BY_CODE[behind.kind], behind.id)

    def action_back(self) -> None:
        """To where the Kommune was opened."""
        self.dismiss(None)

    def action_edit(self) -> None:
        """Edit the record of the line with the cursor, else address and numbers of the Kommune."""
        behind = self.behind
        if behind is not None and behind.kind == "question" and self.view is not None:
            asked = self.view.asked
            behind = Behind("contact", asked.contact_id) if asked and asked.contact_id else None
        if behind is None or behind.kind not in BY_CODE:
            self.host.open_form(MUNICIPALITIES, self.organisation_id)
        else:
            self.host.open_form(BY_CODE[behind.kind], behind.id)

    def action_add_contact(self) -> None:
        """Add a person here."""
        self.host.open_form(CONTACTS, None, self._here())

    def action_book(self) -> None:
        """Book a consulting module for this Kommune."""
        self.host.open_form(BOOKINGS, None, self._here())

    def action_confirm(self) -> None:
        """Confirm the detail that is asked about; the next one takes its place."""
        if self.view is not None and self.view.asked is not None:
            self._confirm(self.view)

    def action_why(self) -> None:
        """Explain the line with the cursor, then the funding account."""
        behind = self.behind

        def text(desk: Desk, view: View) -> str:
            from ozg_tui.screens.places.texts import reasons_text

            return reasons_text(desk, view.card, behind)

        self._read_at_length("Warum? Förderkonto", text)

    def action_copy(self) -> None:
        """Copy the answer that the line with the cursor gives."""
        view, line = self.view, self.panels.current
        if view is None:
            return

        def question(desk: Desk) -> str:
            from ozg_tui.screens.places.texts import answer_text

            return answer_text(desk, view, line)

        self.bridge.read_record("answer", question, self.if_still_here(self.host.copy))

    def _here(self) -> dict[str, str]:
        return {"organisation_id": str(self.organisation_id)}

    def _open_details(self) -> None:
        """Keys, address and numbers of the Kommune, one below the other."""
        from ozg_tui.screens.kit.detail import open_detail

        open_detail(self.host, MUNICIPALITIES, self.organisation_id)

    def _open_account(self, index: int) -> None:
        """The booking or the application that decides the line, else its reasons."""
        assert self.view is not None
        line = self.view.card.account[index]
        if line.booking_id is not None:
            self.host.open_record(BOOKINGS, line.booking_id)
        elif line.application_id is not None:
            self.host.open_record(APPLICATIONS, line.application_id)
        else:
            self.action_why()

    def _read_at_length(self, title: str, text: Callable[[Desk, View], str]) -> None:
        from ozg_tui.screens.kit.reader import ReaderScreen

        view = self.view
        if view is None:
            return

        def show(found: str) -> None:
            self.host.push(ReaderScreen(title, found))

        self.bridge.read_record(
            "at length", lambda desk: text(desk, view), self.if_still_here(show)
        )

    def _confirm(self, view: View) -> None:
        asked = view.asked
        assert asked is not None

        def job(desk: Desk) -> View:
            from ozg_tui.desk.register.confirmations import confirm

            confirm(desk, asked)
            return self.read_view(desk)

        def done(found: View) -> str:
            self.if_still_here(self.show_view)(found)
            whose = asked.person or view.card.head.name
            return f"Bestätigt: {asked.label} {asked.value} ({whose})."

        self.host.do(job, done)


def _talks(desk: Desk, view: View) -> str:
    from ozg_tui.screens.places.texts import talks_text

    return talks_text(desk, view.card)


def _changes(desk: Desk, view: View) -> str:
    from ozg_tui.screens.places.texts import changes_text

    return changes_text(desk, view)
