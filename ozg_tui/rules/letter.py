"""How somebody is written to: the line of an address and the greeting of a letter.

Office and title stand before the name, the office first (DIN 5008; »Ratgeber für Anschriften und
Anreden«, Bundesministerium des Innern).
"""

from collections.abc import Iterable
from typing import NamedTuple

from ozg_tui.codes.register import Salutation


class Addressee(NamedTuple):
    """Somebody as a letter names them; empty texts where nothing is known."""

    salutation: Salutation | None = None
    office: str = ""
    title: str = ""
    given_name: str = ""
    family_name: str = ""


def address_line(who: Addressee) -> str:
    """`Frau Bürgermeisterin Dr. Erika Beispiel`, in the accusative: `Herrn`."""
    called = {None: "", Salutation.MS: "Frau", Salutation.MR: "Herrn"}[who.salutation]
    return _joined((called, who.office, who.title, who.given_name, who.family_name))


def greeting(who: Addressee) -> str:
    """`Sehr geehrte Frau Bürgermeisterin Dr. Beispiel,`; with the whole name where unsure."""
    if who.salutation is None:
        return f"Guten Tag {_joined((who.title, who.given_name, who.family_name))},"
    dear = "Sehr geehrte Frau" if who.salutation is Salutation.MS else "Sehr geehrter Herr"
    return f"{_joined((dear, who.office, who.title, who.family_name))},"


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)
