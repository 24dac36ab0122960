"""Who receives the OZG-Report: an address with its consent, and where it belongs."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, field_validator
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from db.errors import RefusedError
from db.tables import Contact, Subscription
from ozg_tui.codes.newsletter import Consent
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.core.records import Records, Section, filled
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.core.values import Email, Input, OptionalLine, OptionalPick, Ui, YesNo
from ozg_tui.desk.register.belonging import contact_line, place_for
from ozg_tui.german.labels import CONSENTS
from ozg_tui.rules.newsletter import refuse_consent


class SubscriptionInput(Input):
    """An address, whose it is, and by what it may be written to."""

    email: Email = Field(title="E-Mail")
    organisation_id: Annotated[OptionalPick, Ui(lookup="organisation")] = Field(
        None, title="Kommune/Stelle"
    )
    contact_id: Annotated[OptionalPick, Ui(lookup="contact")] = Field(None, title="Ansprechperson")
    function: OptionalLine = Field(None, title="Funktion")
    consent: Consent = Field(Consent.REQUESTED, title="Einwilligung")
    consent_source: OptionalLine = Field(None, title="Wodurch belegt")
    bounced: YesNo = Field(False, title="Kommt nicht an")

    @field_validator("email")
    @classmethod
    def _in_small_letters(cls, value: str) -> str:
        return value.lower()


class Subscriptions(Records[SubscriptionInput, Subscription]):
    """The recipients. Whatever saves one, a form or a list, is asked for the consent."""

    code = "subscription"
    model = SubscriptionInput
    table = Subscription

    def title(self, row: Subscription) -> str:
        """The address."""
        return row.email

    def value(self, row: Subscription) -> SubscriptionInput:
        """All fields of the form."""
        held = {name: getattr(row, name) for name in SubscriptionInput.model_fields}
        return SubscriptionInput.model_construct(**held | {"consent": Consent(row.consent)})

    def refuse(
        self, session: DeskSession, value: SubscriptionInput, row: Subscription | None
    ) -> None:
        """Refuse a consent without proof, and a person of another organisation."""
        stored = Consent(row.consent) if row is not None else None
        proof = row.consent_source if row is not None else None
        if sentence := refuse_consent(value.consent, value.consent_source, stored, proof):
            raise RefusedError(sentence)
        place_for(session, value.organisation_id, value.contact_id, row)

    def apply(self, session: DeskSession, row: Subscription, value: SubscriptionInput) -> None:
        """Take all fields over; a new state of the consent begins now."""
        if row.consent != value.consent:
            now = session.now
            row.ended_at = now if value.consent is Consent.ENDED else None
            if value.consent is Consent.CONFIRMED:
                row.subscribed_at = now
        place = place_for(session, value.organisation_id, value.contact_id, row)
        for name in SubscriptionInput.model_fields:
            setattr(row, name, getattr(value, name))
        row.organisation_id = place

    def explain(self, session: DeskSession, value: SubscriptionInput, error: IntegrityError) -> str:
        """An address stands in the list once."""
        known = session.scalars(select(Subscription).where(Subscription.email == value.email))
        if (row := known.first()) is None:
            return super().explain(session, value, error)
        return (
            f"{value.email} ist schon eingetragen ({CONSENTS[row.consent]}). "
            "Bitte den Eintrag öffnen und ändern."
        )

    def sections(self, session: DeskSession, row: Subscription) -> tuple[Section, ...]:
        """Whose address it is, and how it came to the list."""
        land = territory(session.desk)
        contact = session.get(Contact, row.contact_id) if row.contact_id else None
        return (
            Section(
                "Bezug",
                filled(
                    (
                        ("E-Mail", row.email),
                        ("Kommune/Stelle", _name(land, row.organisation_id)),
                        ("Ansprechperson", contact_line(contact)),
                        ("Funktion", row.function),
                        ("Kommt nicht an", "ja" if row.bounced else None),
                    )
                ),
            ),
            Section(
                "Einwilligung",
                filled(
                    (
                        ("Stand", CONSENTS[row.consent]),
                        ("Wodurch belegt", row.consent_source),
                        (
                            "Eingetragen",
                            _at(row.subscribed_at),
                        ),
                        ("Beendet", _at(row.ended_at)),
                    )
                ),
            ),
        )


def _name(land: Territory, organisation_id: int | None) -> str:
    return land.name(organisation_id) if organisation_id else ""


def _at(moment: datetime | None) -> str:
    return moment_text(moment) if moment else ""


SUBSCRIPTIONS = Subscriptions()
