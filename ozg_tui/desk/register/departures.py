"""Somebody leaves an office: the function ends, who comes after takes over what belongs to it."""

from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field

from db.errors import NotFoundError, RefusedError
from db.fold import fold
from db.tables import Contact
from ozg_tui.codes.register import LeavingReason, Role
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Examination, Records
from ozg_tui.desk.core.session import DeskSession, reading, session_of
from ozg_tui.desk.core.values import Day, Input, Optional, OptionalLine, Ui
from ozg_tui.desk.register.belonging import contact_line, named_there, person_name
from ozg_tui.desk.register.succession import Departure, ending_functions, handed_on, leave
from ozg_tui.german.labels import ROLES
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.office import wrong_day
from ozg_tui.rules.person_name import PersonName, split_name


class DepartureInput(Input):
    """Since when somebody has left, why, and who comes after."""

    since: Annotated[Day, Ui(help="Der erste Tag ohne das Amt.")] = Field(title="Nicht mehr seit")
    reason: LeavingReason = Field(title="Grund")
    successor: Annotated[
        OptionalLine,
        Ui(
            help="Der Name, wie er gesprochen wird, oder »Nachname, Vorname«. Wer dort schon so "
            "heißt, wird genommen. Ohne Namen bleibt die Nachfolge offen; sie kann hier später "
            "eingetragen werden."
        ),
    ] = Field(None, title="Nachfolge")
    role: Annotated[
        Role | None,
        Optional,
        Ui(help="Nur wenn die Person in einer anderen Funktion bleibt; sonst enden alle."),
    ] = Field(None, title="Nur die Funktion")


class Departures(Records[DepartureInput, Contact]):
    """Ends the functions of a contact; the contact stays in calls, history and search."""

    code = "departure"
    model = DepartureInput
    table = Contact

    def title(self, row: Contact) -> str:
        """The name, with the mark of who has left."""
        return contact_line(row) or ""

    def value(self, row: Contact) -> DepartureInput:
        """What was entered when somebody left; of who is there nothing is proposed."""
        session = session_of(row)
        after = session.get(Contact, row.successor_id) if session and row.successor_id else None
        begun: dict[str, Any] = {
            "since": row.historic_on if row.left_reason else None,
            "reason": LeavingReason(row.left_reason) if row.left_reason else None,
            "successor": person_name(after) if after else None,
            "role": None,
        }
        return DepartureInput.model_construct(**begun)

    def refuse(self, session: DeskSession, value: DepartureInput, row: Contact | None) -> None:
        """Refuse a wrong day, a function that is not held, and a second successor."""
        if row is None:
            raise NotFoundError("Diese Person gibt es nicht mehr.")
        if said := self._against(session, row, value):
            raise RefusedError(said)

    def _against(self, session: DeskSession, row: Contact, value: DepartureInput) -> str:
        ending = ending_functions(row, value.role)
        if value.role is not None and not ending:
            return f"{person_name(row)} hat die Funktion »{ROLES[value.role]}« nicht."
        begun = max((each.valid_from for each in ending if each.valid_from), default=None)
        if said := wrong_day(value.since, session.desk.today(), begun):
            return said
        if row.successor_id is None or value.successor is None:
            return ""
        after = session.get_one(Contact, row.successor_id)
        if _same(split_name(value.successor), after):
            return ""
        return (
            f"Die Nachfolge ist schon eingetragen: {person_name(after)}. Heißt die Person anders, "
            "bitte ihren Kontakt ändern; war es jemand anderes, nimmt u den Schritt zurück."
        )

    def apply(self, session: DeskSession, row: Contact, value: DepartureInput) -> None:
        """End the functions and hand on what belongs to them, in the transaction of the save."""
        name = split_name(value.successor) if value.successor else None
        leave(session, row, Departure(value.since, value.reason, value.role), name)

    def examine(self, desk: Desk, value: Any, record_id: int | None) -> Examination | None:
        """What the save would do, and why it would be refused."""
        if record_id is None or value.since is None:
            return None
        with reading(desk) as session:
            row = session.get(Contact, record_id)
            if row is None:
                return None
            if said := self._against(session, row, value):
                return Examination((), "geht so nicht", (said,))
            return Examination((), *_preview(session, row, value))


def _same(name: PersonName, row: Contact) -> bool:
    def joined(family: str, given: str | None) -> str:
        return fold(f"{family}, {given or ''}")

    return joined(name.family, name.given) == joined(row.family_name, row.given_name)


def _preview(session: DeskSession, row: Contact, value: Any) -> tuple[str, tuple[str, ...]]:
    """What becomes of the office in a few words, and the lines about it."""
    ending = ending_functions(row, value.role)
    functions = ", ".join(ROLES[each.role] for each in ending) or "keine Funktion"
    lines = [f"Endet am {format_date(value.since - timedelta(days=1))}: {functions}"]
    stays = [each for each in row.roles if each.valid_to is None and each not in ending]
    handed = handed_on(session, row)
    if value.successor:
        name = split_name(value.successor)
        known = named_there(
            session, row.organisation_id, name.family, name.given or None, lock=False
        )
        lines.append(f"Nachfolge: {_in_order(name)} ({'bekannt' if known else 'neu'})")
    else:
        lines.append("Die Nachfolge ist offen.")
    if stays:
        lines += [f"Bleibt: {ROLES[each.role]}" for each in stays]
        return "bleibt in anderer Funktion", tuple(lines)
    if str(handed):
        lines.append(f"{'Geht über' if value.successor else 'Bleibt vorerst'}: {handed}")
    if value.successor and handed.new_consent:
        lines.append(
            "Der OZG-Report ging an eine persönliche Adresse: Dieser Bezug endet; für die neue "
            "Adresse ist die Einwilligung zu erfragen."
        )
    return "verlässt das Amt", tuple(lines)


def _in_order(name: PersonName) -> str:
    return " ".join(filter(None, (name.title, name.given, name.family)))


DEPARTURES = Departures()
