"""Who may be sent the OZG-Report: consent is proven, and whoever has left stays away.

An address that has left comes back only by a new consent of the person, with its own proof; no
list of recipients, however it gets here, brings it back (Art. 7 Abs. 1 und 3 DSGVO).
"""

from ozg_tui.codes.newsletter import Consent


def refuse_consent(
    wanted: Consent, proof: str | None, stored: Consent | None, stored_proof: str | None
) -> str:
    """Why a consent cannot be kept, as a sentence; empty where it can.

    `proof` says when and by what it was given; `stored` is what the desk knows of the address.
    """
    if wanted is Consent.CONFIRMED and not proof:
        return (
            "Eine bestätigte Einwilligung braucht einen Beleg: Bitte unter »Wodurch belegt« "
            "eintragen, wann und wodurch sie gegeben wurde."
        )
    if stored is Consent.ENDED and wanted is not Consent.ENDED and proof in {None, stored_proof}:
        return (
            "Dieser Bezug wurde beendet und lebt nicht von selbst wieder auf. Wer den OZG-Report "
            "wieder will, willigt neu ein: Bitte unter »Wodurch belegt« den neuen Beleg eintragen."
        )
    return ""


def refuse_list(wanted: Consent, stored: Consent | None) -> str:
    """Why a list that comes in cannot bring an address back, as a sentence; empty where it may.

    A list says what once was; a new consent is recorded by hand, with its proof.
    """
    if stored is Consent.ENDED and wanted is not Consent.ENDED:
        return (
            "Dieser Bezug wurde beendet; keine Liste nimmt ihn wieder auf. Eine neue Einwilligung "
            "wird am Eintrag selbst mit ihrem Beleg festgehalten."
        )
    return ""
