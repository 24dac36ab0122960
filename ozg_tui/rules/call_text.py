"""What may arrive as a call: a number as telephones write it, or a word for a withheld one.

Loads nothing, because the command that hands a call over must be quick.
"""

from ozg_tui.rules.errors import InputError

LONGEST = 40
"""Characters; the longest spelling of a real number has half of them."""

_SIGNS = frozenset("0123456789+*#()/-. ")
_DIGITS = frozenset("0123456789")
_WITHHELD = frozenset({"anonym", "anonymous", "privat", "private", "unbekannt", "unknown"})
_SCHEME = "tel:"
_SIP = ("sip:", "sips:")


def call_text(raw: str) -> str:
    """Check what a telephone handed over, and give it without blanks around it.

    Raises:
        InputError: the text cannot come from a telephone; the sentence says why.
    """
    text = raw.strip(" ")
    if len(raw) > LONGEST:
        raise InputError(f"Eine Rufnummer hat höchstens {LONGEST} Zeichen.")
    if text.lower().startswith(_SIP):
        raise InputError(f"»{text}« ist eine SIP-Adresse, keine Rufnummer.")
    if is_withheld(text):
        return text
    number = text.lower().removeprefix(_SCHEME)
    if not _SIGNS.issuperset(number):
        raise InputError(
            f"»{text}« ist keine Rufnummer. Möglich sind Ziffern, Leerzeichen und »+*#()/-.«, "
            "davor »tel:«."
        )
    if _DIGITS.isdisjoint(number):
        raise InputError(f"»{text}« enthält keine Ziffer.")
    return text


def is_withheld(text: str) -> bool:
    """Tell whether a telephone shows this in place of a number that was not transmitted."""
    word = text.strip().lower().removeprefix(_SCHEME).strip()
    return not word or word in _WITHHELD or word.startswith(_SIP)
