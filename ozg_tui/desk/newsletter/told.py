"""What »since the last call« says of who receives the OZG-Report."""

from db.tables import Contact, Subscription
from ozg_tui.desk.core.shown import shown
from ozg_tui.desk.core.telling import (
    ADDED,
    MOMENT,
    PLACE,
    WARNING,
    Around,
    Recorded,
    Said,
    Telling,
    moved,
    rows,
    rows_at_us,
    sign_of,
)
from ozg_tui.german.labels import CONSENTS


def _subscription(step: Recorded, _around: Around) -> Said | None:
    """Somebody receives the OZG-Report, or does so no more."""
    what = f"OZG-Report an {shown('email', step.about.text)}"
    if step.action == "delete":
        return Said(WARNING, f"{what} gelöscht")
    if step.action == "insert":
        consent = step.after["consent"]
        return Said(sign_of(consent, ADDED), f"{what}: {CONSENTS[consent]}")
    if step.after.get("bounced"):
        return Said(WARNING, f"{what} kommt nicht an")
    return moved(step, what, "consent", CONSENTS)


SUBSCRIPTION = Telling(
    (
        rows_at_us(Subscription, text=Subscription.email),
        rows(Subscription, text=Subscription.email)
        .join(Contact, Contact.id == Subscription.contact_id)
        .where(
            Contact.organisation_id == PLACE,
            Subscription.organisation_id.is_(None),
            Subscription.changed_at > MOMENT,
        ),
    ),
    _subscription,
)
