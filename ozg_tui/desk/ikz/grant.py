"""What the Bescheid grants: kept as it stands there; what differs has a reason and two people."""

from sqlalchemy.exc import IntegrityError

from db.errors import RefusedError
from db.tables import Application
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.rules.ikz.amount import deviation

_CONSTRAINTS = {
    "ck_application_deviation_confirmed_by": (
        "Eine zweite Person muss die Abweichung bestätigen: Wer Betrag oder Grund eingetragen hat, "
        "kann das nicht selbst tun."
    ),
    "ck_application_deviation_reason": (
        "Der bewilligte Betrag weicht von der Regelzuwendung ab. Bitte den Grund der Abweichung "
        "eintragen."
    ),
    "ck_station_step_step": "Diesen Schritt gibt es auf dem Weg eines Antrags nicht.",
}


def standard_of(row: Application | None, value: ApplicationInput, now: int | None) -> int | None:
    """The Regelzuwendung, in cents, that the granted sum is compared with.

    It is that of the day when the sum was entered: partners that join or leave later do not make
    a Bescheid wrong. `now` is that of the application as it stands.
    """
    if value.granted_cents is None:
        return None
    if row is None or row.standard_cents is None or row.granted_cents != value.granted_cents:
        return now
    return row.standard_cents


def refuse_own_confirmation(value: ApplicationInput, standard: int | None) -> None:
    """Raise `RefusedError` when a new application comes with its deviation confirmed.

    Whoever records it enters the deviation as well.
    """
    deviates = value.granted_cents is not None and standard not in (None, value.granted_cents)
    if deviates and value.deviation_confirmed:
        raise RefusedError(_CONSTRAINTS["ck_application_deviation_confirmed_by"])


def refuse_without_reason(value: ApplicationInput, standard: int | None) -> None:
    """Raise `RefusedError` when the granted sum differs and nobody says why."""
    granted = value.granted_cents
    if granted is None or standard is None or granted == standard or value.deviation_reason:
        return
    raise RefusedError(f"{deviation(granted, standard)} Bitte den Grund der Abweichung eintragen.")


def apply_grant(
    row: Application, value: ApplicationInput, standard: int | None, actor: str
) -> None:
    """Write the granted sum, who vouches for a deviation, and who confirmed it.

    A changed sum or reason has to be confirmed anew. That nobody confirms what they entered
    themselves, the database guarantees.
    """
    changed = (row.granted_cents, row.deviation_reason) != (
        value.granted_cents,
        value.deviation_reason,
    )
    confirms = value.deviation_confirmed and row.deviation_confirmed_by is None
    row.granted_cents, row.standard_cents = value.granted_cents, standard
    row.deviation_reason = value.deviation_reason
    if value.granted_cents is None or standard in (None, value.granted_cents):
        row.deviation_by = row.deviation_confirmed_by = None
    elif changed or row.deviation_by is None:
        row.deviation_by = actor
        row.deviation_confirmed_by = actor if confirms else None
    elif confirms:
        row.deviation_confirmed_by = actor
    elif not value.deviation_confirmed:
        row.deviation_confirmed_by = None


def explained(error: IntegrityError) -> str:
    """The sentence for a guarantee of the database about applications; empty for others."""
    said = str(error.orig)
    return next((text for name, text in _CONSTRAINTS.items() if name in said), "")
