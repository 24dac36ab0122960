"""The OZG-Report: its issues, and the addresses that receive it."""

from db.search import facets
from ozg_tui.codes.newsletter import Consent
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.subject import (
    Gender,
    Links,
    Listed,
    Not,
    Noun,
    Personal,
    Reason,
    Status,
    Subject,
    Undone,
)
from ozg_tui.german.labels import CONSENTS

_RECIPIENT = Noun("Bezug des OZG-Reports", "Bezüge des OZG-Reports", Gender.DER)
_ISSUE = Noun("Ausgabe des OZG-Reports", "Ausgaben des OZG-Reports", Gender.DIE)

ISSUE = Subject(
    code="newsletter_issue",
    table="newsletter_issue",
    noun=_ISSUE,
    records="ozg_tui.desk.newsletter.issues:ISSUES",
    parts=(),
    listed=(
        Listed(
            Kind.NEWSLETTER_ISSUE,
            "newsletter_issue",
            _ISSUE,
            word="Ausgabe",
            name="newsletter_issue",
            reasons={"topics": Reason("Themen", is_long=True)},
        ),
    ),
    links=Not("an issue belongs to no organisation"),
    told=Not("an issue belongs to no organisation"),
    undone=Undone(with_noun=False),
    counted=Not("nothing is to be done with it"),
    given_out=Not("no export yet"),
    taken_in=Not("no import yet"),
    personal=Personal("report", texts=("topics",)),
)

SUBSCRIPTION = Subject(
    code="subscription",
    table="subscription",
    noun=_RECIPIENT,
    records="ozg_tui.desk.newsletter.subscriptions:SUBSCRIPTIONS",
    parts=(),
    listed=(
        Listed(
            Kind.SUBSCRIPTION,
            "subscription",
            _RECIPIENT,
            word="Bezug",
            name="subscription",
            status=Status(
                CONSENTS,
                lambda code: facets.state(Kind.SUBSCRIPTION, code),
                frozenset({Consent.REQUESTED}),
            ),
            reasons={"email": Reason("E-Mail"), "person": Reason("Person")},
        ),
    ),
    links=Links(columns=("organisation_id", "contact_id")),
    told="ozg_tui.desk.newsletter.told:SUBSCRIPTION",
    undone=Undone(
        together=(
            frozenset({"consent", "consent_source", "subscribed_at", "ended_at"}),
            frozenset({"organisation_id", "contact_id"}),
        ),
        shown_at_a_place=True,
    ),
    counted=Not("no figure of START counts recipients yet"),
    given_out="ozg_tui.desk.exchange.lists.newsletter:RECIPIENTS",
    taken_in="ozg_tui.desk.exchange.kinds:RECIPIENTS",
    personal=Personal(
        "report",
        by=("contact_id",),
        own=("email",),
        texts=("function", "consent_source"),
        since="ended_at",
    ),
)

SUBJECTS = (ISSUE, SUBSCRIPTION)
